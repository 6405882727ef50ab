package ledger_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"vobizsync/reconcile/ledger"
)

// fullDisk mounts a small file system, and returns what fills it and what empties
// it again.
func fullDisk(t *testing.T) (dir string, fill, empty func()) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k,mode=0700"); err != nil {
		t.Skipf("a file system can't be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	filler := filepath.Join(dir, "filler")
	return dir, func() {
		if err := os.WriteFile(filler, make([]byte, 1<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("the disk is not full: %v", err)
		}
	}, func() { must(t, os.Remove(filler)) }
}

// A disk that is full while the ledger is made, or at its first send, leaves
// nothing behind that is in the way when there is room again.
func TestAFullDisk(t *testing.T) {
	dir, fill, empty := fullDisk(t)
	full := func(err error, name string) {
		t.Helper()
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), filepath.Join(dir, name)+" can't be written: ") {
			t.Errorf("err = %v, want that %s can't be written", err, name)
		}
	}
	fill()
	_, err := ledger.Acquire(t.Context(), dir, ledger.Who{PID: 1}, 0)
	full(err, ledger.LockFile)
	empty()

	lock, err := ledger.Acquire(t.Context(), dir, ledger.Who{PID: 1}, 0)
	must(t, err)
	defer func() { must(t, lock.Release()) }()
	fill()
	_, err = ledger.Open(lock, run1, ledger.Options{})
	full(err, ledger.SendsFile)
	if left, err := filepath.Glob(filepath.Join(dir, ledger.SendsFile+"*")); err != nil || len(left) > 0 {
		t.Errorf("%v was left behind", left)
	}
	empty()

	l, err := ledger.Open(lock, run1, ledger.Options{})
	must(t, err)
	fill()
	err = nil
	for err == nil { // its page has room for the first ones
		err = l.Send(ledger.Send{EmailKey: "a@example.com"})()
	}
	full(err, ledger.SendsFile)
	m, _ := l.Known("a@example.com")
	full(l.AddRun(ledger.PastRun{}), ledger.RunsFile)
	full(l.Close(), ledger.SendsFile)
	empty()

	l, err = ledger.Open(lock, run1, ledger.Options{})
	must(t, err)
	if again, _ := l.Known("a@example.com"); m.Sends == 0 || again.Sends != m.Sends {
		t.Errorf("%d sends are known, want %d", again.Sends, m.Sends)
	}
	must(t, l.Send(ledger.Send{EmailKey: "b@example.com"})(), l.AddRun(ledger.PastRun{ID: "r"}), l.Close())
	if runs, err := ledger.ReadRuns(dir); err != nil || len(runs) != 1 {
		t.Errorf("runs: %+v, %v", runs, err)
	}
}
