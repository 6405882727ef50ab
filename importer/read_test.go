package importer_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
)

const header = "name,email,phone,password,country,company\n"

// good is a row that nothing is wrong with.
func good(n int) string {
	return fmt.Sprintf("Ann %d,ann%d@example.com,+4930231254%02d,Secret#%04d,DE,Acme", n, n, n%100, n)
}

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "customers.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// read returns all rows of a file, and how many empty ones it has.
func read(t *testing.T, content string, opts importer.Options) ([]importer.Entry, importer.Tally) {
	t.Helper()
	f, err := importer.Open(write(t, content), "customers.csv", opts)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer f.Close()
	var tally importer.Tally
	var entries []importer.Entry
	for e, err := range f.Read(&tally) {
		if err != nil {
			t.Fatalf("Read: %v", err)
		}
		entries = append(entries, *e)
	}
	return entries, tally
}

// summary is an entry in a line: its row, its line, and its codes.
func summary(entries []importer.Entry) (lines []string) {
	for _, e := range entries {
		line := fmt.Sprintf("%d@%d", e.Row, e.Line)
		for _, p := range e.Problems {
			line += " " + string(p.Code)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestRowsOfEveryShapeAreReadAndNumbered(t *testing.T) {
	tests := []struct {
		name    string
		content string
		want    []string
		empty   int
	}{
		{"final newline", header + good(1) + "\n" + good(2) + "\n", []string{"1@2", "2@3"}, 0},
		{"no final newline", header + good(1) + "\n" + good(2), []string{"1@2", "2@3"}, 0},
		{"CRLF", strings.ReplaceAll(header+good(1)+"\n"+good(2)+"\n", "\n", "\r\n"), []string{"1@2", "2@3"}, 0},
		{"byte order mark", "\ufeff" + header + good(1) + "\n", []string{"1@2"}, 0},
		{"header after empty lines", "\n\r\n" + header + good(1) + "\n", []string{"1@4"}, 0},
		{"empty lines between rows", header + "\n" + good(1) + "\n\n\n" + good(2) + "\n\n", []string{"1@3", "2@6"}, 4},
		{"rows of separators and space", header + ",,,,,\n" + good(1) + "\n ,\t, , ,,\"\"\n", []string{"1@3"}, 2},
		{"row of non-breaking spaces", header + "\u00a0,,,,,\n" + good(1) + "\n", []string{"1@3"}, 1},
		{"one empty cell is not the end", header + strings.Replace(good(1), "Acme", "", 1) + "\n" + good(2) + "\n", []string{"1@2", "2@3"}, 0},
		{"quoted newline", header + "\"Ann\n1\",a@example.com,+493023125401,Secret#1,DE,Acme\n" + good(2) + "\n", []string{"1@2", "2@4"}, 0},
		{"too few cells", header + "Ann,ann@example.com\n" + good(2) + "\n", []string{"1@2 malformed_row", "2@3"}, 0},
		{"too many cells", header + good(1) + ",more\n" + good(2) + "\n", []string{"1@2 malformed_row", "2@3"}, 0},
		{"empty cells beyond the header", header + good(1) + ",, \n" + good(2) + "\n", []string{"1@2", "2@3"}, 0},
		{"bare quote", header + "5\" pipe,p@example.com,+493023125401,Secret#1,DE,Acme\n" + good(2) + "\n", []string{"1@2 malformed_row", "2@3"}, 0},
		{"text after a quote", header + "\"Ann\" B,p@example.com,+493023125401,Secret#1,DE,Acme\n" + good(2) + "\n", []string{"1@2 malformed_row", "2@3"}, 0},
		{"quote never closed, rows follow", header + good(1) + "\nAnn,\"a@example.com,+493023125401,Secret#1,DE,Acme\n" + good(3) + "\n" + good(4) + "\n",
			[]string{"1@2", "2@3 malformed_row", "3@4", "4@5"}, 0},
		{"quote never closed, in the last row", header + good(1) + "\nAnn,a@example.com,+493023125401,Secret#1,DE,\"Acme\nLtd", []string{"1@2", "2@3 malformed_row"}, 0},
		{"quote closed by a quoted cell of a later row", header + "Ann,\"a@example.com,+493023125401,Secret#1,DE,Acme\n" + good(2) + "\nBob,b@example.com,+493023125401,Secret#1,DE,\"Acme, Ltd\"\n" + good(4) + "\n",
			[]string{"1@2 malformed_row", "2@3", "3@4", "4@5"}, 0},
		{"ragged row with a quoted newline is one row", header + "\"Ann\n1\",a@example.com\n" + good(2) + "\n", []string{"1@2 malformed_row", "2@4"}, 0},
		{"not UTF-8", header + "Ännchen Löwenmäßig,z@example.com,+493023125401,Secret#1,DE,Müller\nAnn\xff,a@example.com,+493023125401,Secret#1,DE,Acme\n" + good(2) + "\n", []string{"1@2", "2@3 malformed_row", "3@4"}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			entries, tally := read(t, tt.content, importer.Options{})
			if got := summary(entries); !slices.Equal(got, tt.want) {
				t.Errorf("rows = %q, want %q", got, tt.want)
			}
			if tally.Empty != tt.empty || tally.Rows != len(tt.want) {
				t.Errorf("tally = %+v, want %d rows and %d empty ones", tally, len(tt.want), tt.empty)
			}
		})
	}
}

// A cell that holds lines which look like rows is believed, but said.
func TestSwallowedRowsAreSaid(t *testing.T) {
	content := header + "Ann,a@example.com,+493023125401,Secret#1,DE,\"Acme\n" + good(2) + "\n" + good(3) + "\nLtd\"\n" + good(5) + "\n"
	entries, _ := read(t, content, importer.Options{})
	if len(entries) != 2 {
		t.Fatalf("%d rows, want 2: %q", len(entries), summary(entries))
	}
	if n := entries[0].Notes; len(n) != 1 || n[0].Code != normalize.RowsInCell {
		t.Errorf("notes = %+v, want one about the rows in the cell", n)
	}
	if n := entries[1].Notes; len(n) != 0 {
		t.Errorf("the row after it has notes, too: %+v", n)
	}
}

// Records that lie across the borders of blocks are read as any others.
func TestBlocksHaveNoSeams(t *testing.T) {
	var b strings.Builder
	b.WriteString(header)
	var want []string
	line := 2
	for n := 1; n <= 20_000; n++ {
		row := good(n)
		lines := 1
		switch n % 97 {
		case 0:
			row = strings.Replace(row, "Acme", "\"Acme\nLtd, \"\"the\"\" one\"", 1)
			lines = 2
		case 1:
			row = "broken \" row"
		}
		b.WriteString(row + "\n")
		s := fmt.Sprintf("%d@%d", n, line)
		if n%97 == 1 {
			s += " malformed_row"
		}
		want = append(want, s)
		line += lines
	}
	entries, _ := read(t, b.String(), importer.Options{})
	if got := summary(entries); !slices.Equal(got, want) {
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Fatalf("row %d = %q, want %q (%d rows, want %d)", i+1, got[min(i, len(got)-1)], want[i], len(got), len(want))
			}
		}
	}
}

