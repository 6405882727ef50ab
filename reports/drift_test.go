package reports

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// writeRun writes the reports of a sync into a folder.
func writeRun(t *testing.T, dir string, results ...reconcile.Result) {
	t.Helper()
	w, err := NewWriter(dir, NewSummary("sync", "test", "customers.csv", time.Now()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range results {
		if err := w.Add(&results[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}

func TestDriftIsTheWorkListForTheConsole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	differs := reconcile.Result{Row: 1, Line: 2, Status: reconcile.Differs, Email: "ann@example.com", AuthID: "MA_1", Changed: []reconcile.Change{
		{Field: importer.Phone, Before: "", After: "+493023125418"},
		{Field: importer.Company, Before: "=HYPERLINK(1)", After: "Ann, Inc."},
	}}
	writeRun(t, dir, differs, reconcile.Result{Row: 2, Line: 3, Status: reconcile.Exists, Email: "bob@example.com", AuthID: "MA_2"})
	const want = "row,line,auth_id,email,field,account,file\n" +
		"1,2,MA_1,ann@example.com,phone,,+493023125418\n" +
		"1,2,MA_1,ann@example.com,company,'=HYPERLINK(1),\"Ann, Inc.\"\n"
	path := filepath.Join(dir, DriftFile)
	if text, err := os.ReadFile(path); err != nil || string(text) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, text, want)
	}
	const message = `phone: nothing in the account, "+493023125418" in the file; company: "=HYPERLINK(1)" in the account, "Ann, Inc." in the file`
	if got := NewLine(&differs).Message; got != message {
		t.Errorf("message %s\nwant %s", got, message)
	}
	writeRun(t, dir, reconcile.Result{Row: 1, Line: 2, Status: reconcile.Exists, Email: "ann@example.com", AuthID: "MA_1"})
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("nothing differs any more, but the list of the last run is there: %v", err)
	}
}
