package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
	"vobizsync/reconcile/ledger"
)

// A disk that is full, or broken, at any call with which the ledger is made: no
// customer is created, nothing of a ledger is left behind, and the next run works.
func TestADiskThatFailsWhileTheLedgerIsMade(t *testing.T) {
	t.Parallel()
	const rows = 3
	for _, calls := range sample([]string{"fdatasync", "mkdir,mkdirat", "openat", "write", "pwrite64", "ftruncate", "fsync", "rename,renameat,renameat2"}, 2) {
		for _, fault := range sample([]string{"ENOSPC", "EIO"}, 1) {
			t.Run(strings.ReplaceAll(calls, ",", " ")+" "+fault, func(t *testing.T) {
				t.Parallel()
				failures := 0
				for n := 1; ; n++ {
					b := newBench(t, &sandbox.Server{}, rows)
					b.withoutPasswords()
					folder := filepath.Dir(b.sends())
					paths := []string{filepath.Dir(folder), folder, filepath.Join(folder, ledger.LockFile), b.sends(), b.sends() + ".new"}
					p := b.straced(fmt.Sprintf("%s:error=%s:when=%d", calls, fault, n), paths, "--concurrency", "1", "--generate-passwords")
					code := p.end(t)
					trace, err := os.ReadFile(filepath.Join(b.dir, "strace"))
					if err != nil {
						t.Fatal(err)
					}
					if !strings.Contains(string(trace), "(INJECTED)") {
						break // no thread makes so many of these calls
					}
					failures++
					posts := len(b.server.Posts())
					if posts == 0 && code == 0 || code != 0 && code != 1 {
						t.Errorf("call %d fails: exit code %d, %d POSTs\n%s%s", n, code, posts, p.said(), trace)
					}
					if code == 1 && !strings.Contains(p.said(), folder) && !strings.Contains(p.said(), filepath.Dir(folder)+" can't be") {
						t.Errorf("call %d fails, and it is not said where\n%s", n, p.said())
					}
					if code == 1 && posts == 0 {
						b.noLedger(n)
					}
					p = b.start(nil, "--concurrency", "1", "--generate-passwords")
					if code := p.end(t); code != 0 {
						t.Errorf("call %d failed: the next run exits with %d\n%s", n, code, p.said())
					}
					b.judge(rows)
					b.judgeCredentials()
					if len(b.server.Creates()) != rows {
						t.Errorf("call %d failed: %d were created", n, len(b.server.Creates()))
					}
					if t.Failed() {
						t.FailNow()
					}
				}
				if failures == 0 {
					t.Errorf("no run made one of these calls")
				}
				t.Logf("%d failures", failures)
			})
		}
	}
}

// noLedger checks that no piece of a ledger is there: a whole one may be.
func (b *bench) noLedger(call int) {
	b.t.Helper()
	if whole, err := ledger.Read(filepath.Dir(b.sends())); err != nil {
		b.t.Errorf("call %d failed: what is left behind can't be read: %v", call, err)
	} else if err := whole.Close(); err != nil {
		b.t.Error(err)
	}
	if _, err := os.Lstat(b.sends() + ".new"); err == nil {
		b.t.Errorf("call %d failed: a ledger that is half made is left behind", call)
	}
	if info, err := os.Stat(filepath.Join(filepath.Dir(b.sends()), ledger.LockFile)); err == nil && info.Size() != 0 {
		b.t.Errorf("call %d failed: the lock names a run", call)
	}
}