func TestAHugeUnclosedCellCostsOneRow(t *testing.T) {
	const lines = 1500
	content := header + "Ann,\"a\n" + strings.Repeat(strings.Repeat("x", 1023)+"\n", lines) + good(3) + "\n"
	entries, tally := read(t, content, importer.Options{})
	last := entries[len(entries)-1]
	if entries[0].Problems[0].Code != importer.MalformedRow || !last.Valid() {
		t.Errorf("first %+v, last %+v: want a malformed row first and a good one last", entries[0].Problems, last.Problems)
	}
	if tally.Rows != lines+2 {
		t.Errorf("%d rows, want %d", tally.Rows, lines+2)
	}
}

func TestARowHasAllOfItsProblems(t *testing.T) {
	content := "name,email,phone,password,country,timezone,gstin,gst_status\n" +
		",ann@,12,short,Atlantis,Mars/Olympus,29AAKCS7712M1ZA,maybe\n"
	entries, _ := read(t, content, importer.Options{})
	want := []string{"1@2 required invalid_country invalid_phone invalid_email weak_password invalid_gstin"}
	if got := summary(entries); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRequiredFields(t *testing.T) {
	row := strings.Repeat(",", 5) + "Acme\n"
	tests := []struct {
		opts importer.Options
		want string
	}{
		{importer.Options{}, "1@2 required required required required required"},
		{importer.Options{PasswordOptional: true}, "1@2 required required required required"},
	}
	for _, tt := range tests {
		entries, _ := read(t, header+row, tt.opts)
		if got := summary(entries); got[0] != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.opts, got[0], tt.want)
		}
	}
}

