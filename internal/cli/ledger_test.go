package cli_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
	"vobizsync/reconcile/ledger"
)

// oncePosted checks that no e-mail was sent twice.
func (b *bench) oncePosted(rows int) {
	b.t.Helper()
	posts := b.server.Posts()
	for email, n := range posts {
		if n != 1 {
			b.t.Errorf("%d POSTs for %s", n, email)
		}
	}
	if len(posts) != rows {
		b.t.Errorf("%d customers were sent, want %d", len(posts), rows)
	}
}

// What this machine has created is not sent again while the API does not show it
// yet: by the same command, from an edited file, or from another folder.
func TestOwnCreatesAreNotSentAgain(t *testing.T) {
	t.Parallel()
	const rows = 12
	again := map[string]func(b *bench) outcome{
		"the same command": func(b *bench) outcome { return b.sync() },
		"an edited file": func(b *bench) outcome {
			b.edit(func(s string) string { return strings.Replace(s, "User 1,", "User One,", 1) })
			return b.sync()
		},
		"another folder": func(b *bench) outcome {
			o := b.run("sync", "--yes", "--rate", "0", "--out", filepath.Join(b.dir, "other"), b.file)
			if err := os.Rename(filepath.Join(b.dir, "other", "result.csv"), filepath.Join(b.folder(), "result.csv")); err != nil {
				b.t.Fatal(err)
			}
			return o
		},
		"search only": func(b *bench) outcome { return b.sync("--lookup", "search") },
	}
	for name, run := range again {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newVirtualBench(t, &sandbox.Server{SearchLag: time.Minute}, rows)
				b.have(99) // else the list is empty, which a guard refuses
				time.Sleep(time.Hour)
				if o := b.sync(); o.code != 0 {
					t.Fatalf("exit code %d: %s", o.code, o.stderr)
				}
				o := run(b)
				got := b.judge(rows)
				if o.code != 0 || got["exists"]+got["differs"] != rows {
					t.Errorf("exit code %d, statuses %v, want all to exist\n%s", o.code, got, o.stderr)
				}
				b.oncePosted(rows)
			})
		})
	}
}

// plan counts them as there, too.
func TestPlanKnowsOwnCreates(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newVirtualBench(t, &sandbox.Server{SearchLag: time.Minute}, 5)
		b.have(99)
		time.Sleep(time.Hour)
		if o := b.sync(); o.code != 0 {
			t.Fatalf("exit code %d: %s", o.code, o.stderr)
		}
		if o := b.run("plan", "--rate", "0", "--out", b.folder(), b.file); o.code != 0 || b.summary().Counts["exists"] != 5 {
			t.Errorf("exit code %d, counts %v\n%s", o.code, b.summary().Counts, o.stderr)
		}
	})
}

