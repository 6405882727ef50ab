package importer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
)

const (
	headRow = "name,email,phone,password,country,company\n"
	phoneDE = "+493023125401,Secret#1,DE"
)

// shown is what the tests of one row look at.
func shown(entries []importer.Entry) (rows []string) {
	for _, e := range entries {
		row := fmt.Sprintf("%d %s|%s|%s", e.Line, e.Customer.Name, e.Customer.Company, e.Customer.Password.Reveal())
		if !e.Valid() {
			row = fmt.Sprintf("%d %s", e.Line, e.Problems[0].Message)
		}
		rows = append(rows, row)
	}
	return rows
}

// What is not written as RFC 4180 has it is read as it is meant, where that is
// certain, and said once for the file.
func TestRowsAreReadAsTheyAreMeant(t *testing.T) {
	const spaced, formulas, escapes, short = "spaces around the quotes", `cells written as ="text"`, `quotes written as \"`, "before the last column"
	tests := []struct {
		name, content string
		want          []string
		notes         []string // parts of them
	}{
		{"quotes escaped by a backslash", headRow +
			`"Robert \"Bob\"",b@example.com,` + phoneDE + `,"5\""` + "\n" + `Cid,c@example.com,` + phoneDE + `,"\"a, b\""` + "\n",
			[]string{`2 Robert "Bob"|5"|Secret#1`, `3 Cid|"a, b"|Secret#1`}, []string{escapes + " (first on line 2)"}},
		{"a backslash is one without quotes to escape", headRow + `Ann,a@example.com,` + phoneDE + `,"C:\dir\"` + "\n" + `Bob,b@example.com,` + phoneDE + `,"\\srv\x"` + "\n",
			[]string{`2 Ann|C:\dir\|Secret#1`, `3 Bob|\\srv\x|Secret#1`}, nil},
		{"a backslash is escaped where quotes are", headRow + `Ann,a@example.com,` + phoneDE + `,"C:\\dir\\"` + "\n" + `Bob,b@example.com,` + phoneDE + `,"\"x\""` + "\n",
			[]string{`2 Ann|C:\dir\|Secret#1`, `3 Bob|"x"|Secret#1`}, []string{escapes + " (first on line 2)"}},
		{"a path that ends beside escaped quotes", headRow + `"C:\","a@example.com",` + phoneDE + `,"said \"hi\""` + "\n" + good(2) + "\n",
			[]string{`2 a quote is escaped by a backslash, so it is unclear where cells end: write "" for \"`, "3 Ann 2|Acme|Secret#0002"}, nil},
		{"a path that ends in a row of its own", headRow + `"Ann","a@example.com",` + phoneDE + `,"C:\"` + "\n" + `"Bob","b@example.com",` + phoneDE + `,"said \"hi\""` + "\n",
			[]string{`2 Ann|C:\|Secret#1`, `3 Bob|said "hi"|Secret#1`}, []string{escapes + " (first on line 3)"}},
		{"a line end in a cell with escaped quotes", headRow + "\"Ann \\\"A\\\"\nB\",a@example.com," + phoneDE + ",x\n" + good(2) + "\n",
			[]string{`2 Ann "A" B|x|Secret#1`, "4 Ann 2|Acme|Secret#0002"}, []string{escapes}},
		{"escapes in a row of another width", headRow + `"x \"y\"",a@example.com` + "\n" + good(2) + "\n",
			[]string{`2 a quote is escaped by a backslash, so it is unclear where cells end: write "" for \"`, "3 Ann 2|Acme|Secret#0002"}, nil},
		{"escapes in a row with cells beyond the header", headRow + `"x \"y\"",a@example.com,` + phoneDE + ",x,more\n" + `"x \"y\"",b@example.com,` + phoneDE + ",x,,\n" + good(3) + "\n",
			[]string{`2 a quote is escaped by a backslash, so it is unclear where cells end: write "" for \"`, `3 x "y"|x|Secret#1`, "4 Ann 3|Acme|Secret#0003"}, []string{escapes}},
		{"space before quotes", headRow + `"Ann, Dr.", "a@example.com",	"+493023125401" , "Secret#1", "DE", "A ""B"""` + "\n",
			[]string{`2 Ann, Dr.|A "B"|Secret#1`}, []string{spaced + " of cells (first on line 2)"}},
		{"space before quotes, in the header, too", `"name", "email", "phone", "password", "country", "company"` + "\n" + `"Ann, Dr.", "a@example.com", "+493023125401", "Secret#1", "DE", ""` + "\n",
			[]string{`2 Ann, Dr.||Secret#1`}, []string{spaced + " of cells (first on line 1)"}},
		{"space before quotes in a short row, and in one that is too short", headRow + `Ann, "a@example.com", ` + phoneDE + "\n" + `Bob, "b@example.com"` + "\n" + good(3) + "\n",
			[]string{`2 Ann||Secret#1`, "3 the row has 2 cells, the header has 6", "4 Ann 3|Acme|Secret#0003"}, []string{spaced, short}},
		{"text between quotes and the delimiter", headRow + `Ann, "A" B,` + phoneDE + ",x\n" + good(2) + "\n",
			[]string{`2 a quote (") is inside an unquoted cell: quote the cell, and double the quotes in it`, "3 Ann 2|Acme|Secret#0002"}, nil},
		{"formulas of text", headRow + `="Ann, ""A""",="a@example.com",="+493023125401",="Secret#1",DE,="00123"` + "\n" + `Bob,b@example.com,` + phoneDE + `,"=""0456"""` + "\n",
			[]string{`2 Ann, "A"|00123|Secret#1`, "3 Bob|0456|Secret#1"}, []string{formulas + " (first on line 2)"}},
		{"a formula in quotes is text, too", "name;email;phone;password;country\n" + `Ann;a@example.com;"=""+493023125401""";"=""Secret#1""";DE` + "\n",
			[]string{"2 Ann||Secret#1"}, []string{"semicolons", formulas}},
		{"a formula of two texts is none", headRow + `Bob,b@example.com,` + phoneDE + `,"=""A""&""B"""` + "\n", []string{`2 Bob|="A"&"B"|Secret#1`}, nil},
		{"a formula of another kind", headRow + `=A1&"x",a@example.com,` + phoneDE + ",x\n" + good(2) + "\n",
			[]string{`2 a quote (") is inside an unquoted cell: quote the cell, and double the quotes in it`, "3 Ann 2|Acme|Secret#0002"}, nil},
		{"short rows", headRow + "Ann,a@example.com," + phoneDE + "\nBob,b@example.com," + phoneDE + ",Acme\nCid,c@example.com," + phoneDE + "\n",
			[]string{"2 Ann||Secret#1", "3 Bob|Acme|Secret#1", "4 Cid||Secret#1"}, []string{"2 rows end " + short + " (the first on line 2)"}},
		{"a short row in quotes", headRow + "\"Ann\nA\",a@example.com," + phoneDE + "\n", []string{"2 Ann A||Secret#1"}, []string{"the row on line 2 ends " + short}},
		{"a row without what must be filled", headRow + "Ann,a@example.com,+493023125401,Secret#1\n", []string{"2 the row has 4 cells, the header has 6"}, nil},
		{"a row without one, where others end with an empty cell", headRow + "Ann,a@example.com," + phoneDE + "\nBob,b@example.com," + phoneDE + ",\n",
			[]string{"2 the row has 5 cells, the header has 6", "3 Bob||Secret#1"}, nil},
		{"a delimiter at the end of a quoted line is not an empty cell", headRow + "Ann,a@example.com," + phoneDE + "\nBob,b@example.com," + phoneDE + ",\"Acme,\nLtd\"\n",
			[]string{"2 Ann||Secret#1", "3 Bob|Acme, Ltd|Secret#1"}, []string{short}},
		{"a delimiter after the header", "name,email,phone,password,country,\nAnn,a@example.com," + phoneDE + "\nBob,b@example.com," + phoneDE + ",\n",
			[]string{"2 Ann||Secret#1", "3 Bob||Secret#1"}, []string{"the header ends with a delimiter: column 6 has no name and is not used"}},
		{"delimiters after the header", "name,email,phone,password,country,,\"\", \nAnn,a@example.com," + phoneDE + "\n",
			[]string{"2 Ann||Secret#1"}, []string{"the header ends with delimiters: columns 6 to 8 have no name and are not used"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, ends := range []string{"\n", "\r\n"} {
				f, entries, tally := open(t, write(t, strings.ReplaceAll(tt.content, "\n", ends)), importer.Options{})
				if got := shown(entries); !slices.Equal(got, tt.want) || tally.Rows != len(got) {
					t.Errorf("%q: read\n%q, want\n%q", ends, got, tt.want)
				}
				notes := f.Notes()
				same := len(notes) == len(tt.notes) || strings.Contains(tt.content, ";") && len(notes) == len(tt.notes)
				for i := range min(len(notes), len(tt.notes)) {
					same = same && strings.Contains(notes[i], tt.notes[i])
				}
				if !same {
					t.Errorf("%q: notes = %q, want %q", ends, notes, tt.notes)
				}
			}
		})
	}
}

