package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// A path of Windows in double quotes is an escape to YAML.
func TestAPathWithBackslashesInAConfig(t *testing.T) {
	const hint = "hint: in double quotes a backslash begins an escape: put a path in single quotes, or write it with /\n"
	for text, told := range map[string]bool{
		`out: "C:\Users\ann"` + "\n": true, `out: "C:\temp"` + "\n": true, `out: "C:\Program Files"` + "\n": true, `out: "a` + "\n": false, `out: 'C:\Users\ann'` + "\n" + `map: [` + "\n": false,
	} {
		b := emptyBench(t, &sandbox.Server{}, 1)
		path := filepath.Join(b.dir, "nightly.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if o := b.run("validate", "--config", path, b.file); o.code != 2 || strings.Contains(o.stderr, hint) != told {
			t.Errorf("%q: exit code %d, %s", text, o.code, o.stderr)
		}
	}
	for _, text := range []string{`out: 'RUN\x'`, `out: RUN\x`} {
		b := emptyBench(t, &sandbox.Server{}, 1)
		path := filepath.Join(b.dir, "nightly.yaml")
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "RUN", b.dir)), 0o600); err != nil {
			t.Fatal(err)
		}
		if o := b.run("validate", "--config", path, b.file); o.code != 0 {
			t.Errorf("%s: exit code %d, %s", text, o.code, o.stderr)
		}
	}
}
