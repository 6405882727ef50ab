package cli_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/internal/sandbox"
)

// messy is a file whose cells can be repaired, are doubtful, or are wrong.
const messy = "name,email,phone,password,country,zip_code,gstin,remark\n" +
	"  Ann   Smith ,ann@example.com,030 23125418,Marker#00001,Germany,1067,,\" kept  as it is \"\n" +
	"Bob,bob@gmial.com,4930 23125419,Marker#00002,de,10115,,\n" +
	"Cleo,cleo@,+91 98450 12345,Marker#00003,IN,560001,29aagcb7383j1z4,=1+1\n" +
	"Dan,dan@example.com,+91 98450 12346,Marker#00004,India,560001,29aagcb7383j1z4,NULL\n" +
	"\"'=Eve\",eve@example.com,+4930 23125420,Marker#00005,DE,,,\n" +
	",,,,,,,\n" +
	"Fay,fay@example.com,,Marker#00006,DE,,\n"

// fixed runs validate --fix, and returns what it said and wrote.
func (b *bench) fixed(file, out string, args ...string) (said outcome, rows [][]string) {
	b.t.Helper()
	path := filepath.Join(b.dir, out)
	said = b.run(append([]string{"validate", "--fix", path, file}, args...)...)
	text, err := os.ReadFile(path)
	if err != nil {
		b.t.Fatalf("%v\n%s", err, said.stderr)
	}
	if strings.HasSuffix(out, ".xlsx") {
		f, err := excelize.OpenFile(path)
		if err != nil {
			b.t.Fatal(err)
		}
		defer f.Close()
		rows, err = f.GetRows(f.GetSheetName(0))
		if err != nil {
			b.t.Fatal(err)
		}
		return said, rows
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	if strings.Contains(strings.SplitN(string(text), "\n", 2)[0], ";") {
		r.Comma = ';'
	}
	if rows, err = r.ReadAll(); err != nil {
		b.t.Fatal(err)
	}
	return said, rows
}

func TestFixRepairsEachCellInItsColumn(t *testing.T) {
	t.Parallel()
	b := emptyBench(t, &sandbox.Server{}, 1)
	b.edit(func(string) string { return messy })
	o, rows := b.fixed(b.file, "fixed.csv")
	if o.code != 3 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	for i, want := range []string{
		"name|email|phone|password|country|zip_code|gstin|remark|error",
		"Ann Smith|ann@example.com|+493023125418|Marker#00001|DE|01067|| kept  as it is |",
		"Bob|bob@gmial.com|+493023125419|Marker#00002|DE|10115|||",
		"Cleo|cleo@|+919845012345|Marker#00003|IN|560001|29AAGCB7383J1Z4|=1+1|email: (5 characters, not shown) is not an e-mail address",
		"Dan|dan@example.com|+919845012346|Marker#00004|IN|560001|29AAGCB7383J1Z4|NULL|",
		"'=Eve|eve@example.com|+493023125420|Marker#00005|DE||||",
	} {
		if got := strings.Join(rows[i], "|"); got != want {
			t.Errorf("row %d is\n%s, want\n%s", i, got, want)
		}
	}
	if !strings.Contains(o.stderr, "fixed.csv: 12 cells repaired: phone to E.164 (5), country to its code (3), GSTIN to upper case (2)") {
		t.Errorf("stderr: %s", o.stderr)
	}
	if info, err := os.Stat(filepath.Join(b.dir, "fixed.csv")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// The law of a fixed file: it opens as it is, says of each row what the source says,
// and fixing it again changes nothing.
func TestFixingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	b := emptyBench(t, &sandbox.Server{}, 1)
	cells := func(text string) (rows [][]string) {
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			r := csv.NewReader(strings.NewReader(text))
			r.FieldsPerRecord = -1
			rows, _ = r.ReadAll()
		}
		return rows
	}
	sources := map[string]string{}
	for name, text := range map[string]string{
		"messy.csv": messy, "semicolons.csv": strings.ReplaceAll(messy, ",", ";"), "marked.csv": "\ufeff" + messy, "troubled.csv": troubled,
		"latin.csv": strings.ReplaceAll(messy, "Cleo", "Cl\xe9o"),
	} {
		path := filepath.Join(b.dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		sources[name] = path
	}
	sources["book.xlsx"] = b.workbook("book.xlsx", cells(messy)...)
	for name, path := range sources {
		var flags []string
		if name == "latin.csv" {
			flags = []string{"--encoding", "windows-1252"}
		}
		for _, ext := range []string{".csv", ".xlsx"} {
			first, once := b.fixed(path, "once-"+name+ext, flags...)
			second, twice := b.fixed(filepath.Join(b.dir, "once-"+name+ext), "twice-"+name+ext)
			if first.code != second.code || counts(first.stdout) != counts(second.stdout) {
				t.Errorf("%s as %s: it says something else:\n%s\n%s", name, ext, first.stdout, second.stdout)
			}
			if !strings.Contains(second.stderr, ": 0 cells repaired") {
				t.Errorf("%s as %s: %s", name, ext, second.stderr)
			}
			for i := range once {
				if last := len(once[i]) - 1; strings.HasPrefix(once[i][last], "the row has ") { // its cells are filled up: another fault shows
					once[i], twice[i] = once[i][:last], twice[i][:last]
				}
				if a, b := strings.Join(once[i], "|"), strings.Join(twice[i], "|"); a != b {
					t.Errorf("%s as %s, row %d:\n%s\n%s", name, ext, i, a, b)
				}
			}
		}
	}
}

// counts are the lines of a summary that count statuses.
func counts(stdout string) string {
	var lines []string
	for _, line := range strings.Split(stdout, "\n") {
		if strings.HasPrefix(line, "  valid ") || strings.HasPrefix(line, "  invalid ") {
			lines = append(lines, strings.Join(strings.Fields(line)[:2], " "))
		}
	}
	return strings.Join(lines, ", ")
}

func TestFixReplacesNobodysFile(t *testing.T) {
	t.Parallel()
	b := emptyBench(t, &sandbox.Server{}, 1)
	mine := b.workbook("mine.xlsx", []string{"a"}, []string{"b"})
	text := filepath.Join(b.dir, "mine.csv")
	if err := os.WriteFile(text, []byte("name,email\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for out, want := range map[string]string{
		b.file: "is the input itself", mine: "was not written by this program", text: "was not written by this program",
		filepath.Join(b.dir, "fixed.txt"): "must end in .csv or .xlsx",
	} {
		if o := b.run("validate", "--fix", out, b.file); o.code != 2 || !strings.Contains(o.stderr, want) {
			t.Errorf("%s: exit code %d: %s", out, o.code, o.stderr)
		}
	}
	for _, name := range []string{"own.csv", "own.xlsx"} { // one of our own is replaced
		for range 2 {
			if o, _ := b.fixed(b.file, name); o.code != 0 {
				t.Errorf("%s: exit code %d: %s", name, o.code, o.stderr)
			}
		}
	}
}
