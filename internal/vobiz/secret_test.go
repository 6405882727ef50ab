package vobiz

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vobizsync/internal/sandbox"
	"vobizsync/internal/secret"
)

const token = "Tok3n-Marker-2f9c"

// printed is everything that fmt can make of a value, and of what it wraps.
func printed(v any) string {
	s := fmt.Sprintf("%v %+v %#v %s %q", v, v, v, v, v)
	if err, ok := v.(error); ok {
		for ; err != nil; err = errors.Unwrap(err) {
			s += fmt.Sprintf(" %v %+v %#v", err, err, err)
		}
	}
	return s
}

func TestNothingPrintsTheToken(t *testing.T) {
	cfg := config(&sandbox.Server{})
	cfg.AuthToken = secret.New(token)
	c := newClient(t, cfg)
	r, err := NewReader(cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{cfg, &cfg, c, *c, r, c.Reader, c.config, c.pacer} {
		if s := printed(v); strings.Contains(s, token) || strings.Contains(s, fmt.Sprintf("%x", token)) {
			t.Errorf("%T prints the token: %s", v, s)
		}
	}
}

// The token goes in its header and nowhere else, and a server that repeats it
// gets it into no error.
func TestTokenStaysInItsHeader(t *testing.T) {
	var seen atomic.Int64
	var answer atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Auth-Token") == token && r.Header.Get("X-Auth-ID") == "PA_1" {
			seen.Add(1)
		}
		for name, values := range r.Header {
			if name != "X-Auth-Token" && strings.Contains(fmt.Sprint(values), token) {
				t.Errorf("the token is in the header %s", name)
			}
		}
		if strings.Contains(r.URL.String(), token) {
			t.Errorf("the token is in the address %s", r.URL)
		}
		a := answer.Load().(func(http.ResponseWriter))
		a(w)
	}))
	defer server.Close()
	cfg := config(&sandbox.Server{})
	cfg.BaseURL, cfg.Transport, cfg.Retries, cfg.Timeout = server.URL, nil, 0, 5*time.Second
	cfg.AuthID, cfg.AuthToken, cfg.Workers = "PA_1", secret.New(token), 1000 // failures must not make a pause
	c := newClient(t, cfg)
	answers := []func(http.ResponseWriter){}
	for _, status := range []int{200, 201, 204, 301, 400, 401, 403, 404, 407, 409, 422, 500, 502, 503} {
		for _, body := range []string{token, `{"message":"` + token + `"}`, `{"detail":"not a token: ` + strings.ToUpper(token) + `"}`, token[:9], "<" + token} {
			answers = append(answers, func(w http.ResponseWriter) {
				w.Header().Set("Location", "http://"+token+".example/%zz")
				w.WriteHeader(status)
				_, _ = w.Write([]byte(body))
			})
		}
	}
	answers = append(answers, func(w http.ResponseWriter) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		_, _ = conn.Write([]byte(token + " Marker-Pw-77! HTTP/1.1\r\n\r\n"))
		_ = conn.Close()
	})
	for _, a := range answers {
		answer.Store(a)
		_, _, find := c.Find(t.Context(), "a@x.example")
		_, create := c.Create(t.Context(), t.Context(), customer(1), nil)
		_, profile := c.Profile(t.Context())
		for _, err := range []error{find, create, profile} {
			if err == nil {
				t.Error("no error")
				continue
			}
			if s := err.Error(); strings.Contains(strings.ToLower(s), "tok3n") || strings.Contains(s, "Marker") {
				t.Errorf("the error shows a secret: %s", s)
			}
		}
	}
	if want := int64(3 * len(answers)); seen.Load() != want {
		t.Errorf("%d requests had the token, want %d", seen.Load(), want)
	}
}

func TestCheckBaseURL(t *testing.T) {
	for _, good := range []string{DefaultBaseURL, "http://localhost", "http://127.0.0.1:80/x", "http://[::1]:8080", "https://h.example:8443/a/b"} {
		if got, err := CheckBaseURL(good + "/"); err != nil || got != good {
			t.Errorf("%s/: %q, %v", good, got, err)
		}
	}
	for _, bad := range []string{
		"", "api.vobiz.ai", "ftp://h.example", "https://", "https://:443", "http://h.example", "http://127.0.0.1.evil.example",
		"http://localhost:80@evil.example", "http://10.0.0.1", "https://u:" + token + "@h.example", "ftp://u:" + token + "@h.example", "https://u:" + token + "%zz@h.example",
		"https://h.example/?", "https://h.example/?a=b", "https://h.example/#", "https://h.example/%zz", "https://h example",
	} {
		got, err := CheckBaseURL(bad)
		if err == nil {
			t.Errorf("%q is taken as %q", bad, got)
		} else if strings.Contains(err.Error(), token) {
			t.Errorf("the error shows a password: %v", err)
		}
	}
}
