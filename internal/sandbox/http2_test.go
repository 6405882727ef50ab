package sandbox

import (
	"crypto/tls"
	"errors"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// serveTLS listens until the test ends, and returns a client of it.
func serveTLS(t *testing.T, s *Server, http2 bool) (base string, rt *http.Transport) {
	t.Helper()
	base, roots, stop, err := s.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	rt = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: http2}
	t.Cleanup(rt.CloseIdleConnections)
	return base, rt
}

func TestListenTLS(t *testing.T) {
	for http2, want := range map[bool]string{true: "HTTP/2.0", false: "HTTP/1.1"} {
		s := &Server{}
		base, rt := serveTLS(t, s, http2)
		if !strings.HasPrefix(base, "https://127.0.0.1:") {
			t.Errorf("base URL %s", base)
		}
		res, err := rt.RoundTrip(newCreate(t.Context(), t, base))
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.Proto != want || res.StatusCode != 201 {
			t.Errorf("%s: %d, want %s", res.Proto, res.StatusCode, want)
		}
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				if a := send(t, rt, base, "GET", "/accounts", ""); a.status != 200 || !has("asha@lotus.example")(string(a.body)) {
					t.Errorf("%s: %d %v", want, a.status, a.err)
				}
			})
		}
		wg.Wait()
	}
	if _, _, _, err := (&Server{}).ListenTLS("0.0.0.0:0"); err == nil {
		t.Error("ListenTLS on every address")
	}
}

// Over HTTP/2, net/http sends a create again by itself when it is told that the
// first was not processed; over HTTP/1.1, it does not.
func TestUntruthfulHTTP2(t *testing.T) {
	for _, kind := range []Kind{RefusedStream, GoAway} {
		for _, http2 := range []bool{true, false} {
			s := &Server{NoUniqueness: true, Fault: func(c Call) Fault {
				if c.Attempt == 1 {
					return Fault{Kind: kind}
				}
				return Fault{}
			}}
			base, rt := serveTLS(t, s, http2)
			a := roundTrip(rt, newCreate(t.Context(), t, base))
			wantStatus, wantCreates := 201, 2
			if !http2 {
				wantStatus, wantCreates = 0, 1
				if !errors.Is(a.err, syscall.ECONNRESET) {
					t.Errorf("kind %d over HTTP/1.1: %v", kind, a.err)
				}
			}
			if a.status != wantStatus || s.Creates()["asha@lotus.example"] != wantCreates {
				t.Errorf("kind %d, HTTP/2 %v: status %d, error %v, creates %v", kind, http2, a.status, a.err, s.Creates())
			}
		}
	}
}

// Other faults are the same over HTTP/2, as far as it has them, and no POST is
// sent again.
func TestOtherFaultsOverHTTP2(t *testing.T) {
	for _, kind := range []Kind{ResetAfter, CloseAfter, Truncated201, Error500After} {
		s := &Server{NoUniqueness: true, Fault: func(Call) Fault { return Fault{Kind: kind} }}
		base, rt := serveTLS(t, s, true)
		a := roundTrip(rt, newCreate(t.Context(), t, base))
		if kind == Error500After && a.status != 500 || kind != Error500After && a.err == nil && a.bodyErr == nil {
			t.Errorf("kind %d: %d, %v, %v", kind, a.status, a.err, a.bodyErr)
		}
		if s.Posts()["asha@lotus.example"] != 1 {
			t.Errorf("kind %d: posts %v", kind, s.Posts())
		}
	}
}