func TestDuplicateEmails(t *testing.T) {
	content := header +
		"Ann,ann@example.com,+493023125401,Secret#1,DE,\n" +
		"Ann B,  ANN@Example.COM ,+493023125402,Secret#1,DE,\n" +
		"Ann C,ann@example.com\u200b,bad,Secret#1,DE,\n" +
		"Jos,jose\u0301@example.com,+493023125401,Secret#1,DE,\n" +
		"Jos,jos\u00e9@example.com,+493023125401,Secret#1,DE,\n" +
		"Bob,bob@,+493023125401,Secret#1,DE,\n" +
		"Bob,bob@,+493023125401,Secret#1,DE,\n"
	entries, _ := read(t, content, importer.Options{})
	want := []string{"1@2", "2@3 duplicate_email", "3@4 invalid_phone duplicate_email", "4@5", "5@6 duplicate_email", "6@7 invalid_email", "7@8 invalid_email"}
	if got := summary(entries); !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i, line := range map[int]string{1: "line 2", 2: "line 2", 4: "line 5"} {
		p := entries[i].Problems[len(entries[i].Problems)-1]
		if !strings.Contains(p.Message, line) {
			t.Errorf("row %d: %q does not name %s", i+1, p.Message, line)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	tests := []struct {
		name    string
		content string
		want    []string
		hint    string
	}{
		{"empty", "", []string{"is empty"}, "name,email,phone"},
		{"nothing but lines", "\n\r\n\n", []string{"no header and no rows"}, "name,email,phone"},
		{"missing columns", "name,mail box,phone,colour\n", []string{"customers.csv:1:", "email, password and country", "found: name, mail box, phone, colour"}, "--default-country IN"},
		{"missing password", "name,email,phone,country\n", []string{"column password"}, "--generate-passwords"},
		{"two columns for a field", "name,email,email,phone,password,country\nAnn,a@example.com,b@example.com,,,\n", []string{`columns 2 and 3 are both called "email"`}, "rename"},
		{"open quote in the header", "name,\"email\n", []string{"the header can't be read", "quote"}, ""},
		{"binary", "name\x00\x01\x00\x00\n", []string{"NUL"}, ".xlsx"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := importer.Open(write(t, tt.content), "customers.csv", importer.Options{})
			if err == nil {
				f.Close()
				t.Fatal("no error")
			}
			var e *importer.InputError
			ok := errors.As(err, &e)
			if !ok {
				t.Fatalf("the error is a %T", err)
			}
			for _, want := range tt.want {
				if !strings.Contains(e.Error(), want) {
					t.Errorf("%q does not say %q", e.Error(), want)
				}
			}
			if !strings.Contains(e.Advice(), tt.hint) {
				t.Errorf("the hint %q does not say %q", e.Advice(), tt.hint)
			}
		})
	}
}

func TestAHeaderlessFileDoesNotShowItsFirstCustomer(t *testing.T) {
	_, err := importer.Open(write(t, "Ann,ann@example.com,+493023125401,Marker#1,DE\n"), "customers.csv", importer.Options{})
	if err == nil || strings.Contains(err.Error(), "Marker") || !strings.Contains(err.Error(), "seems to be a customer") {
		t.Errorf("error = %v", err)
	}
}

func TestUnusedColumnsAreNamedWithTheNearestField(t *testing.T) {
	f, err := importer.Open(write(t, "name,email,phone,password,country,compny,colour,error\n"), "customers.csv", importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{`columns that are not used: "compny" (did you mean company?) and "colour"`}
	if got := f.Notes(); !slices.Equal(got, want) {
		t.Errorf("notes = %q, want %q", got, want)
	}
}

func TestCellsAreTheSourcesOwnWords(t *testing.T) {
	f, err := importer.Open(write(t, header+"  Ann ,\"a \"\"b\"\" \",x\n\"B\nC\",b@example.com,1,2,3,4\r\n"), "c.csv", importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := [][]string{{"  Ann ", `a "b" `, "x"}, {"B\nC", "b@example.com", "1", "2", "3", "4"}}
	var tally importer.Tally
	n := 0
	for e, err := range f.Read(&tally) {
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Cells(e); !slices.Equal(got, want[n]) {
			t.Errorf("row %d: cells = %q, want %q", e.Row, got, want[n])
		}
		n++
	}
}

// What is before the header is ignored, but not customers: those of a file that was put
// together of others, with other headers.
func TestCustomersBeforeTheHeaderAreNotIgnored(t *testing.T) {
	const two = "name,email,phone,password,country,company,city\nCy,c@example.com," + phoneDE + ",Acme,Berlin\n"
	for _, tt := range []struct {
		before string
		line   int
	}{
		{"name,email,phone,country\nAnn,a@example.com,+493023125401,DE\nBob,b@example.com,+493023125401,DE\n", 2},
		{"name,email,phone,country\nAnn,a@example.com,+493023125401,DE\n", 2},
		{"Kunde,Netzpost,Ruf\n,,\nAnn,a@example.com,+493023125401\nBob,b@example.com,+493023125401\n", 3},
		{"\"Ann\",\"a@example.com\",\"+493023125401\"\nBob,b@example.com,+493023125401\n", 1},
		{"Customers\nAnn \"A\" Lee,a@example.com,+493023125401\n\nBob,b@example.com,+493023125401\n", 2},
	} {
		_, err := importer.Open(write(t, tt.before+two), "c.csv", importer.Options{})
		wantRefusal(t, err, fmt.Sprintf("c.csv:%d: what looks like a customer is before the header, which is line %d", tt.line, strings.Count(tt.before, "\n")+1), "below the header")
	}
	for _, title := range []string{"Customers of Acme\n", "Exported by,ann@example.com\n", "Prepared by,Ann Lee,ann@example.com\n", "Contact,ann@example.com,+49 30 23125401\n\n", "Exported by,ops@acme.example,2026-11-27\nChecked by,ann@acme.example,2026-11-27 10:00\nOrder 100234,sales@acme.example,27.11.2026\n", "Filter: email contains @example.com, and phone, and country\n", "Questions? Ask Ann, ann@example.com\n,,\n"} {
		entries, _ := read(t, title+two, importer.Options{})
		if len(entries) != 1 || !entries[0].Valid() {
			t.Errorf("%q: %+v", title, entries)
		}
	}
}
