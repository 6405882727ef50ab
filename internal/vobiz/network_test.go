package vobiz

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// raw serves connections with a function, and counts them.
func raw(t *testing.T, serve func(net.Conn)) (address string, accepted *atomic.Int64) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	accepted = new(atomic.Int64)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted.Add(1)
			go func() {
				defer c.Close()
				serve(c)
			}()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return l.Addr().String(), accepted
}

// says reads the beginning of a request and answers with a text.
func says(text string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = c.Read(make([]byte, 64<<10))
		_, _ = c.Write([]byte(text))
	}
}

// silent reads until the client goes.
func silent(c net.Conn) {
	for b := make([]byte, 1024); ; {
		if _, err := c.Read(b); err != nil {
			return
		}
	}
}

// What goes wrong below HTTP. Only where there was no connection may a create be
// called "not sent": everything else may have come after the request was read.
func TestCreateUnderNetworkFailures(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	trusted := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		panic(http.ErrAbortHandler) // after the request was read
	}))
	trusted.EnableHTTP2 = true
	trusted.Config.ErrorLog = discard
	trusted.StartTLS()
	t.Cleanup(trusted.Close) // after the subtests, which run in parallel
	roots := x509.NewCertPool()
	roots.AddCert(trusted.Certificate())
	h1 := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	h2 := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}
	// The certificate of httptest ends in 2084.
	later := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, Time: func() time.Time { return time.Now().AddDate(100, 0, 0) }}}
	// A TLS server that takes the request, and then breaks the record layer.
	corrupt := func(c net.Conn) {
		s := tls.Server(c, &tls.Config{Certificates: trusted.TLS.Certificates})
		_, _ = s.Read(make([]byte, 64<<10))
		_, _ = c.Write([]byte("HTTP/1.1 500 no TLS any more\r\n\r\n"))
	}
	tests := []struct {
		name      string
		scheme    string
		serve     func(net.Conn)
		address   string // instead of serve
		transport http.RoundTripper
		class     string
		text      string
	}{
		{name: "connection refused", scheme: "http", address: free.Addr().String(), class: "not sent", text: "connection refused"},
		{name: "unknown host", scheme: "https", address: "nowhere.invalid", class: "not sent", text: "nowhere.invalid is not known"},
		{name: "TLS to a plain server", scheme: "https", serve: says("HTTP/1.1 400 Bad Request\r\n\r\n"), class: "not sent", text: "does not speak TLS"},
		{name: "TLS to something else", scheme: "https", serve: says("220 smtp ready\r\n"), class: "not sent", text: "does not speak TLS"},
		{name: "TLS to a server that closes", scheme: "https", serve: func(net.Conn) {}, class: "not sent"},
		{name: "untrusted certificate", scheme: "https", address: trusted.Listener.Addr().String(), class: "not sent, fatal", text: "is not trusted: its issuer"},
		{name: "expired certificate", scheme: "https", address: trusted.Listener.Addr().String(), transport: later, class: "not sent, fatal", text: "it has expired"},
		{name: "certificate of another host", scheme: "https", address: strings.Replace(trusted.Listener.Addr().String(), "127.0.0.1", "localhost", 1),
			transport: h1, class: "not sent, fatal", text: "it is for another host"},
		{name: "TLS, then nothing", scheme: "https", address: trusted.Listener.Addr().String(), transport: h1, class: "in doubt"},
		{name: "HTTP/2, then nothing", scheme: "https", address: trusted.Listener.Addr().String(), transport: h2, class: "in doubt"},
		{name: "TLS, then no TLS", scheme: "https", serve: corrupt, transport: h1, class: "in doubt"},
		{name: "no HTTP", scheme: "http", serve: says("Marker-Pw-77! is no status\r\n\r\n"), class: "in doubt", text: "no usable answer"},
		{name: "header that echoes", scheme: "http", serve: says("HTTP/1.1 201 Created\r\nMarker-Pw-77!\r\n\r\n"), class: "in doubt", text: "no usable answer"},
		{name: "status that echoes", scheme: "http", serve: says("HTTP/1.1 400 Marker-Pw-77!\r\nContent-Length: 0\r\n\r\n"), class: "refused", text: "HTTP 400 Bad Request"},
		{name: "only a header", scheme: "http", serve: says("HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n"), class: "in doubt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			address, accepted := tt.address, new(atomic.Int64)
			if tt.serve != nil {
				address, accepted = raw(t, tt.serve)
			}
			cfg := config(&sandbox.Server{})
			cfg.BaseURL, cfg.Transport = tt.scheme+"://"+address, tt.transport
			if tt.transport == nil {
				cfg.Transport = &http.Transport{}
			}
			cfg.Retries = 0
			if tt.class == "in doubt" {
				cfg.Retries = 3
			}
			_, err := newClient(t, cfg).Create(t.Context(), t.Context(), customer(1), nil)
			if class(err) != tt.class || !strings.Contains(err.Error(), tt.text) {
				t.Errorf("%s: %v; want %s: %s", class(err), err, tt.class, tt.text)
			}
			if err != nil && strings.Contains(err.Error(), "Marker") {
				t.Errorf("the error echoes: %v", err)
			}
			if n := accepted.Load(); n > 1 {
				t.Errorf("%d connections for one create", n)
			}
		})
	}
}

