package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// A name that Windows can't have is a mistake of the call, wherever it is given.
func TestNamesThatWindowsCanNotHave(t *testing.T) {
	for _, tt := range []struct {
		args   []string // FILE being the file
		config string
		want   string
	}{
		{[]string{"validate", "con.csv"}, "", "vobizsync: con.csv is a device name on Windows, not a file name"},
		{[]string{"status", "*.csv"}, "", "vobizsync: *.csv can't be a file's name: the Windows shell does not expand * and ?"},
		{[]string{"report", "aux.run"}, "", "vobizsync: aux.run is a device name on Windows, not a file name"},
		{[]string{"plan", "--out", "lists/nul.run", "FILE"}, "", "vobizsync: --out: nul.run is a device name on Windows, not a file name"},
		{[]string{"sync", "--yes", "--out", "com1", "FILE"}, "", "vobizsync: --out: com1 is a device name on Windows, not a file name"},
		{[]string{"validate", "--fix", "prn.xlsx", "FILE"}, "", "vobizsync: --fix: prn.xlsx is a device name on Windows, not a file name"},
		{[]string{"plan", "--metrics", "lpt1/m.prom", "FILE"}, "", "vobizsync: --metrics: lpt1 is a device name on Windows, not a file name"},
		{[]string{"plan", "--state", "con", "FILE"}, "", "vobizsync: --state: con is a device name on Windows, not a file name"},
		{[]string{"template", "--out", "nul.csv"}, "", "vobizsync: --out: nul.csv is a device name on Windows, not a file name"},
		{[]string{"validate", "FILE"}, `out: C:\acme\nul.run`, "vobizsync: --out: nul.run is a device name on Windows, not a file name"},
		{[]string{"validate", "FILE"}, "out: 'acme.run.'", "vobizsync: --out: acme.run. can't be a file's name on Windows: it ends with a dot"},
		{[]string{"validate", "FILE"}, "metrics: aux.prom", "vobizsync: --metrics: aux.prom is a device name on Windows, not a file name"},
		{[]string{"validate", "FILE"}, "fix: nul", "vobizsync: --fix: nul is a device name on Windows, not a file name"},
		{[]string{"account", "NUL"}, "", ""}, // which is not a file
	} {
		b := newBench(t, &sandbox.Server{}, 1)
		b.system = "windows"
		t.Chdir(b.dir)
		args := []string{}
		for _, arg := range tt.args {
			args = append(args, strings.ReplaceAll(arg, "FILE", filepath.Base(b.file)))
		}
		if tt.config != "" {
			if err := os.WriteFile("nightly.yaml", []byte(tt.config+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, "--config", "nightly.yaml")
		}
		before := b.here()
		o := b.run(args...)
		if tt.want == "" {
			if strings.Contains(o.stderr, "Windows") {
				t.Errorf("%q: %s", args, o.stderr)
			}
			continue
		}
		if got := complaint(t, o); o.code != 2 || got != tt.want || !strings.Contains(o.stderr, "\nhint: ") {
			t.Errorf("%q, %s: exit code %d, %s", args, tt.config, o.code, o.stderr)
		}
		if after := b.here(); after != before {
			t.Errorf("%q, %s: %s was made, before there was %s", args, tt.config, after, before)
		}
		b.system = ""
		if o := b.run(args...); strings.Contains(o.stderr, "Windows") {
			t.Errorf("%q elsewhere: %s", args, o.stderr)
		}
	}
}

// here lists what lies in the bench's folder.
func (b *bench) here() string {
	b.t.Helper()
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		b.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}
