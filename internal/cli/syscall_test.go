package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"vobizsync/internal/sandbox"
	"vobizsync/reconcile/ledger"
)

// straced makes a process of "sync" in which strace makes a system call go
// wrong. It counts the calls of each thread for itself.
func (b *bench) straced(inject string, paths []string, args ...string) *process {
	b.t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		if os.Getenv("CI") != "" {
			b.t.Fatal(err)
		}
		b.t.Skip("strace is not installed")
	}
	p := b.prepare(nil, args...)
	words := []string{strace, "-f", "-qq", "-o", filepath.Join(b.dir, "strace"), "-e", "inject=" + inject}
	for _, path := range paths {
		words = append(words, "-P", path)
	}
	p.Path, p.Args = strace, append(words, p.Args...)
	if err := p.Start(); err != nil {
		b.t.Fatal(err)
	}
	return p
}

// TestKilledAtASystemCall kills the program as it is about to write, to sync, to
// rename, to open, or to connect, for the 1st, 2nd, 3rd … time, and resumes. What
// comes of it is the result of a run that nothing disturbed.
func TestKilledAtASystemCall(t *testing.T) {
	t.Parallel()
	const rows = 20
	undisturbed := newBench(t, lossyServer(), rows)
	if p := undisturbed.start(nil, "--concurrency", "3"); p.end(t) != 0 {
		t.Fatalf("the undisturbed run: %s", p.said())
	}
	want := undisturbed.resultFile()
	found := strings.ReplaceAll(want, ",created,", ",exists,")
	for _, calls := range []string{"write,writev", "pwrite64", "fdatasync,fsync", "rename,renameat,renameat2", "connect", "ftruncate", "openat"} {
		t.Run(strings.ReplaceAll(calls, ",", " "), func(t *testing.T) {
			t.Parallel()
			kills := 0
			for n := 1; ; n = next(n) {
				b := newBench(t, lossyServer(), rows)
				killed := b.straced(fmt.Sprintf("%s:signal=SIGKILL:when=%d", calls, n), nil, "--concurrency", "3").end(t) == -1
				if !killed {
					b.judge(rows)
					break // no thread makes so many of these calls
				}
				kills++
				left, _ := os.ReadFile(filepath.Join(b.folder(), "result.csv")) // which may not be there yet
				p := b.start(nil, "--concurrency", "3")
				if code := p.end(t); code != 0 {
					t.Errorf("killed at call %d: the resumed run exits with %d\n%s", n, code, p.said())
				}
				if got := b.judge(rows); got["created"]+got["exists"] != rows {
					t.Errorf("killed at call %d: statuses = %v", n, got)
				}
				// One that was killed when all was done has left its result; the next
				// run finds every account.
				if got := b.resultFile(); got != want && (string(left) != want || got != found) {
					t.Errorf("killed at call %d: result.csv differs from an undisturbed run's\n%s", n, diff(want, got))
				}
				if t.Failed() {
					t.FailNow()
				}
			}
			if kills == 0 {
				t.Errorf("no run made one of these calls")
			}
			t.Logf("%d kills", kills)
		})
	}
}

// lossyServer loses some answers, after the effect and before it.
func lossyServer() *sandbox.Server {
	lost := map[string]sandbox.Kind{email(4): sandbox.ResetAfter, email(9): sandbox.Error500Before, email(15): sandbox.Truncated201}
	return &sandbox.Server{Seed: 42, Fault: func(c sandbox.Call) sandbox.Fault {
		if c.Method == "POST" && c.Attempt == 1 {
			return sandbox.Fault{Kind: lost[c.Email]}
		}
		return sandbox.Fault{}
	}}
}

// TestADiskThatFailsAtASystemCall lets the disk be full, or broken, from the 1st,
// 2nd, 3rd … call on that has to do with a file of the run.
func TestADiskThatFailsAtASystemCall(t *testing.T) {
	t.Parallel()
	const rows = 20
	for _, c := range []struct{ file, calls, fault string }{
		{"rows.log", "pwrite64", "ENOSPC"},
		{"rows.log", "ftruncate", "ENOSPC"},
		{"sends.log", "pwrite64", "ENOSPC"},
		{"sends.log", "fdatasync,fsync", "EIO"},
		{"credentials.csv", "write", "ENOSPC"},
		{"credentials.csv", "fsync", "EIO"},
		{"result.csv", "rename,renameat,renameat2", "ENOSPC"},
	} {
		if testing.Short() && c.file != "sends.log" {
			continue
		}
		t.Run(c.file+" "+strings.ReplaceAll(c.calls, ",", " "), func(t *testing.T) {
			t.Parallel()
			failures := 0
			for n := 1; n < 1<<10; n += 1 + n/4 {
				b := newBench(t, &sandbox.Server{}, rows)
				b.withoutPasswords()
				path := filepath.Join(b.folder(), c.file)
				if c.file == ledger.SendsFile {
					path = b.sends()
				}
				p := b.straced(fmt.Sprintf("%s:error=%s:when=%d+", c.calls, c.fault, n), []string{path},
					"--concurrency", "2", "--generate-passwords")
				if code := p.end(t); code == 0 {
					break // no thread makes so many of these calls
				} else if failures++; code != 1 || !strings.Contains(p.said(), c.file+" can't be ") {
					t.Errorf("call %d fails: exit code %d, want 1 and the name of the file\n%s", n, code, p.said())
				}
				p = b.start(nil, "--concurrency", "2", "--generate-passwords")
				if code := p.end(t); code != 0 {
					t.Errorf("call %d failed: going on exits with %d\n%s", n, code, p.said())
				}
				if got := b.judge(rows); got["created"] != rows {
					t.Errorf("call %d failed: statuses after going on = %v", n, got)
				}
				b.judgeCredentials()
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

// TestKilledAgainAndAgain kills runs of 900 rows and 16 workers at a random
// request, 20 times each before they may end: 60 kills. The rows last for all kills:
// each is at the 27th request at the latest, when 15 others may be under way.
func TestKilledAgainAndAgain(t *testing.T) {
	t.Parallel()
	const kills, most, workers, rows = 20, 27, 16, 900
	runs := 3
	switch {
	case full():
		runs = 30
	case testing.Short():
		runs = 1
	}
	for seed := range uint64(runs) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 0))
			var victim atomic.Pointer[started]
			var requests, at atomic.Int64
			server := &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault {
				v := victim.Load()
				if k := at.Load(); requests.Add(1) >= k && k > 0 {
					<-v.known
					_ = v.process.Process.Signal(syscall.SIGKILL)
				}
				return sandbox.Fault{}
			}}
			b := newBench(t, server, rows)
			for range kills {
				v := &started{known: make(chan struct{})}
				victim.Store(v)
				requests.Store(0)
				at.Store(3 + random.Int64N(most-2)) // after 2 to ask
				v.process = b.start(nil, "--concurrency", itoa(workers))
				close(v.known)
				if code := v.process.end(t); code != -1 {
					t.Fatalf("run %d: not killed, it exits with %d\n%s", seed, code, v.process.said())
				}
			}
			at.Store(0)
			p := b.start(nil, "--concurrency", itoa(workers))
			if code := p.end(t); code != 0 {
				t.Errorf("run %d: the last start exits with %d\n%s", seed, code, p.said())
			}
			if got := b.judge(rows); got["created"] != rows {
				t.Errorf("run %d: statuses = %v, want %d created", seed, got, rows)
			}
		})
	}
}

// started is a process that requests are asked about, which may come before it is known.
type started struct {
	process *process
	known   chan struct{}
}
