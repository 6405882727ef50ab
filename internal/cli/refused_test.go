package cli_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
	"vobizsync/reports"
)

// A run that is refused has begun nothing anew: the results of the one before stay,
// and so do its reports.
func TestARefusedRunLeavesTheOneBefore(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, want string // of the message
		code       int
		args       []string
		refuse     func(b *bench) (undo func())
		early      bool // before a customer is looked up
	}{
		{"a report that can't be replaced", "report.html can't be written: is a directory", 1, []string{"--yes"}, func(b *bench) func() {
			page := filepath.Join(b.folder(), reports.HTMLFile)
			aside := filepath.Join(b.dir, "aside.html")
			if err := os.Rename(page, aside); err != nil {
				b.t.Fatal(err)
			}
			if err := os.Mkdir(page, 0o700); err != nil {
				b.t.Fatal(err)
			}
			return func() {
				if err := os.Remove(page); err != nil {
					b.t.Fatal(err)
				}
				if err := os.Rename(aside, page); err != nil {
					b.t.Fatal(err)
				}
			}
		}, true},
		{"a guard", "--max-creates allows 0", 4, []string{"--yes", "--max-creates", "0"}, nil, false},
		{"an API that fails", "", 1, []string{"--yes", "--retries", "0"}, func(b *bench) func() {
			b.server.Fault = func(sandbox.Call) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Error500Before} }
			return func() { b.server.Fault = nil }
		}, false},
		{"nobody to ask", "nobody can be asked", 4, nil, nil, false},
	} {
		b := newBench(t, &sandbox.Server{}, 3)
		if o := b.sync(); o.code != 0 {
			t.Fatalf("exit code %d: %s", o.code, o.stderr)
		}
		b.edit(func(s string) string { return s + "User 4," + email(4) + "," + phone(4) + "," + password(4) + ",DE\n" })
		before := contents(t, b.folder())
		undo := func() {}
		if tt.refuse != nil {
			undo = tt.refuse(b)
		}
		looked := requests(b.server)
		o := b.run(append([]string{"sync", "--rate", "0", "--out", b.folder(), b.file}, tt.args...)...)
		looked = requests(b.server) - looked
		undo()
		if got := complaint(t, o); o.code != tt.code || !strings.Contains(got, tt.want) {
			t.Errorf("%s: exit code %d, want %d: %s", tt.name, o.code, tt.code, o.stderr)
		}
		if tt.early && looked > 0 {
			t.Errorf("%s: %d requests were sent", tt.name, looked)
		}
		if after := contents(t, b.folder()); !maps.Equal(after, before) {
			t.Errorf("%s: the folder has changed: %q, before %q", tt.name, after, before)
		}
		if o := b.run("report", b.folder()); o.code != 0 || !strings.Contains(o.stdout, "created       3  ") {
			t.Errorf("%s: report: exit code %d, %s%s", tt.name, o.code, o.stdout, o.stderr)
		}
		if o := b.sync(); o.code != 0 || !strings.Contains(o.stdout, "created       1  ") {
			t.Errorf("%s: after it: exit code %d, %s%s", tt.name, o.code, o.stdout, o.stderr)
		}
	}
}

func requests(s *sandbox.Server) (n int) {
	for _, of := range s.Requests() {
		n += of
	}
	return n
}

// A file that a flag names and that can't be replaced is found before anything is read
// or asked.
func TestAFileOfAFlagThatCanNotBeReplaced(t *testing.T) {
	for _, args := range [][]string{{"validate", "--fix"}, {"export", "--out"}, {"plan", "--metrics"}} {
		b := newBench(t, &sandbox.Server{}, 2)
		path := filepath.Join(b.dir, "there.csv")
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		flag := args[1]
		if args = append(args, path); args[0] != "export" {
			args = append(args, b.file)
		}
		o := b.run(args...)
		if got := complaint(t, o); o.code != 1 || got != "vobizsync: "+path+" can't be written: is a directory" || !strings.Contains(o.stderr, "\nhint: choose another file with "+flag+"\n") {
			t.Errorf("%q: exit code %d, %s", args, o.code, o.stderr)
		}
		if strings.Contains(o.stderr, "next: ") || o.stdout != "" || requests(b.server) > 0 {
			t.Errorf("%q: it has begun: %d requests, %s%s", args, requests(b.server), o.stdout, o.stderr)
		}
	}
}
