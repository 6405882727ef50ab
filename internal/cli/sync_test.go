package cli_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

func TestSyncCreatesJustWhatIsMissing(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 500)
	for i := 1; i <= 500; i += 5 {
		b.have(i)
		b.have(i + 2)
	}
	// Accounts whose e-mail has a customer's e-mail in it are not theirs.
	b.server.Add(sandbox.Account{Name: "Jo", Email: "jo" + email(2), Phone: phone(2), Country: "DE"})

	o := b.sync()
	if o.code != 0 {
		t.Fatalf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	if got, want := b.judge(500), map[string]int{"created": 300, "exists": 200}; !maps.Equal(got, want) {
		t.Errorf("statuses = %v, want %v", got, want)
	}
	posts := b.server.Posts()
	if len(posts) != 300 {
		t.Errorf("POSTs for %d e-mails, want 300", len(posts))
	}
	for i := 1; i <= 500; i += 5 {
		if posts[email(i)] > 0 || posts[email(i+2)] > 0 {
			t.Fatalf("a POST was sent for %s or %s, which exist", email(i), email(i+2))
		}
	}
	// 1 profile, 3 pages of 201 accounts, 300 creates.
	total := 0
	for _, n := range b.server.Requests() {
		total += n
	}
	if total != 304 {
		t.Errorf("%d requests, want 304: %v", total, b.server.Requests())
	}

	o = b.sync()
	if o.code != 0 || len(b.server.Posts()) != 300 {
		t.Errorf("a second sync: exit code %d, POSTs for %d e-mails\n%s%s", o.code, len(b.server.Posts()), o.stdout, o.stderr)
	}
	if got, want := b.judge(500), map[string]int{"exists": 500}; !maps.Equal(got, want) {
		t.Errorf("statuses after a second sync = %v, want %v", got, want)
	}
}

func TestThePlanIsWhatSyncDoes(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 60)
	for i := 1; i <= 60; i += 3 {
		b.have(i)
	}
	o := b.run("plan", "--rate", "0", "--out", b.folder(), b.file)
	planned := map[string]string{}
	for _, r := range b.results() {
		planned[r["row"]] = strings.Replace(r["status"], "create", "created", 1)
	}
	if o.code != 0 || len(b.server.Posts()) != 0 {
		t.Fatalf("plan: exit code %d, %d POSTs", o.code, len(b.server.Posts()))
	}
	b.sync()
	for _, r := range b.results() {
		if r["status"] != planned[r["row"]] {
			t.Errorf("row %s is %s, the plan said %s", r["row"], r["status"], planned[r["row"]])
		}
	}
}

// TestSecretsAreNowhere plants markers and searches everything that a run has
// said and written, through failures of many kinds.
func TestSecretsAreNowhere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, secretsAreNowhere)
}

func secretsAreNowhere(t *testing.T) {
	const rows = 36
	server := &sandbox.Server{AuthToken: "Marker-Partner-Token", RefusedFields: []string{"city"}, ElsewhereTaken: []string{email(7)}}
	kinds := []sandbox.Kind{sandbox.Error500After, sandbox.HTML502After, sandbox.ResetAfter, sandbox.Truncated201, sandbox.Garbage, sandbox.NoAuthID201}
	server.Fault = func(c sandbox.Call) sandbox.Fault {
		if c.Method == "POST" && c.Attempt == 1 && c.N%2 == 0 {
			return sandbox.Fault{Kind: kinds[c.N/2%len(kinds)], Body: `{"detail":"Marker#00001"}`}
		}
		return sandbox.Fault{}
	}
	b := newVirtualBench(t, server, rows)
	b.env["VOBIZ_AUTH_TOKEN"] = "Marker-Partner-Token"
	content, err := os.ReadFile(b.file)
	if err != nil {
		t.Fatal(err)
	}
	// A row that the server refuses, password and all.
	weak := strings.Replace(string(content), phone(9), "+1 617 555 0142", 1)
	if err := os.WriteFile(b.file, []byte(weak), 0o600); err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, args := range [][]string{{"--verbose"}, {"--json"}, {"--generate-passwords", "--fresh"}} {
		o := b.sync(args...)
		said += o.stdout + o.stderr
	}
	o := b.run("report", b.folder())
	said += o.stdout + o.stderr
	files, err := os.ReadDir(b.folder())
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"what was said": said}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(b.folder(), f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		texts[f.Name()] = string(text)
	}
	if len(texts) < 5 {
		t.Fatalf("only %d files to search", len(texts))
	}
	delete(texts, "rejected.csv") // has the source's own cells, by design
	for name, text := range texts {
		if i := strings.Index(text, "Marker"); i >= 0 {
			t.Errorf("%s has a secret in it: …%s…", name, text[max(0, i-80):min(len(text), i+60)])
		}
		for _, a := range server.Accounts() {
			if strings.Contains(text, a.AuthToken) {
				t.Errorf("%s has the auth token of %s in it", name, a.AuthID)
			}
		}
	}
}

