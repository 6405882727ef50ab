package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
	"vobizsync/reports"
)

// thenReadOnly makes a folder that a test may write to until it calls freeze.
func thenReadOnly(t *testing.T, dir string) (freeze func()) {
	t.Helper()
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	freezes := func() error {
		t.Cleanup(func() { _ = os.Chmod(dir, 0o700) }) // so that it can be removed
		return os.Chmod(dir, 0o500)
	}
	if os.Geteuid() == 0 { // who may write to any folder, but not to any file system
		if err := mountMemory(dir, "size=4m,mode=700", newMount); err != nil {
			t.Skipf("a file system can't be mounted here: %v", err)
		}
		t.Cleanup(func() {
			if err := unmount(dir); err != nil {
				t.Error(err)
			}
		})
		freezes = func() error {
			return mountMemory(dir, "size=4m,mode=700", remount|readOnlyMount)
		}
	}
	return func() {
		t.Helper()
		if err := freezes(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReportOfARunOnAReadOnlyDisk(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 3)
	freeze := thenReadOnly(t, b.folder())
	if o := b.sync(); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	before, want := b.files(), b.resultFile()
	freeze()

	o := b.run("report", b.folder())
	if o.code != 1 || !strings.HasPrefix(o.stderr, "vobizsync: "+b.folder()+" can't be written: ") || !strings.Contains(o.stderr, "hint: choose another folder with --out") {
		t.Errorf("report: exit code %d, %s", o.code, o.stderr)
	}

	o = b.run("report", "--json", b.folder())
	var s reports.Summary
	if err := json.Unmarshal([]byte(o.stdout), &s); err != nil {
		t.Errorf("report --json: %v", err)
	}
	if o.code != 0 || o.stderr != "" || s.Counts["created"] != 3 || s.Rows != 3 || !s.FromJournal {
		t.Errorf("report --json: exit code %d, counts %v, %s", o.code, s.Counts, o.stderr)
	}

	other := filepath.Join(b.dir, "other")
	o = b.run("report", "--out", other, b.folder())
	if o.code != 0 || !strings.Contains(o.stdout, "created       3  new account") || !strings.Contains(o.stderr, "wrote the reports to "+other) {
		t.Errorf("report --out: exit code %d, %s%s", o.code, o.stdout, o.stderr)
	}
	if got, err := os.ReadFile(filepath.Join(other, reports.ResultFile)); err != nil || string(got) != want {
		t.Errorf("report --out: %v\n%s", err, diff(want, string(got)))
	}
	for _, name := range []string{reports.HTMLFile, reports.SummaryFile} {
		if _, err := os.Stat(filepath.Join(other, name)); err != nil {
			t.Error(err)
		}
	}
	if after := b.files(); !slices.Equal(after, before) {
		t.Errorf("the folder has %q, before it had %q", after, before)
	}
}

func TestReportWithJSONAloneWritesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 3)
	if o := b.sync(); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	for _, name := range []string{reports.ResultFile, reports.HTMLFile, reports.SummaryFile} {
		if err := os.Remove(filepath.Join(b.folder(), name)); err != nil {
			t.Fatal(err)
		}
	}
	before := b.files()
	if o := b.run("report", "--json", b.folder()); o.code != 0 || !strings.Contains(o.stdout, `"created": 3`) {
		t.Errorf("exit code %d, %s%s", o.code, o.stdout, o.stderr)
	}
	if after := b.files(); !slices.Equal(after, before) {
		t.Errorf("the folder has %q, before it had %q", after, before)
	}
}

// A run that was cut off early has fewer rows in its journal than the result that
// lies beside it.
func TestReportKeepsAResultThatHasMoreRows(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 3)
	if o := b.sync(); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	longer := b.resultFile() + "4,5,exists,\"user\"\"4\nx@example.com\",MA_4,,,,,,,\n"
	path := filepath.Join(b.folder(), reports.ResultFile)
	if err := os.WriteFile(path, []byte(longer), 0o600); err != nil {
		t.Fatal(err)
	}
	before := b.files()
	o := b.run("report", b.folder())
	if want := "vobizsync: " + path + " has 4 rows, rows.log only 3: it is not replaced\nhint: choose another folder with --out\nvobizsync report " + b.folder() + " --out " + b.folder() + "-2.run\n"; o.code != 4 || o.stderr != want || o.stdout != "" {
		t.Errorf("exit code %d, %q, want 4 and %q; stdout %q", o.code, o.stderr, want, o.stdout)
	}
	if got := b.resultFile(); got != longer {
		t.Errorf("result.csv is another\n%s", diff(longer, got))
	}
	if after := b.files(); !slices.Equal(after, before) {
		t.Errorf("the folder has %q, before it had %q", after, before)
	}
	if o := b.run("report", "--out", filepath.Join(b.dir, "other"), b.folder()); o.code != 0 {
		t.Errorf("report --out: exit code %d, %s", o.code, o.stderr)
	}
}
