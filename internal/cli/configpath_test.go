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
	const hint = "hint: in double quotes a backslash begins an escape: put the text in single quotes, or a path with /\n"
	for text, told := range map[string]bool{
		`out: "C:\Users\ann"` + "\n": true, `out: "C:\temp"` + "\n": true, `out: "C:\Program Files"` + "\n": true, `out: "a` + "\n": false, `out: 'C:\Users\ann'` + "\n" + `map: [` + "\n": false,
		`auth-token-file: "C:\vobiz\token"` + "\n": true, `auth-token-file: "C:\temp\token"` + "\n": true,
		"profiles:\n  acme:\n    auth-token-file: \"C:\\temp\\token\"\nprofile-of: nobody\n": false, // which was not chosen
		`fix: "C:\new\fixed.csv"` + "\n": true, `map: "Kunden\Nr=name"` + "\n": true, `map: [ "Kunden\Gruppe=name" ]` + "\n": true,
	} {
		b := emptyBench(t, &sandbox.Server{}, 1)
		t.Chdir(b.dir)
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
		t.Chdir(b.dir)
		path := filepath.Join(b.dir, "nightly.yaml")
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "RUN", b.dir)), 0o600); err != nil {
			t.Fatal(err)
		}
		if o := b.run("validate", "--config", path, b.file); o.code != 0 {
			t.Errorf("%s: exit code %d, %s", text, o.code, o.stderr)
		}
	}
}

// A column with a backslash in its name is mapped in a config as on the command line.
func TestAMappingWithABackslashInAConfig(t *testing.T) {
	for _, text := range []string{`map: 'Kunde\Name=name'`, `map: [ Kunde\Name=name ]`, `map: "Kunde\\Name=name"`, "map:\r\n  - Kunde\\Name=name"} {
		b := emptyBench(t, &sandbox.Server{}, 1)
		b.edit(func(s string) string { return strings.Replace(s, "name,", `Kunde\Name,`, 1) })
		t.Chdir(b.dir)
		path := filepath.Join(b.dir, "nightly.yaml")
		if err := os.WriteFile(path, []byte("\ufeff"+text+"\r\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if o := b.run("validate", "--config", path, b.file); o.code != 0 {
			t.Errorf("%s: exit code %d, %s", text, o.code, o.stderr)
		}
	}
}

// A token file of PowerShell, named with backslashes, is read.
func TestATokenFileOfPowerShell(t *testing.T) {
	b := newBench(t, &sandbox.Server{}, 1)
	t.Chdir(b.dir)
	token := filepath.Join(b.dir, `acme\token`)
	text := []byte("\xff\xfe")
	for _, c := range b.env["VOBIZ_AUTH_TOKEN"] + "\r\n" {
		text = append(text, byte(c), 0)
	}
	if err := os.WriteFile(token, text, 0o600); err != nil {
		t.Fatal(err)
	}
	delete(b.env, "VOBIZ_AUTH_TOKEN")
	path := filepath.Join(b.dir, "nightly.yaml")
	if err := os.WriteFile(path, []byte("\ufeffauth-token-file: '"+token+"'\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := b.run("plan", "--config", path, b.file); o.code != 0 || strings.Contains(o.stderr, "warning") {
		t.Errorf("exit code %d, %s", o.code, o.stderr)
	}
}
