package cli_test

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
	"vobizsync/reconcile"
)

// project is a bench in whose folder the program works, with files of customers of
// these names.
func project(t *testing.T, names ...string) *bench {
	t.Helper()
	b := newBench(t, &sandbox.Server{}, 1)
	dir := filepath.Join(b.dir, "project")
	b.put(dir, names...)
	t.Chdir(dir)
	return b
}

// put makes files of customers: the first one has one customer, the next one two.
func (b *bench) put(dir string, names ...string) {
	b.t.Helper()
	for i, name := range names {
		b.write(i + 1)
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			b.t.Fatal(err)
		}
		if err := os.Rename(b.file, path); err != nil {
			b.t.Fatal(err)
		}
	}
}

// ran holds a call against its exit code.
func (b *bench) ran(code int, args ...string) outcome {
	b.t.Helper()
	if args[0] == "sync" {
		args = append(args, "--yes")
	}
	if args[0] != "report" {
		args = append(args, "--rate", "0")
	}
	o := b.run(args...)
	if o.code != code {
		b.t.Errorf("%q: exit code %d, want %d: %s", args, o.code, code, o.stderr)
	}
	return o
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil && !f.IsDir() {
			t.Fatal(err)
		}
		texts[f.Name()] = string(text)
	}
	return texts
}

// A default folder that holds the run of another file is refused, and stays as it
// is.
func TestAFolderOfAnotherFile(t *testing.T) {
	for _, tt := range []struct {
		name          string
		first, second string
		between       func(b *bench) error // in the folder of the project
		refused       bool
		hint          string
	}{
		{name: "the same name in two folders", first: "north/customers.csv", second: "south/customers.csv", refused: true, hint: "--out south-customers.csv.run"},
		{name: "the same stem", first: "customers.csv", second: "customers.txt", refused: true, hint: "--out customers.txt.run"},
		{name: "the same file", first: "north/customers.csv", second: "north/customers.csv"},
		{name: "the same file in other words", first: "north/customers.csv", second: "./south/../north//customers.csv"},
		{name: "the same file by a link", first: "north/customers.csv", second: "today.csv", between: func(*bench) error {
			return errors.Join(os.Remove("today.csv"), os.Symlink("north/customers.csv", "today.csv"), os.Rename("customers.run", "today.run"))
		}},
		{name: "a link that leads elsewhere each night", first: "today.csv", second: "today.csv", between: func(*bench) error {
			return errors.Join(os.Remove("today.csv"), os.Symlink("south/customers.csv", "today.csv"))
		}},
		{name: "a link to another file", first: "north/customers.csv", second: "link/customers.csv", refused: true, hint: "--out link-customers.csv.run", between: func(*bench) error {
			return errors.Join(os.Mkdir("link", 0o700), os.Symlink("../south/customers.csv", "link/customers.csv"))
		}},
		{name: "a link to the folder", first: "north/customers.csv", second: "link/customers.csv", between: func(*bench) error {
			return os.Symlink("north", "link")
		}},
		{name: "the other file is gone", first: "north/customers.csv", second: "south/customers.csv", refused: true, hint: "--out south-customers.csv.run", between: func(*bench) error {
			return os.RemoveAll("north")
		}},
		{name: "the file was written anew", first: "north/customers.csv", second: "north/customers.csv", between: func(b *bench) error {
			b.put(".", "x", "north/customers.csv")
			return nil
		}},
		{name: "the run was not finished", first: "north/customers.csv", second: "south/customers.csv", refused: true, hint: "--out", between: func(*bench) error {
			return os.Remove("customers.run/summary.json")
		}},
		{name: "rows.log is gone", first: "north/customers.csv", second: "south/customers.csv", refused: true, hint: "--out", between: func(*bench) error {
			return os.RemoveAll("customers.run/rows.log") // which plan does not write
		}},
		{name: "all is gone", first: "north/customers.csv", second: "south/customers.csv", between: func(*bench) error {
			return errors.Join(os.RemoveAll("customers.run/rows.log"), os.Remove("customers.run/summary.json"))
		}},
	} {
		for _, command := range []string{"sync", "plan"} {
			if command == "plan" && tt.name == "the run was not finished" {
				continue // it has no rows.log
			}
			t.Run(tt.name+" "+command, func(t *testing.T) {
				b := project(t, "north/customers.csv", "south/customers.csv", "customers.csv", "customers.txt", "today.csv")
				b.ran(0, command, tt.first)
				if tt.between != nil {
					if err := tt.between(b); err != nil {
						t.Fatal(err)
					}
				}
				for _, next := range []string{"plan", "sync"} {
					if !tt.refused {
						b.ran(0, next, tt.second)
						continue
					}
					before, posts := contents(t, "customers.run"), len(b.server.Posts())
					o := b.ran(4, next, tt.second)
					if !strings.Contains(complaint(t, o), "customers.run holds the run of another file, "+tt.first) || !strings.Contains(o.stderr, tt.hint) {
						t.Errorf("%s says %s", next, o.stderr)
					}
					if after := contents(t, "customers.run"); len(after) != len(before) || after["result.csv"] != before["result.csv"] || after["rows.log"] != before["rows.log"] {
						t.Errorf("%s changed the folder: %v, %v", next, before, after)
					}
					if len(b.server.Posts()) != posts {
						t.Errorf("%s sent a POST", next)
					}
				}
				if tt.refused { // a folder that is named is taken
					b.ran(0, "sync", "--out", "other.run", tt.second)
					b.ran(0, "sync", "--out", "customers.run", tt.second)
				}
			})
		}
	}
}

