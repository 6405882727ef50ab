package vobiz

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"testing"

	"vobizsync/internal/sandbox"
)

// BenchmarkDecodePage decodes a page of 100 accounts, as the API lists them.
func BenchmarkDecodePage(b *testing.B) {
	s := &sandbox.Server{}
	for i := range perPage {
		s.Add(sandbox.Account{Email: customer(i).Email, Name: "Customer", Phone: "+919876543210", Country: "IN"})
	}
	r, err := http.NewRequest(http.MethodGet, "http://127.0.0.1"+sandbox.BasePath+"/accounts?per_page=100", nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("X-Auth-ID", sandbox.DefaultAuthID)
	r.Header.Set("X-Auth-Token", sandbox.DefaultAuthToken)
	resp, err := s.Transport().RoundTrip(r)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil || !json.Valid(page) {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		var l list
		if err := (&answer{status: 200, body: page}).decode(&request{method: http.MethodGet}, &l); err != nil || len(*l.Accounts) != perPage {
			b.Fatal(err)
		}
	}
}

// BenchmarkCreate creates accounts over loopback, on 32 workers, without a limit.
// The simulator runs in the same process and has its share of the time.
func BenchmarkCreate(b *testing.B) {
	cfg := overSocket(b, &sandbox.Server{})
	cfg.Workers = 32
	c := newClient(b, cfg)
	var n atomic.Int64
	b.ReportAllocs()
	err := parallel(32, b.N, true, func(int) error {
		one := customer(0)
		one.Email = fmt.Sprintf("b%d@x.example", n.Add(1))
		_, err := c.Create(b.Context(), b.Context(), one, nil)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkRefusal reads a refusal with the values of a customer.
func BenchmarkRefusal(b *testing.B) {
	c := newClient(b, config(&sandbox.Server{}))
	a := &answer{status: 422, body: []byte(`{"details":[{"loc":["body","phone"],"msg":"Value error, phone must be in E.164 format, e.g. +919876543210"}]}`)}
	b.ReportAllocs()
	for b.Loop() {
		if newRefusal(a, c.newCensor(&marked)).text == "" {
			b.Fatal("no text")
		}
	}
}
