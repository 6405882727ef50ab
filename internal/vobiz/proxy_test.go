package vobiz

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"vobizsync/internal/sandbox"
)

// A proxy that fails is named as the proxy, whatever it fails of, and its password is
// not shown.
func TestAFailingProxyIsNamed(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	dies, _ := raw(t, func(net.Conn) {})
	diesLate, _ := raw(t, func(c net.Conn) { _, _ = c.Read(make([]byte, 1024)) })
	hangs, _ := raw(t, silent)
	for _, tt := range []struct{ name, proxy, text string }{
		{"refuses", free.Addr().String(), "nothing listens at the proxy PROXY: connection refused"},
		{"is not known", "proxy.invalid:3128", "the proxy's host proxy.invalid is not known"},
		{"closes at once", dies, "the proxy PROXY closed the connection before it reached api.invalid"},
		{"closes when it is asked", diesLate, "the proxy PROXY closed the connection before it reached api.invalid"},
		{"says nothing", hangs, "no connection to api.invalid through the proxy PROXY within 400ms"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cfg := config(&sandbox.Server{})
			cfg.BaseURL, cfg.Retries = "https://api.invalid", 0
			if strings.Contains(tt.text, "within 400ms") { // the only end that it has
				cfg.Timeout = 400 * time.Millisecond
			}
			cfg.Transport = &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", User: url.UserPassword("user", "Marker-Pw"), Host: tt.proxy}),
				DialContext: (&net.Dialer{Resolver: nameServer(t, rcodeNameError)}).DialContext}
			_, err := newClient(t, cfg).Create(t.Context(), t.Context(), customer(1), nil)
			if want := strings.ReplaceAll(tt.text, "PROXY", tt.proxy); class(err) != "not sent" || err.Error() != want {
				t.Errorf("%s: %v; want not sent: %s", class(err), err, want)
			}
			if hint := advice(err); hint != hintProxy {
				t.Errorf("hint %q", hint)
			}
		})
	}
}

func advice(err error) string {
	var a interface{ Advice() string }
	if errors.As(err, &a) {
		return a.Advice()
	}
	return ""
}

// The answers of a name server (RFC 1035, 4.1.1); one that never answers.
const (
	rcodeServerFailure = 2
	rcodeNameError     = 3
	rcodeNone          = -1
)

// nameServer returns a resolver that asks a server which gives every question the
// same answer.
func nameServer(t *testing.T, rcode int) *net.Resolver {
	t.Helper()
	l, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for b := make([]byte, 1500); ; {
			n, from, err := l.ReadFrom(b)
			if err != nil {
				return
			}
			if rcode != rcodeNone {
				b[2], b[3] = b[2]|0x80, byte(rcode) // the question as its answer
				_, _ = l.WriteTo(b[:n], from)
			}
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", l.LocalAddr().String())
	}}
}

// A host that nobody has is told from a name server that fails.
func TestLookUpFailuresAreToldApart(t *testing.T) {
	for _, tt := range []struct {
		name       string
		rcode      int
		text, hint string
	}{
		{"no such name", rcodeNameError, "the host api.nowhere.example is not known", hintAddress},
		{"SERVFAIL", rcodeServerFailure, "the host api.nowhere.example can't be looked up: the name server fails", hintLookUp},
		{"no answer", rcodeNone, "the host api.nowhere.example can't be looked up: the name server does not answer", hintLookUp},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cfg := config(&sandbox.Server{})
			cfg.BaseURL, cfg.Retries = "https://api.nowhere.example", 0
			if tt.rcode == rcodeNone { // the only end that it has
				cfg.Timeout = 400 * time.Millisecond
			}
			cfg.Transport = &http.Transport{DialContext: (&net.Dialer{Resolver: nameServer(t, tt.rcode)}).DialContext}
			_, err := newClient(t, cfg).Create(t.Context(), t.Context(), customer(1), nil)
			if class(err) != "not sent" || err.Error() != tt.text || advice(err) != tt.hint {
				t.Errorf("%s: %v (%s); want %s (%s)", class(err), err, advice(err), tt.text, tt.hint)
			}
		})
	}
}

func TestTheAddressOfAProxy(t *testing.T) {
	for value, want := range map[string]bool{
		"": true, "proxy.example:3128": true, "proxy.example": true, "http://proxy.example:3128/": true, "https://[::1]:3128": true,
		"http://user:p%23w@proxy.example:3128": true, "user:pw@proxy.example:3128": true, "socks5h://proxy.example:1080": true,
		"http://user:a%PW@proxy.example:3128": false, "user:a%PW@proxy.example:3128": false,
		"http://user:p#w@proxy.example:3128": false, "user:p#w@proxy.example:3128": false,
		"http://user:p/w@proxy.example:3128": false, "http://user:p?w@proxy.example:3128": false,
		"http://": false, "ftp://proxy.example": false, "http://proxy.example:port": false, "http:// proxy.example": false,
	} {
		err := checkProxy(value)
		if (err == nil) != want {
			t.Errorf("checkProxy(%q) = %v, want an error: %t", value, err, !want)
		}
		if err != nil && strings.Contains(err.Error(), "proxy.example") {
			t.Errorf("checkProxy(%q) shows the value: %v", value, err)
		}
	}
}

// This machine in any spelling, and no other one.
func TestThisMachineNeedsNoTLS(t *testing.T) {
	for address, want := range map[string]string{
		"http://localhost:8080/api/": "http://localhost:8080/api", "http://LocalHost:8080/api": "http://localhost:8080/api",
		"http://localhost./api": "http://localhost/api", "http://LOCALHOST.:8080": "http://localhost:8080",
		"http://127.0.0.1:8080": "http://127.0.0.1:8080", "http://[::1]:8080": "http://[::1]:8080", "http://127.9.9.9": "http://127.9.9.9",
		"https://api.example/API/": "https://api.example/API",
		"http://localhost.example": "", "http://localhost..": "", "http://my-localhost": "", "http://10.0.0.1": "", "http://notlocalhost": "",
	} {
		if got, err := CheckBaseURL(address); got != want || (err == nil) != (want != "") {
			t.Errorf("CheckBaseURL(%q) = %q, %v; want %q", address, got, err, want)
		}
	}
}

// What the server says of a pause is shown only as far as it can be one.
func TestALongRetryAfterIsCut(t *testing.T) {
	cfg := Config{BaseURL: "http://127.0.0.1", Retries: 0, Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {strings.Repeat("9", 10_000)}}, Request: r, Body: http.NoBody}, nil
	})}
	err := search(t.Context(), newClient(t, cfg))(1)
	if err == nil || len(err.Error()) > 200 || !strings.Contains(err.Error(), "Retry-After: 999") {
		t.Errorf("%d bytes: %v", len(err.Error()), err)
	}
}

// An answer's header has a bound, too.
func TestAnEndlessHeaderIsNotReadToItsEnd(t *testing.T) {
	address, _ := raw(t, func(c net.Conn) {
		_, _ = c.Read(make([]byte, 64<<10))
		_, _ = c.Write([]byte("HTTP/1.1 200 OK\r\n"))
		for line := []byte("X-A: " + strings.Repeat("a", 1000) + "\r\n"); ; {
			if _, err := c.Write(line); err != nil {
				return
			}
		}
	})
	cfg := config(&sandbox.Server{})
	cfg.BaseURL, cfg.Transport, cfg.Retries = "http://"+address, nil, 0
	if err := search(t.Context(), newClient(t, cfg))(1); err == nil || !strings.Contains(err.Error(), "no usable answer") {
		t.Errorf("%v", err)
	}
}
