package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// readOnly makes a folder in which nothing can be made: for root, who may write
// everywhere else, a file system that is read only, where one can be mounted.
func readOnly(t *testing.T, dir string) {
	t.Helper()
	if err := os.Mkdir(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		return
	}
	if err := mountMemory(dir, "size=4k,mode=700", readOnlyMount); err != nil {
		t.Skipf("a read-only file system can't be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := unmount(dir); err != nil {
			t.Error(err)
		}
	})
}

// complaint returns what the program says on stderr about an error, which is one
// line.
func complaint(t *testing.T, o outcome) string {
	t.Helper()
	var lines []string
	for line := range strings.Lines(o.stderr) {
		if strings.HasPrefix(line, "vobizsync: ") {
			lines = append(lines, line)
		}
	}
	if len(lines) != 1 {
		t.Errorf("stderr has %d lines about the error, want 1:\n%s", len(lines), o.stderr)
		return ""
	}
	return strings.TrimSuffix(lines[0], "\n")
}

// A folder that the results can't be kept in ends the run before anything is
// created, and the message names what is in the way.
func TestAFolderThatCanNotBeUsed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		out  func(t *testing.T, dir string) (folder string) // below dir
		want string                                         // of the message, FOLDER being the folder
	}{
		{"read-only", func(t *testing.T, dir string) string {
			readOnly(t, filepath.Join(dir, "run"))
			return filepath.Join(dir, "run")
		}, "FOLDER/rows.log can't be written: "},
		{"in a read-only folder", func(t *testing.T, dir string) string {
			readOnly(t, filepath.Join(dir, "runs"))
			return filepath.Join(dir, "runs", "run")
		}, "FOLDER can't be written: "},
		{"a file", func(_ *testing.T, dir string) string {
			return filepath.Join(dir, "customers.csv")
		}, "FOLDER can't be written: not a directory"},
		{"rows.log is a folder", func(t *testing.T, dir string) string {
			if err := os.MkdirAll(filepath.Join(dir, "run", "rows.log"), 0o700); err != nil {
				t.Fatal(err)
			}
			return filepath.Join(dir, "run")
		}, "FOLDER/rows.log can't be written: is a directory"},
		{"credentials.csv is a folder", func(_ *testing.T, dir string) string {
			if err := os.MkdirAll(filepath.Join(dir, "run", "credentials.csv"), 0o700); err != nil {
				t.Fatal(err)
			}
			return filepath.Join(dir, "run")
		}, "FOLDER/credentials.csv is not a regular file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, &sandbox.Server{}, 3)
			folder := tt.out(t, b.dir)
			o := b.run("sync", "--yes", "--rate", "0", "--out", folder, b.file)
			want := "vobizsync: " + strings.ReplaceAll(tt.want, "FOLDER", folder)
			if got := complaint(t, o); o.code != 1 || !strings.HasPrefix(got, want) {
				t.Errorf("exit code %d, %q, want 1 and %q", o.code, got, want)
			}
			if !strings.Contains(o.stderr, "hint: ") || !strings.Contains(o.stderr, "choose another folder with --out") {
				t.Errorf("no hint: %q", o.stderr)
			}
			if posts := b.server.Posts(); len(posts) != 0 {
				t.Errorf("POSTs were sent: %v", posts)
			}
		})
	}
}

// What keeps a report from its name is found before the first create.
func TestAReportThatCanNotTakeItsName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"result.csv", "rejected.csv", "missing.csv", "report.html", "summary.json"} {
		b := newBench(t, &sandbox.Server{}, 5)
		inTheWay := filepath.Join(b.folder(), name)
		if err := os.MkdirAll(inTheWay, 0o700); err != nil {
			t.Fatal(err)
		}
		o := b.sync("--missing")
		if got := complaint(t, o); o.code != 1 || !strings.HasPrefix(got, "vobizsync: "+inTheWay+" can't be written: ") {
			t.Errorf("%s: exit code %d, %q", name, o.code, got)
		}
		if posts := b.server.Posts(); len(posts) != 0 {
			t.Errorf("%s: POSTs were sent: %v", name, posts)
		}
		if err := os.Remove(inTheWay); err != nil { // which also holds that it is still empty
			t.Fatal(err)
		}
		if o = b.sync(); o.code != 0 {
			t.Errorf("%s: going on exits with %d: %s", name, o.code, o.stderr)
		}
		if got := b.judge(5); got["created"] != 5 {
			t.Errorf("%s: statuses after going on = %v, want 5 created", name, got)
		}
		for email, n := range b.server.Posts() {
			if n != 1 {
				t.Errorf("%s: %d POSTs for %s", name, n, email)
			}
		}
		left, err := filepath.Glob(filepath.Join(b.folder(), ".*"))
		if err != nil || len(left) != 0 {
			t.Errorf("%s: files without a name were left: %q (%v)", name, left, err)
		}
	}
}
