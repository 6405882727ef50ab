package sandbox

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// In a bubble, synctest.Test fails if a goroutine is left behind: most of these
// tests need to say no more than that.

func TestTransportAnswersLikeSockets(t *testing.T) {
	s := &Server{Seed: 1}
	base := serve(t, s)
	s.Add(Account{Email: "a@x.example"})
	for _, path := range []string{"/accounts", "/accounts?page=0", "/me", "/none"} {
		a, b := s.get(t, path), send(t, client(t), base, "GET", path, "")
		for _, h := range []string{"Content-Type", "Content-Length"} {
			if a.header.Get(h) == "" || a.header.Get(h) != b.header.Get(h) {
				t.Errorf("GET %s: %s is %q in process, %q over a socket", path, h, a.header.Get(h), b.header.Get(h))
			}
		}
		if a.status != b.status || path != "/me" && string(a.body) != string(b.body) {
			t.Errorf("GET %s: %d %s in process, %d %s over a socket", path, a.status, a.body, b.status, b.body)
		}
	}
}

func TestTransportWithClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{Fault: func(c Call) Fault {
			if c.N == 1 {
				return Fault{Kind: SlowBefore, Delay: time.Hour}
			}
			return Fault{Kind: ResetAfter}
		}}
		c := &http.Client{Transport: s.Transport(), Timeout: 5 * time.Second}
		start := time.Now()
		_, err := c.Do(newCreate(t.Context(), t, inProcess))
		var timeout net.Error
		if !errors.As(err, &timeout) || !timeout.Timeout() || time.Since(start) != 5*time.Second {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
		_, err = c.Do(newCreate(t.Context(), t, inProcess))
		var wrapped *url.Error
		if !errors.As(err, &wrapped) || !strings.Contains(err.Error(), "connection reset") {
			t.Errorf("reset: %v", err)
		}
	})
}

func TestTransportCanceledBeforeAndBetween(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{Fault: func(Call) Fault { return Fault{Kind: Drip, Delay: time.Second} }}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if a := roundTrip(s.Transport(), newCreate(gone, t, inProcess)); !errors.Is(a.err, context.Canceled) {
			t.Errorf("canceled before: %v", a.err)
		}
		if n := len(s.Posts()); n != 0 {
			t.Errorf("a request that was canceled before it was sent arrived: %d", n)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		a := roundTrip(s.Transport(), newCreate(ctx, t, inProcess))
		if a.status != 201 || !errors.Is(a.bodyErr, context.DeadlineExceeded) || len(a.body) < 9 || len(a.body) > 11 {
			t.Errorf("canceled while reading: %d, %d bytes, %v", a.status, len(a.body), a.bodyErr)
		}
	})
}

func TestTransportBodyClosedEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, f := range []Fault{{}, {Kind: HugeBody, Size: 1 << 40}, {Kind: Drip, Delay: time.Hour}, {Kind: Truncated201}} {
			s := &Server{Fault: func(Call) Fault { return f }}
			// Without an end of its own, so that closing the body is all that ends it.
			res, err := s.Transport().RoundTrip(newCreate(context.Background(), t, inProcess))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.ReadFull(res.Body, make([]byte, 1)); err != nil {
				t.Errorf("%+v: reading a byte: %v", f, err)
			}
			if err := res.Body.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestTransportLeavesTheRequestAlone(t *testing.T) {
	s := &Server{}
	req := newCreate(t.Context(), t, inProcess)
	body := &closer{Reader: req.Body}
	req.Body = body
	before := req.Header.Clone()
	roundTrip(s.Transport(), req)
	if !body.closed || len(req.Header) != len(before) || req.RequestURI != "" {
		t.Errorf("closed %v, header %v, RequestURI %q", body.closed, req.Header, req.RequestURI)
	}
	failing := newCreate(t.Context(), t, inProcess)
	failing.Body = io.NopCloser(errReader{})
	if a := roundTrip(s.Transport(), failing); !errors.Is(a.err, errBroken) {
		t.Errorf("a body that cannot be read: %v", a.err)
	}
}

type closer struct {
	io.Reader
	closed bool
}

func (c *closer) Close() error { c.closed = true; return nil }

var errBroken = errors.New("broken")

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errBroken }

func TestListen(t *testing.T) {
	for addr, ok := range map[string]bool{
		"127.0.0.1:0": true, "localhost:0": true,
		":0": false, "0.0.0.0:0": false, "[::]:0": false, "192.168.1.1:0": false, "example.com:80": false,
		"127.0.0.1": false, "": false,
	} {
		s := &Server{}
		base, stop, err := s.Listen(addr)
		if (err == nil) != ok {
			t.Errorf("Listen(%q): %v", addr, err)
		}
		if err != nil {
			continue
		}
		if !strings.HasPrefix(base, "http://") || !strings.HasSuffix(base, BasePath) {
			t.Errorf("Listen(%q) = %q", addr, base)
		}
		if a := send(t, client(t), base, "GET", "/me", ""); a.status != 200 {
			t.Errorf("Listen(%q): GET /me: %d, %v", addr, a.status, a.err)
		}
		stop()
		stop()
		if a := send(t, client(t), base, "GET", "/me", ""); a.err == nil {
			t.Errorf("Listen(%q): still serving after stop", addr)
		}
	}
}

func TestLoopback(t *testing.T) {
	for _, addr := range []string{"[::1]:0", "127.8.8.8:1", "localhost:8080"} {
		if err := CheckAddress(addr); err != nil {
			t.Error(err)
		}
	}
}

func TestListenOnATakenPort(t *testing.T) {
	base := serve(t, &Server{})
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := (&Server{}).Listen(u.Host); err == nil || !strings.Contains(err.Error(), "starting the sandbox") {
		t.Errorf("error: %v", err)
	}
}
