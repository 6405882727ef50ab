package vobiz

import (
	"crypto/tls"
	"net/http"
	"testing"

	"vobizsync/internal/sandbox"
)

// Over HTTP/2 a server can say that a create was not processed although it was, and
// net/http would send it again by itself.
func TestACreateIsNotSentAgainByTheTransport(t *testing.T) {
	for _, kind := range []sandbox.Kind{sandbox.RefusedStream, sandbox.GoAway} {
		s := &sandbox.Server{NoUniqueness: true, Fault: func(c sandbox.Call) sandbox.Fault {
			if c.Method == http.MethodPost && c.Attempt == 1 {
				return sandbox.Fault{Kind: kind}
			}
			return sandbox.Fault{}
		}}
		address, roots, stop, err := s.ListenTLS("127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(stop)
		cfg := config(s)
		cfg.BaseURL = address
		cfg.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, NextProtos: []string{"h2"}}, ForceAttemptHTTP2: true}
		c := newClient(t, cfg)
		for n := range 3 {
			_, err := c.Create(t.Context(), t.Context(), customer(n), nil)
			if class(err) != "in doubt" {
				t.Errorf("kind %d: %s: %v", kind, class(err), err)
			}
		}
		for email, posts := range s.Posts() {
			if posts != 1 {
				t.Errorf("kind %d: %d POSTs for %s", kind, posts, email)
			}
		}
	}
}
