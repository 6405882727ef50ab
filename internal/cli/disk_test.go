package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"vobizsync/internal/sandbox"
)

// TestAFullDiskStopsTheRunBeforeTheNextPost makes the k-th record of the
// ledger or of the rows fail.
func TestAFullDiskStopsTheRunBeforeTheNextPost(t *testing.T) {
	t.Parallel()
	for _, k := range []int{1, 2, 4, 7, 11} {
		server := &sandbox.Server{}
		b := newBench(t, server, 30)
		b.settle = quick
		commits, atFailure := 0, int64(-1)
		var sent atomic.Int64
		server.Fault = func(c sandbox.Call) sandbox.Fault {
			if c.Method == "POST" {
				sent.Add(1)
			}
			return sandbox.Fault{}
		}
		b.onCommit = func(before bool) error {
			if !before {
				return nil
			}
			if commits++; commits < k {
				return nil
			}
			if atFailure < 0 {
				atFailure = sent.Load()
			}
			return syscall.ENOSPC
		}
		o := b.sync("--concurrency", "1")
		if o.code != 1 || !strings.Contains(o.stderr, ".log can't be written: no space left on device") {
			t.Errorf("k = %d: exit code %d, %s", k, o.code, o.stderr)
		}
		// One may have been on its way while the commit failed.
		if posts := sent.Load(); posts > atFailure+1 {
			t.Errorf("k = %d: %d POSTs after the disk failed", k, posts-atFailure)
		}
		b.onCommit = nil
		if o = b.sync("--concurrency", "1"); o.code != 0 {
			t.Errorf("k = %d: going on exits with %d: %s", k, o.code, o.stderr)
		}
		if got := b.judge(30); got["created"] != 30 {
			t.Errorf("k = %d: statuses after going on = %v", k, got)
		}
	}
}

// TestAReallyFullDisk runs in a file system of 300 KiB, where that can be made.
func TestAReallyFullDisk(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 3000)
	b.settle = quick
	small := filepath.Join(b.dir, "run")
	if err := os.Mkdir(small, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := mountMemory(small, "size=300k,mode=700", newMount); err != nil {
		t.Skipf("a small file system can't be mounted here: %v", err)
	}
	mounted := true
	unmount := func() {
		if mounted {
			mounted = false
			if err := unmount(small); err != nil {
				t.Error(err)
			}
		}
	}
	defer unmount()
	o := b.sync()
	created := len(b.server.Creates())
	if o.code != 1 || !strings.Contains(o.stderr, "no space left on device") {
		t.Fatalf("exit code %d after %d creates: %s", o.code, created, o.stderr)
	}
	if created == 0 || created == 3000 {
		t.Fatalf("%d accounts were created before the disk was full: the test needs another size", created)
	}
	if err := mountMemory(small, "size=30m,mode=700", remount); err != nil {
		t.Fatal(err)
	}
	if o = b.sync(); o.code != 0 {
		t.Errorf("going on exits with %d: %s", o.code, o.stderr)
	}
	if got := b.judge(3000); got["created"] != 3000 {
		t.Errorf("statuses after going on = %v", got)
	}
}
