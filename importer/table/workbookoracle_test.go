package table_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/importer/table"
)

// written writes a workbook of rows: texts that look like numbers, numbers,
// booleans, and rows and cells that are left out.
func written(t testing.TB, stream bool) []byte {
	t.Helper()
	b := excelize.NewFile()
	defer b.Close()
	texts := []any{"Ann", " ann@example.com ", "+4915112345678", `a,"b"` + "\nc", "007", "1E5", "Straße & <Söhne>", "_x000D_", "TRUE", nil, 42, -7, 0.5, 9845012345, 919845012345, true, false, "", "田中\t\r\nx"}
	var w *excelize.StreamWriter
	var err error
	if stream {
		w, err = b.NewStreamWriter("Sheet1")
	}
	for i := 1; i <= 60 && err == nil; i++ {
		if i%7 == 0 {
			continue
		}
		row := make([]any, 1+i%len(texts))
		for j := range row {
			row[j] = texts[(i*5+j)%len(texts)]
		}
		at, _ := excelize.CoordinatesToCellName(1+i%3, i)
		if stream {
			err = w.SetRow(at, row)
		} else {
			err = b.SetSheetRow("Sheet1", at, &row)
		}
	}
	if stream && err == nil {
		err = w.Flush()
	}
	var out bytes.Buffer
	if err == nil {
		err = b.Write(&out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestWorkbooksAreReadAsTheLibraryThatWroteThemReadsThem compares what is stored.
func TestWorkbooksAreReadAsTheLibraryThatWroteThemReadsThem(t *testing.T) {
	for _, stream := range []bool{false, true} {
		data := written(t, stream)
		b, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		theirs, err := b.GetRows("Sheet1", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		shown, err := b.GetRows("Sheet1") // booleans as TRUE and FALSE
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for i, row := range theirs {
			for j := range row {
				if s := shown[i][j]; s == "TRUE" || s == "FALSE" {
					row[j] = s
				}
			}
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			if len(row) > 0 {
				want = append(want, sheetRow(table.Row{Line: i + 1, Cells: row}))
			}
		}
		w, err := table.OpenWorkbook(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := readRows(w, "")
		if err != nil {
			t.Fatal(err)
		}
		got = slices.DeleteFunc(got, func(s string) bool { return strings.HasSuffix(s, ": ") })
		if !slices.Equal(got, want) || len(want) < 45 {
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Errorf("stream %v: %q, want %q", stream, got[i], want[i])
				}
			}
			t.Fatalf("stream %v: %d rows, want %d", stream, len(got), len(want))
		}
	}
}

// TestWorkbooksAreReadAsLibreOfficeReadsThem runs where that is installed.
func TestWorkbooksAreReadAsLibreOfficeReadsThem(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "book.xlsx")
	data := written(t, false)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	// Comma, quotes, UTF-8, from row 1, all as shown: the formats of the sample are General.
	run := exec.Command(office, "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "--outdir", dir, path)
	run.Env = append(os.Environ(), "LC_ALL=C.UTF-8") // where a number's point is a comma, it would say so
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	file, err := os.Open(filepath.Join(dir, "book.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.FieldsPerRecord = -1
	theirs, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	w, err := table.OpenWorkbook(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := w.Rows(w.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for {
		row, ok, err := rows.Next()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			return
		}
		for i, c := range row.Cells {
			if got := theirs[row.Line-1][i]; strings.ReplaceAll(c, "\r\n", "\n") != got {
				t.Errorf("row %d, cell %d: %q, LibreOffice says %q", row.Line, i+1, c, got)
			}
		}
	}
}

// FuzzSheet checks that a sheet of any XML is read, or refused with a place, and
// that a row which is read has a place of its own.
func FuzzSheet(f *testing.F) {
	for _, s := range []string{oneRow, `<row r="3"><c r="B3" t="inlineStr"><is><r><t>a</t></r></is></c></row>`, `<row><c t="b"><v>1</v></c><c><f>A1</f><v/></c></row>`, `<row hidden="1"/><x:row xmlns:x="u"/>`, `<row><c s="9" t="d"><v>x</v></c></row>`} {
		f.Add(s, "yyyy-mm-dd", "<t>x</t>")
	}
	f.Fuzz(func(t *testing.T, rows, code, item string) {
		w, err := newBook(rows, book{"xl/styles.xml": stylesXML("a" + code), "xl/sharedStrings.xml": textsXML(item)}).open(t)
		var read *table.SheetRows
		if err == nil {
			read, err = w.Rows(w.Sheets()[0])
		}
		last := 0
		for more := true; more && err == nil; {
			var row table.Row
			if row, more, err = read.Next(); !more {
				break
			}
			if row.Line <= last || len(row.Cells) > 16384 || len(row.Cells) > 0 && row.Cells[len(row.Cells)-1] == "" {
				t.Fatalf("row %d after %d: %q", row.Line, last, row.Cells)
			}
			last = row.Line
		}
		if e, ok := err.(*table.WorkbookError); err != nil && (!ok || e.Problem == "" || e.Hint == "") {
			t.Fatalf("error = %T %v", err, fmt.Sprint(err))
		}
	})
}
