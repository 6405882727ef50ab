package vobiz

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// endlessBody is the body of an answer that does not end, and counts what is read
// of it. Far beyond every bound it breaks off, so that a client without one fails
// instead of reading for ever.
type endlessBody struct {
	read   int
	closed bool
}

func (b *endlessBody) Read(p []byte) (int, error) {
	if b.read > 16*maxPage {
		return 0, io.ErrUnexpectedEOF
	}
	clear(p)
	b.read += len(p)
	return len(p), nil
}

func (b *endlessBody) Close() error {
	b.closed = true
	return nil
}

// No answer is read further than its bound and a buffer, whatever it says of its
// length, and it is not asked for again.
func TestAnEndlessAnswerIsNotReadToItsEnd(t *testing.T) {
	const buffer = 64 << 10
	tests := []struct {
		name string
		call func(*Client) error
		most int
	}{
		{"GET", func(c *Client) error { return search(t.Context(), c)(1) }, maxPage},
		{"POST", func(c *Client) error { _, err := c.Create(t.Context(), t.Context(), customer(1), nil); return err }, maxCreated},
	}
	for _, tt := range tests {
		for _, status := range []int{http.StatusOK, http.StatusCreated, http.StatusUnprocessableEntity, http.StatusBadGateway} {
			for _, length := range []int64{-1, 1 << 40} {
				var bodies []*endlessBody
				cfg := Config{BaseURL: "http://127.0.0.1", Retries: 0, Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
					bodies = append(bodies, &endlessBody{})
					return &http.Response{StatusCode: status, Header: http.Header{}, ContentLength: length, Request: r, Body: bodies[len(bodies)-1]}, nil
				})}
				err := tt.call(newClient(t, cfg))
				if len(bodies) != 1 {
					t.Fatalf("%s, HTTP %d, length %d: %d requests", tt.name, status, length, len(bodies))
				}
				if b := bodies[0]; b.read > tt.most+buffer || !b.closed {
					t.Errorf("%s, HTTP %d, length %d: %d bytes were read, want %d at most; closed: %t", tt.name, status, length, b.read, tt.most+buffer, b.closed)
				}
				want, text := "in doubt", "the answer is larger than "
				switch status {
				case http.StatusUnprocessableEntity: // its status says it, however much is said
					want, text = "refused", "HTTP 422 Unprocessable Entity"
				case http.StatusBadGateway:
					text = "HTTP 502 Bad Gateway"
				}
				if class(err) != want || !strings.Contains(err.Error(), text) {
					t.Errorf("%s, HTTP %d, length %d: %s: %v", tt.name, status, length, class(err), err)
				}
			}
		}
	}
}