// Accounts that were removed in the Console are created again: a few with a note,
// many only when that is asked for. Within the hour nobody knows.
func TestRemovedAccounts(t *testing.T) {
	t.Parallel()
	const rows = 30
	for _, removed := range []int{3, 11} {
		synctest.Test(t, func(t *testing.T) {
			b := newVirtualBench(t, &sandbox.Server{}, rows)
			if o := b.sync(); o.code != 0 {
				t.Fatalf("exit code %d: %s", o.code, o.stderr)
			}
			for i := range removed {
				b.server.Remove(email(i + 1))
			}
			if o := b.sync(); o.code != 3 || b.summary().Counts["unknown"] != removed {
				t.Errorf("%d removed just now: exit code %d, counts %v", removed, o.code, b.summary().Counts)
			}
			b.oncePosted(rows)
			time.Sleep(2 * time.Hour)
			o := b.run("plan", "--rate", "0", "--out", b.folder(), b.file)
			if s := b.summary(); o.code != 0 || s.Removed != removed || s.Counts["create"] != removed || !strings.Contains(o.stdout, itoa(removed)+" customers are created again: their accounts were removed\n") {
				t.Errorf("%d removed: plan exits with %d, counts %v, %d removed\n%s", removed, o.code, s.Counts, s.Removed, o.stdout)
			}
			if warns := strings.Contains(o.stderr, "which is more than 10: sync refuses that without --recreate"); warns != (removed > 10) {
				t.Errorf("%d removed: plan says %s", removed, o.stderr)
			}
			o = b.run("sync", "--rate", "0", "--recreate", "--out", b.folder(), b.file)
			if want := fmt.Sprintf("%d accounts, %[1]d of them again after their removal would be created, and nobody can be asked", removed); o.code != 4 || !strings.Contains(o.stderr, want) {
				t.Errorf("%d removed: exit code %d: %s", removed, o.code, o.stderr)
			}
			o = b.run("sync", "--rate", "0", "--recreate", "--limit", "2", "--out", b.folder(), b.file)
			if want := "2 accounts, up to 2 of them again after their removal would be created"; !strings.Contains(o.stderr, want) {
				t.Errorf("%d removed: %s", removed, o.stderr)
			}
			o = b.sync()
			if removed > 10 {
				if o.code != 4 || !strings.Contains(o.stderr, "11 accounts that this tool created were removed") || !strings.Contains(o.stderr, "--recreate") {
					t.Fatalf("exit code %d: %s", o.code, o.stderr)
				}
				b.oncePosted(rows)
				o = b.sync("--recreate")
			}
			if s := b.summary(); o.code != 0 || s.Counts["created"] != removed || s.Warnings != removed || s.Removed != removed {
				t.Errorf("%d removed: exit code %d, counts %v, %d notes, %d removed\n%s", removed, o.code, s.Counts, s.Warnings, s.Removed, o.stderr)
			}
			if o = b.run("report", b.folder()); !strings.Contains(o.stdout, itoa(removed)+" customers were created again: their accounts were removed\n") {
				t.Errorf("report says %s%s", o.stdout, o.stderr)
			}
			if n := len(b.server.Accounts()); n != rows {
				t.Errorf("%d accounts, want %d", n, rows)
			}
		})
	}
}

// One run of a partner is at work at a time, from whatever folder, under whatever
// name of this machine.
func TestOneRunOfAPartner(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 3)
	dir, err := ledger.Make(b.env["VOBIZSYNC_STATE"], filepath.Base(filepath.Dir(b.sends())))
	if err != nil {
		t.Fatal(err)
	}
	who := ledger.Who{PID: 4711, Command: "vobizsync sync", Folder: "/nightly/acme.run", Start: time.Now()}
	lock, err := ledger.Acquire(t.Context(), dir, who, 0)
	if err != nil {
		t.Fatal(err)
	}
	b.env["VOBIZ_BASE_URL"] = strings.Replace(b.env["VOBIZ_BASE_URL"], "127.0.0.1", "localhost", 1)
	o := b.sync()
	if o.code != 4 || !strings.Contains(o.stderr, "process 4711, folder /nightly/acme.run") || !strings.Contains(o.stderr, "--wait") {
		t.Errorf("exit code %d: %s", o.code, o.stderr)
	}
	if o = b.run("plan", "--rate", "0", "--out", b.folder(), b.file); o.code != 0 {
		t.Errorf("plan exits with %d: %s", o.code, o.stderr)
	}
	b.oncePosted(0)
	ended := make(chan outcome)
	go func() { ended <- b.sync("--wait", "1h") }()
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	if o = <-ended; o.code != 0 {
		t.Errorf("after the other run has ended: exit code %d: %s", o.code, o.stderr)
	}
	b.oncePosted(3)
}

