package cli_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// syncUntilPowerCut runs "sync" in virtual time, until the power fails: when the
// server has acted on the n-th create, and nobody has learned of it. What is on disk
// is as it was then; one request is under way at a time. Other faults are those that
// the server has.
func (b *bench) syncUntilPowerCut(n int, args ...string) {
	b.t.Helper()
	kept := b.t.TempDir()
	var dark atomic.Bool
	posts := 0
	faults := b.server.Fault
	b.server.Fault = func(c sandbox.Call) sandbox.Fault {
		switch {
		case dark.Load(): // the machine that would ask is off
			return sandbox.Fault{Kind: sandbox.Refuse, Status: 401}
		case c.Method == "POST" && posts == n-1:
			synctest.Wait() // until all that is being written is written
			b.copyMemory(b.dir, kept)
			dark.Store(true)
			return sandbox.Fault{Kind: sandbox.ResetAfter}
		case c.Method == "POST":
			posts++
		}
		if faults != nil {
			return faults(c)
		}
		return sandbox.Fault{}
	}
	if o := b.sync(append([]string{"--concurrency", "1"}, args...)...); !dark.Load() {
		b.t.Fatalf("the power has not failed: exit code %d, %s", o.code, o.stderr)
	}
	b.server.Fault = faults
	b.copyMemory(kept, b.dir)
}

// copyMemory puts the folders of the run and of the ledger in the place of those of
// another folder.
func (b *bench) copyMemory(from, to string) {
	b.t.Helper()
	for _, name := range []string{filepath.Base(b.folder()), filepath.Base(b.env["VOBIZSYNC_STATE"])} {
		err := os.RemoveAll(filepath.Join(to, name))
		if err == nil {
			err = os.CopyFS(filepath.Join(to, name), os.DirFS(filepath.Join(from, name)))
		}
		if err == nil {
			err = filepath.WalkDir(filepath.Join(to, name), func(path string, d fs.DirEntry, err error) error {
				mode := os.FileMode(0o600)
				if d != nil && d.IsDir() {
					mode = 0o700
				}
				return errors.Join(err, os.Chmod(path, mode))
			})
		}
		if err != nil {
			b.t.Fatal(err)
		}
	}
}

// credentials are the lines of credentials.csv without those of another e-mail.
func (b *bench) credentials(email string) (lines []string) {
	b.t.Helper()
	text, err := os.ReadFile(filepath.Join(b.folder(), "credentials.csv"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, email+",") {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	return lines
}

// A create that took effect as the power failed is unknown as long as nobody shows
// its account, and the row's own in the first run after that. Where a create of the
// same instant was answered, that run waits for a minute until it is shown.
func TestAnAccountThatIsShownLongAfterAPowerCut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		rows, unknown int
		lag           time.Duration
	}{
		{1, 1, 25 * time.Second}, // nothing was answered
		{3, 0, 25 * time.Second},
		{3, 1, 10 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			rows, lag := tt.rows, tt.lag
			b := newVirtualBench(t, &sandbox.Server{SearchLag: lag}, rows)
			b.withoutPasswords()
			b.syncUntilPowerCut(rows, "--generate-passwords")
			o := b.sync("--generate-passwords")
			if got := b.judge(rows); o.code != 3*tt.unknown || got["created"] != rows-tt.unknown || got["unknown"] != tt.unknown {
				t.Errorf("lag %s, before it is shown: exit code %d, statuses %v\n%s", lag, o.code, got, o.stderr)
			}
			time.Sleep(lag)
			o = b.sync("--generate-passwords")
			if got := b.judge(rows); o.code != 0 || got[map[int]string{0: "exists", 1: "created"}[tt.unknown]] != rows {
				t.Errorf("lag %s, when it is shown: exit code %d, statuses %v\n%s", lag, o.code, got, o.stderr)
			}
			b.judgeCredentials()
		})
	}
}

