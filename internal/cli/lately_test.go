package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// export prints what this machine has created, also where the list does not show it
// yet.
func TestExportKnowsOwnCreates(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const rows = 40 // more than are kept at hand
		b := newVirtualBench(t, &sandbox.Server{SearchLag: time.Minute}, rows)
		b.have(99)
		time.Sleep(time.Hour)
		if o := b.sync("--generate-passwords"); o.code != 0 {
			t.Fatalf("exit code %d: %s", o.code, o.stderr)
		}
		export := func(args ...string) (lines int, o outcome) {
			if o = b.run(append([]string{"export", "--rate", "0"}, args...)...); o.code != 0 {
				t.Errorf("%q: exit code %d: %s", args, o.code, o.stderr)
			}
			for _, a := range b.server.Accounts() {
				if n := strings.Count(o.stdout, a.AuthID); n > 1 {
					t.Errorf("%q: %s is printed %d times", args, a.AuthID, n)
				}
			}
			return strings.Count(o.stdout, "\n") - 1, o
		}
		for _, args := range [][]string{nil, {"--balances"}} {
			if n, o := export(args...); n != rows+1 || strings.Contains(o.stderr, "warning") {
				t.Errorf("%q: %d accounts, want %d: %s", args, n, rows+1, o.stderr)
			}
		}
		if n, _ := export("--state", filepath.Join(b.dir, "other")); n != 1 {
			t.Errorf("without its memory, export prints %d accounts, the list has 1", n)
		}
		b.server.Remove(email(1))
		if n, o := export(); n != rows || !strings.Contains(o.stderr, "warning: 1 account is not in this export: created less than an hour ago, and not shown by the API yet\n") {
			t.Errorf("one is gone: %d accounts, want %d: %s", n, rows, o.stderr)
		}
		time.Sleep(2 * time.Hour)
		if n, o := export(); n != rows || strings.Contains(o.stderr, "warning") {
			t.Errorf("two hours later: %d accounts, want %d: %s", n, rows, o.stderr)
		}
		requests := b.server.Requests()
		export()
		for kind, n := range b.server.Requests() {
			if want := map[string]int{"GET /accounts": 1}[kind]; n-requests[kind] != want {
				t.Errorf("two hours later, %d requests of %s are sent, want %d", n-requests[kind], kind, want)
			}
		}
	})
}