// A field that is made from columns that a row does not have can't be told from a moved one.
func TestAShortRowLacksNothingThatAFieldIsMadeOf(t *testing.T) {
	const content = "First,email,phone,password,country,Last\nAnn,a@example.com," + phoneDE + "\n"
	entries, _ := read(t, content, importer.Options{Map: []string{"name={First} {Last}"}})
	if got := summary(entries); got[0] != "1@2 malformed_row" {
		t.Errorf("got %q", got)
	}
	entries, _ = read(t, content, importer.Options{Map: []string{"First=name", "company={Last}"}})
	if got := summary(entries); got[0] != "1@2" {
		t.Errorf("got %q", got)
	}
}

// A row far down is read as one at the start.
func TestEscapesBeyondWhatIsLookedAtFirst(t *testing.T) {
	var b strings.Builder
	b.WriteString(headRow)
	for n := range 30_000 { // 1.9 MB
		b.WriteString(good(n) + "\n")
	}
	b.WriteString(`"Ann \"A\"",a@example.com,` + phoneDE + ",x\n" + `Bob,b@example.com,` + phoneDE + "\n")
	f, entries, _ := open(t, write(t, b.String()), importer.Options{})
	if got, want := shown(entries[30_000:]), []string{`30002 Ann "A"|x|Secret#1`, "30003 Bob||Secret#1"}; !slices.Equal(got, want) {
		t.Errorf("read %q, want %q", got, want)
	}
	if got := strings.Join(f.Notes(), "\n"); !strings.Contains(got, "line 30002") || !strings.Contains(got, "line 30003") || strings.Count(got, "\n") != 1 {
		t.Errorf("notes = %q", got)
	}
}

