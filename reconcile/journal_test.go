package reconcile_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
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
)

var update = flag.Bool("update", false, "write the golden files again")

func open(t *testing.T, dir string) *reconcile.Journal {
	t.Helper()
	j, err := reconcile.OpenJournal(dir, reconcile.JournalOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return j
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
			Dropped: []importer.Field{importer.City, importer.GSTIN}, At: time.UnixMilli(1700000001234).UTC(), Entry: &e, Token: secret.New("Marker-Token")},
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
		if err := j.Outcome(&want[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.Intent(9, "u9@example.com", time.Now())(); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}

	j = open(t, dir)
	defer j.Close()
	b := begin(t, j, pin("a"), false)
	if !b.Resumed || b.Settled != 5 || b.Doubtful != 2 {
		t.Errorf("Begin = %+v, want a resumed run with 5 settled rows and 2 doubtful ones", b)
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
	for row, settled := range map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: false, 7: false, 8: false, 9: false, 10: false} {
		e := &importer.Entry{Row: row}
		if row <= len(want) {
			e.Customer.Email = strings.ToUpper(want[row-1].Email)
		}
		if _, ok, err := j.Settled(e); ok != settled || err != nil {
			t.Errorf("Settled(%d) = %v, %v, want %v", row, ok, err, settled)
		}
		e.Customer.Email = "somebody@example.com" // another file's row of that number
		if r, ok, err := j.Settled(e); ok || err != nil {
			t.Errorf("row %d of somebody else is settled by %+v, %v", row, r, err)
		}
	}
	for e, doubtful := range map[string]bool{"U7@example.com": true, "u9@example.com": true, "u1@example.com": false, "u8@example.com": false} {
		if j.Doubtful(e) != doubtful {
			t.Errorf("Doubtful(%q) = %v, want %v", e, !doubtful, doubtful)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, reconcile.JournalFile))
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
		doubtful int
	}{
		{"the same", pin("a"), false, true, "", 1},
		{"a later start", change(func(p *reconcile.Pin) { p.Started = time.Now() }), false, true, "", 1},
		{"--fresh", pin("a"), true, false, "fresh start", 1},
		{"another input", pin("b"), false, false, "the file has changed", 1},
		{"other options", change(func(p *reconcile.Pin) { p.Options["--default-country"] = "DE" }), false, false, "--default-country", 1},
		{"another version", change(func(p *reconcile.Pin) { p.Program = "v2" }), false, false, "version v1", 1},
		{"another partner", change(func(p *reconcile.Pin) { p.Options[reconcile.PartnerOption] = "PA_2" }), false, false, "another partner", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			j := open(t, dir)
			begin(t, j, pin("a"), false)
			r := everyResult()[0]
			if err := errors.Join(j.Outcome(&r), j.Intent(2, "u2@example.com", time.Now())(), j.Close()); err != nil {
				t.Fatal(err)
			}
			for range 2 { // what is doubtful stays so until it is settled
				j = open(t, dir)
				b := begin(t, j, tt.pin, tt.fresh)
				if b.Resumed != tt.resumed || !strings.Contains(b.Why, tt.why) || (b.Why == "") != (tt.why == "") || b.Doubtful != tt.doubtful {
					t.Errorf("Begin = %+v, want resumed %v, why %q, %d doubtful", b, tt.resumed, tt.why, tt.doubtful)
				}
				j.Close()
				if !tt.resumed {
					break
				}
			}
			j = open(t, dir)
			defer j.Close()
			begin(t, j, tt.pin, false)
			if j.Doubtful("u2@example.com") != (tt.doubtful > 0) {
				t.Errorf("after another start, Doubtful = %v", !(tt.doubtful > 0))
			}
			if tt.doubtful == 0 {
				return
			}
			settled := reconcile.Result{Row: 2, Status: reconcile.Created, Email: "u2@example.com", AuthID: "MA_2"}
			if err := errors.Join(j.Outcome(&settled), j.Finish(time.Now()), j.Close()); err != nil {
				t.Fatal(err)
			}
			j = open(t, dir)
			if b := begin(t, j, tt.pin, false); b.Resumed || b.Doubtful != 0 || b.Why != "" {
				t.Errorf("after the end, Begin = %+v, want a new run", b)
			}
		})
	}
}

