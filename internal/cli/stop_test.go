package cli_test

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
)

// --max-duration counts from the start: a look-up that takes longer is cut short.
func TestTheTimeIsOverBeforeAnythingIsCreated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newVirtualBench(t, &sandbox.Server{Latency: 2 * time.Second}, 60)
		begun := time.Now()
		o := b.sync("--lookup", "search", "--concurrency", "1", "--fresh", "--max-duration", "5s")
		if took := time.Since(begun); o.code != 3 || took != 5*time.Second {
			t.Errorf("exit code %d after %s, want 3 after 5s", o.code, took)
		}
		want := "vobizsync: --max-duration 5s has passed; nothing was created\nhint: the same command starts again: vobizsync sync"
		if !strings.HasPrefix(o.stderr, want) || strings.Count(o.stderr, "\n") != 2 {
			t.Errorf("stderr is %q, want %q", o.stderr, want)
		}
		if n := len(b.server.Posts()); n > 0 {
			t.Errorf("%d POSTs", n)
		}
	})
}

// Later it lets what is under way finish, as a signal does, and skips the rest.
func TestTheTimeIsOverWhileRowsAreCreated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newVirtualBench(t, &sandbox.Server{Latency: time.Second}, 60)
		o := b.sync("--concurrency", "1", "--max-duration", "10s")
		got := b.judge(60)
		if o.code != 3 || got["created"] == 0 || got["skipped"] == 0 || got["created"]+got["skipped"] != 60 {
			t.Errorf("exit code %d, statuses %v\n%s", o.code, got, o.stderr)
		}
		if !strings.Contains(o.stderr, "stopping: --max-duration 10s has passed; calls under way may finish within 30s\n") {
			t.Errorf("stderr:\n%s", o.stderr)
		}
		for _, r := range b.results() {
			if r["status"] == "skipped" && r["message"] != "not tried: --max-duration 10s has passed" {
				t.Errorf("row %s says %q", r["row"], r["message"])
			}
		}
	})
}

// What is under way then and does not end is cut off after --timeout.
func TestTheTimeIsOverAndACallHangs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var creating atomic.Bool
		server := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
			if c.Method == "POST" {
				creating.Store(true)
			}
			if creating.Load() {
				time.Sleep(time.Hour)
			}
			return sandbox.Fault{}
		}}
		b := newVirtualBench(t, server, 60)
		begun := time.Now()
		o := b.sync("--concurrency", "1", "--timeout", "20s", "--max-duration", "10s")
		if took := time.Since(begun); o.code != 3 || took != 30*time.Second {
			t.Errorf("exit code %d after %s, want 3 after 30s", o.code, took)
		}
		if got := b.judge(60); got["unknown"] != 1 || got["skipped"] != 59 {
			t.Errorf("statuses = %v, want 1 unknown and 59 skipped", got)
		}
		time.Sleep(2 * time.Hour) // until the server has ended its calls
	})
}

// A standard input that does not end is left where it is.
func TestTheTimeIsOverWhileTheFileIsCopied(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r, w := io.Pipe()
		defer w.Close()
		b := newVirtualBench(t, &sandbox.Server{}, 1)
		b.stdin = r
		begun := time.Now()
		o := b.run("sync", "--yes", "--out", b.folder(), "--max-duration", "5s", "-")
		if took := time.Since(begun); o.code != 3 || took != 5*time.Second || !strings.HasPrefix(o.stderr, "vobizsync: --max-duration 5s has passed; nothing was created\n") {
			t.Errorf("exit code %d after %s\n%s", o.code, took, o.stderr)
		}
		if left, _ := filepath.Glob(filepath.Join(b.folder(), ".*")); len(left) > 0 {
			t.Errorf("left behind: %s", left)
		}
	})
}

// interruptedAt is a server in whose n-th request of a kind the run is interrupted, as
// by a signal. That call gets no answer before release.
func interruptedAt(t *testing.T, n int64, of func(sandbox.Call) bool) (s *sandbox.Server, run context.Context, asked *atomic.Int64, release chan struct{}) {
	run, interrupt := context.WithCancelCause(t.Context())
	asked, release = new(atomic.Int64), make(chan struct{})
	return &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
		if of(c) && asked.Add(1) == n {
			interrupt(cli.ErrInterrupted)
		}
		if run.Err() != nil {
			<-release
		}
		return sandbox.Fault{}
	}}, run, asked, release
}

// A call that hangs when the signal comes is cut off after --timeout; all rows
// still get an answer, even those far behind it.
func TestASignalDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const rows = 6000
		server, run, _, release := interruptedAt(t, 1, func(c sandbox.Call) bool { return c.Method == "POST" })
		defer close(release)
		b := newVirtualBench(t, server, rows)
		begun := time.Now()
		o := b.syncUntil(run, "--concurrency", "1", "--timeout", "20s")
		if took := time.Since(begun); o.code != 130 || took != 20*time.Second {
			t.Fatalf("exit code %d after %s, want 130 after 20s\n%s", o.code, took, o.stderr)
		}
		if got := b.judge(rows); got["unknown"] != 1 || got["skipped"] != rows-1 {
			t.Errorf("statuses = %v, want 1 unknown and the rest skipped", got)
		}
		for _, r := range b.results() {
			if r["status"] == "unknown" && !strings.Contains(r["message"], "the look-up failed, too: interrupted") {
				t.Errorf("row %s was not cut off, it waited for its answers: %s", r["row"], r["message"])
			}
		}
	})
}

// Once the run is stopped, no further balance is asked for: a signal does not
// wait for an account each.
func TestASignalEndsTheBalances(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server, run, balances, release := interruptedAt(t, 10, func(c sandbox.Call) bool { return strings.HasSuffix(c.Path, "/balance") })
		defer close(release)
		b := newVirtualBench(t, server, 60)
		for i := 1; i <= 60; i++ {
			b.have(i)
		}
		o := b.syncUntil(run, "--balances", "--concurrency", "1")
		if !strings.Contains(o.stderr, "stopping") || o.code != 130 {
			t.Errorf("exit code %d, want 130\n%s", o.code, o.stderr)
		}
		if n := balances.Load(); n != 10 {
			t.Errorf("%d balances were asked for, want 10", n)
		}
		if got := b.judge(60); got["exists"] != 60 {
			t.Errorf("statuses = %v, want 60 exists", got)
		}
		known := 0
		for _, r := range b.results() { // which rows come first is not said
			switch {
			case r["balance"] != "" && r["message"] == "":
				known++
			case !strings.Contains(r["message"], "the balance is not known: interrupted"):
				t.Errorf("a row without a balance says nothing of it: %v", r)
			}
		}
		if known != 9 {
			t.Errorf("%d rows have a balance, want 9: the tenth request was cut off", known)
		}
	})
}
