package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// What is refused because of its folder ends in a command that works when it is pasted.
func TestARefusedFolderEndsInACommand(t *testing.T) {
	for _, tt := range []struct {
		name   string
		before func(b *bench)
		args   []string
		code   int
		next   string // HOME is the user's home
		code2  int
	}{
		{name: "somebody else's file", before: func(b *bench) { b.lay("c.run/result.csv", "Invoice,Amount\n") },
			args: []string{"sync", "--yes", "c.csv"}, code: 2, next: "sync --yes c.csv --out c-2.run"},
		{name: "two folders are taken", before: func(b *bench) { b.lay("c.run/result.csv", "Invoice,Amount\n"); b.lay("c-2.run/x", "") },
			args: []string{"plan", "c.csv"}, code: 2, next: "plan c.csv --out c-3.run"},
		{name: "the current folder", before: func(b *bench) { b.lay("result.csv", "Invoice,Amount\n") },
			args: []string{"sync", "--yes", "--out", ".", "c.csv"}, code: 2, next: "sync --yes c.csv --out c.csv-2.run"},
		{name: "others may write", before: func(b *bench) {
			b.lay("c.run/x", "")
			if err := os.Chmod("c.run", 0o777); err != nil {
				b.t.Fatal(err)
			}
		}, args: []string{"sync", "--yes", "c.csv"}, code: 1, next: "sync --yes c.csv --out c-2.run"},
		{name: "a file is in its way", before: func(b *bench) { b.lay("taken", "") },
			args: []string{"sync", "--yes", "--out", "taken/night.run", "c.csv"}, code: 1, next: "sync --yes c.csv --out HOME/night.run"},
		{name: "no modes", before: func(b *bench) { b.modeless = true },
			args: []string{"sync", "--yes", "--generate-passwords", "c.csv"}, code: 4, next: "sync --yes --generate-passwords c.csv --shared-folder"},
		{name: "the file instead of its folder", before: func(b *bench) { b.run("sync", "--yes", "c.csv") },
			args: []string{"report", "c.csv"}, code: 2, next: "report c.run"},
		{name: "fewer rows", before: func(b *bench) {
			b.run("sync", "--yes", "c.csv")
			if err := os.Remove("c.run/summary.json"); err != nil {
				b.t.Fatal(err)
			}
			text, err := os.ReadFile("c.run/result.csv")
			if err != nil {
				b.t.Fatal(err)
			}
			b.lay("c.run/result.csv", string(text)+"2,3,exists,b@example.com,MA_2,,,,,,,\n")
		}, args: []string{"report", "c.run"}, code: 4, next: "report c.run --out c-2.run"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, &sandbox.Server{}, 1)
			home := t.TempDir()
			b.env["HOME"] = home
			t.Chdir(b.dir)
			b.lay("c.csv", "name,email,phone,country,password\nAnn Ode,ann@example.com,+493023125419,DE,Marker#00002\n")
			for _, dir := range []string{"c.run", "c-2.run"} {
				if err := os.MkdirAll(dir, 0o700); err != nil {
					t.Fatal(err)
				}
			}
			if tt.before != nil {
				tt.before(b)
			}
			for _, dir := range []string{"c.run", "c-2.run"} {
				if files, err := os.ReadDir(dir); err == nil && len(files) == 0 {
					if err := os.Remove(dir); err != nil {
						t.Fatal(err)
					}
				}
			}
			o := b.run(tt.args...)
			lines := strings.Split(strings.TrimSuffix(o.stderr, "\n"), "\n")
			command := lines[len(lines)-1]
			if want := "vobizsync " + strings.ReplaceAll(tt.next, "HOME", filepath.ToSlash(home)); o.code != tt.code || command != want {
				t.Fatalf("exit code %d, want %d; the next step is\n%s\nwant\n%s\n%s", o.code, tt.code, command, want, o.stderr)
			}
			if o := b.run(shellWords(t, command)[1:]...); o.code != tt.code2 {
				t.Errorf("%s: exit code %d, want %d: %s", command, o.code, tt.code2, o.stderr)
			}
		})
	}
}