func TestAJournalIsOpenOnce(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	defer j.Close()
	if _, err := reconcile.OpenJournal(dir, reconcile.JournalOptions{}); !errors.Is(err, reconcile.ErrLocked) {
		t.Errorf("a second OpenJournal: %v, want ErrLocked", err)
	}
	if _, err := reconcile.ReadJournal(dir); !errors.Is(err, reconcile.ErrLocked) {
		t.Errorf("ReadJournal: %v, want ErrLocked", err)
	}
	if _, err := reconcile.ReadJournal(t.TempDir()); !errors.Is(err, reconcile.ErrNoRun) {
		t.Errorf("ReadJournal of an empty folder: %v, want ErrNoRun", err)
	}
}

// A journal that was cut off or overwritten is read as far as that shows nothing,
// or refused with a hint; it never ends the process.
func TestADamagedJournalIsSaid(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, reconcile.JournalFile)
	j := open(t, dir)
	begin(t, j, pin("a"), false)
	for row := 1; row <= 300; row++ {
		r := reconcile.Result{Row: row, Status: reconcile.Created, Email: fmt.Sprintf("u%d@example.com", row), AuthID: "MA_1"}
		if err := j.Outcome(&r); err != nil {
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
	const page = 4096
	damage := map[string][]byte{
		"no journal": []byte(strings.Repeat("name,email\n", 4000)),
		"zeros":      make([]byte, len(whole)),
		"cut":        whole[:5000],
	}
	for n := page; n < len(whole); n += page {
		damage[fmt.Sprintf("cut to %d", n)] = whole[:n]
		spoiled := bytes.Clone(whole)
		random := rand.New(rand.NewPCG(uint64(n), 0))
		for i := range page {
			spoiled[n+i] = byte(random.Uint32())
		}
		damage[fmt.Sprintf("page at %d", n)] = spoiled
	}
	refused := 0
	for name, content := range damage {
		dir := t.TempDir() // bbolt lets go of the lock of a file that it panicked at with the process
		path := filepath.Join(dir, reconcile.JournalFile)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := useJournal(dir); err != nil {
			refused++
			var hinted interface{ Advice() string }
			if !errors.As(err, &hinted) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: %v, without a hint or the file's name", name, err)
			}
		} else if strings.HasPrefix(name, "no") || name == "zeros" || name == "cut" {
			t.Errorf("%s: no error", name)
		}
	}
	t.Logf("%d of %d damaged journals were refused", refused, len(damage))
}

// useJournal does all that is done with a journal.
func useJournal(dir string) error {
	j, err := reconcile.OpenJournal(dir, reconcile.JournalOptions{})
	if err != nil {
		return err
	}
	defer j.Close()
	if _, err := j.Begin(pin("a"), false); err != nil {
		return err
	}
	for row := range 300 {
		if _, _, err := j.Settled(&importer.Entry{Row: row + 1}); err != nil {
			return err
		}
	}
	if err := j.Outcome(&reconcile.Result{Row: 301, Status: reconcile.Failed}); err != nil {
		return err
	}
	_, results, err := j.Results()
	if err != nil {
		return err
	}
	for _, err := range results {
		if err != nil {
			return err
		}
	}
	return errors.Join(j.Finish(time.Now()), j.Close())
}

func TestNothingIsWrittenAfterAFailure(t *testing.T) {
	fail := false
	j, err := reconcile.OpenJournal(t.TempDir(), reconcile.JournalOptions{OnCommit: func(bool) error {
		if fail {
			return syscall.ENOSPC
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	begin(t, j, pin("a"), false)
	fail = true
	if err := j.Intent(1, "a@example.com", time.Now())(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Intent: %v, want the disk's error", err)
	}
	fail = false
	if err := j.Intent(2, "b@example.com", time.Now())(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Intent after it: %v, want the first error again", err)
	}
}

// The records of version 1 can be read as long as this test is there.
func TestGoldenRecords(t *testing.T) {
	path := filepath.Join("testdata", "journal-v1.json")
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
