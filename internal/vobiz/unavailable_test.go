package vobiz

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// The pause that a 503 asks for is taken by all, as that of a 429 is: by the one
// that got the answer, by those in line, and by creates as by searches.
func TestAllWaitForRetryAfterOfA503(t *testing.T) {
	for _, header := range []string{"20", "20.0", "date+21s"} {
		for _, post := range []bool{false, true} {
			for _, rate := range []float64{0, 10} {
				synctest.Test(t, func(t *testing.T) {
					var at time.Time // of the answer
					s := &sandbox.Server{KeepLog: true, Latency: 50 * time.Millisecond}
					s.Fault = func(c sandbox.Call) sandbox.Fault {
						if c.N != 4 {
							return sandbox.Fault{}
						}
						at = time.Now().Add(s.Latency)
						return sandbox.Fault{Kind: sandbox.Unavailable503, RetryAfter: header}
					}
					cfg := config(s)
					cfg.Rate = rate
					c := newClient(t, cfg)
					var lost atomic.Int64
					err := parallel(8, 40, true, func(n int) error {
						if !post {
							return search(t.Context(), c)(n)
						}
						_, err := c.Create(t.Context(), t.Context(), customer(n), nil)
						if class(err) == "in doubt" { // nobody knows what a 503 has done
							lost.Add(1)
							return nil
						}
						return err
					})
					if err != nil || post && lost.Load() != 1 {
						t.Errorf("%q, post %t, rate %g: %v, %d in doubt", header, post, rate, err, lost.Load())
					}
					next := 0
					for _, r := range s.Log() {
						if r.Time.After(at) {
							if next++; r.Time.Sub(at) < 20*time.Second {
								t.Errorf("%q, post %t, rate %g: a request %s after the 503", header, post, rate, r.Time.Sub(at))
							}
						}
					}
					if next == 0 {
						t.Errorf("%q, post %t, rate %g: nobody had to wait", header, post, rate)
					}
				})
			}
		}
	}
}
