package cli_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// jsonLine is a line of --format jsonl, as a program reads it.
type jsonLine struct {
	Row, Line                                                        int
	Column, Field, Code, Class, Value, Message, Suggestion, File, At string
}

// problemLines runs validate --format jsonl on a text, and checks each line of stdout.
func (b *bench) problemLines(text string, args ...string) (lines []jsonLine, o outcome) {
	b.t.Helper()
	b.edit(func(string) string { return text })
	o = b.run(append([]string{"validate", "--format", "jsonl", b.file}, args...)...)
	s := schema(b.t, "problem.json")
	for _, line := range slices.DeleteFunc(strings.Split(o.stdout, "\n"), func(line string) bool { return line == "" }) {
		checkJSON(b.t, s, "a line", line)
		var l jsonLine
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			b.t.Fatalf("%v: %s", err, line)
		}
		lines = append(lines, l)
	}
	return lines, o
}

func TestEachProblemIsALineWithItsCell(t *testing.T) {
	b := emptyBench(t, &sandbox.Server{}, 1)
	lines, o := b.problemLines("Customers of May,,,,,,\n"+
		"First,Last,email,Phone,Mobile,Land,PIN\n"+
		"Ann,,ann@,030 23125418,12,D,1067\n"+ // several problems
		"\"two\nlines\",B,bo@example.com,030 23125418,,Germany,01067\n"+
		"\n"+
		"First,Last,email,Phone,Mobile,Land,PIN\n"+
		"Cy,C,bo@EXAMPLE.com,030 23125419,,DE,01067\n"+ // a duplicate
		"Dee,D,dee@gmial.com,030 23125418,N/A,DE,01067\n"+ // doubts
		"Eve,E,eve@example.com,,4930 23125420,DE,1067\n"+ // repairs
		"too,few\n"+
		",,fay@example.com,,,,\n"+
		"(7 rows affected)\n",
		"--generate-passwords", "--map", "Land=country", "--map", "name={First} {Last}", "--map", "phone={Mobile}|{Phone}", "--map", "PIN=zip_code")
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%d %d %s %s %s %s %q %q", l.Row, l.Line, l.Column, l.Field, l.Code, l.Class, l.Value, l.Suggestion))
	}
	want := []string{
		`1 3 Land country invalid_country problem "D" "--map country:D=DE"`,
		`1 3 Mobile phone invalid_phone problem "12" ""`,
		`1 3 email email invalid_email problem "ann@" ""`,
		`3 8 email email duplicate_email problem "bo@EXAMPLE.com" ""`,
		`4 9 email email mistyped_domain doubt "dee@gmial.com" "gmail.com"`,
		`4 9 Phone phone same_phone doubt "030 23125418" ""`,
		`5 10 Mobile phone calling_code repaired "4930 23125420" ""`,
		`5 10 PIN zip_code zero_restored repaired "1067" ""`,
		`6 11   malformed_row problem "" ""`,
		`7 12 First name required problem "" ""`,
		`7 12 Mobile phone required problem "" ""`,
		`7 12 Land country required problem "" ""`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), o.stderr)
	}
}

// A file that is refused is a line, too: a program that reads stdout alone must not
// take it for a file without a problem.
func TestARefusedFileIsALine(t *testing.T) {
	b := emptyBench(t, &sandbox.Server{}, 1)
	for _, test := range []struct {
		name, text string
		args       []string
		line       int
		suggestion string
	}{
		{"columns are missing", "Vorname,Nachname,email,phone\nAnn,B,a@example.com,+493023125418\n", nil, 1, "--generate-passwords"},
		{"a wrong --map", "name,email,phone,country\n", []string{"--map", "Kunde=name"}, 1, "the columns are"},
		{"empty", "", nil, 0, ""},
		{"another encoding, seen late", "name,email,phone,country\n" + strings.Repeat("Ann,a@example.com,+493023125418,DE\n", 9000) + "\xc8\xe2\xe0\xed,b@example.com,+493023125419,DE\n", []string{"--generate-passwords"}, 9002, ""},
	} {
		lines, o := b.problemLines(test.text, test.args...)
		if o.code != 2 || len(lines) == 0 {
			t.Errorf("%s: exit code %d, %d lines: %s", test.name, o.code, len(lines), o.stderr)
			continue
		}
		l := lines[len(lines)-1]
		if l.Row != 0 || l.Code != "unreadable_file" || l.Class != "problem" || l.Message == "" || l.Line != test.line || !strings.Contains(l.Suggestion, test.suggestion) {
			t.Errorf("%s: %+v", test.name, l)
		}
	}
	if o := b.run("validate", "--format", "jsonl", "nowhere.csv"); o.code != 2 || !strings.Contains(o.stdout, `"row":0,"line":0,`) {
		t.Errorf("no file: exit code %d, %q", o.code, o.stdout)
	}
	for _, args := range [][]string{{"--nonsense"}, {"--preview", "-1"}, {"--default-country", "Atlantis"}} { // no file was looked at
		if o := b.run(append([]string{"validate", "--format", "jsonl", b.file}, args...)...); o.code != 2 || o.stdout != "" {
			t.Errorf("%v: exit code %d, %q", args, o.code, o.stdout)
		}
	}
}

// A password stands in any column as soon as a row has a comma too many and one too few.
func TestNoLineHasAPassword(t *testing.T) {
	b := emptyBench(t, &sandbox.Server{}, 1)
	row := []string{"A\ufffdnn", "ann%d@gmial.com", "4930 23125418", "Marker#00001", "Germany", "M\u00c3\u00bcller", "Stra\u00c3\u0178e 1", "Berlin", "Berlin", "1067", "CET", "29AAGCB7383J1Z5", "yes"}
	text := "name,email,phone,password,country,company,address,city,state,zip_code,timezone,gstin,gst_status\n"
	for i := range row {
		text += strings.Join(slices.Concat(row[i:], row[:i]), ",") + "\n"
	}
	lines, o := b.problemLines(text)
	if len(lines) < 40 || strings.Contains(o.stdout+o.stderr, "Marker#") {
		t.Errorf("%d lines:\n%s%s", len(lines), o.stdout, o.stderr)
	}
}