// credentials.csv saved by an editor, or the folder removed, ends the run before
// the next POST; every password that was sent is in the file of that name.
func TestTheFilesOfARunAreReplaced(t *testing.T) {
	t.Parallel()
	const rows, at, workers = 400, 7, 3
	for name, replace := range map[string]func(b *bench) error{
		"an editor": func(b *bench) error {
			path := filepath.Join(b.folder(), "credentials.csv")
			text, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path+"~", text, 0o600)
			}
			if err == nil {
				err = os.Rename(path+"~", path)
			}
			return err
		},
		"the file is removed":   func(b *bench) error { return os.Remove(filepath.Join(b.folder(), "credentials.csv")) },
		"the folder is removed": func(b *bench) error { return os.Rename(b.folder(), b.folder()+".away") },
		"the state is removed":  func(b *bench) error { return os.Rename(filepath.Dir(b.sends()), b.dir+"/state.away") },
	} {
		for _, rate := range []string{"100", "0"} { // without a rate, many rows are ahead of their turn
			t.Run(name+" at the rate "+rate, func(t *testing.T) {
				server := &sandbox.Server{}
				b := newBench(t, server, rows)
				b.withoutPasswords()
				var replaced atomic.Bool
				var later atomic.Int64
				server.Fault = func(c sandbox.Call) sandbox.Fault {
					switch {
					case c.Method != "POST":
					case c.N == at:
						if err := replace(b); err != nil {
							t.Error(err)
						}
						replaced.Store(true)
					case replaced.Load():
						later.Add(1)
					}
					return sandbox.Fault{}
				}
				o := b.sync("--rate", rate, "--generate-passwords", "--concurrency", itoa(workers))
				if o.code != 1 || !strings.Contains(o.stderr, "was removed or replaced during the run") {
					t.Errorf("exit code %d: %s", o.code, o.stderr)
				}
				// One is at the server, and the others may have left by then.
				if n := later.Load(); !replaced.Load() || n > workers-1 {
					t.Errorf("%d creates arrived later, want %d at most", n, workers-1)
				}
				b.judgeCredentials()
			})
		}
	}
}

func TestRunsAreListed(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 4)
	if o := b.run("runs"); o.code != 0 || o.stdout != "" || !strings.Contains(o.stderr, "no run of this partner is on record") {
		t.Errorf("exit code %d, %q, %q", o.code, o.stdout, o.stderr)
	}
	b.sync()
	b.sync("--min-rows", "100")
	o := b.run("runs")
	lines := strings.Split(strings.TrimSpace(o.stdout), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], "4 created") || !strings.Contains(lines[0], "exit 0") || !strings.Contains(lines[0], b.folder()) || !strings.Contains(lines[1], "exit 4") {
		t.Errorf("exit code %d, %q\n%s", o.code, lines, o.stderr)
	}
	if o = b.run("runs", "--json"); o.code != 0 || !strings.Contains(o.stdout, `"created": 4`) {
		t.Errorf("exit code %d: %s", o.code, o.stdout)
	}
	for _, env := range []string{"VOBIZ_AUTH_ID", "VOBIZSYNC_STATE"} {
		was := maps.Clone(b.env)
		delete(b.env, env)
		if o = b.run("runs"); o.code != 1 || !strings.Contains(o.stderr, "hint: ") {
			t.Errorf("without %s: exit code %d: %s", env, o.code, o.stderr)
		}
		b.env = was
	}
}

// A lost answer of one night is known the next night, in another folder: the
// account is the row's own, and its password is in that folder's file.
func TestALostAnswerIsAdoptedInAnotherFolder(t *testing.T) {
	t.Parallel()
	for _, kept := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			server := &sandbox.Server{SearchLag: 5 * time.Minute} // longer than a run waits
			server.Fault = func(c sandbox.Call) sandbox.Fault {
				if c.Method == "POST" {
					return sandbox.Fault{Kind: sandbox.ResetAfter}
				}
				return sandbox.Fault{}
			}
			b := newVirtualBench(t, server, 2)
			b.withoutPasswords()
			first := filepath.Join(b.dir, "first")
			if o := b.run("sync", "--yes", "--rate", "0", "--retries", "0", "--generate-passwords", "--out", first, b.file); o.code != 3 {
				t.Fatalf("exit code %d: %s", o.code, o.stderr)
			}
			if !kept {
				if err := os.RemoveAll(first); err != nil {
					t.Fatal(err)
				}
			}
			time.Sleep(10 * time.Minute)
			if o := b.sync("--generate-passwords"); o.code != 0 {
				t.Errorf("exit code %d: %s", o.code, o.stderr)
			}
			if got := b.judge(2); got["created"] != 2 {
				t.Errorf("statuses %v, want 2 created", got)
			}
			if kept {
				b.judgeCredentials()
				return
			}
			text, err := os.ReadFile(filepath.Join(b.folder(), "credentials.csv"))
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			for _, a := range server.Accounts() {
				if !slices.Contains(lines, fmt.Sprintf("%s,%s,", a.Email, a.AuthID)) {
					t.Errorf("no line without a password for %s in\n%s", a.Email, text)
				}
			}
			if b.summary().Warnings != 2 {
				t.Errorf("%d notes, want 2", b.summary().Warnings)
			}
		})
	}
}
