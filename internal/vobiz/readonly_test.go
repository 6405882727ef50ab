package vobiz

import (
	"net/http"
	"testing"

	"vobizsync/internal/sandbox"
)

// What reads can't write, whatever it is asked for: its transport lets nothing but a
// GET through, and no request of another kind reaches the server.
func TestAReaderCanNotWrite(t *testing.T) {
	s := &sandbox.Server{}
	reached := 0
	cfg := config(s)
	inner := s.Transport()
	cfg.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		reached++
		return inner.RoundTrip(r)
	})
	r, err := NewReader(cfg)
	if err != nil {
		t.Fatal(err)
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions} {
		var v any
		err := r.call(t.Context(), t.Context(), &request{kind: kindCreate, method: method, path: "/accounts", body: []byte("{}")}, &v)
		if err == nil || err.Error() != errGETOnly.Error() {
			t.Errorf("%s: %v", method, err)
		}
	}
	if reached > 0 || len(s.Posts()) > 0 {
		t.Errorf("%d requests have reached the server", reached)
	}
	if _, err := r.Profile(t.Context()); err != nil || reached != 1 {
		t.Errorf("a GET: %v, %d requests", err, reached)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
