package table_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"vobizsync/importer/table"
)

const (
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relTypes  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relSpace  = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// book are the parts of a workbook by their names.
type book map[string]string

// newBook returns a workbook with one sheet that has these rows, as XML. The
// parts that are given replace those it has, or come to them.
func newBook(rows string, others ...book) book {
	b := book{
		"_rels/.rels":                rels("", relTypes+"/officeDocument xl/workbook.xml"),
		"xl/workbook.xml":            workbookXML("", "Sheet1"),
		"xl/_rels/workbook.xml.rels": rels("", relTypes+"/worksheet worksheets/sheet1.xml", relTypes+"/styles styles.xml", relTypes+"/sharedStrings sharedStrings.xml"),
		"xl/worksheets/sheet1.xml":   sheetXML(rows),
		"xl/styles.xml":              stylesXML(),
		"xl/sharedStrings.xml":       textsXML("<t>zero</t>", "<t>one</t>"),
	}
	for _, o := range others {
		maps.Copy(b, o)
	}
	return b
}

func sheetXML(rows string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="` + mainSpace + `"><dimension ref="A1"/><sheetData>` + rows + `</sheetData></worksheet>`
}

// workbookXML lists sheets; after each name may be a space and its state.
func workbookXML(more string, sheets ...string) string {
	list := ""
	for i, s := range sheets {
		name, state, _ := strings.Cut(s, " ")
		if state != "" {
			state = ` state="` + state + `"`
		}
		list += fmt.Sprintf(`<sheet name="%s" sheetId="%d"%s r:id="r%d"/>`, name, i+1, state, i+1)
	}
	return `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relTypes + `">` + more + `<sheets>` + list + `</sheets></workbook>`
}

// rels are relations, each a type and a target, with the ids r1, r2, and so on.
func rels(more string, all ...string) string {
	list := ""
	for i, r := range all {
		kind, target, _ := strings.Cut(r, " ")
		list += fmt.Sprintf(`<Relationship Id="r%d" Type="%s" Target="%s"/>`, i+1, kind, target)
	}
	return `<Relationships xmlns="` + relSpace + `">` + list + more + `</Relationships>`
}

// stylesXML has a style for each code, from 1 on; style 0 is General. A code that
// is a number, without a zero before it, is that of a format.
func stylesXML(codes ...string) string {
	formats, styles := "", `<xf numFmtId="0"/>`
	for i, code := range codes {
		id := fmt.Sprint(164 + i)
		if strings.Trim(code, "0123456789") == "" && code[0] != '0' {
			id = code
		} else {
			formats += `<numFmt numFmtId="` + id + `" formatCode="` + escape(code) + `"/>`
		}
		styles += `<xf numFmtId="` + id + `"/>`
	}
	return `<styleSheet xmlns="` + mainSpace + `"><numFmts>` + formats + `</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>` + styles + `</cellXfs></styleSheet>`
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func textsXML(items ...string) string {
	return `<sst xmlns="` + mainSpace + `"><si>` + strings.Join(items, "</si><si>") + `</si></sst>`
}

// zip packs the parts.
func (b book) zip(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range b {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (b book) open(t testing.TB) (*table.Workbook, error) {
	t.Helper()
	data := b.zip(t)
	return table.OpenWorkbook(bytes.NewReader(data), int64(len(data)))
}

// sheetRow is a row as a test writes it down: 3: a|b, or 3 hidden: a|b.
func sheetRow(r table.Row) string {
	hidden := ""
	if r.Hidden {
		hidden = " hidden"
	}
	return fmt.Sprintf("%d%s: %s", r.Line, hidden, strings.Join(r.Cells, "|"))
}

// readRows reads the first sheet, or the one of that name.
func readRows(w *table.Workbook, name string) (rows []string, read *table.SheetRows, err error) {
	for _, s := range w.Sheets() {
		if name != "" && s.Name != name {
			continue
		}
		if read, err = w.Rows(s); err != nil {
			return nil, nil, err
		}
		defer read.Close()
		for {
			row, ok, err := read.Next()
			if err != nil || !ok {
				return rows, read, err
			}
			rows = append(rows, sheetRow(row))
		}
	}
	return nil, nil, errors.New("no such sheet: " + name)
}

// rows reads the first sheet, which must be sound.
func (b book) rows(t testing.TB) []string {
	t.Helper()
	w, err := b.open(t)
	if err != nil {
		t.Fatal(err)
	}
	rows, _, err := readRows(w, "")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// refusal reads the first sheet, which must be refused.
func (b book) refusal(t testing.TB) *table.WorkbookError {
	t.Helper()
	w, err := b.open(t)
	var rows []string
	if err == nil {
		rows, _, err = readRows(w, "")
	}
	var e *table.WorkbookError
	if !errors.As(err, &e) {
		t.Fatalf("error = %T %v, want a *WorkbookError; rows: %q", err, err, rows)
	}
	return e
}
