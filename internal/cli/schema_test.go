package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"vobizsync/internal/sandbox"
)

func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("../../docs/schema/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func checkJSON(t *testing.T, s *jsonschema.Schema, what, document string) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(document))
	if err != nil {
		t.Errorf("%s: %v\n%s", what, err, document)
		return
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%s: %v\n%s", what, err, document)
	}
}

// troubled is a file whose rows have problems and notes of many kinds.
const troubled = "Name;E-Mail;Telefon;Passwort;Land;Zeitzone;GSTIN;PLZ\n" +
	"Ann;ann@example.com;030 23125418;Marker#00001;DE;Europe/Berlin;;10115\n" +
	"Bob;bob@;12;brief;Indai;CET;29AAKCS7712M1ZA;123\n" +
	";cleo@gmial.com;+4930 23125419;Summer2024!;;;;\n" +
	"Dan;ann@example.com;+49 30 23125420 / 23125421;Marker#00003;DE;;;\n" +
	"Eve;eve@example.com;493023125422;Marker#00004;DE;;;\n" +
	"Fay;Marker#00005;+493023125423;fay@example.com;DE;;;\n" +
	"too;few\n"

func TestJSONLinesFollowTheirSchema(t *testing.T) {
	t.Parallel()
	b := emptyBench(t, &sandbox.Server{}, 1)
	b.edit(func(string) string { return troubled })
	o := b.run("validate", "--format", "jsonl", b.file)
	if o.code != 3 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	s := schema(t, "problem.json")
	lines := strings.Split(strings.TrimSuffix(o.stdout, "\n"), "\n")
	for _, line := range lines {
		checkJSON(t, s, "a line", line)
	}
	if len(lines) < 8 {
		t.Errorf("only %d lines:\n%s", len(lines), o.stdout)
	}
	for _, want := range []string{
		`"row":2,"line":3,"column":"Telefon","field":"phone","code":"invalid_phone","class":"problem","value":"12"`,
		`"row":3,"line":4,"column":"Name","field":"name","code":"required","class":"problem","value":""`,
		`"class":"doubt","value":"cleo@gmial.com","message":"\"cleo@gmial.com\" is at gmial.com: gmail.com may be meant","suggestion":"gmail.com"`,
		`"code":"duplicate_email"`, `"class":"repaired"`,
	} {
		if !strings.Contains(o.stdout, want) {
			t.Errorf("%s is not in\n%s", want, o.stdout)
		}
	}
	for _, password := range []string{"Marker#", "Summer2024", "brief"} {
		if strings.Contains(o.stdout, password) {
			t.Errorf("%s is in\n%s", password, o.stdout)
		}
	}
	if !strings.Contains(o.stderr, "7 rows") {
		t.Errorf("the summary is not on stderr: %s", o.stderr)
	}
	if o := b.run("validate", "--format", "jsonl", "--json", b.file); o.code != 2 {
		t.Errorf("with --json: exit code %d", o.code)
	}
	if o := b.run("validate", "--format", "xml", b.file); o.code != 2 || !strings.Contains(o.stderr, "--format must be text or jsonl") {
		t.Errorf("xml: exit code %d: %s", o.code, o.stderr)
	}
}

func TestSummariesFollowTheirSchema(t *testing.T) {
	t.Parallel()
	s := schema(t, "summary.json")
	b := newBench(t, &sandbox.Server{NumbersStatus: 403}, 3)
	b.have(1)
	run := func(name string, args ...string) {
		o := b.run(append(args, "--json")...)
		checkJSON(t, s, name, o.stdout)
	}
	run("validate", "validate", "--out", b.folder(), b.file)
	run("plan", "plan", "--missing", "--out", b.folder(), b.file)
	run("sync", "sync", "--yes", "--rate", "0", "--out", b.folder(), b.file)
	text, err := os.ReadFile(filepath.Join(b.folder(), "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	checkJSON(t, s, "summary.json", string(text))
	run("report", "report", b.folder())
	run("status", "status", "--all", "--out", b.folder())
	run("a wrong flag", "plan", "--rate", "fast", b.file)
	run("no file", "sync", "nowhere.csv")
	b.edit(func(string) string { return troubled })
	run("troubled", "validate", b.file)
	run("refused", "sync", "--out", b.folder(), "--max-invalid", "0", b.file)
}
