package importer_test

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/importer"
)

// workbook writes a workbook whose first sheet is filled by make, and returns
// its path.
func workbook(t *testing.T, fill func(*excelize.File)) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	fill(book)
	path := filepath.Join(t.TempDir(), "customers.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// setRows writes rows from the cell A1 on; a nil row is left out.
func setRows(t *testing.T, book *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := book.SetSheetRow(sheet, cell, &row); err != nil {
			t.Fatal(err)
		}
	}
}

// open reads all rows of the file at path.
func open(t *testing.T, path string, opts importer.Options) (*importer.File, []importer.Entry, importer.Tally) {
	t.Helper()
	f, err := importer.Open(path, filepath.Base(path), opts)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	var tally importer.Tally
	var entries []importer.Entry
	for e, err := range f.Read(&tally) {
		if err != nil {
			t.Fatalf("Read: %v", err)
		}
		entries = append(entries, *e)
	}
	return f, entries, tally
}

var columns = []any{"Name", "E-mail", "Phone", "Password", "Country", "ZIP", "Since"}

// The workbook was saved by LibreOffice from the CSV, all columns as text.
func TestAWorkbookSaysWhatItsCSVSays(t *testing.T) {
	_, want, _ := open(t, "../testdata/customers.csv", importer.Options{})
	_, got, _ := open(t, "../testdata/customers.xlsx", importer.Options{})
	if len(got) != len(want) || len(want) == 0 {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		w, g := want[i], got[i]
		if g.Customer != w.Customer || !slices.Equal(g.Problems, w.Problems) || !slices.Equal(g.Notes, w.Notes) || g.Row != w.Row {
			t.Errorf("row %d:\n%+v %v %v\nwant\n%+v %v %v", w.Row, g.Customer, g.Problems, g.Notes, w.Customer, w.Problems, w.Notes)
		}
	}
}

func TestNumbersInAWorkbookKeepTheirDigits(t *testing.T) {
	tests := []struct {
		name   string
		value  any
		format string
		phone  string
		code   importer.Code
	}{
		{"text", "+919845012345", "", "+919845012345", ""},
		{"number", 9845012345, "", "+919845012345", ""},
		{"number with its calling code", 919845012345, "", "+919845012345", ""},
		{"number in bold", 919845012345, "bold", "+919845012345", ""},
		{"thousands separators", 9845012345, "#,##0", "+919845012345", ""},
		{"decimals", 9845012345, "0.00", "+919845012345", ""},
		{"scientific notation on the screen only", 919845012345, "0.00E+00", "+919845012345", ""},
		{"made from scientific notation", 919877000000, "0.00E+00", "", importer.DamagedNumber},
		{"a + of the format", 6591234567, `"+"0`, "+6591234567", ""},
		{"leading zeros of the format", 9845012345, "00000000000", "+919845012345", ""},
		{"telephone format", 9845012345, "00000-00000", "+919845012345", ""},
		{"text in scientific notation", "9.19877E+11", "", "", importer.DamagedNumber},
		{"more digits than a number holds", 91984501234567890.0, "", "", importer.InvalidPhone},
		{"error value", "#REF!", "", "", importer.DamagedNumber},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := workbook(t, func(book *excelize.File) {
				setRows(t, book, "Sheet1", columns, []any{"Ann", "ann@example.com", tt.value, "Secret#1", "IN", 560001})
				if tt.format != "" {
					look := &excelize.Style{CustomNumFmt: &tt.format}
					if tt.format == "bold" {
						look = &excelize.Style{Font: &excelize.Font{Bold: true}}
					}
					style, err := book.NewStyle(look)
					if err == nil {
						err = book.SetCellStyle("Sheet1", "C2", "C2", style)
					}
					if err != nil {
						t.Fatal(err)
					}
				}
			})
			_, entries, _ := open(t, path, importer.Options{})
			if len(entries) != 1 {
				t.Fatalf("%d rows, want 1", len(entries))
			}
			e := entries[0]
			code := importer.Code("")
			if len(e.Problems) > 0 {
				code = e.Problems[0].Code
			}
			if e.Customer.Phone != tt.phone || code != tt.code || e.Customer.ZipCode != "560001" {
				t.Errorf("phone %q, postal code %q, problems %v; want %q %q", e.Customer.Phone, e.Customer.ZipCode, e.Problems, tt.phone, tt.code)
			}
		})
	}
}

