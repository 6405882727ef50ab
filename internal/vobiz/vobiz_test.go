package vobiz

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/sandbox"
	"vobizsync/internal/secret"
)

// roundTripper is a transport in the form of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// config is a configuration that reaches a server without a socket.
func config(s *sandbox.Server) Config {
	return Config{
		BaseURL: "http://127.0.0.1" + sandbox.BasePath, Workers: 8, Timeout: 30 * time.Second, Retries: 5,
		AuthID: sandbox.DefaultAuthID, AuthToken: secret.New(sandbox.DefaultAuthToken), Transport: s.Transport(),
	}
}

// overSocket is a configuration that reaches a server over the loopback device.
func overSocket(t testing.TB, s *sandbox.Server) Config {
	t.Helper()
	c := config(s)
	address, stop, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	c.BaseURL, c.Transport = address, nil
	return c
}

func newClient(t testing.TB, c Config) *Client {
	t.Helper()
	client, err := NewClient(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if h, ok := client.transport.(*http.Transport); ok {
			h.CloseIdleConnections()
		}
	})
	return client
}

func customer(n int) *importer.Customer {
	return &importer.Customer{
		Name: fmt.Sprintf("Customer %d", n), Email: fmt.Sprintf("c%d@x.example", n),
		Phone: fmt.Sprintf("+9198765%05d", n), Password: secret.New("Marker-Pw-77!"), Country: "IN",
	}
}

// class is what reconcile decides by.
func class(err error) string {
	if err == nil {
		return "ok"
	}
	var words []string
	var notSent interface{ NotSent() bool }
	var refused interface{ Refused() bool }
	var fatal interface{ Fatal() bool }
	if errors.As(err, &notSent) && notSent.NotSent() {
		words = append(words, "not sent")
	}
	if errors.As(err, &refused) && refused.Refused() {
		words = append(words, "refused")
	}
	if len(words) == 0 {
		words = append(words, "in doubt")
	}
	if errors.As(err, &fatal) && fatal.Fatal() {
		words = append(words, "fatal")
	}
	return strings.Join(words, ", ")
}

// parallel calls f for 0 to n-1 on that many workers, and returns the first
// error that ends the run: a fatal one if strict is false, any if it is true.
func parallel(workers, n int, strict bool, f func(int) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	var once sync.Once
	var first error
	var stop atomic.Bool
	for range workers {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && !stop.Load(); i = int(next.Add(1)) - 1 {
				if err := f(i); err != nil && (strict || strings.HasSuffix(class(err), "fatal")) {
					once.Do(func() { first = err })
					stop.Store(true)
				}
			}
		})
	}
	group.Wait()
	return first
}

// search is a request without an effect.
func search(ctx context.Context, c *Client) func(int) error {
	return func(n int) error {
		_, _, err := c.Find(ctx, customer(n).Email)
		return err
	}
}

// mostInASecond returns the largest number of requests that arrived within a
// second, its end not counted.
func mostInASecond(log []sandbox.Request) (most int) {
	for i, from := 0, 0; i < len(log); i++ {
		for log[i].Time.Sub(log[from].Time) >= time.Second {
			from++
		}
		most = max(most, i-from+1)
	}
	return most
}

// discard takes what net/http says about connections that are broken on purpose.
var discard = log.New(io.Discard, "", 0)