func TestLinesThatAreNoRows(t *testing.T) {
	ann := "Ann,a@example.com," + phoneDE + ",Acme\n"
	tests := []struct {
		name, content string
		rows          []string
		want          importer.Tally
	}{
		{"a count at the end", headRow + ann + "(1 row)\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 1}},
		{"no line end", headRow + ann + "Total: 1", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 1}},
		{"empty cells after it", headRow + ann + "\"Total: 1,234\",,,,,\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 1}},
		{"empty lines around it", headRow + ann + "\n12 rows affected\n\n,,,,,\n", []string{"1@2"}, importer.Tally{Rows: 1, Empty: 3, Footers: 1}},
		{"several", headRow + ann + "-----\nQuery OK, 1 row affected (0.01 sec)\nTotal rows: 1\n\nTime: 0.2 ms\n", []string{"1@2"}, importer.Tally{Rows: 1, Rules: 1, Empty: 1, Footers: 3}},
		{"totals", headRow + ann + "Total,,12,,,\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 1}},
		{"totals in another column, and sums in quotes", headRow + ann + ",Grand total:,\"1,234\",,\"€ 5,678.90\",12 %\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 1}},
		{"few totals", headRow + ann + "Gesamtsumme,12\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 1}},
		{"a count in two cells", headRow + ann + "Total customers,1\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 1}},
		{"a name with a telephone number is a row", headRow + ann + "Total,,9876543210,,,\nTotal,,+49301234,,,\nTotal,,030123456,,,\n", []string{"1@2", "2@3 required required required", "3@4 required required required", "4@5 required required required"}, importer.Tally{Rows: 4}},
		{"so is one with a short telephone number", headRow + ann + "Total,,98765433,,,\nSuma,,201234567,,,\nTotal,,201 23 45,,,\n", []string{"1@2", "2@3 required required required", "3@4 required required required", "4@5 required required required"}, importer.Tally{Rows: 4}},
		{"large sums", headRow + ann + "Total,,123456,1.234.567,98765433.50,\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 1}},
		{"a name with a word is a row", headRow + ann + "Total,,12,,DE,\n", []string{"1@2", "2@3 required required invalid_phone"}, importer.Tally{Rows: 2}},
		{"Total Energies is a row", headRow + "Total,t@example.com," + phoneDE + ",12\nTotal Energies,u@example.com," + phoneDE + ",12\n", []string{"1@2", "2@3"}, importer.Tally{Rows: 2}},
		{"dates", headRow + ann + "Report date: 2026-11-27\n\"Generated on Nov 27, 2026 10:15 AM\"\n27.11.2026\nCompletion time: 2026-11-27T10:00:00.0000000+01:00\nPage 1 of 1\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 5}},
		{"ends", headRow + ann + "-- end --\n*** Ende der Liste ***\n<EOF>\n\\.\nSQL> spool off\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 5}},
		{"counts", headRow + ann + "Records exported: 1\nExported 1 record\nShowing 1 to 1 of 1 entries\n", []string{"1@2"}, importer.Tally{Rows: 1, Footers: 3}},
		{"words are rows", headRow + ann + "End\nConfidential\nGrand total\nDate Palm Ltd\n", nil, importer.Tally{Rows: 5}},
		{"nothing but a count", headRow + "(0 rows)\n", nil, importer.Tally{Footers: 1}},
		{"in the middle it is a row", headRow + "(1 row)\n" + ann, []string{"1@2 malformed_row", "2@3"}, importer.Tally{Rows: 2}},
		{"with another cell it is a row", headRow + ann + "Total: 12,t@example.com,,,,\n", []string{"1@2", "2@3 required required required"}, importer.Tally{Rows: 2}},
		{"a name is a row", headRow + ann + "Total,,,,,\n", []string{"1@2", "2@3 required required required required"}, importer.Tally{Rows: 2}},
		{"a name with a number is a row", headRow + ann + "Studio 12,,,,,\n", []string{"1@2", "2@3 required required required required"}, importer.Tally{Rows: 2}},
		{"in a cell it is the cell's", headRow + "Ann,a@example.com," + phoneDE + ",\"Acme\nTotal: 12\"\n", []string{"1@2"}, importer.Tally{Rows: 1}},
		{"in a cell, with lines after it", headRow + "Ann,a@example.com," + phoneDE + ",\"Acme\n(12 rows)\n\n----\n\"\n", []string{"1@2"}, importer.Tally{Rows: 1}},
		{"in a customer's name", headRow + "12 rows,a@example.com," + phoneDE + ",\nTotal: 12,b@example.com," + phoneDE + ",\n", []string{"1@2", "2@3"}, importer.Tally{Rows: 2}},
		{"dashes under the header", headRow + "---,---,---,---,---,---\n" + ann, []string{"1@3"}, importer.Tally{Rows: 1, Rules: 1}},
		{"few dashes are a row", headRow + "-,-,-,-,-,-\n" + ann, nil, importer.Tally{Rows: 2, Placeholders: 5}},
		{"psql", "name | email | phone | password | country\n-----+-----+------+----+----\n Ann | a@example.com | +493023125401 | Secret#1 | DE\n(1 row)\n\n", []string{"1@3"}, importer.Tally{Rows: 1, Rules: 1, Footers: 1, Empty: 1}},
		{"mysql", "+-----+-----+\n| name | email | phone | password | country |\n+-----+-----+\n| Ann | a@example.com | +493023125401 | Secret#1 | DE |\n+----+----+\n1 row in set (0.00 sec)\n\n",
			[]string{"1@4"}, importer.Tally{Rows: 1, Rules: 2, Footers: 1, Empty: 1}},
		{"Markdown", "| name | email | phone | password | country |\n|:---|---:|---|---|:---:|\n| Ann | a@example.com | +493023125401 | Secret#1 | DE |\n", []string{"1@3"}, importer.Tally{Rows: 1, Rules: 1}},
		{"a header again on a new page", headRow + ann + "\f" + headRow + good(2) + "\n", []string{"1@2", "2@4"}, importer.Tally{Rows: 2, Headers: 1}},
		{"a header again in quotes", headRow + ann + "\"Name\",\"EMAIL\",\"phone\", \"password\",country,company \n" + good(2) + "\n", []string{"1@2", "2@4"}, importer.Tally{Rows: 2, Headers: 1}},
		{"a customer whose name is the header's", headRow + ann + "Name,b@example.com," + phoneDE + ",company\nname,email,phone,password,country\n", nil, importer.Tally{Rows: 3}},
		{"headers and dashes again", headRow + "---,---,---,---,---,---\n" + ann + headRow + "---,---,---,---,---,---\n" + good(2) + "\n", []string{"1@3", "2@6"}, importer.Tally{Rows: 2, Rules: 2, Headers: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, ends := range []string{"\n", "\r\n", "\r"} {
				entries, tally := read(t, strings.ReplaceAll(tt.content, "\n", ends), importer.Options{})
				if got := summary(entries); tt.rows != nil && !slices.Equal(got, tt.rows) || tally != tt.want {
					t.Errorf("%q: rows %q, tally %+v; want %q, %+v", ends, got, tally, tt.rows, tt.want)
				}
			}
		})
	}
}

// Footers are known wherever the end of the file lies between what is read at once.
func TestFootersAreKnownAtEverySeam(t *testing.T) {
	const seam = 128 << 10
	footer := "\nTotal: 700\n\n(700 rows)\n"
	for _, size := range []int{seam - 20, seam - 1, seam, seam + 1, 2*seam - 10, 3 * seam} {
		row := good(1)
		content := headRow + strings.Repeat(row+"\n", (size-len(row))/(len(row)+1))
		for shift := 0; shift < 70; shift += 7 {
			entries, tally := read(t, content+"\""+strings.Repeat("x", shift)+"\""+row[5:]+footer, importer.Options{})
			if tally.Footers != 2 || tally.Empty != 1 || entries[len(entries)-1].Customer.Company != "Acme" {
				t.Errorf("size %d, shift %d: %+v", size, shift, tally)
			}
		}
	}
}

func TestAKeptFileHasItsFootersCounted(t *testing.T) {
	f, err := importer.Open(write(t, headRow+"---,---\nAnn,a@example.com,"+phoneDE+"\n(1 row)\n"), "c.csv", importer.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	r, err := f.Keep(func(yield func(importer.Batch, error) bool) {
		for b, err := range f.Blocks() {
			if !yield(f.Pack(b), err) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := r.Tally(); got != (importer.Tally{Rows: 1, Rules: 1, Footers: 1}) || len(r.Notes()) != 1 {
		t.Errorf("tally = %+v, notes = %q", got, r.Notes())
	}
}

func TestOneColumnNamesItsDelimiter(t *testing.T) {
	rows := func(delim string) string { return strings.ReplaceAll(headRow+good(1)+"\n"+good(2)+"\n", ",", delim) }
	for _, tt := range []struct{ delim, flag string }{
		{"^", "--delimiter '^'"}, {"~", "--delimiter '~'"}, {":", "--delimiter :"}, {"\x01", `--delimiter '\x01'`}, {"\x1f", `--delimiter '\x1f'`}, {"!", "--delimiter '!'"}, {"\\", `--delimiter '\'`},
	} {
		_, err := importer.Open(write(t, rows(tt.delim)), "c.csv", importer.Options{})
		wantRefusal(t, err, "c.csv:1: the header is one column; it looks as if it is separated by", tt.flag)
		flag := strings.Trim(strings.TrimPrefix(tt.flag, "--delimiter "), "'")
		f, entries, _ := open(t, write(t, rows(tt.delim)), importer.Options{Delimiter: flag})
		if len(entries) != 2 || entries[1].Customer.Company != "Acme" || string(f.Delimiter()) != tt.delim {
			t.Errorf("%s: read %+v", tt.flag, entries)
		}
	}
	_, err := importer.Open(write(t, "E-mail\na@example.com\nb@example.com\n"), "c.csv", importer.Options{})
	wantRefusal(t, err, "the required columns", "")
	for name, want := range map[string]byte{"colon": ':', "Caret": '^', "tilde": '~', `\t`: '\t', `\x1F`: 0x1f, "^A": 1, `\`: '\\', `\001`: 1, "'": '\''} {
		f, _, _ := open(t, write(t, rows(string(rune(want)))), importer.Options{Delimiter: name})
		if f.Delimiter() != want {
			t.Errorf("%s is %q", name, f.Delimiter())
		}
	}
	for _, name := range []string{"\n", `\n`, `\r`, `"`, "", "ä", "7", `\x00`, "\x00", "^^^", `\xff`} {
		if _, err := importer.Open(write(t, rows(",")), "c.csv", importer.Options{Delimiter: name}); (err == nil) != (name == "") {
			t.Errorf("--delimiter %q: %v", name, err)
		}
	}
}

func TestALoneCarriageReturnEndsALine(t *testing.T) {
	content := headRow + good(1) + "\r" + good(2) + "\n\"Ann\r3\"" + good(3)[5:] + "\r\r\n" + good(4) + "\r"
	entries, _ := read(t, content, importer.Options{})
	if got, want := summary(entries), []string{"1@2", "2@3", "3@4", "4@6"}; !slices.Equal(got, want) || entries[2].Customer.Name != "Ann 3" {
		t.Errorf("rows %q, want %q; %+v", got, want, entries[2].Customer)
	}
}

func TestLinesThatEndOtherwiseAreRefusedByName(t *testing.T) {
	for sep, name := range map[string]string{"\u2028": "U+2028", "\u2029": "U+2029", "\u0085": "U+0085", "\x85": "0x85", "\x1e": "U+001E", "\x1c": "U+001C", "\f": "U+000C"} {
		content := strings.ReplaceAll(headRow+good(1)+"\n"+good(2)+"\n", "\n", sep)
		for _, last := range []string{"", "\n"} {
			_, err := importer.Open(write(t, content+last), "my list.csv", importer.Options{})
			wantRefusal(t, err, "my list.csv:1: its lines end with ", "perl -pe ")
			wantRefusal(t, err, name, `'my list.csv' >'my list-lines.csv'`)
		}
		// In a cell it is space.
		for _, content := range []string{
			headRow + strings.Replace(good(1), "Acme", "\"Ac"+sep+"me, x"+sep+"y, z\"", 1) + "\n",
			"name,email,phone,password,country,\"company" + sep + "(or firm)\"\n" + good(1) + "\n",
		} {
			if sep == "\x85" {
				continue
			}
			entries, _ := read(t, content, importer.Options{})
			if len(entries) != 1 || !entries[0].Valid() {
				t.Errorf("%q: %+v", content, entries)
			}
		}
	}
}

func TestANULIsItsRowsProblem(t *testing.T) {
	entries, _ := read(t, headRow+good(1)+"\nB\x00b"+good(2)[3:]+"\n\"C\x00\"\"\nc\""+good(3)[5:]+"\n"+good(4)+"\n\x00\n", importer.Options{})
	if got, want := summary(entries), []string{"1@2", "2@3 malformed_row", "3@4 malformed_row", "4@6", "5@7 malformed_row"}; !slices.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
	for _, content := range []string{"name,em\x00ail,phone,password,country\n" + good(1), "\x7fABC\x02\n\x00\x00\x01\n"} {
		_, err := importer.Open(write(t, content), "c.csv", importer.Options{})
		wantRefusal(t, err, "NUL", ".xlsx")
	}
	_, err := importer.Open(write(t, "n\x00a\x00m\x00e\x00,\x00e\x00"), "c.csv", importer.Options{Encoding: "utf-8"})
	wantRefusal(t, err, "not in UTF-8", "leave --encoding out")
}

// Two quotes that are each the only one of a row make one row of two: what was meant is
// not sure, and said.
func TestQuotesThatJoinRowsAreNoted(t *testing.T) {
	for _, tt := range []struct {
		content string
		noted   bool
	}{
		{"Ann,a@example.com,+493023125401,Secret#1,DE,\"Acme\nBob,b@example.com,+493023125402,Secret#2,DE,Acme\"\n", true},
		{"\"Ann,a@example.com,+493023125401,Secret#1,DE,Acme\nBob\",b@example.com,+493023125402,Secret#2,DE,Acme\n", true},
		{"\"Ann\nLee\",b@example.com,+493023125402,Secret#2,DE,Acme\n", false},
		{"Ann,a@example.com,+493023125401,Secret#1,DE,\"Acme\nLtd, of Berlin\"\n", false},
		{"Ann,a@example.com,+493023125401,Secret#1,DE,\"Acme, Ltd\n@ Berlin, DE, EU, Earth, Space, too\"\n", false},
	} {
		entries, _ := read(t, headRow+tt.content+good(3)+"\n", importer.Options{})
		noted := slices.ContainsFunc(entries[0].Notes, func(n importer.Problem) bool { return n.Code == normalize.RowsInCell })
		if noted != tt.noted || len(entries) != 2 {
			t.Errorf("%q: %+v", tt.content, entries[0].Notes)
		}
	}
	entries, _ := read(t, headRow+"Ann,a@example.com,+493023125401,\"Secret#1,DE,Acme\nBob,b@example.com,+493023125402,Secret#2\",DE,Acme\n\"Cy\",c@example.com,+493023125402,Sec\tret#2,DE,Acme\n", importer.Options{})
	for i := range entries {
		if p := entries[i].Problems; len(p) != 1 || p[0].Code != importer.WeakPassword || !strings.Contains(p[0].Message, "can't be seen") {
			t.Errorf("row %d: %+v", i+1, p)
		}
	}
}

// Whatever its case, the header once more tells nothing about what its columns have.
func TestAHeaderOnceMoreIsNoContent(t *testing.T) {
	for _, again := range []string{"", "Name,Email,Phone,Country,PIN\n", "NAME,EMAIL,PHONE,COUNTRY,PIN\n"} {
		f, _, _ := open(t, write(t, "Name,Email,Phone,Country,PIN\n"+again+"Ann,a@example.com,+919876543210,IN,560001\n"), importer.Options{PasswordOptional: true})
		if !slices.ContainsFunc(f.Columns(), func(c importer.Column) bool { return c.Header == "PIN" && c.Field == importer.ZipCode }) {
			t.Errorf("%q: %+v", again, f.Columns())
		}
	}
}

// Letters beyond those of Europe are UTF-8 in names of one language, however few there are.
func TestFewLettersAreUTF8(t *testing.T) {
	for _, name := range []string{"Əli", "Məmməd Əliyev", "Ɗanladi Ɓello", "Yaƙubu", "Kɔfi Mɛnsa", "Şəhla", "Ńkechi Ọlá"} {
		entries, _ := read(t, headRow+name+",a@example.com,"+phoneDE+",Acme\n", importer.Options{})
		if len(entries) != 1 || entries[0].Customer.Name != name {
			t.Errorf("%s: %+v", name, entries)
		}
	}
}