// TestTheRateHolds counts, in virtual time, the requests that the server saw in
// every second, and how much of the rate was used.
func TestTheRateHolds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rate      int
		throttled bool // once
	}{{10, false}, {50, false}, {500, false}, {50, true}, {500, true}}
	for _, tt := range sample(tests, 2) {
		rate := tt.rate
		t.Run(fmt.Sprintf("%d, throttled: %t", rate, tt.throttled), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rows := min(10*rate, 2000)
				b := newVirtualBench(t, &sandbox.Server{KeepLog: true, Latency: 50 * time.Millisecond}, rows)
				if tt.throttled {
					b.server.Fault = func(c sandbox.Call) sandbox.Fault {
						if c.N == rows/4 {
							return sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "2"}
						}
						return sandbox.Fault{}
					}
				}
				o := b.run("sync", "--yes", "--rate", itoa(rate), "--concurrency", "32", "--out", b.folder(), b.file)
				if o.code != 0 {
					t.Fatalf("exit code %d\n%s", o.code, o.stderr)
				}
				log := b.server.Log()
				for i, j := 0, 0; i < len(log); i++ {
					for j < len(log) && log[j].Time.Sub(log[i].Time) < time.Second {
						j++
					}
					if j-i > rate+1 {
						t.Fatalf("%d requests within a second, want %d at most", j-i, rate+1)
					}
				}
				took := log[len(log)-1].Time.Sub(log[2].Time).Seconds()
				if used := float64(rows-1) / took / float64(rate); used < 0.97 && !tt.throttled {
					t.Errorf("%.1f %% of the rate was used", 100*used)
				}
			})
		})
	}
}

// One run of a partner is at work at a time, from whatever folder: the others say
// who it is. In one folder that holds for runs of several memories, too.
func TestTwoRunsAtATime(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]struct {
		second func(*bench)
		want   string
	}{
		"one folder":   {func(*bench) {}, "another run for this partner is in progress: vobizsync sync, process "},
		"two folders":  {func(b *bench) { b.dir = t.TempDir() }, "another run for this partner is in progress: vobizsync sync, process "},
		"two memories": {func(b *bench) { b.remembersApart(t) }, "then run the same command\nvobizsync sync "},
	} {
		t.Run(name, func(t *testing.T) {
			release := make(chan struct{})
			server := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
				if c.Method == "POST" {
					<-release
				}
				return sandbox.Fault{}
			}}
			b := newBench(t, server, 1)
			other := *b
			change.second(&other)
			first := make(chan outcome)
			go func() { first <- b.sync() }()
			for server.Requests()["GET /accounts"] == 0 { // the first run has its ledger locked by then
				time.Sleep(time.Millisecond)
			}
			second := other.sync()
			close(release)
			if second.code != 4 || !strings.Contains(second.stderr, change.want) {
				t.Errorf("the second run: exit code %d, %s", second.code, second.stderr)
			}
			if o := <-first; o.code != 0 {
				t.Errorf("the first run: exit code %d, %s", o.code, o.stderr)
			}
			b.judge(1)
		})
	}
}

