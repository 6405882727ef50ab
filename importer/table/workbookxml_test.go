package table

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// ourTokens writes down what xmlReader reads.
func ourTokens(text string) (tokens []string, err error) {
	x, err := newXMLReader(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	chars := ""
	flush := func() {
		if chars != "" {
			tokens, chars = append(tokens, "text "+fmt.Sprintf("%q", chars)), ""
		}
	}
	for {
		if err := x.next(); err != nil {
			return tokens, err
		}
		switch x.kind {
		case xmlText:
			chars += string(x.text)
		case xmlBegin:
			flush()
			s := "begin " + string(x.name)
			for _, a := range x.attributes {
				s += fmt.Sprintf(" %s:%s=%q", a.prefix, a.name, a.value)
			}
			tokens = append(tokens, s)
		case xmlEnd:
			flush()
			tokens = append(tokens, "end "+string(x.name))
		case xmlEOF:
			return tokens, nil
		}
	}
}

// theirTokens writes down what encoding/xml reads, the same way.
func theirTokens(text string) (tokens []string, err error) {
	d := xml.NewDecoder(strings.NewReader(text))
	chars := ""
	flush := func() {
		if chars != "" {
			tokens, chars = append(tokens, "text "+fmt.Sprintf("%q", chars)), ""
		}
	}
	depth := 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return tokens, nil
		}
		if err != nil {
			return tokens, err
		}
		switch token := token.(type) {
		case xml.CharData:
			if depth > 0 {
				chars += string(token)
			}
		case xml.StartElement:
			flush()
			depth++
			s := "begin " + token.Name.Local
			for _, a := range token.Attr {
				s += fmt.Sprintf(" %s:%s=%q", a.Name.Space, a.Name.Local, a.Value)
			}
			tokens = append(tokens, s)
		case xml.EndElement:
			flush()
			depth--
			tokens = append(tokens, "end "+token.Name.Local)
		}
	}
}

// FuzzXMLTokens checks that what is read as XML is read as encoding/xml reads it:
// the reader may refuse more, but never accepts what that refuses, except for the
// characters of names.
func FuzzXMLTokens(f *testing.F) {
	for _, s := range []string{
		`<a/>`, `<?xml version="1.0"?><a b="1" c='2'>x<b/>y</a>`, `<x:a xmlns:x="u" x:b="&lt;&#65;"/>`, "<a>\r\n\r&amp;<![CDATA[<&]]\r>]]></a>",
		`<a><!-- c --><?p i?></a>`, `<a>]]></a>`, `<a b='="x'>`, `<!-->`, `<!--->`, `<a b=1/>`, `<a / >`, `</>`, `<>`, `<a></a >`, `<!DOCTYPE a><a/>`,
		`<a b="/">`, `<a b="/"/>`, `<a b='>'>"'</a>`, `<a:b:c/>`, `<a>&#xD800;</a>`, "<a>\x00</a>", "<a>\xff</a>", `<a b="<"/>`, `<?xml version="1.1"?><a/>`, `<a/><b/>`, `x<a/>`, `<![CDATA[]]]>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ours, err := ourTokens(text)
		if err != nil {
			return
		}
		if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") || strings.Contains(text, "\x00") || strings.Contains(strings.ToLower(text), "encoding") {
			return // another encoding
		}
		theirs, err := theirTokens(strings.TrimPrefix(text, "\xef\xbb\xbf"))
		if err != nil {
			if strings.Contains(err.Error(), "invalid XML name") && strings.ContainsFunc(text, func(r rune) bool { return r > 127 }) {
				return
			}
			t.Fatalf("%q is read as %q, but: %v", text, ours, err)
		}
		if a, b := strings.Join(ours, "\n"), strings.Join(theirs, "\n"); a != b {
			t.Fatalf("%q is read as\n%s\nand by encoding/xml as\n%s", text, a, b)
		}
	})
}

// The library keeps a part of the text in a buffer: what is read must not depend
// on how it comes in.
func TestTokensDoNotDependOnTheReader(t *testing.T) {
	text := `<?xml version="1.0"?><!-- a --><w a="1" b='>'>` + strings.Repeat(`<r><c r="A1" t='s'/>x &amp; y<![CDATA[<]]]]><!--->--><?p i?></r>`, 50) + `</w>`
	text = strings.ReplaceAll(text, "<!--->-->", "<!-- > -->")
	want, err := ourTokens(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.Reader{"byte by byte": &slowReader{text: text, step: 1}, "with nothing in between": &slowReader{text: text, step: 3, empty: true}, "the end with the last bytes": &slowReader{text: text, step: 7, joined: true}} {
		x, err := newXMLReader(r)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for x.kind != xmlEOF {
			if err := x.next(); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if x.kind == xmlBegin || x.kind == xmlEnd {
				n++
			}
		}
		tags := 0
		for _, w := range want {
			if !strings.HasPrefix(w, "text") {
				tags++
			}
		}
		if n != tags {
			t.Errorf("%s: %d tags, want %d", name, n, tags)
		}
	}
}

type slowReader struct {
	text          string
	step          int
	empty, joined bool
	calls         int
}

func (r *slowReader) Read(p []byte) (int, error) {
	if r.calls++; r.empty && r.calls%2 == 0 {
		return 0, nil
	}
	if r.text == "" {
		return 0, io.EOF
	}
	n := copy(p, r.text[:min(r.step, len(r.text))])
	if r.text = r.text[n:]; r.joined && r.text == "" {
		return n, io.EOF
	}
	return n, nil
}

// FuzzNumberFormat checks that a whole number keeps its digits, whatever its
// format: other digits come before it only, except for dates and what was made
// from scientific notation.
func FuzzNumberFormat(f *testing.F) {
	for _, code := range []string{"General", "0", "0000000", `"+91 "0`, "[<=9999999]###-####;(###) ###-####", "0.00E+00", "yyyy-mm-dd", `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, "[h]:mm:ss.000", `[$+91-409]`, `"`, `\`, "[", ";;;;", "* ", "AM/PM"} {
		f.Add(code, uint64(9845012345))
	}
	w := &Workbook{}
	f.Fuzz(func(t *testing.T, code string, n uint64) {
		n %= 1e15
		stored := []byte(fmt.Sprint(n))
		format := parseNumberFormat(code)
		got := w.appendNumber(nil, stored, format)
		kind := format.section(float64(n)).kind
		if kind == inExponent || kind == inTime && n < lastDate {
			return
		}
		if !bytes.HasSuffix(got, stored) || strings.Trim(string(got), "+0123456789") != "" {
			t.Fatalf("%d in the format %q is read as %q", n, code, got)
		}
	})
}
