package importer_test

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/importer"
)

// The parts of the sample that the tests change.
const (
	sheetPart = "xl/worksheets/sheet1.xml"
	textsPart = "xl/sharedStrings.xml"
)

// partsOf unpacks a workbook.
func partsOf(t *testing.T, path string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	parts := map[string]string{}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[part.Name] = string(text)
	}
	return parts
}

// sheetOf writes a workbook whose sheet has just these rows, as XML, below the
// header name, email, phone, password, country, company.
func sheetOf(t *testing.T, rows string) string {
	t.Helper()
	parts := partsOf(t, "../testdata/customers.xlsx")
	header := `<row r="1">`
	for i, name := range []string{"name", "email", "phone", "password", "country", "company"} {
		header += textCell(string(rune('A'+i))+"1", name)
	}
	parts[sheetPart] = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + header + "</row>" + rows + `</sheetData></worksheet>`
	return write(t, string(archive(t, parts)))
}

// readWorkbook opens a workbook, and reads it to its end.
func readWorkbook(path string) error {
	f, err := importer.Open(path, "customers.xlsx", importer.Options{})
	if err != nil {
		return err
	}
	defer f.Close()
	for _, err := range f.Read(&importer.Tally{}) {
		if err != nil {
			return err
		}
	}
	return nil
}

func textCell(at, text string) string {
	return `<c r="` + at + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
}

// A workbook whose archive is intact, but not what is in it: the library would
// end the table at the damage without a word.
func TestABrokenSheetInAnIntactArchiveIsRefused(t *testing.T) {
	parts := partsOf(t, "../testdata/customers.xlsx")
	row := func(n string) int { return strings.Index(parts[sheetPart], `<row r="`+n+`"`) }
	if row("9") < 0 || !strings.Contains(parts[textsPart], "</si>") {
		t.Fatal("the sample is made otherwise than this test knows")
	}
	for _, tt := range []struct{ name, part, text, problem string }{
		{"cut in the middle", sheetPart, parts[sheetPart][:row("10")-20], "customers.xlsx:9:"},
		{"cut at its end", sheetPart, strings.Replace(parts[sheetPart], "</worksheet>", "", 1), "customers.xlsx:26:"},
		{"a bare &", sheetPart, parts[sheetPart][:row("9")] + strings.Replace(parts[sheetPart][row("9"):], "<c ", "&<c ", 1), "customers.xlsx:9:"},
		{"a control character", sheetPart, parts[sheetPart][:row("7")] + strings.Replace(parts[sheetPart][row("7"):], "<c ", "\x0b<c ", 1), "customers.xlsx:7:"},
		{"a text that is not there", sheetPart, strings.Replace(parts[sheetPart], "<v>7</v>", "<v>70000</v>", 1), "text 70000"},
		{"texts that are cut", textsPart, parts[textsPart][:len(parts[textsPart])-60], "sharedstrings.xml"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			broken := maps.Clone(parts)
			broken[tt.part] = tt.text
			err := readWorkbook(write(t, string(archive(t, broken))))
			wantRefusal(t, err, "damaged workbook", "CSV")
			if err != nil && !strings.Contains(err.Error(), tt.problem) {
				t.Errorf("error = %q, want %q in it", err, tt.problem)
			}
		})
	}
}

// Java's libraries store every number with a fraction or an exponent.
func TestNumbersAreReadHoweverTheyAreStored(t *testing.T) {
	row := func(n, phone, company string) string {
		return `<row r="` + n + `">` + textCell("A"+n, "Ann") + textCell("B"+n, "ann"+n+"@example.com") + `<c r="C` + n + `"><v>` + phone + `</v></c>` +
			textCell("D"+n, "Secret#1") + textCell("E"+n, "IN") + `<c r="F` + n + `"><v>` + company + `</v></c></row>`
	}
	_, entries, _ := open(t, sheetOf(t, row("2", "9.84501234E9", "42.0")+row("3", "9845012345", "0.5")), importer.Options{})
	for i, want := range []struct{ phone, company string }{{"+919845012340", "42"}, {"+919845012345", "0.5"}} {
		if c := entries[i].Customer; c.Phone != want.phone || c.Company != want.company || len(entries[i].Problems)+len(entries[i].Notes) > 0 {
			t.Errorf("row %d: %q, %q, %v, %v; want %+v and nothing to say", i+1, c.Phone, c.Company, entries[i].Problems, entries[i].Notes, want)
		}
	}
}