func TestRowsOfAWorkbookHaveTheirOwnNumbers(t *testing.T) {
	path := workbook(t, func(book *excelize.File) {
		setRows(t, book, "Sheet1",
			[]any{"Customers of 2025"}, nil, columns,
			[]any{"Ann", "ann@example.com", "+493023125401", "Secret#1", "DE", "10115"},
			nil, nil,
			[]any{"Bob\nB", "bob@example.com", "+493023125402", "Secret#1", "DE", "10115", "x", "beyond the header"},
			[]any{" ", "", nil, " "},
			[]any{"Cid", "cid@example.com", "+493023125403", "Secret#1", "DE", "10115", nil, nil, "  "},
			columns,
			[]any{"Dora, \"D\"", "dora@example.com", "+493023125404", "Secret#1", "DE"},
		)
		for _, row := range []int{4, 9} {
			if err := book.SetRowVisible("Sheet1", row, false); err != nil {
				t.Fatal(err)
			}
		}
		style, _ := book.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FF0000"}}})
		if err := book.SetCellStyle("Sheet1", "A12", "K40", style); err != nil { // formatted, empty
			t.Fatal(err)
		}
	})
	f, entries, tally := open(t, path, importer.Options{})
	want := []string{"1@4", "2@7 malformed_row", "3@9", "4@11"}
	if got := summary(entries); !slices.Equal(got, want) {
		t.Errorf("rows = %q, want %q", got, want)
	}
	if tally != (importer.Tally{Rows: 4, Empty: 3, Headers: 1}) {
		t.Errorf("tally = %+v", tally)
	}
	if got := entries[3].Customer.Name; got != `Dora, "D"` {
		t.Errorf("name = %q", got)
	}
	notes := strings.Join(f.Notes(), "\n")
	for _, want := range []string{"header is row 3", "2 rows of it are hidden"} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes %q do not say %q", notes, want)
		}
	}
	if got := f.Cells(&entries[1]); len(got) != 8 || got[0] != "Bob\nB" || got[7] != "beyond the header" {
		t.Errorf("cells = %q", got)
	}
}

func TestDatesBooleansAndFormulasOfAWorkbook(t *testing.T) {
	path := workbook(t, func(book *excelize.File) {
		setRows(t, book, "Sheet1", columns, []any{"Ann", "ann@example.com", "+493023125401", "Secret#1", "DE", "10115", 45992}, []any{"Bob", "bob@example.com", "+493023125402", "Secret#1", "DE", "10115", true})
		format := "yyyy-mm-dd"
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStyle("Sheet1", "G2", "G2", style); err != nil {
			t.Fatal(err)
		}
		// The value that is stored with a formula counts; it is not computed again.
		if err := errors.Join(book.SetCellDefault("Sheet1", "F3", "10119"), book.SetCellFormula("Sheet1", "F3", "=10000+1")); err != nil {
			t.Fatal(err)
		}
	})
	f, entries, _ := open(t, path, importer.Options{})
	if got := f.Cells(&entries[0])[6]; got != "2025-12-01" {
		t.Errorf("date = %q", got)
	}
	if got := f.Cells(&entries[1])[6]; got != "TRUE" {
		t.Errorf("boolean = %q", got)
	}
	if got := f.Cells(&entries[1])[5]; got != "10119" {
		t.Errorf("formula = %q, want the value that is stored with it", got)
	}
}

func TestBooleansOfAWorkbookWithoutFormats(t *testing.T) {
	path := workbook(t, func(book *excelize.File) {
		setRows(t, book, "Sheet1", columns, []any{"Ann", "ann@example.com", 919845012345, "Secret#1", "IN", "560001", false})
	})
	f, entries, _ := open(t, path, importer.Options{})
	if got := f.Cells(&entries[0])[6]; got != "FALSE" || !entries[0].Valid() {
		t.Errorf("boolean = %q, problems %v", got, entries[0].Problems)
	}
}

