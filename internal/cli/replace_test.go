package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// No file is replaced that this program has not written, FILE above all: under its
// own name, another one, a link. Nothing is done before that is found.
func TestNothingIsReplacedThatIsNotOurs(t *testing.T) {
	const theirs = "name,email,phone,password,country\nSomebody,s@example.com,1,x,DE\n"
	for _, tt := range []struct {
		name, path, has string
		plant           func(t *testing.T, path, file string) error
		flag            string // --metrics; --out takes the folder
		refused         bool
	}{
		{"FILE as metrics", "customers.csv", "", nil, "--metrics", true},
		{"FILE as metrics, spelled otherwise", "run/../customers.csv", "", nil, "--metrics", true},
		{"a link to FILE as metrics", "m.prom", "", func(_ *testing.T, path, file string) error { return os.Symlink(file, path) }, "--metrics", true},
		{"a second name of FILE as metrics", "m.prom", "", func(_ *testing.T, path, file string) error { return os.Link(file, path) }, "--metrics", true},
		{"another table as metrics", "m.prom", theirs, nil, "--metrics", true},
		{"others' metrics", "m.prom", "# HELP node_load1 1m load average.\n", nil, "--metrics", true},
		{"own metrics", "m.prom", "# HELP vobizsync_rows Rows.\n", nil, "--metrics", false},
		{"nothing yet", "m.prom", "", nil, "--metrics", false},
		{"a result of somebody", "run/result.csv", "id,outcome\n1,well\n", nil, "--out", true},
		{"a result", "run/result.csv", "row,line,status,email,auth_id,name\n", nil, "--out", false},
		{"a result, saved by a spreadsheet", "run/result.csv", "\ufeff\"row\";\"line\";\"status\";\"email\"\r\n", nil, "--out", false},
		{"a list of missing people", "run/missing.csv", "name,since\n", nil, "--out", true},
		{"somebody's rejected rows", "run/rejected.csv", theirs, nil, "--out", true},
		{"rejected rows", "run/rejected.csv", "Name^\"E-Mail\nAddress\"^error\nx^y^z\n", nil, "--out", false},
		{"somebody's page", "run/report.html", "<!doctype html><title>Sales</title>", nil, "--out", true},
		{"somebody's summary", "run/summary.json", `{"name": "Ann"}`, nil, "--out", true},
		{"FILE as a result", "run/result.csv", "", func(_ *testing.T, path, file string) error { return os.Link(file, path) }, "--out", true},
	} {
		for _, command := range []string{"validate", "plan", "sync"} {
			b := newBench(t, &sandbox.Server{}, 1)
			t.Chdir(b.dir)
			if err := os.Mkdir(b.folder(), 0o700); err != nil {
				t.Fatal(err)
			}
			path := b.dir + "/" + tt.path
			var err error
			if tt.plant != nil {
				err = tt.plant(t, path, b.file)
			} else if tt.has != "" {
				err = os.WriteFile(path, []byte(tt.has), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			before, _ := os.ReadFile(path)
			value := path
			if tt.flag == "--out" {
				value = filepath.Dir(path)
			}
			args := []string{command, tt.flag, value, b.file}
			if command == "sync" {
				args = append(args, "--yes")
			}
			o := b.run(args...)
			after, err := os.ReadFile(path)
			if !tt.refused {
				if o.code != 0 || err == nil && len(after) == 0 {
					t.Errorf("%s, %s: exit code %d: %s", tt.name, command, o.code, o.stderr)
				}
				continue
			}
			if complaint(t, o); o.code != 2 || !strings.Contains(o.stderr, "would be replaced") || !strings.Contains(o.stderr, tt.flag) {
				t.Errorf("%s, %s: exit code %d: %s", tt.name, command, o.code, o.stderr)
			}
			if err != nil || string(after) != string(before) {
				t.Errorf("%s, %s: it was replaced: %q, %v", tt.name, command, after, err)
			}
			if n := b.server.Posts(); len(n) > 0 {
				t.Errorf("%s, %s: POSTs were sent: %v", tt.name, command, n)
			}
		}
	}
}

// A call that is refused for another reason replaces nothing, either.
func TestAMistakenCallReplacesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 1)
	before, err := os.ReadFile(b.file)
	if err != nil {
		t.Fatal(err)
	}
	o := b.run("validate", "--metrics", b.file, "--colour", b.file)
	if after, err := os.ReadFile(b.file); o.code != 2 || err != nil || string(after) != string(before) {
		t.Errorf("exit code %d, the file is %q, %v", o.code, after, err)
	}
	if !strings.Contains(o.stderr, "warning: the metrics were not written: ") {
		t.Errorf("nothing is said of the metrics: %s", o.stderr)
	}
}

// Every file of a run is one that the next run replaces.
func TestARunReplacesTheFilesOfTheOneBefore(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 3)
	b.edit(func(s string) string { return s + "X,not an address,1,x,DE\n" })
	metrics := filepath.Join(b.dir, "m.prom")
	for range 2 {
		if o := b.sync("--missing", "--metrics", metrics); o.code != 3 {
			t.Errorf("exit code %d: %s", o.code, o.stderr)
		}
	}
}

// Metrics that could not be written at the end are a mistake at the start.
func TestMetricsThatCanNotBeWritten(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, path, want string // below the bench's folder
		prepare          func(dir string) error
	}{
		{"no folder", "none/m.prom", "none can't be written: no such file or directory", nil},
		{"in a file", "customers.csv/m.prom", "customers.csv can't be written: not a directory", nil},
		{"a folder", "metrics", "metrics can't be written: is a directory", func(dir string) error { return os.Mkdir(filepath.Join(dir, "metrics"), 0o700) }},
	} {
		for _, args := range [][]string{{"sync", "--yes"}, {"plan"}, {"validate"}} {
			b := newBench(t, &sandbox.Server{}, 2)
			if tt.prepare != nil {
				if err := tt.prepare(b.dir); err != nil {
					t.Fatal(err)
				}
			}
			hooked := filepath.Join(b.dir, "hooked")
			b.env["PATH"] = os.Getenv("PATH")
			o := b.run(append(args, "--out", b.folder(), "--metrics", filepath.Join(b.dir, tt.path), "--on-finish", "cat > "+hooked, b.file)...)
			if got := complaint(t, o); o.code != 1 || got != "vobizsync: "+filepath.Join(b.dir, tt.want) || !strings.Contains(o.stderr, "\nhint: choose another file with --metrics\n") || strings.Contains(o.stderr, "warning") {
				t.Errorf("%s, %s: exit code %d, %s", tt.name, args[0], o.code, o.stderr)
			}
			if posts := b.server.Posts(); len(posts) > 0 {
				t.Errorf("%s: POSTs were sent: %v", tt.name, posts)
			}
			if notice, err := os.ReadFile(hooked); err != nil || !strings.Contains(string(notice), `"exit_code": 1`) {
				t.Errorf("%s, %s: the command of --on-finish gets %s, %v", tt.name, args[0], notice, err)
			}
		}
	}
}
