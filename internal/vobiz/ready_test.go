package vobiz

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// A create is asked for at its turn, right before it is sent, each time; without a yes
// it is not sent.
func TestReadyIsAskedRightBeforeACreateIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
			if c.Attempt == 1 {
				return sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "7"}
			}
			return sandbox.Fault{}
		}}
		c := config(s)
		c.Rate = 0.5
		var asked, sent []time.Duration
		start := time.Now()
		c.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			sent = append(sent, time.Since(start))
			return s.Transport().RoundTrip(r)
		})
		client := newClient(t, c)
		ready := func() error {
			asked = append(asked, time.Since(start))
			return nil
		}
		for i := range 2 {
			if _, err := client.Create(t.Context(), t.Context(), customer(i), ready); err != nil {
				t.Fatal(err)
			}
		}
		if len(asked) != 4 || len(sent) != 4 {
			t.Fatalf("asked at %v, sent at %v, want four each", asked, sent)
		}
		for i := range asked {
			if asked[i] != sent[i] {
				t.Errorf("asked at %v, sent at %v", asked, sent)
			}
		}
		no := errors.New("no")
		if _, err := client.Create(t.Context(), t.Context(), customer(2), func() error { return no }); class(err) != "not sent" || !errors.Is(err, no) || len(sent) != 4 {
			t.Errorf("without a yes: %v (%s), sent at %v", err, class(err), sent)
		}
	})
}
