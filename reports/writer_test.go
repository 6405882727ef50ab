package reports

import (
	"encoding/json"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/ownfolder"
	"vobizsync/reconcile"
)

const customers = "name,email,phone,password,country\n" +
	"Asha Menon,asha@lotusfoods.example,98,Lotus#2025x,IN\n"

// source is a file whose one row is invalid.
func source(t *testing.T) (*importer.File, *importer.Entry) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "customers.csv")
	if err := os.WriteFile(path, []byte(customers), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := importer.Open(path, "customers.csv", importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	var tally importer.Tally
	for e, err := range reconcile.Read(t.Context(), f, 1, &tally) {
		if err != nil {
			t.Fatal(err)
		}
		return f, e
	}
	t.Fatal("no row")
	return nil, nil
}

func accounts(list ...reconcile.Account) iter.Seq2[reconcile.Account, error] {
	return func(yield func(reconcile.Account, error) bool) {
		for _, a := range list {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// A file that can't be written, even from its first row on, keeps neither the
// others from being there nor a row from being counted.
func TestEachFileIsTriedWhateverBecomesOfTheOthers(t *testing.T) {
	const rows = 3000 // more than a buffer of each file
	all := []string{ResultFile, RejectedFile, MissingFile, DriftFile, HTMLFile}
	for broken, name := range all {
		t.Run(name, func(t *testing.T) {
			dir := ownfolder.Make(t)
			f, e := source(t)
			s := NewSummary("sync", "test", "customers.csv", time.Now())
			w, err := NewWriter(dir, s, Options{Source: f, Missing: true})
			if err != nil {
				t.Fatal(err)
			}
			defer w.Discard()
			w.files[broken].Discard() // closed: each write from here on fails
			for row := range rows {
				r := reconcile.Result{Row: row + 1, Status: reconcile.Invalid, Name: strings.Repeat("x", 50), Entry: e, Changed: []reconcile.Change{{Field: importer.City, Before: "Bremen", After: strings.Repeat("y", 30)}}}
				if err := w.Add(&r); err != nil {
					t.Fatal(err)
				}
			}
			w.Missing(accounts(reconcile.Account{AuthID: "MA_1"}))
			s.End(importer.Tally{Rows: rows}, time.Now())
			err = w.Commit()
			if want := filepath.Join(dir, name) + " can't be written: "; err == nil || !strings.HasPrefix(err.Error(), want) || !errors.Is(err, os.ErrClosed) {
				t.Errorf("error %v, want %q first", err, want)
			}
			want := slices.DeleteFunc(append(slices.Clone(all), SummaryFile), func(n string) bool { return n == name })
			slices.Sort(want)
			if got := names(t, dir); !slices.Equal(got, want) {
				t.Errorf("files %q, want %q", got, want)
			}
			if s.Counts["invalid"] != rows || *s.Missing != 1 {
				t.Errorf("counts %v and %d missing", s.Counts, *s.Missing)
			}
			if told := readSummary(t, dir); told.ExitCode != 1 || told.Error != err.Error() || told.Counts["invalid"] != rows {
				t.Errorf("summary.json: exit code %d, error %q, counts %v", told.ExitCode, told.Error, told.Counts)
			}
		})
	}
}

func names(t *testing.T, dir string) (names []string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}

func readSummary(t *testing.T, dir string) (s Summary) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, SummaryFile))
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What a run failed of before its reports stays its error.
func TestAReportThatFailsDoesNotHideWhatTheRunFailedOf(t *testing.T) {
	dir := ownfolder.Make(t)
	s := NewSummary("sync", "test", "customers.csv", time.Now())
	w, err := NewWriter(dir, s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.files[0].Discard()
	s.ExitCode, s.Error = 1, "the network is gone"
	if err := w.Commit(); err == nil {
		t.Error("no error")
	}
	if told := readSummary(t, dir); told.Error != "the network is gone" {
		t.Errorf("summary.json: error %q", told.Error)
	}
}

// Where the list of accounts ends early, a part of it would be taken for all.
func TestAListOfMissingAccountsThatEndsEarlyIsNotWritten(t *testing.T) {
	dir := ownfolder.Make(t)
	s := NewSummary("sync", "test", "customers.csv", time.Now())
	w, err := NewWriter(dir, s, Options{Missing: true})
	if err != nil {
		t.Fatal(err)
	}
	w.Missing(func(yield func(reconcile.Account, error) bool) {
		_ = yield(reconcile.Account{AuthID: "MA_1"}, nil) && yield(reconcile.Account{}, errors.New("the file is gone"))
	})
	if err := w.Commit(); err == nil || err.Error() != "the accounts that are not in the file can't be listed: the file is gone" {
		t.Errorf("error %v", err)
	}
	if got, want := names(t, dir), []string{HTMLFile, ResultFile, SummaryFile}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	if s.Missing != nil {
		t.Errorf("%d accounts are said to be missing", *s.Missing)
	}
}

// What keeps a report from its name shows before anything is created.
func TestAReportWhoseNameIsTakenIsFoundAtOnce(t *testing.T) {
	for _, name := range []string{ResultFile, RejectedFile, MissingFile, HTMLFile, SummaryFile} {
		dir := ownfolder.Make(t)
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		f, _ := source(t)
		_, err := NewWriter(dir, NewSummary("sync", "test", "customers.csv", time.Now()), Options{Source: f, Missing: true})
		if want := filepath.Join(dir, name) + " can't be written: is a directory"; err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
		if got := names(t, dir); !slices.Equal(got, []string{name}) {
			t.Errorf("%s: left %q", name, got)
		}
	}
}

// hiccup is a report that fails once.
type hiccup struct{ added, committed int }

func (h *hiccup) add(*reconcile.Result) error {
	if h.added++; h.added == 2 {
		return errors.New("hiccup.csv can't be written")
	}
	return nil
}

func (h *hiccup) commit(*Summary) error { h.committed++; return nil }
func (h *hiccup) Discard()              {}

// A file with a gap in it never gets its name, though the disk is well again.
func TestAFileThatFailedOnceIsGivenUp(t *testing.T) {
	dir := ownfolder.Make(t)
	w, err := NewWriter(dir, NewSummary("sync", "test", "customers.csv", time.Now()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := &hiccup{}
	w.files = append(w.files, &file{report: h})
	for row := range 5 {
		_ = w.Add(&reconcile.Result{Row: row + 1, Status: reconcile.Created})
	}
	if err := w.Commit(); err == nil || err.Error() != "hiccup.csv can't be written" || h.added != 2 || h.committed != 0 {
		t.Errorf("error %v after %d rows, committed %d times", err, h.added, h.committed)
	}
}
