package table_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"vobizsync/importer/table"
)

const oneRow = `<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" s="1"><v>45992</v></c></row>`

// strictSpaces turns a workbook into a strict one (ECMA-376 part 1).
var strictSpaces = strings.NewReplacer(
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")

func TestPartsAreFoundByTheirRelations(t *testing.T) {
	standard := newBook(oneRow, book{"xl/styles.xml": stylesXML("14")})
	strict := book{}
	prefixed := book{}
	for name, part := range standard {
		strict[name] = strictSpaces.Replace(part)
		prefixed[name] = part
	}
	sheet := strings.NewReplacer("</", "</x:", "<?", "<?", "<", "<x:").Replace(standard["xl/worksheets/sheet1.xml"])
	prefixed["xl/worksheets/sheet1.xml"] = strings.Replace(sheet, "xmlns=", "xmlns:x=", 1)
	elsewhere := book{
		"_rels/.rels":                         rels("", "t/core-properties docProps/core.xml", relTypes+"/officeDocument /Data/the%20book.xml"),
		"data/the book.xml":                   standard["xl/workbook.xml"],
		"data/_rels/the book.xml.rels":        rels(`<Relationship Id="x" Type="t/externalLink" Target="http://example.com/" TargetMode="External"/>`, relTypes+"/worksheet ../One.XML", relTypes+"/styles /s/s.xml", relTypes+"/sharedStrings ./deep/../texts.xml"),
		"one.xml":                             standard["xl/worksheets/sheet1.xml"],
		"s/s.xml":                             standard["xl/styles.xml"],
		"data/texts.xml":                      standard["xl/sharedStrings.xml"],
		"xl/worksheets/sheet1.xml":            sheetXML(""),
		"xl/workbook.xml":                     workbookXML("", "Other"),
		"xl/_rels/workbook.xml.rels":          rels(""),
		"customXml/item1.xml":                 "not XML at all",
		"xl/worksheets/_rels/sheet1.xml.rels": "neither",
	}
	backslashes := book{}
	for name, part := range standard {
		backslashes[strings.ReplaceAll(name, "/", `\`)] = part
	}
	slanted := newBook(oneRow, book{"xl/styles.xml": stylesXML("14"),
		"_rels/.rels":                rels("", relTypes+`/officeDocument ..\XL\Workbook.xml`),
		"xl/_rels/workbook.xml.rels": rels("", relTypes+`/worksheet ..\xl\worksheets\sheet1.xml`, relTypes+`/styles \xl\styles.xml`, relTypes+"/sharedStrings &#10;../../xl/sharedStrings.xml "),
	})
	several := newBook(oneRow, book{"xl/styles.xml": stylesXML("14"), "xl/other.xml": "neither",
		"xl/_rels/workbook.xml.rels": rels(manyNumbered(`<Relationship Id="s%d" Type="t/styles" Target="other.xml"/>`, 0, 20)+manyNumbered(`<Relationship Id="t%d" Type="t/sharedStrings" Target="other.xml"/>`, 0, 20),
			relTypes+"/worksheet worksheets/sheet1.xml", relTypes+"/styles styles.xml", relTypes+"/sharedStrings sharedStrings.xml"),
	})
	folders := newBook(oneRow, book{"xl/styles.xml": stylesXML("14"), "xl/": "", `xl\`: "", "XL/": ""})
	unrelated := newBook(oneRow, book{"xl/styles.xml": stylesXML("14")})
	delete(unrelated, "_rels/.rels")
	for name, b := range map[string]book{"standard": standard, "strict": strict, "with a prefix": prefixed, "elsewhere": elsewhere, "backslashes": backslashes, "targets with backslashes": slanted, "several parts of a kind": several, "folders": folders, "without relations of its own": unrelated} {
		t.Run(name, func(t *testing.T) {
			if got := b.rows(t); !slices.Equal(got, []string{"1: one|2025-12-01"}) {
				t.Errorf("rows = %q", got)
			}
		})
	}
}

func TestPartsAreReadInTheirEncoding(t *testing.T) {
	row := `<row r="1"><c r="A1" t="str"><v>Straße</v></c></row>`
	part := strings.Replace(sheetXML(row), `encoding="UTF-8"`, `encoding="%s"`, 1)
	convert := func(name string) string {
		text := fmt.Sprintf(part, name)
		var err error
		switch name {
		case "windows-1252":
			text, err = charmap.Windows1252.NewEncoder().String(text)
		case "UTF-16":
			text, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
		}
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	utf16 := func(order unicode.Endianness) string {
		text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewEncoder().String(fmt.Sprintf(part, "UTF-16"))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for name, sheet := range map[string]string{
		"UTF-8":              convert("utf-8"),
		"UTF-8 with a mark":  "\xef\xbb\xbf" + convert("UTF-8"),
		"no declaration":     strings.SplitAfterN(convert("UTF-8"), "?>", 2)[1],
		"Windows-1252":       convert("windows-1252"),
		"UTF-16":             convert("UTF-16"),
		"UTF-16 LE, no mark": utf16(unicode.LittleEndian),
		"UTF-16 BE, no mark": utf16(unicode.BigEndian),
		"said to be UTF-16":  fmt.Sprintf(part, "utf-16"),
		"single quotes":      strings.NewReplacer(`version="1.0" encoding="%s"`, `version='1.0'  encoding='UTF-8' standalone = "yes" `).Replace(part),
	} {
		if got := newBook("", book{"xl/worksheets/sheet1.xml": sheet}).rows(t); !slices.Equal(got, []string{"1: Straße"}) {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, sheet := range map[string]string{
		"which is not known here":   fmt.Sprintf(part, "ebcdic-x"),
		"declaration can't be read": strings.Replace(fmt.Sprintf(part, "UTF-8"), `"1.0"`, `"1.1"`, 1),
	} {
		if e := newBook("", book{"xl/worksheets/sheet1.xml": sheet}).refusal(t); !strings.Contains(e.Problem, name) {
			t.Errorf("%q, want %q", e.Problem, name)
		}
	}
}

func TestSheetsAreListedWithWhatIsHidden(t *testing.T) {
	w, err := newBook("", book{
		"xl/workbook.xml":            workbookXML("", "First hidden", "Second", "Chart", "Third veryHidden", "Lost", "Fifth &amp; last visible"),
		"xl/_rels/workbook.xml.rels": rels("", relTypes+"/worksheet a.xml", relTypes+"/worksheet b.xml", relTypes+"/chartsheet c.xml", relTypes+"/worksheet d.xml"),
		"xl/b.xml":                   sheetXML(`<row><c><v>2</v></c></row>`),
	}).open(t)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range w.Sheets() {
		got = append(got, fmt.Sprint(s.Name, " ", s.Hidden))
	}
	if want := []string{"First true", "Second false", "Third true", "Lost false"}; !slices.Equal(got[:4], want) || len(got) != 5 {
		t.Errorf("sheets = %q, want %q and one more", got, want)
	}
	if rows, _, err := readRows(w, "Second"); err != nil || !slices.Equal(rows, []string{"1: 2"}) {
		t.Errorf("%q %v", rows, err)
	}
	for _, name := range []string{"First", "Lost"} {
		if _, _, err := readRows(w, name); err == nil || !strings.Contains(err.Error(), `the sheet "`+name+`" is not in it`) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestArchivesThatAreNotWorkbooksAreRefused(t *testing.T) {
	for _, tt := range []struct {
		name    string
		book    book
		problem string
	}{
		{"xlsb", book{"_rels/.rels": rels("", relTypes+"/officeDocument xl/workbook.bin"), "xl/workbook.bin": ""}, ".xlsb"},
		{"ods", book{"mimetype": "", "content.xml": ""}, ".ods"},
		{"docx", book{"_rels/.rels": rels("", relTypes+"/officeDocument word/document.xml"), "word/document.xml": `<w:document xmlns:w="u"/>`}, "text document"},
		{"pptx", book{"_rels/.rels": rels("", relTypes+"/officeDocument ppt/presentation.xml"), "ppt/presentation.xml": `<p:presentation xmlns:p="u"/>`}, "presentation"},
		{"numbers", book{"Index/Document.iwa": ""}, "Numbers"},
		{"zip", book{"customers.csv": "a"}, "zip archive"},
		{"something else by its relation", newBook("", book{"xl/workbook.xml": "<html/>"}), "zip archive"},
		{"no sheets", newBook("", book{"xl/workbook.xml": workbookXML("")}), "no sheets"},
		{"an empty part", newBook("", book{"xl/workbook.xml": ""}), "xl/workbook.xml: its XML can't be read: unexpected EOF"},
		{"a part twice", newBook("", book{"XL/Workbook.xml": ""}), `the part "xl/workbook.xml" twice`},
		{"a relation twice", newBook("", book{"xl/_rels/workbook.xml.rels": rels(`<Relationship Id="r1" Type="t" Target="x"/>`, relTypes+"/worksheet worksheets/sheet1.xml")}), `the relation "r1" twice`},
		{"damaged texts", newBook("", book{"xl/sharedStrings.xml": "<sst><si>"}), "xl/sharedstrings.xml: its XML can't be read"},
		{"damaged styles", newBook("", book{"xl/styles.xml": "<styleSheet><"}), "xl/styles.xml: its XML can't be read"},
		{"a sheet that is something else", newBook("", book{"xl/worksheets/sheet1.xml": "<chartsheet/>"}), "xl/worksheets/sheet1.xml: it is a chartsheet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if e := tt.book.refusal(t); !strings.Contains(e.Problem, tt.problem) || e.Hint == "" {
				t.Errorf("%q, hint %q; want %q", e.Problem, e.Hint, tt.problem)
			}
		})
	}
	// Without some of it, its part is before the beginning of the file, which a file of the
	// disk says with its path.
	far := book{"_rels/.rels": rels("", relTypes+"/officeDocument xl/workbook.xml")}.zip(t)
	far = slices.Delete(far, 50, 60)
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := os.WriteFile(path, far, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := table.OpenWorkbook(file, int64(len(far))); err == nil || !strings.Contains(err.Error(), "_rels/.rels: negative offset") {
		t.Errorf("a part in the wrong place: %v", err)
	}
	whole := string(newBook(oneRow).zip(t))
	locked := []byte(whole)
	locked[strings.Index(whole, "PK\x01\x02")+8] |= 1 // APPNOTE.TXT 4.3.12, 4.4.4
	for _, tt := range []struct{ data, problem, hint string }{
		{"PK\x03\x04", "is a damaged workbook, or only the beginning of one", "copy or download it again, or open it"},
		{whole[:len(whole)-100], "is a damaged workbook, or only the beginning of one", "copy or download it again, or open it"},
		{string(locked), "is a zip archive with a password", "unpack it first"},
	} {
		_, err := table.OpenWorkbook(strings.NewReader(tt.data), int64(len(tt.data)))
		var e *table.WorkbookError
		if !errors.As(err, &e) || !strings.HasPrefix(e.Problem, tt.problem) || !strings.HasPrefix(e.Hint, tt.hint) {
			t.Errorf("error = %+v; want %q, %q", err, tt.problem, tt.hint)
		}
	}
}

// A file of a few kilobytes that means harm. It ends, and takes no more memory
// than a workbook of that size may.
func TestAHostileWorkbookTakesLittle(t *testing.T) {
	many := func(s string) string { return strings.Repeat(s, 14<<20/len(s)) } // shrinks to 15 kB
	for _, tt := range []struct {
		name, problem string
		book          book
	}{
		{"a bomb beside the sheets", "unpacks to more", newBook("", book{"xl/media/a.png": strings.Repeat("\x00", 70<<20)})},
		{"rows without end", "", newBook(many(`<row/>`)[:6<<20/6*6])},
		{"cells without end", "more than 16384 columns", newBook("<row>" + many(`<c/>`) + "</row>")},
		{"empty cells on the right", "", newBook(manyNumbered(`<row r="%[1]d"><c r="XFD%[1]d"/></row>`, 1, 20_000))},
		{"cells on the right", "times the file's size", newBook(manyNumbered(`<row r="%[1]d"><c r="XFD%[1]d"><v>1</v></c></row>`, 1, 20_000))},
		{"cells on the right of few rows", "times the file's size", newBook(manyNumbered(`<row r="%[1]d"><c r="XFD%[1]d"><v>1</v></c></row>`, 1, 3_000))},
		{"a long text in many cells", "MB of text", newBook("<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, 10_000)+"</row>", book{"xl/sharedStrings.xml": textsXML("<t>" + strings.Repeat("x", 1<<20) + "</t>")})},
		{"a text in many rows", "times the file's size", newBook(many(`<row><c t="s"><v>0</v></c></row>`), book{"xl/sharedStrings.xml": textsXML("<t>" + strings.Repeat("x", 32_000) + "</t>")})},
		{"texts without end", "", newBook("", book{"xl/sharedStrings.xml": textsXML(many("</si><si>"))})},
		{"styles without end", "more than 65536 formats", newBook("", book{"xl/styles.xml": strings.Replace(stylesXML(), "</cellXfs>", many("<xf/>")+"</cellXfs>", 1)})},
		{"formats without end", "more than 65536 formats", newBook("", book{"xl/styles.xml": `<styleSheet><numFmts>` + manyNumbered(`<numFmt numFmtId="%d"/>`, 0, 100_000) + `</numFmts></styleSheet>`})},
		{"sheets without end", "more than 1000 sheets", newBook("", book{"xl/workbook.xml": workbookXML("", strings.Fields(strings.Repeat("S ", 1001))...)})},
		{"relations without end", "more than 10000 relations", newBook("", book{"_rels/.rels": `<Relationships>` + manyNumbered(`<Relationship Id="%d"/>`, 0, 100_000) + `</Relationships>`})},
		{"elements in elements", "nested deeper than 64", newBook(many("<row>"))},
		{"attributes without end", "attributes can't be read", newBook("<row " + manyNumbered(`a%d="" `, 0, 100_000) + "/>")},
		{"a tag without end", "longer than 4 MB", newBook("<row " + many(" "))},
		{"a comment without end", "longer than 4 MB", newBook("<!--" + many("x"))},
		{"entities in entities", "document type", newBook("", book{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>`})},
		{"a document type without end", "longer than 4 MB", newBook("", book{"xl/workbook.xml": `<!DOCTYPE x ` + many("<")})},
		{"a file of the disk", "document type", newBook("", book{"xl/sharedStrings.xml": `<!DOCTYPE x SYSTEM "file:///etc/passwd"><sst/>`})},
		{"namespaces without end", "more than 128 namespaces", newBook(manyNumbered(`<g xmlns:a%d="u">`, 0, 60) + "<g " + manyNumbered(`xmlns:b%d="u" `, 0, 70) + ">" + many("<a1:x/><b1:x/>"))},
		{"escapes that are none", "", newBook("", book{"xl/sharedStrings.xml": textsXML(many("<t>" + strings.Repeat("_x", 8000) + "</t></si><si>"))})},
		{"numbers without end", "", newBook(manyNumbered(`<row r="%d"><c><v>1e308</v></c><c s="1"><v>1e-320</v></c></row>`, 1, 200_000), book{"xl/styles.xml": stylesXML(`"+"0`)})},
		{"formats of letters", "", newBook("", book{"xl/styles.xml": `<styleSheet><numFmts>` + manyNumbered(`<numFmt numFmtId="%d" formatCode="`+strings.Repeat("x", 900)+`"/>`, 0, 14_000) + `</numFmts><cellXfs>` + manyNumbered(`<xf numFmtId="%d"/>`, 0, 14_000) + `</cellXfs></styleSheet>`})},
		{"a long format", "", newBook(many(`<row><c s="1"><v>1</v></c></row>`), book{"xl/styles.xml": stylesXML("&quot;" + strings.Repeat("0", 1<<20))})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := tt.book.zip(t)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			w, err := table.OpenWorkbook(bytes.NewReader(data), int64(len(data)))
			var rows *table.SheetRows
			if err == nil {
				rows, err = w.Rows(w.Sheets()[0])
			}
			for more := true; more && err == nil; {
				_, more, err = rows.Next()
			}
			runtime.ReadMemStats(&after)
			if problem := fmt.Sprint(err); tt.problem == "" && err != nil || !strings.Contains(problem, tt.problem) {
				t.Errorf("%d bytes: error = %.200s, want %q", len(data), problem, tt.problem)
			}
			// What was taken in all bounds what was held at once.
			if all := (after.TotalAlloc - before.TotalAlloc) >> 20; all > 100 {
				t.Errorf("%d bytes took %d MB", len(data), all)
			}
		})
	}
}

// manyNumbered repeats a text with the numbers from first on.
func manyNumbered(format string, first, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, first+i)
	}
	return b.String()
}
