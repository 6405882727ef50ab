package table_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer/table"
)

func text(at, s string) string {
	return `<c r="` + at + `" t="inlineStr"><is><t>` + s + `</t></is></c>`
}

func TestCellsAndRowsStandWhereTheySayTheyStand(t *testing.T) {
	for _, tt := range []struct {
		name, rows string
		want       []string
	}{
		{"gaps", `<row r="3">` + text("B3", "b") + text("D3", "d") + `</row><row r="7">` + text("A7", "a") + `</row>`, []string{"3: |b||d", "7: a"}},
		{"nothing says where", `<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, []string{"1: 1|2", "2: 3"}},
		{"some say where", `<row r="4"><c r="C4"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, []string{"4: ||1|2", "5: 3"}},
		{"places that make no sense", `<row r="x" spans="9:1" ht="tall"><c r=""><v>1</v></c><c r="??"><v>2</v></c><c r="7"><v>3</v></c><c r="B"><v>4</v></c></row><row r="-5"><c r="A0"><v>5</v></c></row>`,
			[]string{"1: 1|2|3|4", "2: 5"}},
		{"small letters", `<row r="1"><c r="b1"><v>1</v></c></row>`, []string{"1: |1"}},
		{"empty rows, and empty cells at the end", `<row r="1"/><row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"/><c r="XFD2" t="s"/></row><row r="3"></row>`, []string{"1: ", "2: 1", "3: "}},
		{"the last cell", `<row r="1048576"><c r="AAA1048576"><v>1</v></c></row>`, []string{"1048576: " + strings.Repeat("|", 702) + "1"}},
		{"hidden rows", `<row hidden="1">` + text("A1", "a") + `</row><row hidden="true">` + text("A2", "b") + `</row><row hidden="0">` + text("A3", "c") + `</row><row hidden="x"/>`, []string{"1 hidden: a", "2 hidden: b", "3: c", "4: "}},
		{"what is not a cell", `<row><x:c xmlns:x="u"><v>9</v></x:c><c><v>1</v><extLst><ext><v>2</v></ext></extLst></c><extLst><c><v>3</v></c></extLst></row><extLst><row/></extLst>`, []string{"1: 1"}},
		{"no rows", ``, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := newBook(tt.rows).rows(t); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRowsOutsideOfTheSheetsDataAreNone(t *testing.T) {
	sheet := strings.Replace(sheetXML(`<row r="1"><c r="A1"><v>1</v></c></row>`), `</worksheet>`,
		`<row r="9"><c r="A9"><v>9</v></c></row><extLst><ext><x14:sheetData xmlns:x14="u"><row r="3"><c r="A3"><v>1</v></c></row></x14:sheetData><sheetData><row r="4"/></sheetData></ext></extLst></worksheet>`, 1)
	if got := newBook("", book{"xl/worksheets/sheet1.xml": sheet}).rows(t); !slices.Equal(got, []string{"1: 1"}) {
		t.Errorf("rows = %q", got)
	}
	none := `<worksheet xmlns="` + mainSpace + `"/>`
	if got := newBook("", book{"xl/worksheets/sheet1.xml": none}).rows(t); len(got) > 0 {
		t.Errorf("rows of a sheet without data = %q", got)
	}
}

// What can't be taken at its word is refused with its row.
func TestASheetThatCanNotBeReadAsItIsMeantIsRefused(t *testing.T) {
	for _, tt := range []struct {
		name, rows string
		row        int
		problem    string
	}{
		{"a formula without a value", `<row/><row><c><f>A1</f></c></row>`, 2, "has no stored value"},
		{"a formula with an empty value", `<row><c><f>A1</f><v></v></c></row>`, 1, "has no stored value"},
		{"a formula with an empty value, short", `<row><c><f>A1</f><v/></c></row>`, 1, "has no stored value"},
		{"a formula with a blank value", `<row r="3"><c r="XFD3"><f>A1</f><v> </v></c></row>`, 3, "the formula in XFD3 has no stored value"},
		{"a formula in a cell without a name", `<row r="3"><c/><c r="Z3"/><c><f>A1</f></c></row>`, 3, "the formula in AA3 has no stored value"},
		{"a shared formula", `<row><c><f t="shared" si="0"/></c></row>`, 1, "has no stored value"},
		{"a formula of text without a value", `<row><c t="str"><f>A1</f></c></row>`, 1, "has no stored value"},
		{"a formula of truth with an empty value", `<row><c t="b"><f>A1</f><v/></c></row>`, 1, "has no stored value"},
		{"a shared text that is not there", `<row/><row><c t="s"><v>2</v></c></row>`, 2, "a cell has the text 2, but there are 2"},
		{"a shared text without a number", `<row><c t="s"><v>one</v></c></row>`, 1, "a cell has a shared text without its number"},
		{"a shared text with an empty number", `<row><c t="s"><v></v></c></row>`, 1, "a cell has a shared text without its number"},
		{"a shared text before the first", `<row><c t="s"><v>-1</v></c></row>`, 1, "a cell has a shared text without its number"},
		{"rows out of order", `<row r="3"/><row r="2"/>`, 2, "the row comes after row 3"},
		{"a row twice", `<row r="2"/><row r="2"/>`, 2, "the row comes after row 2"},
		{"cells out of order", `<row r="2">` + text("B2", "x") + text("A2", "y") + `</row>`, 2, "its cells are out of order"},
		{"a cell twice", `<row r="2">` + text("B2", "x") + text("B2", "y") + `</row>`, 2, "its cells are out of order"},
		{"a cell of another row", `<row r="2">` + text("A3", "x") + `</row>`, 2, `the cell "A3" is in it`},
		{"a cell with two values", `<row><c><v>1</v><v>2</v></c></row>`, 1, "a cell has two values"},
		{"versions of a row", `<row/><mc:AlternateContent xmlns:mc="m"><mc:Choice><row/></mc:Choice></mc:AlternateContent>`, 1, "several versions"},
		{"versions of a cell", `<row><mc:AlternateContent xmlns:mc="m"/></row>`, 1, "several versions"},
		{"a row beyond the last", `<row r="1048577"/>`, 1, "beyond 1048576"},
		{"a column beyond the last", `<row r="2"><c r="XFE2"/></row>`, 2, "more than 16384 columns"},
		{"a column far beyond the last", `<row r="2"><c r="ZZZZZZZZZZZZZZZZ2"/></row>`, 2, "more than 16384 columns"},
		{"cells beyond the last column", `<row><c r="XFD1"/><c/></row>`, 1, "more than 16384 columns"},
		{"a bare &", `<row/><row><c t="str"><v>a & b</v></c></row>`, 2, "a bare &"},
		{"an entity", `<row><c t="str"><v>&lol;</v></c></row>`, 1, "the reference &lol;"},
		{"a password behind a bare &", `<row><c t="str"><v>Sup&r!2024;</v></c></row>`, 1, "the reference &(6 characters, not shown);"},
		{"a password behind a bare <", `<row><c t="str"><v>pa<ss2024!</v></c></row>`, 1, "the element (10 characters, not shown)"},
		{"not a character", `<row><c t="str"><v>&#0;</v></c></row>`, 1, "the reference &#0;"},
		{"half a character", `<row><c t="str"><v>&#xD800;</v></c></row>`, 1, "the reference &#xD800;"},
		{"a control character", "<row/>\x0b<row/>", 1, "the control character 0x0b"},
		{"another encoding", "<row><c t=\"str\"><v>Stra\xdfe</v></c></row>", 1, "not valid UTF-8"},
		{"a tag that is not closed", `<row><c></row>`, 1, "</row> has no start tag"},
		{"a tag that was not opened", `<row/></c>`, 1, "</c> has no start tag"},
		{"a tag in a tag", `<row/><row <c/>`, 1, "the element row"},
		{"a value without quotes", `<row r=1/>`, 1, "it has no value in quotes"},
		{"an attribute twice", `<row r="1" r="2"/>`, 1, "the attribute r twice"},
		{"< in a value", `<row r="<"/>`, 1, "< in a value"},
		{"deep nesting", "<row>" + strings.Repeat("<x>", 61) + "<x>", 1, "elements are nested deeper than 64"},
		{"a document type", `<!DOCTYPE x>`, 1, "document type"},
		{"]]>", `<row><c t="str"><v>a]]>b</v></c></row>`, 1, "]]> outside of CDATA"},
		{"a long text", `<row><c t="str"><v>` + strings.Repeat("x", 5<<20) + `</v></c></row>`, 1, "longer than 4 MB"},
		{"its end is missing", `<row/><row><c><!--`, 2, "unexpected EOF"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := newBook(tt.rows).refusal(t)
			if e.Row != tt.row || !strings.Contains(e.Problem, tt.problem) || e.Hint == "" {
				t.Errorf("row %d: %q, hint %q; want row %d, %q", e.Row, e.Problem, e.Hint, tt.row, tt.problem)
			}
		})
	}
}

func TestWhatIsBehindTheRowsMustBeSound(t *testing.T) {
	whole := sheetXML(`<row r="1"/><row r="5"/>`)
	for name, sheet := range map[string]string{
		"unexpected EOF":           strings.TrimSuffix(whole, "</worksheet>"),
		"text outside":             whole + "x",
		"a second root":            whole + "<x/>",
		"has no start tag":         whole + "</worksheet>",
		"its rows twice":           strings.Replace(whole, "</worksheet>", "<sheetData/></worksheet>", 1),
		"a processing instruction": whole + `<?xml version="1.0"?>`,
	} {
		e := newBook("", book{"xl/worksheets/sheet1.xml": sheet}).refusal(t)
		if e.Row != 5 || !strings.Contains(e.Problem, name) {
			t.Errorf("row %d: %q, want row 5, %q", e.Row, e.Problem, name)
		}
	}
}

// Some libraries store 0 with every formula, and ask for the workbook to be
// computed.
func TestFormulasThatWereNotComputedAreCounted(t *testing.T) {
	rows := `<row r="2"><c><f>UPPER("a")</f><v>0</v></c><c><f>1</f><v>1</v></c><c><v>0</v></c></row><row r="3"><c><f>B2</f><v>0</v></c></row>`
	asks := book{"xl/workbook.xml": strings.Replace(workbookXML("", "Sheet1"), "</workbook>", `<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`, 1)}
	sheetAsks := book{"xl/worksheets/sheet1.xml": strings.Replace(sheetXML(rows), "</worksheet>", `<sheetCalcPr fullCalcOnLoad="1"/></worksheet>`, 1)}
	for _, tt := range []struct {
		name           string
		book           book
		formulas, line int
	}{
		{"it asks", newBook(rows, asks), 2, 2},
		{"its sheet asks", newBook(rows, sheetAsks), 2, 2},
		{"it does not ask", newBook(rows), 0, 0},
		{"no value is 0", newBook(`<row><c><f>1</f><v>1</v></c></row>`, asks), 0, 0},
	} {
		w, err := tt.book.open(t)
		if err != nil {
			t.Fatal(err)
		}
		_, read, err := readRows(w, "")
		if err != nil {
			t.Fatal(err)
		}
		if formulas, line := read.Uncomputed(); formulas != tt.formulas || line != tt.line {
			t.Errorf("%s: %d formulas, the first in row %d; want %d, %d", tt.name, formulas, line, tt.formulas, tt.line)
		}
	}
}

func TestHiddenRowsAreCountedAndReadingEndsOnce(t *testing.T) {
	w, err := newBook(`<row hidden="1"/><row/><row hidden="1"/>`).open(t)
	if err != nil {
		t.Fatal(err)
	}
	_, read, err := readRows(w, "")
	if err != nil || read.Hidden() != 2 {
		t.Fatalf("%d hidden rows, %v; want 2", read.Hidden(), err)
	}
	if row, ok, err := read.Next(); ok || err != nil {
		t.Errorf("after the end: %+v %v %v", row, ok, err)
	}
	w, err = newBook(`<row/><row r="1"/><row/>`).open(t)
	if err != nil {
		t.Fatal(err)
	}
	_, read, first := readRows(w, "")
	if _, ok, again := read.Next(); ok || again == nil || again != first {
		t.Errorf("after an error: %v %v, want %v again", ok, again, first)
	}
}

// The texts of rows that were read stay.
func TestTheTextsOfARowOutliveIt(t *testing.T) {
	rows := ""
	for i := range 100 {
		rows += fmt.Sprintf(`<row><c><v>%d</v></c></row>`, i)
	}
	w, err := newBook(rows).open(t)
	if err != nil {
		t.Fatal(err)
	}
	read, err := w.Rows(w.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	var cells []string
	var row table.Row
	for ok := true; ok; {
		if row, ok, err = read.Next(); ok {
			cells = append(cells, row.Cells...)
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for i, c := range cells {
		if c != fmt.Sprint(i) {
			t.Fatalf("cell %d = %q", i, c)
		}
	}
}
