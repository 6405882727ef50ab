package reports

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gocarina/gocsv"

	"vobizsync/importer"
	"vobizsync/internal/ownfolder"
	"vobizsync/reconcile"
)

// However many results there are, each file has each of them once, in their order,
// though the caller uses its result again.
func TestResultsAreWrittenInTheirOrder(t *testing.T) {
	for _, rows := range []int{0, 1, 2, 256, 5127} {
		dir := ownfolder.Make(t)
		f, e := source(t)
		s := NewSummary("validate", "test", "customers.csv", time.Now())
		w, err := NewWriter(dir, s, Options{Source: f})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Discard()
		var r reconcile.Result
		for row := range rows {
			r = reconcile.Result{Row: row + 1, Status: reconcile.Invalid, Entry: e, Problems: []importer.Problem{{Message: strconv.Itoa(row + 1)}}}
			if err := w.Add(&r); err != nil {
				t.Fatal(err)
			}
		}
		r = reconcile.Result{}
		s.End(importer.Tally{Rows: rows}, time.Now())
		if err := w.Commit(); err != nil {
			t.Fatal(err)
		}
		for _, column := range []struct {
			name string
			of   int
		}{{ResultFile, 0}, {RejectedFile, 5}} {
			lines := readCSV(t, dir, column.name)
			if len(lines) != rows {
				t.Fatalf("%s has %d rows, want %d", column.name, len(lines), rows)
			}
			for i, line := range lines {
				if line[column.of] != strconv.Itoa(i+1) {
					t.Fatalf("%s has %q as row %d", column.name, line, i+1)
				}
			}
		}
		page, err := os.ReadFile(filepath.Join(dir, HTMLFile))
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for row := range rows {
			next := bytes.Index(page[at:], []byte("\n["+strconv.Itoa(row+1)+","))
			if next < 0 {
				t.Fatalf("%s has no row %d after row %d", HTMLFile, row+1, row)
			}
			at += next + 1
		}
	}
}

func readCSV(t *testing.T, dir, name string) [][]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines[1:]
}

// A writer that is given up after some results leaves nothing behind.
func TestAWriterThatIsGivenUpLeavesNothing(t *testing.T) {
	dir := ownfolder.Make(t)
	f, e := source(t)
	w, err := NewWriter(dir, NewSummary("validate", "test", "customers.csv", time.Now()), Options{Source: f})
	if err != nil {
		t.Fatal(err)
	}
	for row := range 769 {
		if err := w.Add(&reconcile.Result{Row: row + 1, Status: reconcile.Invalid, Entry: e}); err != nil {
			t.Fatal(err)
		}
	}
	w.Discard()
	w.Discard()
	if left := names(t, dir); len(left) > 0 {
		t.Errorf("%q are left", left)
	}
}

// The cells of a row are those that gocsv writes, in the order of its header.
func TestCellsAreThoseOfGocsv(t *testing.T) {
	var l Line
	v := reflect.ValueOf(&l).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Int {
			f.SetInt(int64(100 + i))
		} else {
			f.SetString("cell " + strconv.Itoa(i))
		}
	}
	text, err := gocsv.MarshalStringWithoutHeaders([]Line{l})
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	w := newRows(&got, ',')
	l.cells(w)
	if err := w.end(); err != nil {
		t.Fatal(err)
	}
	if w.Flush(); got.String() != text {
		t.Errorf("cells %q, gocsv: %q", got.String(), text)
	}
}
