package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vobizsync/internal/sandbox"
)

const statusColumns = "row,line,email,auth_id,is_active,kyc_status,kyc_session,kyc_expires_at,balance,currency,numbers,unrouted_numbers,next_renewal,ready,next_step"

// standings reads status.csv: a map of its columns for each row.
func (b *bench) standings() []map[string]string {
	b.t.Helper()
	text, err := os.ReadFile(filepath.Join(b.folder(), "status.csv"))
	if err != nil {
		b.t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		b.t.Fatal(err)
	}
	if header := strings.Join(records[0], ","); header != statusColumns {
		b.t.Errorf("the columns are %s", header)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func (b *bench) status(args ...string) outcome {
	return b.run(append([]string{"status", "--rate", "0", "--out", b.folder()}, args...)...)
}

// indian gives customer i an account in India, whose KYC stands as told.
func (b *bench) indian(i int, kyc string) string {
	return b.server.Add(sandbox.Account{Name: fmt.Sprintf("User %d", i), Email: email(i), Phone: phone(i), Country: "IN", KYCStatus: kyc, CashCredits: "12.50000"})
}

func TestStatusOfAFile(t *testing.T) {
	t.Parallel()
	s := &sandbox.Server{}
	b := newBench(t, s, 6)
	b.edit(func(text string) string { return strings.ReplaceAll(text, ",DE\n", ",XX\n") + "No mail,,,,\n" }) // other fields do not matter
	b.have(2)
	ready := b.have(3)
	s.AddNumber(sandbox.Number{AccountAuthID: ready, ApplicationID: "app", NextBillingDate: "2026-12-01"})
	s.AddNumber(sandbox.Number{AccountAuthID: ready, NextBillingDate: "2026-11-30"})
	waits, starts, expired := b.indian(4, "pending"), b.indian(5, "pending"), b.indian(6, "pending")
	yesterday := time.Now().AddDate(0, 0, -1)
	s.AddKYCSession(sandbox.KYCSession{AccountAuthID: waits, Status: "expired_long_ago", CreatedAt: yesterday.AddDate(0, -1, 0)})
	s.AddKYCSession(sandbox.KYCSession{AccountAuthID: waits, Status: "opened"})
	s.AddKYCSession(sandbox.KYCSession{AccountAuthID: starts, Status: "revoked"})
	s.AddKYCSession(sandbox.KYCSession{AccountAuthID: expired, Status: "link_ready", CreatedAt: yesterday.AddDate(0, 0, -7), ExpiresAt: yesterday})

	metrics := filepath.Join(b.dir, "metrics")
	o := b.status("--fail-on-not-ready", "--metrics", metrics, b.file)
	if o.code != 3 {
		t.Fatalf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	var got []string
	for _, row := range b.standings() {
		got = append(got, row["line"]+" "+row["ready"]+" "+row["next_step"])
	}
	want := "2 false create|3 false assign_number|4 true none|5 false kyc_wait|6 false kyc_start|7 false kyc_expired|8  "
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
	if row := b.standings()[2]; row["numbers"] != "2" || row["unrouted_numbers"] != "1" || row["next_renewal"] != "2026-11-30" || row["is_active"] != "true" {
		t.Errorf("%v", row)
	}
	if row := b.standings()[3]; row["kyc_session"] != "opened" || row["kyc_status"] != "pending" || row["balance"] != "12.50000" || row["currency"] != "" {
		t.Errorf("%v", row)
	}
	for _, part := range []string{"1  can make calls", "kyc_wait           1"} {
		if !strings.Contains(o.stdout, part) {
			t.Errorf("%q is not in\n%s", part, o.stdout)
		}
	}
	if !strings.Contains(o.stderr, "1 row has no e-mail that can be looked up") {
		t.Errorf("stderr: %s", o.stderr)
	}
	text, err := os.ReadFile(metrics)
	if err != nil || !strings.Contains(string(text), `vobizsync_next_step{command="status",input="`+b.file+`",step="kyc_wait"} 1`) {
		t.Errorf("metrics: %v\n%s", err, text)
	}
	if len(s.Posts()) > 0 {
		t.Error("it has sent a POST")
	}
	if page, err := os.ReadFile(filepath.Join(b.folder(), "status.html")); err != nil || !strings.Contains(string(page), "1 of 7 customers can make calls.") {
		t.Errorf("the page: %v\n%s", err, page)
	}
}

func TestStatusNeedsFewRequests(t *testing.T) {
	t.Parallel()
	s := &sandbox.Server{}
	b := newBench(t, s, 1)
	var ids []string
	for i := 1; i <= 2000; i++ {
		ids = append(ids, b.have(i))
	}
	for i := range 3000 {
		s.AddNumber(sandbox.Number{AccountAuthID: ids[i%2000], ApplicationID: "app"})
	}
	for i := range 2000 {
		s.AddKYCSession(sandbox.KYCSession{AccountAuthID: ids[i]})
	}
	requests := func(args ...string) string {
		o := b.status(append(args, "--json")...)
		var summary struct {
			Requests map[string]int
			Status   struct{ Ready int }
		}
		if err := json.Unmarshal([]byte(o.stdout), &summary); err != nil || o.code != 0 {
			t.Fatalf("exit code %d, %v\n%s", o.code, err, o.stderr)
		}
		if want := len(b.standings()); summary.Status.Ready != want {
			t.Errorf("%d of %d ready", summary.Status.Ready, want)
		}
		return fmt.Sprint(summary.Requests)
	}
	for _, test := range []struct{ name, got, want string }{
		{"all", requests("--all"), "map[kyc:20 list:20 numbers:30]"},
		{"one of them", requests("--lookup", "search", b.file), "map[kyc:1 numbers:1 search:1]"},
		{"all, with live balances", requests("--all", "--live"), "map[balance:2000 kyc:20 list:20 numbers:30]"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.name, test.got, test.want)
		}
	}
	b.write(5)
	if got, want := requests("--lookup", "search", b.file), "map[kyc:6 numbers:6 search:5]"; got != want {
		t.Errorf("some of them: %s, want %s", got, want)
	}
	b.write(2000)
	if got, want := requests(b.file), "map[kyc:20 list:20 numbers:30]"; got != want {
		t.Errorf("a file of all of them: %s, want %s", got, want)
	}
}

func TestStatusWhereASourceIsClosed(t *testing.T) {
	t.Parallel()
	for _, status := range []int{403, 404} {
		s := &sandbox.Server{NumbersStatus: status, AccountNumbersStatus: status, KYCSessionsStatus: status}
		b := newBench(t, s, 3)
		b.have(1)
		b.indian(2, "pending")
		b.indian(3, "completed")
		o := b.status("--all")
		if o.code != 0 {
			t.Fatalf("exit code %d: %s", o.code, o.stderr)
		}
		var got []string
		for _, row := range b.standings() {
			got = append(got, row["ready"]+" "+row["next_step"]+" "+row["numbers"]+row["kyc_session"])
		}
		if want := "  |false  |  "; strings.Join(got, "|") != want {
			t.Errorf("%d: %q, want %q", status, got, want)
		}
		if n := strings.Count(o.stderr, "stay empty: this partner may not read them"); n != 2 {
			t.Errorf("%d: said %d times\n%s", status, n, o.stderr)
		}
	}
}

func TestStatusReadsWhatTheVendorMayCallIt(t *testing.T) {
	t.Parallel()
	for _, s := range []*sandbox.Server{
		{NumbersWrapper: "items", NumberField: "number", NumbersSizeField: "size"}, {NumbersWrapper: "data"}, {IgnorePage: true},
	} {
		b := newBench(t, s, 1)
		id := b.have(1)
		s.AddNumber(sandbox.Number{AccountAuthID: id, ApplicationID: "app"})
		o := b.status("--all")
		if rows := b.standings(); o.code != 0 || len(rows) != 1 || rows[0]["next_step"] != "none" || rows[0]["numbers"] != "1" {
			t.Errorf("%q: exit code %d, %v\n%s", s.NumbersWrapper, o.code, rows, o.stderr)
		}
	}
}

func TestStatusShowsNoIdentityData(t *testing.T) {
	t.Parallel()
	s := &sandbox.Server{}
	b := newBench(t, s, 1)
	s.AddKYCSession(sandbox.KYCSession{AccountAuthID: b.indian(1, "pending"), Status: "in_progress"})
	o := b.status("--all", "--verbose")
	if o.code != 0 || b.standings()[0]["kyc_session"] != "in_progress" {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	for name, text := range map[string]string{"stdout": o.stdout, "stderr": o.stderr, "status.csv": b.read("status.csv"), "status.html": b.read("status.html")} {
		if strings.Contains(text, sandbox.TrapIdentity) {
			t.Errorf("%s has identity data", name)
		}
	}
}

func TestStatusEndsWhereASourceFails(t *testing.T) {
	t.Parallel()
	s := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
		if strings.HasPrefix(c.Path, "/numbers") {
			return sandbox.Fault{Kind: sandbox.Refuse, Status: 422}
		}
		return sandbox.Fault{}
	}}
	b := newBench(t, s, 1)
	b.have(1)
	if o := b.status("--all"); o.code != 1 || !strings.Contains(o.stderr, "listing the numbers: HTTP 422") {
		t.Errorf("exit code %d: %s", o.code, o.stderr)
	}
}

func TestStatusTakesAFileOrAll(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 1)
	if o := b.status("--all", b.file); o.code != 2 || !strings.Contains(o.stderr, "--all covers every account") {
		t.Errorf("exit code %d: %s", o.code, o.stderr)
	}
	if o := b.status(); o.code != 2 || !strings.Contains(o.stderr, "FILE is missing") {
		t.Errorf("exit code %d: %s", o.code, o.stderr)
	}
}

func (b *bench) read(name string) string {
	b.t.Helper()
	text, err := os.ReadFile(filepath.Join(b.folder(), name))
	if err != nil {
		b.t.Fatal(err)
	}
	return string(text)
}
