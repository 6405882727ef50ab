//go:build unix

package cli_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/cli"
	"vobizsync/internal/sandbox"
)

// Whatever somebody has put into the place of a file or the folder of a run, no
// made password gets there.
func TestNothingIsWrittenWhereALinkLeads(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"credentials.csv", "rows.log", "result.csv", "rejected.csv", "missing.csv", "report.html", "summary.json"} {
		b := newBench(t, &sandbox.Server{}, 3)
		b.withoutPasswords()
		if err := errors.Join(os.Mkdir(b.folder(), 0o755), os.Chmod(b.folder(), 0o755)); err != nil { // whatever the umask
			t.Fatal(err)
		}
		stolen := filepath.Join(b.dir, "stolen.csv")
		if err := os.WriteFile(stolen, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("../stolen.csv", filepath.Join(b.folder(), name)); err != nil {
			t.Fatal(err)
		}
		o := b.sync("--generate-passwords", "--missing")
		if text, err := os.ReadFile(stolen); err != nil || len(text) > 0 {
			t.Errorf("%s: where the link leads is %q, %v", name, text, err)
		}
		if info, err := os.Lstat(b.folder()); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: the folder has mode %v, %v", name, info.Mode(), err)
		}
		if kept := name == "credentials.csv" || name == "rows.log"; !kept { // the name itself is replaced
			if o.code != 0 {
				t.Errorf("%s: exit code %d: %s", name, o.code, o.stderr)
			}
			continue
		}
		if got, want := complaint(t, o), filepath.Join(b.folder(), name)+" is a link, which is not followed"; o.code != 1 || got != "vobizsync: "+want {
			t.Errorf("%s: exit code %d, %q, want %q", name, o.code, got, want)
		}
		if posts := b.server.Posts(); len(posts) > 0 {
			t.Errorf("%s: POSTs were sent: %v", name, posts)
		}
	}
}

func TestAFolderThatOthersMayWriteIsRefused(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"sync", "plan", "validate"} {
		b := newBench(t, &sandbox.Server{}, 1)
		if err := os.Mkdir(b.folder(), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(b.folder(), 0o777); err != nil {
			t.Fatal(err)
		}
		args := []string{command, "--out", b.folder(), b.file}
		if command == "sync" {
			args = append(args, "--yes")
		}
		o := b.run(args...)
		if got := complaint(t, o); o.code != 1 || got != "vobizsync: "+b.folder()+" is writable by other users" {
			t.Errorf("%s: exit code %d, %q", command, o.code, got)
		}
		if names, err := os.ReadDir(b.folder()); err != nil || len(names) > 0 || len(b.server.Posts()) > 0 {
			t.Errorf("%s: written: %v, %v; POSTs: %v", command, names, err, b.server.Posts())
		}
	}
}

// A disk without modes (USB sticks, network shares) is said once; secrets that are
// made here get there only if that is wanted.
func TestADiskThatKeepsNoModes(t *testing.T) {
	t.Parallel()
	const warning = "does not store file permissions"
	for _, tt := range []struct {
		args []string
		code int
	}{
		{[]string{"sync", "--yes"}, 0},
		{[]string{"plan"}, 0},
		{[]string{"validate"}, 0},
		{[]string{"sync", "--yes", "--generate-passwords"}, 4},
		{[]string{"sync", "--yes", "--with-tokens"}, 4},
		{[]string{"sync", "--yes", "--generate-passwords", "--with-tokens", "--shared-folder"}, 0},
	} {
		b := newBench(t, &sandbox.Server{}, 2)
		b.modeless = true
		o := b.run(append(tt.args, "--out", b.folder(), b.file)...)
		if o.code != tt.code || strings.Count(o.stderr, warning) != 1 {
			t.Errorf("%q: exit code %d, want %d and one warning: %s", tt.args, o.code, tt.code, o.stderr)
		}
		if tt.code != cli.ExitRefused {
			continue
		}
		if !strings.Contains(o.stderr, "--out") || !strings.Contains(o.stderr, "--shared-folder") {
			t.Errorf("%q: no way out is named: %s", tt.args, o.stderr)
		}
		if posts := b.server.Posts(); len(posts) > 0 {
			t.Errorf("%q: POSTs were sent: %v", tt.args, posts)
		}
	}
}
