package vobiz

import (
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
	"vobizsync/reconcile"
)

// A server that never answers well ends the run, after a bounded time and a
// bounded number of requests.
func TestDeadServerEndsTheRun(t *testing.T) {
	tests := []struct {
		fault sandbox.Fault
		most  time.Duration
	}{
		{sandbox.Fault{Kind: sandbox.Error500Before}, 100 * time.Second},
		{sandbox.Fault{Kind: sandbox.HTML502}, 100 * time.Second},
		{sandbox.Fault{Kind: sandbox.ResetBefore}, 100 * time.Second},
		{sandbox.Fault{Kind: sandbox.Unavailable503, RetryAfter: "20"}, 4 * time.Minute},
		{sandbox.Fault{Kind: sandbox.LateCommit, Delay: time.Hour}, 100*time.Second + 8*30*time.Second}, // silent: 30 s each
		{sandbox.Fault{Kind: sandbox.TooMany}, 8 * time.Minute},
		{sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "0"}, 8 * time.Minute},
	}
	for _, tt := range tests {
		for _, workers := range []int{1, 8, 64} {
			synctest.Test(t, func(t *testing.T) {
				s := &sandbox.Server{KeepLog: true, Latency: 50 * time.Millisecond,
					Fault: func(sandbox.Call) sandbox.Fault { return tt.fault }}
				cfg := config(s)
				cfg.Workers, cfg.Rate = workers, 50
				start := time.Now()
				err := parallel(workers, 10_000, false, search(t.Context(), newClient(t, cfg)))
				if err == nil {
					t.Fatalf("%d workers, %+v: the run was not given up", workers, tt.fault)
				}
				if took := time.Since(start); took > tt.most && workers > 1 || took > 2*tt.most {
					t.Errorf("%d workers, %+v: given up after %s", workers, tt.fault, took)
				}
				if n := len(s.Log()); n > 2*workers+20 {
					t.Errorf("%d workers, %+v: %d requests", workers, tt.fault, n)
				}
			})
		}
	}
}

// down makes a server fail for a while from the start plus 2 s.
func down(f sandbox.Fault) func(sandbox.Call) sandbox.Fault {
	start := time.Now()
	return func(sandbox.Call) sandbox.Fault {
		if t := time.Since(start); t > 2*time.Second && t < 32*time.Second {
			return f
		}
		return sandbox.Fault{}
	}
}

// Half a minute without a server costs time, not work: 10 % more requests at
// most, and two for each worker plus 8.
func TestOutageThatEnds(t *testing.T) {
	for _, kind := range []sandbox.Kind{sandbox.Error500Before, sandbox.HTML502, sandbox.ResetBefore, sandbox.Unavailable503} {
		for _, workers := range []int{1, 2, 8, 64} {
			synctest.Test(t, func(t *testing.T) {
				s := &sandbox.Server{KeepLog: true, Latency: 50 * time.Millisecond, Fault: down(sandbox.Fault{Kind: kind})}
				cfg := config(s)
				cfg.Workers, cfg.Rate = workers, 50
				const n = 500
				if err := parallel(workers, n, true, search(t.Context(), newClient(t, cfg))); err != nil {
					t.Errorf("kind %d, %d workers: %v", kind, workers, err)
				}
				if extra := len(s.Log()) - n; extra > n/10+2*workers+8 {
					t.Errorf("kind %d, %d workers: %d requests more than needed", kind, workers, extra)
				}
			})
		}
	}
}

// The same for creates, when there is no connection: none is in doubt.
func TestOutageOfTheConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &sandbox.Server{Latency: 50 * time.Millisecond}
		cfg := config(s)
		cfg.Workers, cfg.Rate = 8, 50
		start := time.Now()
		var refusals atomic.Int64
		refused := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
		cfg.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			if at := time.Since(start); at > 2*time.Second && at < 32*time.Second {
				refusals.Add(1)
				return nil, refused
			}
			return s.Transport().RoundTrip(r)
		})
		c := newClient(t, cfg)
		err := parallel(8, 300, true, func(n int) error {
			_, err := c.Create(t.Context(), t.Context(), customer(n), nil)
			return err
		})
		if err != nil || len(s.Creates()) != 300 || refusals.Load() == 0 || refusals.Load() > 30+2*8+8 {
			t.Errorf("%d of 300 created, %d refusals: %v", len(s.Creates()), refusals.Load(), err)
		}
	})
}

// A whole run over an outage in which half of the lost creates took effect.
func TestRunOverAnOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		before, after := down(sandbox.Fault{Kind: sandbox.Error500Before}), down(sandbox.Fault{Kind: sandbox.Error500After})
		s := &sandbox.Server{KeepLog: true, Latency: 50 * time.Millisecond}
		s.Fault = func(c sandbox.Call) sandbox.Fault {
			if c.N%2 == 0 {
				return before(c)
			}
			return after(c)
		}
		cfg := config(s)
		cfg.Rate = 50
		const n = 300
		for r, err := range applier(newClient(t, cfg), 8).Run(t.Context(), t.Context(), rows(n)) {
			if err != nil || r.Status != reconcile.Created {
				t.Errorf("%s: %s %v %v", r.Email, r.Status, r.Problems, err)
			}
		}
		for email, creates := range s.Creates() {
			if creates != 1 {
				t.Errorf("%s was created %d times", email, creates)
			}
		}
		// A lost create costs a look-up or more and perhaps another create.
		if extra := len(s.Log()) - n; len(s.Creates()) != n || extra > n/10+8*8 {
			t.Errorf("%d accounts, %d requests more than needed", len(s.Creates()), extra)
		}
	})
}

// One request that the server can't answer must not end the run for all others.
func TestOnePoisonedRequest(t *testing.T) {
	for _, workers := range []int{1, 8} {
		synctest.Test(t, func(t *testing.T) {
			s := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
				if c.Email == customer(3).Email {
					return sandbox.Fault{Kind: sandbox.Error500Before}
				}
				return sandbox.Fault{}
			}}
			cfg := config(s)
			cfg.Workers = workers
			c := newClient(t, cfg)
			for n := range 20 {
				if err := search(t.Context(), c)(n); (class(err) == "in doubt") != (n == 3) || n != 3 && err != nil {
					t.Errorf("%d workers, row %d: %v", workers, n, err)
				}
			}
		})
	}
}