// The folder of a project may be moved, or be reached by another way.
func TestAProjectThatIsMoved(t *testing.T) {
	b := project(t, "north/customers.csv", "south/customers.csv")
	b.ran(0, "sync", "north/customers.csv")
	moved := filepath.Join(b.dir, "elsewhere", "project")
	if err := os.Mkdir(filepath.Dir(moved), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(b.dir, "project"), moved); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(moved, filepath.Join(b.dir, "way")); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{moved, filepath.Join(b.dir, "way")} {
		t.Chdir(dir)
		for _, name := range []string{"north/customers.csv", filepath.Join(moved, "north/customers.csv"), filepath.Join(b.dir, "way", "north", "customers.csv")} {
			b.ran(0, "sync", name)
		}
		b.ran(4, "sync", "south/customers.csv")
	}
	// The file stays where it is, the folder of the run goes.
	outside := filepath.Join(b.dir, "in", "list.csv")
	b.put(b.dir, "in/list.csv")
	b.ran(0, "sync", outside)
	b.put(filepath.Join(b.dir, "new"), "list.csv")
	if err := os.Rename("list.run", filepath.Join(b.dir, "new", "list.run")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(b.dir, "new"))
	b.ran(0, "sync", outside)
	b.ran(4, "sync", "list.csv")
}

// What a run has rejected has a run of its own, beside it.
func TestAFileInTheFolderOfARun(t *testing.T) {
	b := project(t, "north.csv", "south.csv")
	for _, name := range []string{"north", "south"} {
		text, err := os.ReadFile(name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		broken := strings.Replace(string(text), phone(1), "12", 1)
		if err := os.WriteFile(name+".csv", []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		b.ran(3, "sync", name+".csv")
		rejected := filepath.Join(name+".run", "rejected.csv")
		b.ran(3, "plan", rejected)
		b.ran(3, "sync", rejected)
		if _, err := os.Stat(filepath.Join(name+".run", "rejected.run", "result.csv")); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat("rejected.run"); err == nil {
		t.Error("a folder for both was made")
	}
	t.Chdir("north.run")
	b.ran(3, "sync", "rejected.csv")
	b.ran(3, "report", "rejected.run")
}

// keepFirstRecord leaves of a rows.log what a machine that has stopped may: which run it
// is of, and no row.
func keepFirstRecord(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const magic, head = len("vobizsync rows 1\n"), 8
	if err := os.Truncate(path, int64(magic+head)+int64(binary.LittleEndian.Uint32(text[magic:]))); err != nil {
		t.Fatal(err)
	}
}

// report never writes less than there was.
func TestReportWritesNoLess(t *testing.T) {
	b := project(t, "a", "b", "customers.csv") // of three customers
	b.ran(0, "sync", "customers.csv")
	before := contents(t, "customers.run")
	keepFirstRecord(t, filepath.Join("customers.run", reconcile.RowsFile))
	for _, gone := range []string{"", "result.csv"} {
		if gone != "" {
			if err := os.Remove(filepath.Join("customers.run", gone)); err != nil {
				t.Fatal(err)
			}
		}
		o := b.ran(4, "report", "customers.run")
		if !strings.Contains(o.stderr, "3 rows, rows.log only 0: it is not replaced") || !strings.Contains(o.stderr, "--out") {
			t.Errorf("without %q: %s", gone, o.stderr)
		}
		after := contents(t, "customers.run")
		for _, name := range []string{"result.csv", "summary.json", "report.html"} {
			if name != gone && after[name] != before[name] {
				t.Errorf("without %q: %s was replaced", gone, name)
			}
		}
	}
	b.ran(3, "report", "--out", "other", "customers.run")
	b.ran(3, "report", "--json", "customers.run")
}
