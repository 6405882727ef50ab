package table

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// A thousand sheets may be one part, and that part may be large and broken: what was
// read of it in vain counts, too.
func TestASheetThatCanNotBeReadCountsAsLookedAt(t *testing.T) {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	broken := "<worksheet><cols>" + strings.Repeat("<col/>", 1000) + "</cols><"
	w, err := z.Create("sheet.xml")
	if err == nil {
		_, err = w.Write([]byte(broken))
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
	f := &File{sheet: &sheet{book: &Workbook{parts: found}}}
	var looked int64
	if heads, err := f.sheetHeads(Sheet{part: "sheet.xml"}, 1, headRows, &looked); err == nil || looked != int64(len(broken)) {
		t.Errorf("heads = %v, error = %v, looked at %d bytes, want %d", heads, err, looked, len(broken))
	}
}
