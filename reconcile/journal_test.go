package reconcile_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/secret"
	"vobizsync/reconcile"
	"vobizsync/reconcile/ledger"
)

var update = flag.Bool("update", false, "write the golden files again")

// open opens the journal of a folder, whose ledger is below it.
func open(t *testing.T, dir string) *reconcile.Journal {
	t.Helper()
	return openWith(t, dir, "PA_1", ledger.Options{})
}

func openWith(t *testing.T, dir, partner string, opts ledger.Options) *reconcile.Journal {
	t.Helper()
	memory, err := ledger.Make(filepath.Join(dir, "state"), partner)
	if err != nil {
		t.Fatal(err)
	}
	lock, err := ledger.Acquire(t.Context(), memory, ledger.Who{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	j, err := reconcile.OpenJournal(dir, lock, opts)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// intent is the row of a create that is about to be sent.
func intent(row int, email string) *reconcile.Result {
	return &reconcile.Result{Row: row, Status: reconcile.Create, Email: email}
}

// settled looks a row up that has an e-mail.
func settled(j *reconcile.Journal, row int, email string) (reconcile.Result, bool, error) {
	return j.Settled(&importer.Entry{Row: row, Customer: importer.Customer{Email: email}})
}

func pin(sum string) reconcile.Pin {
	return reconcile.Pin{
		Input: "customers.csv", SHA256: sum, Size: 10, Program: "v1", Started: time.Unix(1700000000, 0).UTC(),
		Options: map[string]string{reconcile.PartnerOption: "PA_1", "--default-country": "IN"},
	}
}

func begin(t *testing.T, j *reconcile.Journal, p reconcile.Pin, fresh bool) reconcile.Beginning {
	t.Helper()
	b, err := j.Begin(p, fresh)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// results are one of every kind, with everything that a record can hold.
func everyResult() []reconcile.Result {
	e := entry(1, user(1))
	return []reconcile.Result{
		{Row: 1, Line: 2, Status: reconcile.Created, Email: "u1@example.com", AuthID: "MA_1", Name: "Ann", Phone: "+493023125418", Country: "DE",
			Dropped: []importer.Field{importer.City, importer.GSTIN}, Removed: true, At: time.UnixMilli(1700000001234).UTC(), Entry: &e, Token: secret.New("Marker-Token")},
		{Row: 2, Line: 3, Status: reconcile.Differs, Email: "u2@example.com", AuthID: "MA_2",
			Changed: []reconcile.Change{{Field: importer.Phone, Before: "+1", After: "+2"}}},
		{Row: 3, Line: 5, Status: reconcile.Invalid, Problems: []importer.Problem{{Code: importer.InvalidPhone, Field: importer.Phone, Message: "is too short"},
			{Code: importer.Required, Field: importer.Name, Message: "must not be empty"}}},
		{Row: 4, Line: 6, Status: reconcile.Exists, Email: "u4@example.com", AuthID: "MA_4", Notes: []importer.Problem{{Code: importer.InvalidPhone, Field: importer.Phone, Message: "belongs to FR"}}},
		{Row: 5, Line: 7, Status: reconcile.Failed, Email: "u5@example.com", Problems: []importer.Problem{{Code: reconcile.EmailTaken, Message: "in use"}}},
		{Row: 6, Line: 8, Status: reconcile.Failed, Email: "u6@example.com", Problems: []importer.Problem{{Code: reconcile.Unavailable, Message: "no connection"}}},
		{Row: 7, Line: 9, Status: reconcile.Unknown, Email: "u7@example.com", Problems: []importer.Problem{{Code: reconcile.InDoubtCode, Message: "lost"}}},
		{Row: 8, Line: 10, Status: reconcile.Skipped, Email: "u8@example.com", Problems: []importer.Problem{{Code: reconcile.Interrupted, Message: "interrupted"}}},
	}
}

func TestTheJournalRemembersEveryResult(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	begin(t, j, pin("a"), false)
	want := everyResult()
	for i := range want {
		if want[i].Status == reconcile.Unknown {
			sent := want[i]
			if err := j.Intent(&sent)(); err != nil {
				t.Fatal(err)
			}
		}
		if err := j.Outcome(&want[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Intent(intent(9, "u9@example.com"))(); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}

	j = open(t, dir)
	defer j.Close()
	b := begin(t, j, pin("a"), false)
	if !b.Resumed || b.Settled != 5 {
		t.Errorf("Begin = %+v, want a resumed run with 5 settled rows", b)
	}
	_, results, err := j.Results()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for got, err := range results {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 9 {
			if got.Status != reconcile.Unknown || got.Email != "u9@example.com" {
				t.Errorf("an intent without an outcome reads as %+v", got)
			}
			continue
		}
		w := want[n-1]
		w.Entry, w.Token = nil, secret.Text{}
		if !reflect.DeepEqual(got, w) {
			t.Errorf("row %d:\n got %+v\nwant %+v", n, got, w)
		}
	}
	for row, want := range map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: false, 7: false, 8: false, 9: false, 10: false} {
		email := fmt.Sprintf("u%d@example.com", row)
		if row == 3 {
			email = "" // as the record of the invalid row has it
		}
		if _, ok, err := settled(j, row, email); ok != want || err != nil {
			t.Errorf("Settled(%d) = %v, %v, want %v", row, ok, err, want)
		}
		if _, ok, err := settled(j, row, "somebody@example.com"); ok || err != nil {
			t.Errorf("the record of row %d counts for another e-mail (%v)", row, err)
		}
	}
	for e, doubtful := range map[string]bool{"U7@example.com": true, "u9@example.com": true, "u1@example.com": false, "u8@example.com": false} {
		if j.Doubtful(e) != doubtful {
			t.Errorf("Doubtful(%q) = %v, want %v", e, !doubtful, doubtful)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, reconcile.RowsFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, marker := range []string{"Marker-Token", "Secret#1"} {
		if strings.Contains(string(text), marker) {
			t.Errorf("the journal has %q in it", marker)
		}
	}
}

func TestWhatARunIsGoneOnWith(t *testing.T) {
	change := func(f func(*reconcile.Pin)) reconcile.Pin {
		p := pin("a")
		p.Options = map[string]string{reconcile.PartnerOption: "PA_1", "--default-country": "IN"}
		f(&p)
		return p
	}
	tests := []struct {
		name     string
		pin      reconcile.Pin
		fresh    bool
		resumed  bool
		why      string
		doubtful bool
	}{
		{"the same", pin("a"), false, true, "", true},
		{"a later start", change(func(p *reconcile.Pin) { p.Started = time.Now() }), false, true, "", true},
		{"--fresh", pin("a"), true, false, "--fresh was given", true},
		{"another input", pin("b"), false, false, "the file has changed", true},
		{"other options", change(func(p *reconcile.Pin) { p.Options["--default-country"] = "DE" }), false, false, "--default-country", true},
		{"another version", change(func(p *reconcile.Pin) { p.Program = "v2" }), false, false, "version v1", true},
		{"another partner", change(func(p *reconcile.Pin) { p.Options[reconcile.PartnerOption] = "PA_2" }), false, false, "another partner", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			j := open(t, dir)
			begin(t, j, pin("a"), false)
			r := everyResult()[0]
			if err := errors.Join(j.Outcome(&r), j.Intent(intent(2, "u2@example.com"))(), j.Close()); err != nil {
				t.Fatal(err)
			}
			again := func() *reconcile.Journal {
				return openWith(t, dir, tt.pin.Options[reconcile.PartnerOption], ledger.Options{})
			}
			j = again()
			b := begin(t, j, tt.pin, tt.fresh)
			if b.Resumed != tt.resumed || !strings.Contains(b.Why, tt.why) || (b.Why == "") != (tt.why == "") {
				t.Errorf("Begin = %+v, want resumed %v, why %q", b, tt.resumed, tt.why)
			}
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
			j = again()
			begin(t, j, tt.pin, false)
			if j.Doubtful("u2@example.com") != tt.doubtful { // until it is settled
				t.Errorf("after another start, Doubtful = %v", !tt.doubtful)
			}
			done := reconcile.Result{Row: 2, Status: reconcile.Created, Email: "u2@example.com", AuthID: "MA_2"}
			if err := errors.Join(j.Outcome(&done), j.Finish(time.Now()), j.Close()); err != nil {
				t.Fatal(err)
			}
			j = again()
			defer j.Close()
			if b := begin(t, j, tt.pin, false); b.Resumed || b.Why != "" || j.Doubtful("u2@example.com") {
				t.Errorf("after the end, Begin = %+v and Doubtful = %v, want a new run without doubts", b, j.Doubtful("u2@example.com"))
			}
		})
	}
}

func TestAJournalIsOpenOnce(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	defer j.Close()
	if _, err := reconcile.OpenJournal(dir, nil, ledger.Options{}); !errors.Is(err, reconcile.ErrLocked) {
		t.Errorf("a second OpenJournal: %v, want ErrLocked", err)
	}
	if _, err := reconcile.ReadJournal(dir); !errors.Is(err, reconcile.ErrLocked) {
		t.Errorf("ReadJournal: %v, want ErrLocked", err)
	}
	if _, err := reconcile.ReadJournal(t.TempDir()); !errors.Is(err, reconcile.ErrNoRun) {
		t.Errorf("ReadJournal of an empty folder: %v, want ErrNoRun", err)
	}
}

// Results that were cut off or overwritten are read as far as they are whole:
// what is left out is decided again. No record is made up, nothing panics.
func TestDamagedResultsAreDecidedAgain(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, reconcile.RowsFile)
	const rows = 60
	j := open(t, dir)
	begin(t, j, pin("a"), false)
	for row := 1; row <= rows; row++ {
		if err := j.Outcome(&reconcile.Result{Row: row, Status: reconcile.Created, Email: rowEmail(row), AuthID: "MA_" + rowEmail(row)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damage := map[string][]byte{
		"nothing":      nil,
		"another file": []byte(strings.Repeat("name,email\n", 4000)),
		"zeros":        make([]byte, len(whole)),
		"whole":        whole,
	}
	for n := 0; n < len(whole); n += 37 {
		damage[fmt.Sprintf("cut to %d", n)] = whole[:n]
		spoiled := bytes.Clone(whole)
		spoiled[n] ^= 0x10
		damage[fmt.Sprintf("byte %d", n)] = spoiled
		damage[fmt.Sprintf("zeros from %d", n)] = append(bytes.Clone(whole[:n]), make([]byte, 500)...)
	}
	for name, content := range damage {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		left := settledRows(t, name, dir)
		if (name == "whole") != (left == rows) || name == "zeros" && left != 0 {
			t.Errorf("%s: %d rows are settled", name, left)
		}
	}
}

func rowEmail(row int) string { return fmt.Sprintf("u%d@example.com", row) }

// settledRows resumes the run of a folder, writes one row more, and returns how
// many of the rows before it are settled.
func settledRows(t *testing.T, name, dir string) (n int) {
	t.Helper()
	j := open(t, dir)
	begin(t, j, pin("a"), false)
	for row := 1; row <= 60; row++ {
		r, ok, err := settled(j, row, rowEmail(row))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if ok {
			if n++; r.AuthID != "MA_"+rowEmail(row) || r.Status != reconcile.Created {
				t.Errorf("%s: row %d reads as %+v", name, row, r)
			}
		}
	}
	if err := errors.Join(j.Outcome(&reconcile.Result{Row: 61, Status: reconcile.Created, Email: rowEmail(61), AuthID: "MA_61"}), j.Close()); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	j, err := reconcile.ReadJournal(dir)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer j.Close()
	_, results, err := j.Results()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	listed := 0
	for r, err := range results {
		if err != nil || r.Status != reconcile.Created {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		listed++
	}
	if listed != n+1 {
		t.Errorf("%s: %d results are listed, %d rows were settled", name, listed, n)
	}
	return n
}

func TestNothingIsWrittenAfterAFailure(t *testing.T) {
	fail := false
	j := openWith(t, t.TempDir(), "PA_1", ledger.Options{OnCommit: func(bool) error {
		if fail {
			return syscall.ENOSPC
		}
		return nil
	}})
	defer j.Close()
	begin(t, j, pin("a"), false)
	fail = true
	if err := j.Intent(intent(1, "a@example.com"))(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Intent: %v, want the disk's error", err)
	}
	fail = false
	if err := j.Intent(intent(2, "b@example.com"))(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Intent after it: %v, want the first error again", err)
	}
}

// The records of version 1 can be read as long as this test is there.
func TestGoldenRecords(t *testing.T) {
	path := filepath.Join("testdata", "rows-v1.json")
	if *update {
		var lines []string
		for _, r := range everyResult() {
			b, err := json.Marshal(reconcile.NewRecord(&r))
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(b))
		}
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	want := everyResult()
	if len(lines) != len(want) {
		t.Fatalf("%d records, want %d", len(lines), len(want))
	}
	for i, line := range lines {
		got, err := reconcile.ReadRecord([]byte(line), i+1)
		want[i].Entry, want[i].Token = nil, secret.Text{}
		if err != nil || !reflect.DeepEqual(got, want[i]) {
			t.Errorf("%s\n got %+v, %v\nwant %+v", line, got, err, want[i])
		}
		b, err := json.Marshal(reconcile.NewRecord(&want[i]))
		if err != nil || string(b) != line {
			t.Errorf("written today: %s\nbefore:        %s", b, line)
		}
	}
	if _, err := reconcile.ReadRecord([]byte(`{"v":2}`), 1); err == nil || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("a record of version 2: %v", err)
	}
}
