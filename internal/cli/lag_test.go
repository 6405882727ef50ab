package cli_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
	"vobizsync/reconcile/ledger"
)

// lossy loses the answers to creates: to every fifth after its effect, to every seventh
// before. No create is lost twice, and the last ones are not, so that each send has a
// witness.
func lossy(rows int) func(sandbox.Call) sandbox.Fault {
	var mu sync.Mutex
	n := 0
	return func(c sandbox.Call) sandbox.Fault {
		if c.Method != "POST" || c.Attempt > 1 {
			return sandbox.Fault{}
		}
		mu.Lock()
		defer mu.Unlock()
		n++
		switch {
		case n > rows-10:
		case n%5 == 0:
			return sandbox.Fault{Kind: sandbox.ResetAfter}
		case n%7 == 0:
			return sandbox.Fault{Kind: sandbox.ResetBefore}
		}
		return sandbox.Fault{}
	}
}

// Where list and search lag, together or apart, and answers are lost, each customer
// is created once, also by a server that takes an e-mail twice: what is created later
// tells how far the search is.
func TestLagsAndLostAnswers(t *testing.T) {
	t.Parallel()
	const rows = 60
	for name, lag := range map[string]struct{ search, list time.Duration }{
		"search and list, 10 seconds": {10 * time.Second, 0},
		"search and list, 25 seconds": {25 * time.Second, 0},
		"search alone, 25 seconds":    {25 * time.Second, -1},
		"list alone, 25 seconds":      {0, 25 * time.Second},
		"beyond the witness":          {5 * time.Minute, 0},
	} {
		for _, unique := range []bool{true, false} {
			for _, cut := range []int{0, 20} { // the power fails at that create
				if testing.Short() && (cut > 0) != unique {
					continue
				}
				t.Run(name+map[bool]string{true: "", false: ", no uniqueness"}[unique]+map[bool]string{true: "", false: ", power cut"}[cut == 0], func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						b := newVirtualBench(t, &sandbox.Server{SearchLag: lag.search, ListLag: lag.list, NoUniqueness: !unique, Fault: lossy(rows)}, rows)
						b.withoutPasswords()
						if cut > 0 {
							b.syncUntilPowerCut(cut, "--generate-passwords", "--rate", "20")
						}
						o := b.sync("--generate-passwords", "--rate", "20")
						got := b.judge(rows)
						if late := lag.search > time.Minute; got["created"]+got["unknown"] != rows || late != (got["unknown"] > 0) || late != (o.code == 3) {
							t.Errorf("exit code %d, statuses %v\n%s", o.code, got, o.stderr)
						}
						time.Sleep(max(lag.search, lag.list))
						o = b.sync("--generate-passwords", "--rate", "20")
						if got = b.judge(rows); o.code != 0 || got["created"]+got["exists"] != rows {
							t.Errorf("when all is shown: exit code %d, statuses %v\n%s", o.code, got, o.stderr)
						}
						if n := len(b.server.Accounts()); n != rows {
							t.Errorf("%d accounts, want %d", n, rows)
						}
						b.judgeCredentials()
					})
				})
			}
		}
	}
}

// A proxy that sends every create twice, and hands the second answer on, makes no
// account a stranger's.
func TestAProxyThatRepeatsEveryCreate(t *testing.T) {
	t.Parallel()
	const rows = 30
	for _, conflict := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			b := newVirtualBench(t, &sandbox.Server{RepeatPosts: true, Taken409: conflict, Latency: 50 * time.Millisecond}, rows)
			b.withoutPasswords()
			if o := b.sync("--generate-passwords"); o.code != 0 {
				t.Errorf("exit code %d: %s", o.code, o.stderr)
			}
			if got := b.judge(rows); got["created"] != rows {
				t.Errorf("statuses %v, want %d created", got, rows)
			}
			b.judgeCredentials()
			b.oncePosted(rows)
		})
	}
}

