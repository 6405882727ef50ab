package vobiz

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/sandbox"
	"vobizsync/reconcile"
)

func applier(c *Client, workers int) *reconcile.Applier {
	a := reconcile.NewApplier(c, c)
	a.Workers = workers
	return a
}

// rows is a plan to create n customers.
func rows(n int) func(func(reconcile.Result, error) bool) {
	return func(yield func(reconcile.Result, error) bool) {
		for i := range n {
			e := importer.Entry{Row: i + 1, Line: i + 2, Customer: *customer(i)}
			if !yield(reconcile.Plan(&e, reconcile.Account{}, false), nil) {
				return
			}
		}
	}
}

// After the stop no create is sent, whatever it waits for; what is under way ends.
func TestStop(t *testing.T) {
	tests := []struct {
		name    string
		rate    float64
		fault   sandbox.Fault
		refuse  bool // connections
		posts   int
		created int
		took    time.Duration
	}{
		{"waits for its turn", 0.1, sandbox.Fault{}, false, 1, 1, 5 * time.Second},
		{"in a pause", 0, sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "60"}, false, 3, 0, 5 * time.Second},
		{"no connection", 0, sandbox.Fault{}, true, 0, 0, 5 * time.Second},
		{"under way", 0, sandbox.Fault{Kind: sandbox.Slow, Delay: 10 * time.Second}, false, 3, 3, 11 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &sandbox.Server{Latency: time.Second, Fault: func(sandbox.Call) sandbox.Fault { return tt.fault }}
				cfg := config(s)
				cfg.Rate, cfg.Workers = tt.rate, 3
				if tt.refuse {
					cfg.Transport = roundTripper(func(*http.Request) (*http.Response, error) {
						return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
					})
				}
				a := applier(newClient(t, cfg), 3)
				start := time.Now()
				stop, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				created, skipped := 0, 0
				for r, err := range a.Run(t.Context(), stop, rows(6)) {
					switch {
					case err != nil:
						t.Fatal(err)
					case r.Status == reconcile.Created:
						created++
					case r.Status == reconcile.Skipped:
						skipped++
					default:
						t.Errorf("%s: %s %v", r.Email, r.Status, r.Problems)
					}
				}
				if took := time.Since(start); took != tt.took || created != tt.created || skipped != 6-created || len(s.Posts()) != tt.posts {
					t.Errorf("after %s: %d created, %d skipped, %d posts; want %d created, %d posts after %s",
						took, created, skipped, len(s.Posts()), tt.created, tt.posts, tt.took)
				}
			})
		})
	}
}

// The end of a request's context ends its wait, wherever it waits.
func TestCancel(t *testing.T) {
	for _, f := range []sandbox.Fault{
		{Kind: sandbox.TooMany, RetryAfter: "60"}, {Kind: sandbox.LateCommit, Delay: time.Hour}, {Kind: sandbox.Error500Before},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault { return f }}
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			start := time.Now()
			c := newClient(t, config(s))
			err := parallel(8, 8, true, search(ctx, c))
			if fmt.Sprint(err) != "interrupted" || !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 5*time.Second {
				t.Errorf("%+v: %v after %s", f, err, time.Since(start))
			}
		})
	}
}
