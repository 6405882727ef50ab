package cli_test

import (
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

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
