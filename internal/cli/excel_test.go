package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
	"vobizsync/reports"
)

// semicolons makes the file of a bench what Excel saves in Germany, with a separator
// in a name.
func (b *bench) semicolons() {
	b.edit(func(s string) string {
		return "\ufeff" + strings.Replace(strings.ReplaceAll(s, ",", ";"), "User 1;", `"User, 1; ""one""";`, 1)
	})
}

// begins holds how a file of the run begins.
func (b *bench) begins(name, want string) {
	b.t.Helper()
	text, err := os.ReadFile(filepath.Join(b.folder(), name))
	if err != nil || !strings.HasPrefix(string(text), want) {
		b.t.Errorf("%s (%v) does not begin with %q:\n%.200q", name, err, want, text)
	}
}

func (b *bench) format() *reports.Format {
	b.t.Helper()
	text, err := os.ReadFile(filepath.Join(b.folder(), "summary.json"))
	var s reports.Summary
	if err != nil || json.Unmarshal(text, &s) != nil || s.CSV == nil {
		b.t.Fatalf("summary.json tells no format: %v\n%s", err, text)
	}
	return s.CSV
}

// Tables are written for Excel where the source is from there, and where the flag says so.
func TestTablesForExcel(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		edit  func(string) string
		flags []string
		want  string
	}{
		"commas":            {func(s string) string { return s }, nil, "row,line,"},
		"commas, asked for": {func(s string) string { return s }, []string{"--excel"}, "\ufeffrow,line,"},
		"semicolons":        {func(s string) string { return strings.ReplaceAll(s, ",", ";") }, nil, "\ufeffrow;line;"},
		"a mark":            {func(s string) string { return "\ufeff" + s }, nil, "\ufeffrow,line,"},
		"a mark, refused":   {func(s string) string { return "\ufeff" + s }, []string{"--excel=false"}, "row,line,"},
		"tabs":              {func(s string) string { return strings.ReplaceAll(s, ",", "\t") }, nil, "row,line,"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, &sandbox.Server{}, 2)
			b.edit(tt.edit)
			if o := b.run(append([]string{"validate", "--out", b.folder(), b.file}, tt.flags...)...); o.code != 0 {
				t.Fatalf("exit code %d: %s", o.code, o.stderr)
			}
			b.begins("result.csv", tt.want)
			if f := b.format(); f.Mark != strings.HasPrefix(tt.want, "\ufeff") {
				t.Errorf("summary.json tells %+v", f)
			}
		})
	}
}

// All tables of a run have one form, and keep it when they are written again.
func TestTablesOfARunHaveOneForm(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 3)
	b.settle = quick
	b.semicolons()
	b.server.Add(sandbox.Account{Name: "Other", Email: email(2), Phone: phone(2), Country: "DE"})
	b.server.Add(sandbox.Account{Name: "Elsewhere", Email: "elsewhere@example.com", Phone: phone(9), Country: "DE"})

	if o := b.sync("--missing", "--excel=false"); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	b.begins("result.csv", "row,line,status,")
	b.begins("drift.csv", "row,line,auth_id,")
	b.begins("missing.csv", "name,email,phone,")
	if f := b.format(); f.Delimiter != "," || f.Mark {
		t.Errorf("summary.json tells %+v", f)
	}

	for _, args := range [][]string{{"plan", "--missing", "--out", b.folder(), b.file}, {"sync", "--yes", "--missing", "--fresh", "--out", b.folder(), b.file}} {
		if o := b.run(append(args, "--excel")...); o.code != 0 {
			t.Fatalf("%s: exit code %d: %s", args, o.code, o.stderr)
		}
		b.begins("result.csv", "\ufeffrow;line;status;")
		b.begins("drift.csv", "\ufeffrow;line;auth_id;")
		b.begins("missing.csv", "\ufeffname;email;phone;")
		b.begins("rejected.csv", "\ufeffname;email;phone;")
		if f := b.format(); f.Delimiter != ";" || !f.Mark {
			t.Errorf("%s: summary.json tells %+v", args, f)
		}
	}
	if n, err := reports.CountResults(b.folder()); err != nil || n != 3 {
		t.Errorf("result.csv counts %d rows, %v", n, err)
	}
	f, err := os.Open(filepath.Join(b.folder(), "result.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := reports.NewResultReader(f).ReadAll()
	if err != nil || len(records) != 4 || records[0][0] != "row" || records[1][5] != `User, 1; "one"` {
		t.Errorf("result.csv is read as %q, %v", records, err)
	}

	if o := b.run("report", "--excel", b.folder()); o.code != 0 {
		t.Fatalf("report: exit code %d: %s", o.code, o.stderr)
	}
	b.begins("result.csv", "\ufeffrow;line;status;")
	if o := b.run("report", b.folder()); o.code != 0 {
		t.Fatalf("report: exit code %d: %s", o.code, o.stderr)
	}
	b.begins("result.csv", "\ufeffrow;line;status;")
	if o := b.run("report", "--excel=false", b.folder()); o.code != 0 {
		t.Fatalf("report: exit code %d: %s", o.code, o.stderr)
	}
	b.begins("result.csv", "row,line,status,")
	b.edit(func(s string) string { return strings.Replace(s, phone(3), "12", 1) })
	if o := b.run("validate", "--excel", "--out", b.folder(), b.file); o.code != 3 {
		t.Fatalf("validate: exit code %d: %s", o.code, o.stderr)
	}
	b.begins("result.csv", "\ufeffrow;line;status;")
}

// A guard names the rows that have changed, whatever the plan was written as.
func TestAPlanForExcelIsCompared(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 3)
	b.semicolons()
	if o := b.run("plan", "--excel", "--out", b.folder(), b.file); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	text, err := os.ReadFile(filepath.Join(b.folder(), "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	var s reports.Summary
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	b.have(2)
	if o := b.sync("--expect", s.Checksum); o.code != 4 || !strings.Contains(o.stderr, "; the decision differs in row 2 (") {
		t.Errorf("exit code %d: %s", o.code, o.stderr)
	}
}