// A server that takes its time: how far the request has come by then decides.
func TestCreateUnderSilence(t *testing.T) {
	dripHeader := func(c net.Conn) {
		_, _ = c.Read(make([]byte, 64<<10)) // an answer before the request is not an answer
		for _, b := range []byte("HTTP/1.1 201 Created\r\nX-A: " + strings.Repeat("a", 1000)) {
			if _, err := c.Write([]byte{b}); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	for _, tt := range []struct {
		name, scheme string
		serve        func(net.Conn)
		class        string
	}{
		{"TLS that does not begin", "https", silent, "not sent"},
		{"accepted but silent", "http", silent, "in doubt"},
		{"header by the byte", "http", dripHeader, "in doubt"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := rawPipes(t, tt.serve)
				cfg := config(&sandbox.Server{})
				cfg.BaseURL, cfg.Transport, cfg.Timeout = tt.scheme+"://127.0.0.1", &http.Transport{DialContext: p.dial}, 400*time.Millisecond
				if cfg.Retries = 0; tt.class == "in doubt" {
					cfg.Retries = 3
				}
				begun := time.Now()
				_, err := newClient(t, cfg).Create(t.Context(), t.Context(), customer(1), nil)
				if class(err) != tt.class || !strings.Contains(err.Error(), "within 400ms") {
					t.Errorf("%s: %v; want %s", class(err), err, tt.class)
				}
				if took := time.Since(begun); took != cfg.Timeout {
					t.Errorf("after %s", took)
				}
				if n := p.accepted.Load(); n != 1 {
					t.Errorf("%d connections for one create", n)
				}
			})
		})
	}
}

func TestCreateIsRepeatedWhenNothingListens(t *testing.T) {
	cfg := config(&sandbox.Server{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	cfg.BaseURL, cfg.Transport, cfg.Retries = "http://"+l.Addr().String(), nil, 1
	c := newClient(t, cfg)
	if _, err := c.Create(t.Context(), t.Context(), customer(1), nil); class(err) != "not sent" || c.Requests()["create"] != 2 {
		t.Errorf("%s after %d tries: %v", class(err), c.Requests()["create"], err)
	}
}

// A redirect is a change of host that nobody asked for: nothing goes there.
func TestRedirectIsNotFollowed(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		var elsewhere atomic.Int64
		other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
		s := &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault {
			return sandbox.Fault{Kind: sandbox.Redirect, Status: status, Location: other.URL}
		}}
		c := newClient(t, overSocket(t, s))
		_, err := c.Create(t.Context(), t.Context(), customer(1), nil)
		if class(err) != "in doubt" || s.Posts()["c1@x.example"] != 1 {
			t.Errorf("POST, %d: %s after %v: %v", status, class(err), s.Posts(), err)
		}
		_, _, err = c.Find(t.Context(), "a@x.example")
		if class(err) != "in doubt, fatal" || !strings.Contains(err.Error(), fmt.Sprint(status)) {
			t.Errorf("GET, %d: %s: %v", status, class(err), err)
		}
		if elsewhere.Load() != 0 {
			t.Errorf("%d: %d requests arrived at the other host", status, elsewhere.Load())
		}
		other.Close()
	}
}

// A proxy that wants a password of its own: on the way to https it refuses the
// connection, on the way to http the request.
//
// A proxy that does not reach the API says so as the answer to CONNECT.
func TestProxy(t *testing.T) {
	var token atomic.Bool
	var status atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Auth-Token") != "" && r.Method == http.MethodConnect {
			token.Store(true)
		}
		w.WriteHeader(int(status.Load()))
	}))
	defer proxy.Close()
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		status      int
		base, class string
	}{
		{http.StatusProxyAuthRequired, "https://api.invalid", "not sent, fatal"},
		{http.StatusProxyAuthRequired, "http://127.0.0.1:1", "refused, fatal"},
		{http.StatusForbidden, "https://api.invalid", "not sent"},
		{http.StatusBadGateway, "https://api.invalid", "not sent"},
	} {
		status.Store(int64(tt.status))
		cfg := config(&sandbox.Server{})
		cfg.BaseURL, cfg.Transport, cfg.Retries = tt.base, &http.Transport{Proxy: http.ProxyURL(u)}, 0
		_, err := newClient(t, cfg).Create(t.Context(), t.Context(), customer(1), nil)
		if class(err) != tt.class || !strings.Contains(err.Error(), fmt.Sprint(tt.status)) {
			t.Errorf("%s answers %d: %s: %v; want %s", tt.base, tt.status, class(err), err, tt.class)
		}
	}
	if token.Load() {
		t.Error("the proxy got the token")
	}
}