// The unknown row of a run, taken from its rejected.csv to another place, is the same
// customer: it is sent once, and its account has the password of the first run.
func TestRejectedRowsAreFedInFromElsewhere(t *testing.T) {
	t.Parallel()
	for _, wait := range []time.Duration{0, 2 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			const rows = 4
			server := &sandbox.Server{SearchLag: time.Hour, ListLag: time.Hour}
			b := newVirtualBench(t, server, rows)
			b.have(99)
			b.withoutPasswords()
			b.syncUntilPowerCut(rows, "--generate-passwords")
			if o := b.sync("--generate-passwords"); o.code != 3 {
				t.Fatalf("exit code %d: %s", o.code, o.stderr)
			}
			posts := server.Posts()
			text, err := os.ReadFile(filepath.Join(b.folder(), "rejected.csv"))
			if err != nil {
				t.Fatal(err)
			}
			elsewhere := *b
			elsewhere.dir = t.TempDir()
			elsewhere.file = filepath.Join(elsewhere.dir, "customers.csv")
			if err := os.WriteFile(elsewhere.file, text, 0o600); err != nil {
				t.Fatal(err)
			}
			time.Sleep(wait)
			o := elsewhere.sync("--generate-passwords")
			got := elsewhere.judge(1)
			if wait == 0 {
				if o.code != 3 || got["unknown"] != 1 {
					t.Errorf("exit code %d, statuses %v\n%s", o.code, got, o.stderr)
				}
			} else if !maps.Equal(posts, server.Posts()) || o.code != 0 || got["created"] != 1 {
				t.Errorf("exit code %d, statuses %v, POSTs %v\n%s", o.code, got, server.Posts(), o.stderr)
			}
			time.Sleep(2 * time.Hour)
			for _, at := range []*bench{&elsewhere, b} { // wherever it is asked for first
				if o = at.sync("--generate-passwords"); o.code != 0 {
					t.Errorf("at the end: exit code %d: %s", o.code, o.stderr)
				}
			}
			b.judge(rows)
			for _, a := range server.Accounts() {
				line := a.Email + "," + a.AuthID + "," + a.Password
				if server.Creates()[a.Email] == 1 && !slices.Contains(append(b.credentials(a.Email), elsewhere.credentials(a.Email)...), line) {
					t.Errorf("%s is in neither credentials.csv", a.Email)
				}
			}
		})
	}
}

// The folder of a run, or the memory of the partner, is removed between two runs, the
// first of which was cut off: nobody is created twice. Only what the API does not show
// yet is forgotten with the memory, and then its rule is left.
func TestTheMemoryIsRemoved(t *testing.T) {
	t.Parallel()
	const rows = 20
	for name, tt := range map[string]struct {
		lag    time.Duration
		remove func(b *bench) error
		want   map[string]int
	}{
		"the folder":              {0, func(b *bench) error { return os.RemoveAll(b.folder()) }, map[string]int{"exists": 9, "created": 11}}, // the tenth was in doubt
		"the folder, and it lags": {25 * time.Second, func(b *bench) error { return os.RemoveAll(b.folder()) }, map[string]int{"exists": 9, "created": 11}},
		"the state":               {0, func(b *bench) error { return os.RemoveAll(b.env["VOBIZSYNC_STATE"]) }, map[string]int{"exists": 1, "created": 19}},
		"both": {0, func(b *bench) error {
			_ = os.RemoveAll(b.folder())
			return os.RemoveAll(b.env["VOBIZSYNC_STATE"])
		}, map[string]int{"exists": 10, "created": 10}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newVirtualBench(t, &sandbox.Server{SearchLag: tt.lag}, rows)
				b.have(99)
				b.syncUntilPowerCut(10)
				if err := tt.remove(b); err != nil {
					t.Fatal(err)
				}
				o := b.sync("--rate", "10")
				if got := b.judge(rows); o.code != 0 || !maps.Equal(got, tt.want) {
					t.Errorf("exit code %d, statuses %v, want %v\n%s", o.code, got, tt.want, o.stderr)
				}
				if n := len(b.server.Accounts()); n != rows+1 {
					t.Errorf("%d accounts, want %d", n, rows+1)
				}
			})
		})
	}
}

