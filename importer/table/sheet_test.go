package table

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// fileOf returns a file whose workbook has nothing but that sheet, sheet.xml.
func fileOf(t *testing.T, sheetXML string) *File {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	w, err := z.Create("sheet.xml")
	if err == nil {
		_, err = w.Write([]byte(sheetXML))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	found, err := openParts(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return &File{sheet: &sheet{book: &Workbook{packed: int64(file.Len()), parts: found, formats: &cellFormats{}}}}
}

// A thousand sheets may be one part, and that part may be large and broken: what was
// read of it in vain counts, too.
func TestASheetThatCanNotBeReadCountsAsLookedAt(t *testing.T) {
	broken := "<worksheet><cols>" + strings.Repeat("<col/>", 1000) + "</cols><"
	var looked int64
	if heads, err := fileOf(t, broken).sheetHeads(Sheet{part: "sheet.xml"}, 1, headRows, &looked); err == nil || looked != int64(len(broken)) {
		t.Errorf("heads = %v, error = %v, looked at %d bytes, want %d", heads, err, looked, len(broken))
	}
}

// As much of a sheet is looked at to find its header as of a text, and a row that is
// longer is no header.
func TestOnlySoMuchOfASheetMayBeItsHeader(t *testing.T) {
	row := func(size int) string {
		return `<row><c t="str"><v>` + strings.Repeat("x", size) + `</v></c></row>`
	}
	for _, tt := range []struct {
		size, rows, heads int
		defect            string
	}{
		{100, 30, headRows, ""},
		{MaxRecord / 4, 10, 4, ""},
		{MaxRecord, 3, 1, ""},
		{MaxRecord + 1, 3, 1, "it is longer than 1 MiB"},
	} {
		f := fileOf(t, "<worksheet><sheetData>"+strings.Repeat(row(tt.size), tt.rows)+"</sheetData></worksheet>")
		heads, err := f.sheetHeads(Sheet{part: "sheet.xml"}, 1, headRows, new(int64))
		if err != nil || len(heads) != tt.heads || heads[0].defect != tt.defect || (len(heads[0].raw) == tt.size) != (tt.defect == "") {
			t.Errorf("rows of %d bytes: %d heads, %v, want %d with the defect %q", tt.size, len(heads), err, tt.heads, tt.defect)
		}
	}
}

// Sheets are looked at for a header as long as that costs little.
func TestOnlySoManySheetsAreLookedAt(t *testing.T) {
	cells := 0
	f := fileOf(t, "<worksheet><sheetData><row>"+strings.Repeat(`<c t="str"><v>word</v></c>`, 1000)+"</row></sheetData></worksheet>")
	f.opts.Known = func(header []string) int {
		cells += len(header)
		return 0
	}
	sheets := make([]Sheet, maxSheets)
	for i := range sheets {
		sheets[i].part = "sheet.xml"
	}
	if _, heads := f.onlyHeader(sheets, new(int64)); heads != nil || cells < 50_000 || cells > 150_000 {
		t.Errorf("heads = %v, %d cells were looked at", heads, cells)
	}
}
