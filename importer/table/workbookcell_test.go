package table_test

import (
	"slices"
	"strings"
	"testing"
)

// A text is itself, whatever its number format says of numbers.
func TestATextCellIsItsTextWhateverItsFormat(t *testing.T) {
	for _, code := range []string{"43", "49", "0.00", `"+91 "0`, "0000000", "yyyy-mm-dd", "0.00E+00", ";;;", "0;-0;0;@"} {
		for _, text := range []string{"+6598765432", "Nan", "Infinity", "1E5", "12345.670", "007", "45992", "TRUE", " x ", "#REF!"} {
			b := newBook(`<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>`+text+`</t></is></c><c r="B1" s="1" t="str"><v>`+text+`</v></c><c r="C1" s="1" t="s"><v>0</v></c>`+
				`<c r="D1" s="1" t="str"><f>A1</f><v>`+text+`</v></c></row>`,
				book{"xl/styles.xml": stylesXML(code), "xl/sharedStrings.xml": textsXML("<t>" + text + "</t>")})
			want := "1: " + strings.Join([]string{text, text, text, text}, "|")
			if got := b.rows(t); !slices.Equal(got, []string{want}) {
				t.Errorf("format %s, text %q: %q", code, text, got)
			}
		}
	}
}

func TestEachTypeOfCellIsReadByItsDefinition(t *testing.T) {
	for _, tt := range []struct{ name, cell, want string }{
		{"text in line", `<c t="inlineStr"><is><t>An</t></is></c>`, "An"},
		{"runs", `<c t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">An </t></r><r><t>na</t></r></is></c>`, "An na"},
		{"how to pronounce it", `<c t="inlineStr"><is><t>田中</t><rPh sb="0" eb="2"><t>タナカ</t></rPh><phoneticPr fontId="1"/></is></c>`, "田中"},
		{"an empty text in line", `<c t="inlineStr"><is/></c>`, ""},
		{"text in line as a value", `<c t="inlineStr"><v>text</v></c>`, "text"},
		{"a formula's text", `<c t="str"><v>12</v></c>`, "12"},
		{"a formula's text in line", `<c t="str"><is><t>text</t></is></c>`, "text"},
		{"text in line without a type", `<c><is><t>007</t></is></c>`, "007"},
		{"a value and a text in line", `<c t="n"><v>7</v><is><t>eight</t></is></c>`, "7"},
		{"a text in line and a value", `<c t="inlineStr"><is><t>eight</t></is><v>7</v></c>`, "eight"},
		{"shared", `<c t="s"><v> 1 </v></c>`, "one"},
		{"true", `<c t="b"><v>1</v></c>`, "TRUE"},
		{"false", `<c t="b"><v>0</v></c>`, "FALSE"},
		{"not a boolean", `<c t="b"><v>yes</v></c>`, "yes"},
		{"a boolean in a format", `<c t="b" s="1"><v>1</v></c>`, "TRUE"},
		{"an error", `<c t="e"><v>#N/A</v></c>`, "#N/A"},
		{"a date as ISO 8601 has it", `<c t="d"><v>2020-01-02T00:00:00</v></c>`, "2020-01-02T00:00:00"},
		{"a number", `<c t="n"><v>42</v></c>`, "42"},
		{"a number without a type", `<c><v>
			42 </v></c>`, "42"},
		{"text where a number should be", `<c t="n"><v>text in n</v></c>`, "text in n"},
		{"not a type", `<c t="x"><v>42.0</v></c>`, "42"},
		{"CDATA", `<c t="inlineStr"><is><t>cd<![CDATA[ata & <x>]]></t></is></c>`, "cdata & <x>"},
		{"a comment in a text", `<c t="inlineStr"><is><t>com<!-- c -->ment</t></is></c>`, "comment"},
		{"a comment in a number", `<c><v>49151<!-- x -->12345678</v></c>`, "4915112345678"},
		{"references", `<c t="str"><v>a&amp;b &lt;&#x263A;&#65;&gt; &quot;&apos;</v></c>`, `a&b <☺A> "'`},
		{"escapes", `<c t="str"><v>a_x000D_b_x005F_x000D_ _x12_ _xZZZZ_ _x</v></c>`, "a\rb_x000D_ _x12_ _xZZZZ_ _x"},
		{"line ends", "<c t=\"str\"><v>a\r\nb\rc&#13;d</v></c>", "a\nb\nc\rd"},
		{"no value", `<c t="s"/>`, ""},
		{"a style only", `<c s="1"></c>`, ""},
		{"another namespace's value", `<c><x:v xmlns:x="u">8</x:v><v>7</v></c>`, "7"},
		{"a formula", `<c><f>A1*2</f><v>14</v></c>`, "14"},
		{"a formula whose text is empty", `<c t="str"><f>""</f><v></v></c>`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBook(`<row>`+tt.cell+`<c t="str"><v>end</v></c></row>`, book{"xl/styles.xml": stylesXML("yyyy-mm-dd")})
			if got, want := b.rows(t), "1: "+tt.want+"|end"; !slices.Equal(got, []string{want}) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestANumberIsReadThroughItsOwnFormat(t *testing.T) {
	for _, tt := range []struct{ code, stored, want string }{
		// All digits, whatever is shown.
		{"General", "9845012345", "9845012345"},
		{"general", "9.84501234E9", "9845012340"},
		{"0", "1E5", "100000"},
		{"General", "42.0", "42"},
		{"General", "1.1000000000000001", "1.1"},
		{"General", "-7", "-7"},
		{"General", "919845012345678901", "919845012345678901"},
		{"General", "9.198450123456789e+16", "91984501234567890"},
		{"General", "1e999", "1e999"},
		{"General", "01067", "01067"},
		{"General", "+4915112345678", "+4915112345678"},
		{"General", "NaN", "NaN"},
		{"General", "0x1p4", "0x1p4"},
		{"General", "1E+021", "1000000000000000000000"},
		{"General", "9.19845012345E+011", "919845012345"},
		{"General", "1E-7", "0.0000001"},
		// Beyond what counts anything.
		{"General", "1E+308", "1E+308"},
		{"General", "1e-320", "1e-320"},
		{"General", "1E", "1E"},
		{`"+"0`, "1E+41", "1E+41"},
		{"3", "9845012345", "9845012345"},
		{"43", "9845012345", "9845012345"},
		{"43", "0", "0"},
		{"44", "1067.5", "1067.5"},
		{"0.00", "9845012345", "9845012345"},
		{"9", "0.5", "0.5"},
		{"12", "2.5", "2.5"},
		{"49", "9845012345", "9845012345"},
		{"#,##0,", "12000", "12000"},
		{`0" kg"`, "5", "5"},
		{"0 days", "5", "5"},
		{".00", "7", "7"},
		{";;;", "7", "7"},
		{`[Red]"x"`, "7", "7"},
		{`"`, "7", "7"},
		{`\`, "7", "7"},
		{"[", "7", "7"},
		{"_", "7", "7"},
		// Made from scientific notation.
		{"0.00E+00", "919845012345", "919845012345"},
		{"11", "919877000000", "9.19877E+11"},
		{"48", "120000", "120000"},
		{"0E+0", "9.1984501234567E15", "9.1984501234567E+15"},
		{"General", "919877000000", "919877000000"},
		// Calling codes.
		{`"+"0`, "6591234567", "+6591234567"},
		{`+0`, "6591234567", "+6591234567"},
		{`"+"General`, "6591234567", "+6591234567"},
		{`"+91 "0`, "9845012345", "+919845012345"},
		{`\+\9\1\ 00000\ 00000`, "9845012345", "+919845012345"},
		{`"+91-"00000-00000`, "9845012345", "+919845012345"},
		{`[$+91 ]0`, "9845012345", "+919845012345"},
		{`"+49 (0)"0`, "15112345678", "+4915112345678"},
		{`"Tel. +49 "#,##0`, "15112345678", "+4915112345678"},
		{`"+49 "0" (mobile)"`, "15112345678", "+4915112345678"},
		{`_("+91 "* 0_)`, "9845012345", "+919845012345"},
		{`"+91 "0;-0`, "9845012345", "+919845012345"},
		{`"+91 "0`, "-5", "-5"},
		{`"+91 "0`, "9845012345.5", "9845012345.5"},
		{`"00"0`, "4915112345678", "004915112345678"},
		{`"0"0`, "9845012345", "09845012345"},
		{`"A"0`, "5", "5"},
		{`"+"0" ext. 12"`, "6591234567", "6591234567"},
		// Leading zeros.
		{"0000000", "1067", "0001067"},
		{"00000", "1067.0", "01067"},
		{"00000-0000", "10115", "000010115"},
		{"00000-00000", "9845012345", "9845012345"},
		{`"D-"00000`, "1067", "01067"},
		{"[<=9999999]###-####;(###) ###-####", "9845012345", "9845012345"},
		{"[<=99999]00000;00000-0000", "1067", "01067"},
		{"[<=99999]00000;00000-0000", "10670001", "010670001"},
		{"[>=1][<]00000;0", "7", "7"},
		{"0;-0;0000", "0", "0000"},
		{"0;-0;0000", "5", "5"},
		{"0#### ######", "7911123456", "07911123456"},
		{"0##########", "7911123456", "07911123456"},
		{"0#########", "9845012345", "9845012345"},
		{"0????", "1067", "01067"},
		{"0####", "501", "0501"},
		{"00##0", "5", "005"},
		{"#,##0", "7", "7"},
		{"0.##", "7", "7"},
		{strings.Repeat("0", 5000), "7", "7"},
		// Dates and times.
		{"14", "45992", "2025-12-01"},
		{"yyyy-mm-dd", "45992", "2025-12-01"},
		{"[$-409]d\\ mmm\\ yy;@", "45992.75", "2025-12-01"},
		{`[$-407]dd"."mm"."yyyy`, "45992", "2025-12-01"},
		{"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "45992", "2025-12-01"},
		{"mmm", "45992", "2025-12-01"},
		{"22", "45992.75", "2025-12-01 18:00"},
		{"d/m/yyyy h:mm:ss AM/PM", "45992.75", "2025-12-01 18:00:00"},
		{"28", "45992", "2025-12-01"},
		{"yyyy-mm-dd", "60", "1900-02-29"},
		{"yyyy-mm-dd", "61", "1900-03-01"},
		{"yyyy-mm-dd", "1", "1900-01-01"},
		{"yyyy-mm-dd", "0", "0"},
		{"yyyy-mm-dd", "2958465", "9999-12-31"},
		{"yyyy-mm-dd", "2958466", "2958466"},
		{"yyyy-mm-dd", "9845012345", "9845012345"},
		{"yyyy-mm-dd", "-5", "-5"},
		{"18", "0.5", "12:00"},
		{"h:mm", "1.5", "12:00"},
		{"h:mm:ss", "0.999999999", "00:00:00"},
		{"46", "2.5", "60:00:00"},
		{"[mm]:ss", "0.5", "12:00:00"},
		{"47", "0.0000115740740740741", "00:00:01.0"},
		{"hh:mm:ss.000", "0.5000057870370370", "12:00:00.500"},
	} {
		b := newBook(`<row><c s="1"><v>`+tt.stored+`</v></c></row>`, book{"xl/styles.xml": stylesXML(tt.code)})
		if got, want := b.rows(t), "1: "+tt.want; !slices.Equal(got, []string{want}) {
			t.Errorf("format %s, stored %s: got %q, want %q", tt.code, tt.stored, got, want)
		}
	}
}

func TestDatesAreCountedFromTheYearThatTheWorkbookNames(t *testing.T) {
	for attribute, want := range map[string]string{"": "1: 2025-12-01", ` date1904="0"`: "1: 2025-12-01", ` date1904="1"`: "1: 2029-12-02", ` date1904="true"`: "1: 2029-12-02"} {
		b := newBook(`<row><c s="1"><v>45992</v></c></row>`, book{"xl/styles.xml": stylesXML("14"), "xl/workbook.xml": workbookXML("<workbookPr"+attribute+"/>", "Sheet1")})
		if got := b.rows(t); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q, want %q", attribute, got, want)
		}
	}
}

// General is General under any number, a style that does not exist is General,
// and one that no cell has changes nothing.
func TestOnlyTheStyleOfTheCellCounts(t *testing.T) {
	styles := stylesXML("GENERAL", "yyyy-mm-dd", "0000000")
	for _, tt := range []struct{ style, want string }{
		{``, "45992"}, {`s="0"`, "45992"}, {`s="1"`, "45992"}, {`s="2"`, "2025-12-01"}, {`s="3"`, "0045992"},
		{`s=""`, "45992"}, {`s="-1"`, "45992"}, {`s="x"`, "45992"}, {`s="4"`, "45992"}, {`s="99999999999999999999"`, "45992"}, {`x:s="2" xmlns:x="u"`, "45992"},
	} {
		b := newBook(`<row><c `+tt.style+`><v>45992</v></c></row>`, book{"xl/styles.xml": styles})
		if got, want := b.rows(t), "1: "+tt.want; !slices.Equal(got, []string{want}) {
			t.Errorf("%s: got %q, want %q", tt.style, got, want)
		}
	}
	// Excel writes some formats twice: for itself, and for everybody.
	versions := `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x16r2"><numFmt numFmtId="165" formatCode="[$-en-US,1]0"/></mc:Choice>` +
		`<mc:Fallback><numFmt numFmtId="165" formatCode="yyyy-mm-dd"/></mc:Fallback></mc:AlternateContent>`
	twice := strings.Replace(styles, `<numFmt numFmtId="165" formatCode="yyyy-mm-dd"/>`, versions, 1)
	if got := newBook(`<row><c s="2"><v>45992</v></c></row>`, book{"xl/styles.xml": twice}).rows(t); twice == styles || !slices.Equal(got, []string{"1: 2025-12-01"}) {
		t.Errorf("a format in two versions: %q", got)
	}
	// A cell without a style has style 0, whatever that is.
	zero := strings.Replace(styles, `<cellXfs><xf numFmtId="0"/>`, `<cellXfs><xf numFmtId="14"/>`, 1)
	if got := newBook(`<row><c><v>45992</v></c></row>`, book{"xl/styles.xml": zero}).rows(t); !slices.Equal(got, []string{"1: 2025-12-01"}) {
		t.Errorf("style 0 is a date: %q", got)
	}
}