func TestSheetsAreChosenByName(t *testing.T) {
	path := workbook(t, func(book *excelize.File) {
		for _, name := range []string{"Hidden", "Kunden", "Other"} {
			if _, err := book.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		setRows(t, book, "Kunden", columns, []any{"Ann", "ann@example.com", "+493023125401", "Secret#1", "DE"})
		setRows(t, book, "Other", columns, []any{"Bob", "bob@example.com", "+493023125401", "Secret#1", "DE"})
		if err := book.DeleteSheet("Sheet1"); err != nil {
			t.Fatal(err)
		}
		book.SetActiveSheet(1)
		if err := book.SetSheetVisible("Hidden", false); err != nil {
			t.Fatal(err)
		}
	})
	for sheet, want := range map[string]string{"": "Ann", "Kunden": "Ann", "other": "Bob"} {
		_, entries, _ := open(t, path, importer.Options{Sheet: sheet})
		if len(entries) != 1 || entries[0].Customer.Name != want {
			t.Errorf("sheet %q: %+v, want %s", sheet, entries, want)
		}
	}
	cover := workbook(t, func(book *excelize.File) {
		setRows(t, book, "Sheet1", []any{"Welcome"})
		if _, err := book.NewSheet("Customers"); err != nil {
			t.Fatal(err)
		}
	})
	_, err := importer.Open(cover, "customers.xlsx", importer.Options{})
	wantRefusal(t, err, "the required columns", `the sheet "Sheet1" was read; choose another with --sheet: "Sheet1" and "Customers"`)
	wantOnlySheet(t)
	_, err = importer.Open(path, "customers.xlsx", importer.Options{Sheet: "Clients"})
	wantRefusal(t, err, `no sheet "Clients"`, `"Hidden", "Kunden" and "Other"`)
}

// wantOnlySheet tests what is read where the first sheet has no header: the only
// one that has, and none where two have.
func wantOnlySheet(t *testing.T) {
	t.Helper()
	ann, bob := []any{"Ann", "ann@example.com", "+493023125401", "Secret#1", "DE"}, []any{"Bob", "bob@example.com", "+493023125401", "Secret#1", "DE"}
	sheets := func(hide string, headed ...string) string {
		return workbook(t, func(book *excelize.File) {
			setRows(t, book, "Sheet1", []any{"Fill in the second sheet"}, []any{"Name", "as on the ID"})
			for _, name := range []string{"Notes", "Data", "More"} {
				if _, err := book.NewSheet(name); err != nil {
					t.Fatal(err)
				}
			}
			for i, name := range headed {
				setRows(t, book, name, columns, [][]any{ann, bob}[i])
			}
			if hide != "" {
				if err := book.SetSheetVisible(hide, false); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	for _, path := range []string{sheets("", "Data"), sheets("More", "Data", "More")} {
		f, entries, _ := open(t, path, importer.Options{})
		if len(entries) != 1 || entries[0].Customer.Name != "Ann" {
			t.Errorf("%+v, want Ann", entries)
		}
		if notes := strings.Join(f.Notes(), "\n"); !strings.Contains(notes, `the sheet "Data" is read, the only one with a header, not "Sheet1"`) {
			t.Errorf("notes = %q", notes)
		}
	}
	_, err := importer.Open(sheets("", "Data", "More"), "customers.xlsx", importer.Options{})
	wantRefusal(t, err, "the required columns", `the sheet "Sheet1" was read; choose another with --sheet: "Sheet1", "Notes", "Data" and "More"`)
}

// wantRefusal fails the test if err is not a refusal of the input that says what
// is wrong and what to do.
func wantRefusal(t *testing.T, err error, problem, hint string) {
	t.Helper()
	var e *importer.InputError
	if !errors.As(err, &e) {
		t.Errorf("error = %T %v, want one that says %q", err, err, problem)
		return
	}
	if !strings.Contains(e.Error(), problem) || !strings.Contains(e.Advice(), hint) {
		t.Errorf("error = %q, hint = %q; want %q, %q", e.Error(), e.Advice(), problem, hint)
	}
}

func archive(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesThatAreNoTablesAreRefused(t *testing.T) {
	ole, _ := hex.DecodeString("d0cf11e0a1b11ae1")
	whole, err := os.ReadFile("../testdata/customers.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	bomb := archive(t, map[string]string{"xl/workbook.xml": "", "xl/styles.xml": strings.Repeat("\x00", 70<<20)})
	tests := []struct {
		name, content string
		problem, hint string
	}{
		{"xls", string(ole) + strings.Repeat("x", 300<<10), ".xls format", "CSV"},
		{"password", string(ole) + strings.Repeat("x", 256<<10-30) + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "with a password", "remove the password"},
		{"ods", string(archive(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""})), ".ods", "CSV"},
		{"xlsb", string(archive(t, map[string]string{"xl/workbook.bin": ""})), ".xlsb", "CSV"},
		{"docx", string(archive(t, map[string]string{"word/document.xml": ""})), "text document", "table"},
		{"zip", string(archive(t, map[string]string{"customers.csv": ""})), "zip archive", "unpack"},
		{"truncated", string(whole[:len(whole)/2]), "damaged workbook", "CSV"},
		{"zip bomb", string(bomb), "unpacks to more", "CSV"},
		{"html", "<html><table><tr><td>name", "HTML", "CSV"},
		{"pdf", "%PDF-1.7\n", "PDF", "table"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := importer.Open(write(t, tt.content), "customers.xlsx", importer.Options{})
			wantRefusal(t, err, tt.problem, tt.hint)
		})
	}
	_, err = importer.Open(write(t, header), "customers.csv", importer.Options{Sheet: "Sheet1"})
	wantRefusal(t, err, "not a workbook", "--sheet")
}

func TestTheTemplateIsReadAndItsExampleIsNoCustomer(t *testing.T) {
	for _, xlsx := range []bool{false, true} {
		var b bytes.Buffer
		if err := importer.Template(&b, xlsx); err != nil {
			t.Fatal(err)
		}
		f, entries, _ := open(t, write(t, b.String()), importer.Options{Strict: true})
		if len(entries) != 1 || len(entries[0].Problems) != 1 || len(f.Notes()) > 0 ||
			!strings.Contains(entries[0].Problems[0].Message, "the template's example") {
			t.Errorf("xlsx %v: problems %v, notes %q", xlsx, entries[0].Problems, f.Notes())
		}
		for i, c := range f.Columns() {
			if c.Field != importer.Fields[i] {
				t.Errorf("xlsx %v: column %q fills %q", xlsx, c.Header, c.Field)
			}
		}
		if !xlsx {
			continue
		}
		book, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range []string{"C1", "C2", "C500", "K2", "K500"} {
			id, err := book.GetCellStyle("Customers", cell)
			if err != nil {
				t.Fatal(err)
			}
			if style, err := book.GetStyle(id); err != nil || style.NumFmt != 49 {
				t.Errorf("%s is not formatted as text: %+v %v", cell, style, err)
			}
		}
	}
}
