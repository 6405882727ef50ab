package cli_test

import (
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// roundTripper is a transport in the form of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// outage begins with the POST after the first well ones, and lasts until it is
// over.
type outage struct {
	well        int64
	posts, lost atomic.Int64
	begun, over atomic.Bool
}

// meets counts a request, and reports whether the outage is on.
func (o *outage) meets(method string) bool {
	if method == "POST" && o.posts.Add(1) > o.well {
		o.begun.Store(true)
	}
	if !o.begun.Load() || o.over.Load() {
		return false
	}
	o.lost.Add(1)
	return true
}

// A server that dies in the middle of a run, and stays dead, ends it: with exit
// code 1 and a hint, with an answer for every row, and without being hammered.
// Once it is well again, the same command does the rest.
func TestADeadServerEndsTheRun(t *testing.T) {
	t.Parallel()
	const rows, well, workers = 60, 10, 4
	const hint = "hint: when the API answers again, run the same command: it resumes where it stopped"
	tests := []struct {
		name    string
		fault   sandbox.Fault // where it is none, connections are refused
		unknown bool          // a lost POST may have had an effect
	}{
		{"500", sandbox.Fault{Kind: sandbox.Error500Before}, true},
		{"HTML 502", sandbox.Fault{Kind: sandbox.HTML502}, true},
		{"503 with Retry-After", sandbox.Fault{Kind: sandbox.Unavailable503, RetryAfter: "20"}, true},
		{"reset", sandbox.Fault{Kind: sandbox.ResetBefore}, true},
		{"reset after the effect", sandbox.Fault{Kind: sandbox.ResetAfter}, true},
		{"silent", sandbox.Fault{Kind: sandbox.SlowBefore, Delay: time.Hour}, true},
		{"connection refused", sandbox.Fault{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				dead := &outage{well: well}
				server := &sandbox.Server{Latency: 50 * time.Millisecond}
				b := newVirtualBench(t, server, rows)
				if tt.fault.Kind == sandbox.None {
					b.transport = roundTripper(func(r *http.Request) (*http.Response, error) {
						if dead.meets(r.Method) {
							return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
						}
						return server.Transport().RoundTrip(r)
					})
				} else {
					server.Fault = func(c sandbox.Call) sandbox.Fault {
						if dead.meets(c.Method) {
							return tt.fault
						}
						return sandbox.Fault{}
					}
				}
				o := b.sync("--concurrency", itoa(workers))
				if o.code != 1 || !strings.Contains(o.stderr, hint) || !strings.Contains(o.stderr, "requests in a row have failed") {
					t.Errorf("exit code %d, want 1 and why\n%s", o.code, o.stderr)
				}
				got := b.judge(rows)
				if open := got["unknown"] + got["failed"]; got["created"] != well || got["skipped"] == 0 || got["created"]+open+got["skipped"] != rows {
					t.Errorf("statuses = %v, want %d created, some unknown or failed, and the rest skipped", got, well)
				}
				if (got["unknown"] > 0) != tt.unknown {
					t.Errorf("statuses = %v, unknown rows wanted: %t", got, tt.unknown)
				}
				if n := dead.lost.Load(); n > 2*workers+20 {
					t.Errorf("%d requests to a dead server", n)
				}

				dead.over.Store(true)
				if o = b.sync("--concurrency", itoa(workers)); o.code != 0 {
					t.Errorf("going on exits with %d\n%s", o.code, o.stderr)
				}
				if got = b.judge(rows); got["created"] != rows {
					t.Errorf("statuses after going on = %v, want %d created", got, rows)
				}
			})
		})
	}
}
