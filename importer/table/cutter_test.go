package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// records are what encoding/csv reads of a text, with the line that each starts on.
func records(text []byte, delim byte) (all [][]string, lines []int, err error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord = rune(delim), -1
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, lines, nil
		}
		if err != nil {
			return all, lines, err
		}
		line, _ := r.FieldPos(0)
		all, lines = append(all, cells), append(lines, line)
	}
}

// FuzzCutter checks that what encoding/csv reads is read as encoding/csv reads it,
// wherever the text is cut into blocks; and that of any other text no line is lost
// without a word.
func FuzzCutter(f *testing.F) {
	for _, seed := range []string{
		"a,b,c\n", "a,b,c", "\n\r\na,\"b\",\"\"\r\n\n", "\"a\"\"b\",c\na,b\n1,2,3,\n", "a,b\"c,d\n1,2,3\n", "\"a\nb\",c,d\r\n\"x\r\ny\",2,3",
		"\"a\"b,c,d\n", ",,\n", "\"\",\"\",\"\"\r\n", "\"a\\\"b\\\"\",c,d\n\"x\",\"C:\\\",\"z\"\n", "\"a\", \"b, c\" ,d\n", "=\"001\",b,c\n\"=\"\"1\"\"\",b,c\n",
		"a,b,c\rd,e,f\r\r\ng,h,i\r", "\"\\\"\",x,y\n\",z,w\n", "\"Ann,a,b\nBob,c,d\n\"x\",y,z\n", "a,b,c\n(2 rows)\n\n", "a,\"b\nTotal: 12\",c\n", "x,\"\n(1 row)\n\"\n",
	} {
		f.Add([]byte(seed), byte(','), uint8(3))
	}
	f.Fuzz(func(t *testing.T, content []byte, delim byte, width uint8) {
		if !canDelimit(rune(delim)) || delim == '-' || width > 8 {
			return
		}
		text, err := io.ReadAll(&lineEnds{r: iotest.OneByteReader(bytes.NewReader(content))})
		if err != nil {
			t.Fatal(err)
		}
		want, wantLines, wantErr := records(text, delim)
		header := make([]string, width)
		for i := range header {
			header[i] = "x"
		}
		fr := NewFramer(iotest.HalfReader(bytes.NewReader(text)), NewCutter(delim, header))
		var got [][]string
		var lines []int
		var whole []byte
		var passed Passed
		line := 1
		for {
			b, err := fr.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			passed.Add(b.Passed)
			if b.Line != line {
				t.Fatalf("a block starts in line %d, the one before it ends before %d", b.Line, line)
			}
			line += strings.Count(b.Raw, "\n")
			whole = append(whole, b.Raw...)
			at := b.Line
			for cut := NewCutter(delim, header); len(b.Raw) > 0; {
				rec := cut.Cut(b.Raw)
				raw := b.Raw[:rec.End]
				if b.Defect != "" {
					raw = b.Raw
				}
				if strings.TrimRight(raw, "\r\n") != "" {
					lines = append(lines, at)
					cells := slices.Clone(cut.Cells())
					if b.Defect != "" || rec.Defect(raw) != "" {
						cells = nil
					}
					got = append(got, cells)
				}
				at += strings.Count(raw, "\n")
				b.Raw = b.Raw[len(raw):]
			}
		}
		if lost := bytes.TrimPrefix(text, whole); len(lost) > 0 && (len(lost)+len(whole) > len(text) || passed.Footers == 0) {
			t.Fatalf("%q: %q is not handed out", text, lost)
		}
		if wantErr != nil || passed.Footers > 0 {
			return
		}
		for i := range want {
			// A record over several lines may be one whose quote is not closed.
			if i < len(got) && got[i] == nil && lines[i] == wantLines[i] && strings.Contains(strings.Join(want[i], ""), "\n") {
				return
			}
			if i >= len(got) || !slices.Equal(got[i], want[i]) || lines[i] != wantLines[i] {
				t.Fatalf("%q, record %d: read %q in lines %v\nwant %q in %v", text, i+1, got, lines, want, wantLines)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%q: read %q, want %q", text, got, want)
		}
	})
}

// FuzzPlainLine checks that a line is a record, whatever follows it, if the framer takes
// it for one without cutting it.
func FuzzPlainLine(f *testing.F) {
	for _, seed := range []string{`a,b,c`, `"a","b ""c""",d`, `a"b"c,d,e`, `"a"b,c,"d`, ` "a" , = "b",c`, `"\"",x,y`, `"","","""`, "\"a\"\r"} {
		f.Add(seed, "\"x\ny\",2,3\n", byte(','), uint8(3), true)
	}
	f.Add(`"a\",b`, `c",2,3`, byte(','), uint8(3), true)
	f.Fuzz(func(t *testing.T, line, rest string, delim byte, width uint8, escapes bool) {
		if !canDelimit(rune(delim)) || width > 8 || strings.Contains(line, "\n") {
			return
		}
		line += "\n"
		cut := NewCutter(delim, strings.Fields(strings.Repeat("x ", int(width))))
		cut.escapes = escapes
		fr := &Framer{buf: line + rest + "\n", eof: true, cut: cut}
		if plain := fr.plain(0); plain != 0 && plain < len(line) {
			t.Fatalf("%q is parted after %d bytes", line, plain)
		} else if plain == 0 {
			return
		}
		if rec := cut.Cut(fr.buf); rec.End != len(line) || rec.Lines != 1 || rec.unfinished() {
			t.Fatalf("%q, then %q: taken for a line that is a record, and is %+v", line, rest, rec)
		}
	})
}

// A lone carriage return ends a line, wherever the text is cut; encoding/csv has
// all other line ends as they are.
func FuzzLineEnds(f *testing.F) {
	for _, seed := range []string{"a\rb\nc\r\nd", "\r\r\n\r", "\r\r\r\n\n\r", "x\r\r", ""} {
		f.Add([]byte(seed), uint8(1))
	}
	f.Fuzz(func(t *testing.T, content []byte, piece uint8) {
		want := bytes.ReplaceAll(content, []byte("\r\r\n"), []byte("\r\n"))
		want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\x00\n"))
		want = bytes.ReplaceAll(want, []byte("\r"), newline)
		want = bytes.ReplaceAll(want, []byte("\x00\n"), []byte("\r\n"))
		if bytes.IndexByte(content, 0) >= 0 {
			return
		}
		r := &lineEnds{r: iotest.HalfReader(bytes.NewReader(content))}
		var got []byte
		for buf := make([]byte, int(piece)+1); ; {
			n, err := r.Read(buf)
			got = append(got, buf[:n]...)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%q is read as %q, want %q", content, got, want)
		}
	})
}
