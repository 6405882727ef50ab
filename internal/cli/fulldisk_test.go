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

// The disk is full when one of the reports gets its name, after all customers
// were created: that is said, then what is wrong, then how to go on; the other
// reports are there, and nothing is left lying.
func TestADiskThatIsFullAtEachReport(t *testing.T) {
	t.Parallel()
	const rows = 5
	all := []string{reports.MissingFile, reports.RejectedFile, reports.HTMLFile, reports.ResultFile, reports.SummaryFile}
	for _, name := range all {
		for _, asJSON := range sample([]bool{false, true}, 1) {
			b := newBench(t, &sandbox.Server{}, rows)
			b.server.Add(sandbox.Account{Name: "Elsewhere", Email: "elsewhere@example.com", Phone: phone(99), Country: "DE"})
			path := filepath.Join(b.folder(), name)
			args := []string{"--missing"}
			if asJSON {
				args = append(args, "--json")
			}
			p := b.straced("rename,renameat,renameat2:error=ENOSPC", []string{path}, args...)
			if code := p.end(t); code != 1 {
				t.Errorf("%s: exit code %d, want 1\n%s", name, code, p.said())
			}
			told := path + " can't be written: no space left on device"
			if !strings.Contains(p.said(), "vobizsync: "+told+"\nhint: when that is fixed, the same command writes them") {
				t.Errorf("%s: it is not said what is wrong and how to go on\n%s", name, p.said())
			}
			if asJSON {
				var s reports.Summary
				if err := json.Unmarshal([]byte(p.stdout.String()), &s); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				if s.Counts["created"] != rows || s.ExitCode != 1 || s.Error != told || *s.Missing != 1 {
					t.Errorf("%s: --json has counts %v, exit code %d, error %q, %d missing", name, s.Counts, s.ExitCode, s.Error, *s.Missing)
				}
			} else if !strings.Contains(p.stdout.String(), "created       5  new account") {
				t.Errorf("%s: it is not said what was created\n%s", name, &p.stdout)
			}
			if name != reports.SummaryFile {
				if s := b.summary(); s.ExitCode != 1 || s.Error != told || s.Counts["created"] != rows {
					t.Errorf("%s: summary.json has exit code %d, error %q, counts %v", name, s.ExitCode, s.Error, s.Counts)
				}
			}
			want := slices.DeleteFunc(append(slices.Clone(all), "rows.log"), func(n string) bool { return n == name })
			slices.Sort(want)
			if got := b.files(); !slices.Equal(got, want) {
				t.Errorf("%s: the folder has %q, want %q", name, got, want)
			}
			if o := b.sync("--missing"); o.code != 0 {
				t.Errorf("%s: the same command exits with %d: %s", name, o.code, o.stderr)
			}
			if got := b.judge(rows); got["created"] != rows {
				t.Errorf("%s: statuses after the same command = %v", name, got)
			}
		}
	}
}

// files lists what is in the folder of the run.
func (b *bench) files() (names []string) {
	b.t.Helper()
	files, err := os.ReadDir(b.folder())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}