// Of two runs of one file in two folders, one waits for the other: each customer is
// created once, and both runs learn its auth_id.
func TestTwoRunsOneAfterTheOther(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{SearchLag: 10 * time.Millisecond}, 100)
	b.settle = quick
	b.have(0) // not in the file: a list that is empty while the profile counts accounts would be refused
	other := *b
	other.dir = t.TempDir()
	done := make(chan outcome)
	go func() { done <- other.sync("--wait", "1m") }()
	o1, o2 := b.sync("--wait", "1m"), <-done
	if o1.code != 0 || o2.code != 0 {
		t.Errorf("exit codes %d and %d\n%s%s", o1.code, o2.code, o1.stderr, o2.stderr)
	}
	mine, theirs := b.judge(100), other.judge(100)
	if mine["created"]+theirs["created"] != 100 || mine["exists"]+theirs["exists"] != 100 {
		t.Errorf("statuses = %v and %v, want 100 created in one of them each", mine, theirs)
	}
}

// Two runs of one file with memories of their own, as on two machines, race for the
// same customers: each is created once, and both runs learn its auth_id.
func TestTwoMemories(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{SearchLag: 10 * time.Millisecond}, 100)
	b.settle = quick
	b.have(0) // not in the file: a list that is empty while the profile counts accounts would be refused
	other := *b
	other.dir = t.TempDir()
	other.remembersApart(t)
	done := make(chan outcome)
	go func() { done <- other.sync() }()
	o1, o2 := b.sync(), <-done
	if o1.code != 0 || o2.code != 0 {
		t.Errorf("exit codes %d and %d\n%s%s", o1.code, o2.code, o1.stderr, o2.stderr)
	}
	mine, theirs := b.judge(100), other.judge(100)
	if mine["created"]+mine["exists"] != 100 || theirs["created"]+theirs["exists"] != 100 || mine["created"]+theirs["created"] < 100 {
		t.Errorf("statuses = %v and %v, want 100 created or existing in each, and each created in one at least", mine, theirs)
	}
}

// remembersApart gives the bench a ledger that no other has.
func (b *bench) remembersApart(t *testing.T) {
	b.env = maps.Clone(b.env)
	b.env["VOBIZSYNC_STATE"] = filepath.Join(t.TempDir(), "state")
}

func TestFailOnDiffers(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 1)
	b.server.Add(sandbox.Account{Name: "Somebody", Email: email(1), Phone: phone(1), Country: "DE"})
	if o := b.sync(); o.code != 0 || !strings.Contains(o.stdout, "differs       1  has an account with other fields: name") {
		t.Errorf("exit code %d\n%s", o.code, o.stdout)
	}
	if o := b.sync("--fail-on-differs"); o.code != 3 {
		t.Errorf("with --fail-on-differs: exit code %d", o.code)
	}
}

func TestAFormulaStaysText(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 0)
	content := "name,email,phone,password,country\n" +
		"\"=HYPERLINK(\"\"http://x\"\")\",+cmd@example.com,+493023125418,Secret#1,DE\n" +
		"-2+3,b@example.com,'+493023125419,Secret#1,DE\n" +
		"C,=cmd@example.com,+493023125420,Secret#1,DE\n"
	if err := os.WriteFile(b.file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	b.sync()
	r := b.results()
	for _, want := range []struct{ got, want string }{
		{r[0]["name"], `'=HYPERLINK("http://x")`}, {r[0]["email"], "'+cmd@example.com"}, {r[0]["phone"], "+493023125418"},
		{r[1]["name"], "'-2+3"}, {r[1]["phone"], "+493023125419"},
		{r[2]["code"], "invalid_email"}, // a formula is not an e-mail
	} {
		if want.got != want.want {
			t.Errorf("got %q, want %q", want.got, want.want)
		}
	}
	for _, a := range b.server.Accounts() {
		if strings.HasPrefix(a.Name, "'") || strings.HasPrefix(a.Email, "'") {
			t.Errorf("the account %s, %s has an apostrophe that is for the reports only", a.Name, a.Email)
		}
	}
}
