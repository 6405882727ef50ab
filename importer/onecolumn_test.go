package importer_test

import (
	"strings"
	"testing"

	"vobizsync/importer"
)

// A header that is one column, or none that can be read, is refused with what is between
// its cells.
func TestWhatIsBetweenTheCellsOfOneColumn(t *testing.T) {
	const rows = headRow + "Ann,a@example.com," + phoneDE + ",Acme\nBob,b@example.com," + phoneDE + ",Acme\n"
	with := func(sep string) string { return strings.ReplaceAll(rows, ",", sep) }
	quoted := func(sep string) string {
		return `"` + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(rows), ",", `"`+sep+`"`), "\n", "\"\n\"") + "\"\n"
	}
	for _, tt := range []struct{ name, content, problem, hint string }{
		{"quoted, carets", quoted("^"), `c.csv:1: the header is one column; it looks as if it is separated by "^"`, "--delimiter '^'"},
		{"quoted, spaces", quoted(" "), `separated by " "`, "--delimiter ' '"},
		{"quoted, U+001F", quoted("\x1f"), `separated by "\x1f"`, `--delimiter '\x1f'`},
		{"below a title", "Customers\nof 2026\n" + with("^"), `c.csv:3: the header is one column; it looks as if it is separated by "^"`, "--delimiter '^'"},
		{"quoted, below a title", "Customers\n" + quoted("~"), `c.csv:2: the header is one column; it looks as if it is separated by "~"`, "--delimiter '~'"},
		{"wrong sep line", "sep=,\n" + with(";"), `c.csv:2: the header is one column; it looks as if it is separated by ";"`, "--delimiter ';'"},
		{"single spaces", with(" "), `separated by " "`, "--delimiter ' '"},
		{"aligned", strings.ReplaceAll(with("   "), "Ann", "Ann Lee"), "c.csv:1: the header is one column; it looks as if the cells are aligned by spaces, which is not read", "commas, semicolons or tabs"},
		{"single spaces, and in a name", strings.ReplaceAll(with(" "), "Ann", "Ann Lee"), "it looks as if it is separated by spaces, which are in the cells, too", "commas, semicolons or tabs"},
		{"a fullwidth comma", with("，"), `separated by "，" (U+FF0C), and only a character of ASCII can separate cells`, "commas, semicolons or tabs"},
		{"a drawing", "┌─────┐\n│" + strings.ReplaceAll(with("│"), "\n", "│\n│"), `c.csv:2: the header is one column; it looks as if it is separated by "│" (U+2502)`, "commas"},
		{"a header of some MiB", strings.TrimSpace(headRow) + strings.Repeat("x", 2<<20) + "\n" + good(1), "c.csv:1: the header can't be read: it is longer than 1 MiB", ""},
		{"a cell of some MiB in the header", strings.TrimSpace(headRow) + ",\"" + strings.Repeat("x\n", 1<<20) + "\"\n" + good(1), "c.csv:1: the header can't be read: a quote in it is not closed", ""},
		{"curly quotes", "“" + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(rows), ",", "”,“"), "\n", "”\n“") + "”\n", "c.csv:1: the cells are in curly quotes (“ ”)", "again with \""},
		{"apostrophes", "'name','email'\n'Ann','a@example.com'\n", "c.csv:1: the cells are in apostrophes (')", "again with \""},
	} {
		_, err := importer.Open(write(t, tt.content), "c.csv", importer.Options{})
		wantRefusal(t, err, tt.problem, tt.hint)
	}
	for _, tt := range []struct{ content, delimiter string }{{quoted("^"), "^"}, {quoted(" "), " "}, {quoted("\x1f"), `\x1f`}, {with(" "), " "}} {
		f, entries, _ := open(t, write(t, tt.content), importer.Options{Delimiter: tt.delimiter})
		if len(entries) != 2 || !entries[1].Valid() || entries[1].Customer.Company != "Acme" {
			t.Errorf("%q: %+v, %q", tt.delimiter, entries, f.Notes())
		}
	}
}

// Of lines in quotes, no delimiter makes rows.
func TestLinesInQuotesAsAWholeAreRefused(t *testing.T) {
	for _, sep := range []string{",", ";"} {
		for _, behind := range []string{"", ";;"} {
			content := "\"" + strings.ReplaceAll(strings.ReplaceAll(headRow+"\"\"Lee, Ann\"\",a@example.com,"+phoneDE+",", "\n", "\""+behind+"\n\""), ",", sep) + "\"" + behind + "\n"
			for _, delimiter := range []string{"", sep} {
				if delimiter == "," && behind != "" {
					continue // then it is not CSV
				}
				path := write(t, content)
				_, err := importer.Open(path, "my list.csv", importer.Options{Delimiter: delimiter})
				wantRefusal(t, err, "my list.csv:1: each line is in quotes as a whole, so that it is one cell", "take these quotes away, for example: perl -pe ")
				wantRefusal(t, err, "", `'my list.csv' >'my list-unquoted.csv'`)
			}
		}
	}
	_, err := importer.OpenReader(strings.NewReader("\"name,email\"\n\"Ann,a@example.com\"\n"), "stdin", importer.Options{})
	wantRefusal(t, err, "in quotes as a whole", "take these quotes away")
	if strings.Contains(err.(*importer.InputError).Hint, "perl") {
		t.Errorf("a command for standard input: %v", err)
	}
	entries, _ := read(t, headRow+good(1)+"\n\"Ann,a@example.com,"+phoneDE+",Acme\"\n\"Ann\"\n", importer.Options{})
	if got, want := entries[1].Problems[0].Message, "the row has 1 cell, the header has 6: the whole row is in quotes"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := entries[2].Problems[0].Message, "the row has 1 cell, the header has 6"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A row of some MiB is one row, in quotes or not.
func TestALongRowIsOneRow(t *testing.T) {
	for _, quote := range []string{"", `"`} {
		for _, size := range []int{1 << 20, 3 << 20, 5<<20 + 3} {
			entries, _ := read(t, headRow+"Ann,a@example.com,"+phoneDE+","+quote+strings.Repeat("x", size)+quote+"\n"+good(2)+"\n", importer.Options{})
			if got := summary(entries); len(got) != 2 || got[0] != "1@2 malformed_row" || got[1] != "2@3" || !strings.Contains(messages(&entries[0]), "longer than 1 MiB") {
				t.Errorf("%s%d: %q", quote, size, got)
			}
		}
	}
}