// What the library would read as something else, or as nothing.
func TestASheetThatCanNotBeTakenAtItsWordIsRefused(t *testing.T) {
	for _, tt := range []struct{ name, rows, problem, hint string }{
		{"a formula without its value", `<row r="2"><c r="A2"><f>B1&amp;B2</f></c></row>`, "customers.xlsx:2: the formula in A2 has no stored value", "save it again"},
		{"rows out of order", `<row r="3">` + textCell("A3", "x") + `</row><row r="2">` + textCell("A2", "y") + `</row>`, "customers.xlsx:2: is a damaged workbook: the row comes after row 3", "CSV"},
		{"a row twice", `<row r="2"/><row r="2"/>`, "the row comes after row 2", "CSV"},
		{"cells out of order", `<row r="2">` + textCell("B2", "x") + textCell("A2", "y") + `</row>`, "customers.xlsx:2: is a damaged workbook: its cells are out of order", "CSV"},
		{"a cell of another row", `<row r="2">` + textCell("A3", "x") + `</row>`, `the cell "A3" is in it`, "CSV"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := readWorkbook(sheetOf(t, tt.rows))
			wantRefusal(t, err, tt.problem, tt.hint)
		})
	}
	f, entries, _ := open(t, sheetOf(t, `<row r="2"><c r="A2" t="str"><f>""</f><v></v></c>`+textCell("B2", "a@example.com")+`</row>`), importer.Options{})
	if len(entries) != 1 || f.Cells(&entries[0])[0] != "" {
		t.Errorf("a formula whose value is empty: %+v", entries)
	}
}

// Where there are several sheets, the row alone is not the place.
func TestTheSheetOfAProblemIsNamed(t *testing.T) {
	path := workbook(t, func(book *excelize.File) {
		setRows(t, book, "Sheet1", columns)
		if _, err := book.NewSheet("Intro"); err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellFormula("Sheet1", "B7", "A7"); err != nil {
			t.Fatal(err)
		}
	})
	wantRefusal(t, readWorkbook(path), `customers.xlsx:7: the formula in B7 has no stored value (sheet "Sheet1")`, "save it again")
}

// A sheet with a header that can't be read is not passed over for another one: that has
// other customers.
func TestASheetThatCanNotBeReadIsNotPassedOver(t *testing.T) {
	sheets := func(data, more []any) string {
		return workbook(t, func(book *excelize.File) {
			setRows(t, book, "Sheet1", []any{"Welcome"})
			for i, header := range [][]any{data, more} {
				name := []string{"Data", "More"}[i]
				if _, err := book.NewSheet(name); err != nil {
					t.Fatal(err)
				}
				setRows(t, book, name, header)
			}
			if err := book.SetCellFormula("Data", "A2", `"Ann"`); err != nil {
				t.Fatal(err)
			}
		})
	}
	choose := `the sheet "Sheet1" was read; choose another with --sheet: "Sheet1", "Data" and "More"`
	wantRefusal(t, readWorkbook(sheets(columns, columns)), "the required columns", choose)
	wantRefusal(t, readWorkbook(sheets(columns, nil)), `customers.xlsx:2: the formula in A2 has no stored value (sheet "Data")`, "save it again")
	path := sheets(nil, columns)
	if err := readWorkbook(path); err != nil {
		t.Errorf("a sheet without a header that can't be read: %v", err)
	}
	first := workbook(t, func(book *excelize.File) {
		if _, err := book.NewSheet("Data"); err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellFormula("Sheet1", "B1", "TODAY()"); err != nil {
			t.Fatal(err)
		}
	})
	wantRefusal(t, readWorkbook(first), `:1: the formula in B1 has no stored value (sheet "Sheet1")`, `save it again; the sheet "Sheet1" was read; choose another with --sheet: "Sheet1" and "Data"`)
}

// A NUL in a cell is the problem of its row, as it is in a text.
func TestANULInACellIsTheProblemOfItsRow(t *testing.T) {
	_, entries, _ := open(t, sheetOf(t, `<row r="2">`+textCell("A2", "A_x0000_nn")+`</row><row r="3">`+textCell("A3", "A_x005F_x0000_nn")+`</row>`), importer.Options{})
	for i, want := range []bool{true, false} {
		if got := strings.Contains(fmt.Sprint(entries[i].Problems), "NUL"); got != want {
			t.Errorf("row %d: %v, want a NUL in it: %v", i+2, entries[i].Problems, want)
		}
	}
}

// A workbook may have a thousand sheets.
func TestTheSheetsThatAreNamedAreFew(t *testing.T) {
	for sheets, want := range map[int]string{21: `"S19", "S20" and "S21"`, 22: `"S19", "S20" and 2 more`} {
		path := workbook(t, func(book *excelize.File) {
			for i := 2; i <= sheets; i++ {
				if _, err := book.NewSheet(fmt.Sprint("S", i)); err != nil {
					t.Fatal(err)
				}
			}
		})
		_, err := importer.Open(path, "customers.xlsx", importer.Options{Sheet: "Data"})
		wantRefusal(t, err, `no sheet "Data"`, want)
	}
}

// A formula of 0 in a workbook that asks to be computed may never have been.
func TestFormulasThatWereNotComputedAreNoted(t *testing.T) {
	parts := partsOf(t, sheetOf(t, `<row r="2">`+textCell("A2", "Ann")+`<c r="F2"><f>UPPER("acme")</f><v>0</v></c></row>`))
	parts["xl/workbook.xml"] = strings.Replace(parts["xl/workbook.xml"], "</workbook>", `<calcPr fullCalcOnLoad="1"/></workbook>`, 1)
	f, _, _ := open(t, write(t, string(archive(t, parts))), importer.Options{})
	if notes := strings.Join(f.Notes(), "\n"); !strings.Contains(notes, "has 1 formula with the value 0 (the first in row 2)") {
		t.Errorf("notes = %q", notes)
	}
}