// A night of many customers that exist costs the pages of the list and two requests,
// also where the server spells a hundred of our own in its own way.
func TestANightOfExistingCustomers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const rows, odd = 10_000, 100
		b := newVirtualBench(t, &sandbox.Server{StoreEmail: sandbox.DropTag}, odd)
		all, err := os.ReadFile(b.file)
		if err != nil {
			t.Fatal(err)
		}
		ours := strings.ReplaceAll(string(all), "@", "+shop@")
		b.edit(func(string) string { return ours })
		if o := b.sync(); o.code != 0 || len(b.server.Accounts()) != odd {
			t.Fatalf("exit code %d: %s", o.code, o.stderr)
		}
		for i := odd + 1; i <= rows; i++ {
			b.have(i)
		}
		b.write(rows)
		b.edit(func(s string) string { return ours + strings.TrimPrefix(s, string(all)) })
		o := b.sync()
		s := b.summary()
		requests := 0
		for _, n := range s.Requests {
			requests += n
		}
		if o.code != 0 || s.Counts["exists"] != rows || requests > rows/100+2 {
			t.Errorf("exit code %d, statuses %v, requests %v, want %d at most\n%s", o.code, s.Counts, s.Requests, rows/100+2, o.stderr)
		}
	})
}

// A doubt's age is told by the server's clock, however this machine's is set between
// two starts: a refusal is believed after an hour.
func TestTheClockIsSetBetweenTwoStarts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		passes time.Duration // for the server
		here   time.Duration // by this machine's clock
		skew   time.Duration // of the server's clock, all the time
		want   string
	}{
		{"right", 10 * time.Minute, 10 * time.Minute, 0, "unknown"},
		{"right, later", 2 * time.Hour, 2 * time.Hour, 0, "failed"},
		{"forward by an hour", 10 * time.Minute, 70 * time.Minute, 0, "unknown"},
		{"forward by a day", 10 * time.Minute, 24*time.Hour + 10*time.Minute, 0, "unknown"},
		{"back by an hour", 100 * time.Minute, 40 * time.Minute, 0, "failed"},
		{"back by a day", 25 * time.Hour, time.Hour / 2, 0, "failed"},
		{"a day behind the server", 10 * time.Minute, 10 * time.Minute, 24 * time.Hour, "unknown"},
		{"a day behind the server, later", 2 * time.Hour, 2 * time.Hour, 24 * time.Hour, "failed"},
		{"a day ahead of the server, and set right", 10 * time.Minute, 20 * time.Minute, -24 * time.Hour, "unknown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var apart atomic.Int64
				server := &sandbox.Server{ClockSkew: tt.skew}
				server.Clock = func() time.Time { return time.Now().Add(time.Duration(apart.Load())) }
				fault := sandbox.Fault{Kind: sandbox.ResetBefore}
				server.Fault = func(c sandbox.Call) sandbox.Fault {
					if c.Method == "POST" {
						return fault
					}
					return sandbox.Fault{}
				}
				b := newVirtualBench(t, server, 1)
				if o := b.sync("--retries", "0"); o.code != 3 || b.judge(1)["unknown"] != 1 {
					t.Fatalf("exit code %d: %s", o.code, o.stderr)
				}
				l, err := ledger.Read(filepath.Dir(b.sends()))
				if err != nil {
					t.Fatal(err)
				}
				known, _ := l.Known(email(1))
				for _, s := range known.Open {
					if off := s.At.Sub(server.Clock().Add(tt.skew)); !s.ServerTime || off < -time.Minute || off > time.Second {
						t.Errorf("a send is recorded %s away from the server's time (told: %t)", off, s.ServerTime)
					}
				}
				if err := l.Close(); err != nil || len(known.Open) == 0 {
					t.Errorf("%d sends, %v", len(known.Open), err)
				}
				apart.Add(int64(tt.passes - tt.here))
				time.Sleep(tt.here)
				fault = sandbox.Fault{Kind: sandbox.Refuse, Status: 422}
				if o := b.sync("--retries", "0"); o.code != 3 || b.judge(1)[tt.want] != 1 {
					t.Errorf("exit code %d, statuses %v, want %s\n%s", o.code, b.judge(1), tt.want, o.stderr)
				}
			})
		})
	}
}
