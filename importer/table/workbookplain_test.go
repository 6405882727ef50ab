package table

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// plainSheets are sheets' data, with what is written plainly, and what is nearly.
var plainSheets = []string{
	`<row r="2" spans="1:2" x14ac:d="0.25"><c r="A2" s="1" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>a &amp; b</t></is></c></row>`,
	"<row r=\"2\">\n <c r=\"A2\"><v>12</v></c>\r\n\t<c r=\"B2\" s=\"1\"/>\n</row>\n<row>\n<c><v>1</v></c></row>",
	`<row><c t="inlineStr"><is><t xml:space="preserve"> x_x000D_y </t></is></c><c t="str"><v>_x0041_</v></c><c><v>_x0041_</v></c><c t="str"><v>&#x5F;x0041_</v></c></row>`,
	`<row><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>`, `<row><c r="B2"><v>1</v></c></row>`, `<row r="3"><c r="?3"><v>1</v></c><c r=""><v>1</v></c><c r="XFE3"/></row>`,
	`<row><c r="A1" r="B1"><v>1</v></c></row>`, `<row><c s="1" s="2"/></row>`, `<row><c s="x"/><c t="x"><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2020-01-01</v></c></row>`,
	`<row><c t="s"><v>9</v></c></row>`, `<row><c t="s"><v>&#49;</v></c><c t="s"><v> 1 </v></c><c t="s"></c><c t="s"><v></v></c></row>`, `<row><c><v>&bad;</v></c></row>`, "<row><c><v>\x01</v></c></row>", "<row><c><v>\xff</v></c></row>",
	`<row><c><v>a]]>b</v></c></row>`, `<row><c><v>]]</v></c></row>`, "<row><c t=\"str\"><v>a\r\nb\rc</v></c></row>", `<row><c><v>1<!-- c -->2</v></c></row>`, `<row><c><v><![CDATA[<1>]]></v></c></row>`,
	`<row><c><f>A1</f><v>0</v></c><c t="str"><f>A1</f><v></v></c><c><v>1</v></c></row>`, `<row><c><f>A1</f><v></v></c></row>`, `<row><c t="inlineStr"><v>a</v></c><c t="str"><is><t>b</t></is></c><c><is><r><t>a</t></r></is></c></row>`,
	`<row xmlns="u"><c><v>1</v></c></row><row><c><v>2</v></c></row>`, `<row xmlns:p="u"><c><v>1</v></c><p:c><v>2</v></p:c><c><v>3</v></c></row>`, `<p:c xmlns:p="u"/><row><c xmlns="u"><v>1</v></c><c><v>2</v></c></row>`,
	`<row hidden="1"/><row/><row r="7" a='>' b="'"><c><v>1</v></c></row>`, `<row><c><v>1</v></c>x<c><v>2</v></c><!-- > --><c><v>3</v></c><?p >?></row>`, `<rows/><row><cols/><c ></c ><c/></row ><row></row>`,
	`<row><c><v>1</v></c></x>`, `<row><c><v>1</v></d></row>`, `<row><c><v>1`, `<row><c r="A1"`, `<row><c r="A`, `<row a="1" a="2"/>`, `<row r="1"></row></row>`, `<row r="2"/><row r="1"/>`, `<row><row/></row>`,
	`<row><c r="A1" t="s"><v>0</v></c><mc:AlternateContent xmlns:mc="u"/></row>`, `<row>` + strings.Repeat(`<c><v>1234567890</v></c>`, 9000) + `</row>`, `<row><c><v>` + strings.Repeat("x", 70_000) + `</v></c><c><v>1</v></c></row>`,
}

// readSheet reads a sheet whose texts are those, by its tokens alone or not, and
// writes down all that is to be known.
func readSheet(data, texts string, tokensOnly bool) (said []string) {
	read := func(part string) *xmlReader {
		x, err := newXMLReader(strings.NewReader(part))
		if err != nil {
			panic(err) // it begins as XML does
		}
		x.tokensOnly = tokensOnly
		return x
	}
	t := &sharedTexts{}
	for x := read("<sst>" + texts + "</sst>"); x.kind != xmlEOF; {
		err := x.next()
		if err == nil {
			err = t.see(x)
		}
		if err != nil {
			return append(said, "texts: "+err.Error())
		}
	}
	book := &Workbook{packed: 1 << 20, texts: t, formats: &cellFormats{styles: []*numberFormat{general, parseNumberFormat("yyyy-mm-dd"), parseNumberFormat("000")}}}
	r := &SheetRows{book: book, xml: read(`<worksheet xmlns="m"><sheetData>` + data + `</sheetData></worksheet>`), close: io.NopCloser(nil), recalculates: true}
	if err := r.begin(); err != nil {
		return append(said, err.Error())
	}
	for {
		row, ok, err := r.Next()
		if !ok {
			n, line := r.Uncomputed()
			return append(said, fmt.Sprint(err, r.Hidden(), n, line, r.taken))
		}
		said = append(said, fmt.Sprintf("%d %v %q %s", row.Line, row.Hidden, row.Cells, r.appendCSV(nil, 3)))
	}
}

// FuzzPlainCells holds that what is read as it stands is what its tokens say.
func FuzzPlainCells(f *testing.F) {
	for _, s := range plainSheets {
		f.Add(s, "<si><t>zero</t></si><si><t>one</t></si>")
	}
	for _, s := range []string{`<si><t xml:space="preserve"> a_x0041_&lt;</t></si><si><r><t>b</t></r></si><si><t>c</t></si>`, " <si>\n<t/></si>\n<si><t></t></si>x<si><t>y</t></si>", `<si><t>&bad;</t></si>`, "<si><t>a\rb</t></si><si xmlns=\"u\"><t>c</t></si><p:si/><si><t>d</t></si>", `<si><t>a</t>`, `<si><t>a</t></si></sst>`} {
		f.Add(plainSheets[0], s)
	}
	f.Fuzz(func(t *testing.T, data, texts string) {
		got, want := readSheet(data, texts, false), readSheet(data, texts, true)
		if !slices.Equal(got, want) {
			t.Fatalf("%.300q with the texts %.300q is read as\n%.2000s\nbut its tokens say\n%.2000s", data, texts, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// Cells that are written plainly are read without tokens: else the test above would
// compare a reader with itself.
func TestPlainCellsNeedNoTokens(t *testing.T) {
	for _, cell := range []string{`<c/>`, `<c r="B2" s="1"/>`, `<c r="B2" s="1" t="s"><v>12</v></c>`, `<c t="str"><v>a &amp; b</v></c>`, `<c t="inlineStr"><is><t>é</t></is></c>`, ` <c><is><t xml:space="preserve"> x</t></is></c>`, `<c><v></v></c>`} {
		var p plainCell
		if n := p.cut([]byte(cell + "<")); n != len(cell) {
			t.Errorf("%s: %d bytes of %d were read", cell, n, len(cell))
		}
		for i := range cell {
			if n := p.cut([]byte(cell[:i])); n != 0 {
				t.Errorf("%s, cut at %d: %d bytes were read", cell, i, n)
			}
		}
	}
}