// A password that was made one night, and that a lost create has carried, is not
// confirmed after another create has carried the row's own.
func TestADoubtWithTwoPasswords(t *testing.T) {
	t.Parallel()
	for first, fault := range map[string]sandbox.Kind{"was not created": sandbox.ResetBefore, "was created": sandbox.ResetAfter} {
		synctest.Test(t, func(t *testing.T) {
			server := &sandbox.Server{SearchLag: time.Hour, ListLag: time.Hour}
			server.Fault = func(c sandbox.Call) sandbox.Fault {
				if c.Method == "POST" && c.Email == email(1) {
					return sandbox.Fault{Kind: fault}
				}
				return sandbox.Fault{}
			}
			b := newVirtualBench(t, server, 1)
			b.have(99)
			b.withoutPasswords()
			if o := b.sync("--generate-passwords", "--retries", "0"); o.code != 3 {
				t.Fatalf("night 1: exit code %d: %s", o.code, o.stderr)
			}
			time.Sleep(24 * time.Hour)
			b.write(1) // now the row has a password of its own
			server.Fault = nil
			if fault == sandbox.ResetAfter {
				server.Change(email(1), func(a *sandbox.Account) { a.Email = "moved@example.com" }) // so that night 2 sends it again
			}
			b.syncUntilPowerCut(1)
			if fault == sandbox.ResetAfter {
				server.Remove(email(1))
				server.Change("moved@example.com", func(a *sandbox.Account) { a.Email = email(1) })
			}
			time.Sleep(24 * time.Hour)
			if o := b.sync(); o.code != 0 {
				t.Errorf("night 3: exit code %d: %s", o.code, o.stderr)
			}
			for _, line := range b.credentials(email(1)) {
				if cells := strings.Split(line, ","); cells[1] != "" && cells[2] != "" {
					t.Errorf("the account that %s on night 1 has a password confirmed that it may not have: %s", first, line)
				}
			}
		})
	}
}

// The account's e-mail appears twice in the file: the doubt about it ends with the row
// that ends it, and not every night anew.
func TestADoubtAboutAnEmailThatStandsTwice(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &sandbox.Server{SearchLag: 25 * time.Second}
		server.Fault = func(c sandbox.Call) sandbox.Fault {
			if c.Method == "POST" && c.Email == email(2) {
				return sandbox.Fault{Kind: sandbox.ResetAfter}
			}
			return sandbox.Fault{}
		}
		b := newVirtualBench(t, server, 3)
		b.have(99)
		b.edit(func(s string) string {
			return s + "Twice," + strings.ToUpper(email(2)) + "," + phone(2) + ",Secret#1,DE\n"
		})
		for night, want := range []string{"created", "exists", "exists"} {
			o := b.sync("--rate", "10") // the third row is sent after the second, and tells how far the search is
			r := b.results()
			if o.code != 3 || r[1]["status"] != want || r[3]["status"] != "invalid" || !strings.Contains(r[3]["message"], "line 3") {
				t.Errorf("night %d: exit code %d, %s and %s (%s), want %s and invalid\n%s", night+1, o.code, r[1]["status"], r[3]["status"], r[3]["message"], want, o.stderr)
			}
			time.Sleep(24 * time.Hour)
		}
		b.oncePosted(3)
	})
}

// A line of credentials.csv that was torn anywhere is completed by a line of its own,
// and says nothing.
func TestATornLineOfTheCredentials(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 2)
	b.withoutPasswords()
	args := []string{"--generate-passwords", "--with-tokens", "--concurrency", "1"}
	if o := b.sync(args...); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	path := filepath.Join(b.folder(), "credentials.csv")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	last := strings.LastIndex(strings.TrimSuffix(string(whole), "\n"), "\n") + 1
	of, _, _ := strings.Cut(string(whole[last:]), ",")
	var account sandbox.Account
	for _, a := range b.server.Accounts() {
		if a.Email == of {
			account = a
		}
	}
	for cut := last; cut < len(whole); cut += 3 {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if o := b.sync(args...); o.code != 0 {
			t.Fatalf("cut at byte %d: exit code %d: %s", cut-last, o.code, o.stderr)
		}
		lines := b.credentials(of)
		cells := strings.Split(lines[len(lines)-1], ",")
		if len(cells) != 4 || cells[1] != account.AuthID || cells[2] != account.Password || cells[3] != "" && cells[3] != account.AuthToken {
			t.Errorf("cut at byte %d of %d: the last line is of %d cells, and not the account's", cut-last, len(whole)-last, len(cells))
		}
		text, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(text), string(whole[:cut])) {
			t.Errorf("cut at byte %d: what stood before is changed: %v", cut-last, err)
		}
	}
}
