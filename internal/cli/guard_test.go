package cli_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// A list of accounts that comes back empty, although the partner's profile counts
// some, would make every customer look new.
func TestAnEmptyListIsNotTakenForNoAccounts(t *testing.T) {
	t.Parallel()
	server := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
		if c.Method == "GET" && c.Path == "/accounts" {
			return sandbox.Fault{Kind: sandbox.Garbage, Body: `{"accounts":[],"total":0,"page":1,"size":100}`}
		}
		return sandbox.Fault{}
	}}
	b := newBench(t, server, 3)
	b.have(1)
	b.have(2)
	for _, args := range [][]string{nil, {"--lookup", "list"}, {"--min-existing", "1"}, {"--fresh"}} {
		o := b.sync(args...)
		if o.code != 4 || !strings.Contains(o.stderr, "the list of accounts is empty, but the partner's profile counts 2; nothing was created") {
			t.Errorf("%q: exit code %d, %s", args, o.code, o.stderr)
		}
	}
	if posts := server.Posts(); len(posts) != 0 {
		t.Errorf("POSTs were sent: %v", posts)
	}
}

// The quota that is just enough is used up to its last place; one row more is
// refused before anything is created.
func TestAQuotaThatIsJustEnough(t *testing.T) {
	t.Parallel()
	tests := []struct {
		max, have, rows int // rows without an account
		args            []string
		code, created   int
	}{
		{max: 2, rows: 2, code: 0, created: 2},
		{max: 5, have: 3, rows: 2, code: 0, created: 2},
		{max: 2, rows: 3, code: 4},
		{max: 5, have: 4, rows: 2, code: 4},
		{max: 2, rows: 3, args: []string{"--limit", "2"}, code: 3, created: 2},
	}
	for _, tt := range tests {
		b := newBench(t, &sandbox.Server{MaxAccounts: tt.max}, tt.rows)
		for i := range tt.have {
			b.have(100 + i)
		}
		o := b.sync(tt.args...)
		if o.code != tt.code || len(b.server.Creates()) != tt.created || len(b.server.Posts()) != tt.created {
			t.Errorf("%d of %d accounts, %d rows %q: exit code %d, %d created after %d POSTs; want %d, %d created\n%s",
				tt.have, tt.max, tt.rows, tt.args, o.code, len(b.server.Creates()), len(b.server.Posts()), tt.code, tt.created, o.stderr)
		}
		if tt.code == 4 && !strings.Contains(o.stderr, "no room for "+itoa(tt.rows)+" accounts") {
			t.Errorf("%d of %d accounts, %d rows: the reason is not said: %s", tt.have, tt.max, tt.rows, o.stderr)
		}
	}
}

// What was reviewed is what is done: with the checksum of the plan, sync proceeds.
func TestExpectGoesOnWithThePlansChecksum(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 4)
	b.have(2)
	o := b.run("plan", "--json", "--rate", "0", "--out", b.folder(), b.file)
	var plan struct{ Checksum string }
	if err := json.Unmarshal([]byte(o.stdout), &plan); err != nil || plan.Checksum == "" {
		t.Fatalf("plan: exit code %d, checksum %q (%v)\n%s", o.code, plan.Checksum, err, o.stderr)
	}
	if o = b.sync("--expect", strings.ToUpper(plan.Checksum)+"0"); o.code != 4 || len(b.server.Posts()) != 0 {
		t.Errorf("another checksum: exit code %d after %d POSTs, %s", o.code, len(b.server.Posts()), o.stderr)
	}
	if o = b.sync("--expect", plan.Checksum); o.code != 0 {
		t.Errorf("the plan's checksum: exit code %d, %s", o.code, o.stderr)
	}
	if got := b.judge(4); got["created"] != 3 || got["exists"] != 1 {
		t.Errorf("statuses = %v, want 3 created and 1 exists", got)
	}
}

// A canary whose account can't be read back ends the run: what was created stays,
// and nothing else is tried.
func TestACanaryThatCanNotBeReadBack(t *testing.T) {
	t.Parallel()
	lost := func(c sandbox.Call) sandbox.Fault {
		if c.Method == "GET" && strings.HasPrefix(c.Path, "/accounts/") {
			return sandbox.Fault{Kind: sandbox.Error500Before, Status: http.StatusNotFound}
		}
		return sandbox.Fault{}
	}
	b := newBench(t, &sandbox.Server{Fault: lost}, 5)
	o := b.sync("--canary", "2")
	if o.code != 1 || !strings.Contains(o.stderr, "vobizsync: reading the first accounts back: ") || !strings.Contains(o.stderr, "HTTP 404") {
		t.Errorf("exit code %d, want 1 and why\n%s", o.code, o.stderr)
	}
	if got := b.judge(5); got["created"] != 2 || got["skipped"] != 3 {
		t.Errorf("statuses = %v, want 2 created and 3 skipped", got)
	}
	if posts := b.server.Posts(); len(posts) != 2 {
		t.Errorf("%d e-mails have had POSTs, want 2", len(posts))
	}
	for _, r := range b.results()[2:] {
		if r["code"] != "interrupted" || !strings.Contains(r["message"], "the run ended after the first accounts") {
			t.Errorf("row %s has code %q and message %q", r["row"], r["code"], r["message"])
		}
	}
}

// A list that lags behind our own creates is not an empty one: the next run proceeds, as
// long as they explain what the profile counts.
func TestAListThatLagsIsNotTakenForAnEmptyOne(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		other int           // accounts that somebody else has made
		lost  bool          // the last answer is lost, and its request not sent again
		after time.Duration // between the runs
		code  int
	}{
		{"the next run", 0, false, time.Minute, 0},
		{"the next run, with a doubt", 0, true, time.Minute, 3},
		{"somebody else's account", 1, false, time.Minute, 4},
		{"the next night", 0, false, 24 * time.Hour, 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &sandbox.Server{ListLag: 48 * time.Hour, SearchLag: 48 * time.Hour}
				b := newVirtualBench(t, server, 5)
				if tt.lost {
					server.Fault = func(c sandbox.Call) sandbox.Fault {
						if c.Method == "POST" && c.Email == email(5) {
							return sandbox.Fault{Kind: sandbox.ResetAfter}
						}
						return sandbox.Fault{}
					}
				}
				first := b.sync()
				if want := map[bool]int{true: 3}[tt.lost]; first.code != want {
					t.Fatalf("the first run exits with %d: %s", first.code, first.stderr)
				}
				for i := range tt.other {
					createdBy(t, server, 99+i)
				}
				time.Sleep(tt.after)
				o := b.sync()
				if refused := strings.Contains(o.stderr, "the list of accounts is empty, but the partner's profile counts"); o.code != tt.code || refused != (tt.code == 4) {
					t.Errorf("exit code %d: %s", o.code, o.stderr)
				}
				b.judge(5)
				if tt.code == 4 {
					b.oncePosted(5 + tt.other)
				}
			})
		})
	}
}
