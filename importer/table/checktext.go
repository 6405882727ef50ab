package table

import (
	"strings"
	"unicode/utf8"

	"vobizsync/internal/words"
)

// checkText refuses a text whose rows can't be told apart, or its cells.
func (f *File) checkText(text string, heads []head, chosen int) error {
	if len(heads) == 0 {
		return nil
	}
	h := &heads[chosen]
	known := f.opts.Known(h.cells)
	// In a row a NUL is the row's problem; a header that has one is none.
	if strings.IndexByte(h.raw, 0) >= 0 || known < 2 && strings.IndexByte(text[:min(len(text), sampleSize)], 0) >= 0 {
		e := &InputError{Name: f.name, Line: h.line, Problem: "the header has NUL bytes in it: it is not a text file", Hint: exportCSV}
		if f.opts.Encoding != "" {
			e.Problem, e.Hint = "the header has NUL bytes in it: it is not in "+f.dialect.charset.name, "leave --encoding out, or give another"
		}
		return e
	}
	if sep := f.otherLineEnd(h, known); sep != nil {
		e := &InputError{
			Name: f.name, Line: h.line, Problem: "its lines end with " + sep.name + ", which is not read as a line end",
			Hint: "save it with the line ends of Unix or Windows",
		}
		if f.dialect.charset.encoding == nil || sep.char[0] < utf8.RuneSelf || sep.char == nel1252 {
			e.Hint += f.perl("s/"+sep.bytes+`/\n/g`, "lines")
		}
		return e
	}
	return f.checkOneColumn(heads, chosen, known)
}

// perl is an example of a command that changes the bytes of the file, "" where they are
// not those of its text.
func (f *File) perl(program, suffix string) string {
	if e := f.dialect.charset.encoding; e != nil {
		if ascii, err := e.NewEncoder().String("\n\""); err != nil || ascii != "\n\"" {
			return ""
		}
	}
	if f.source.path == "" || f.packed {
		return ""
	}
	changed := strings.TrimSuffix(f.name, ".csv") + "-" + suffix + ".csv"
	return ", for example: perl -pe " + words.Shell(program) + " " + words.Shell(f.name) + " >" + words.Shell(changed)
}

// lineSeparator is a character that ends lines for some programs.
type lineSeparator struct {
	char  string
	name  string
	bytes string // as perl has them
}

// nel1252 is what Windows-1252 makes of the byte of NEL.
const nel1252 = "…"

// lineSeparators are those of The Unicode Standard, 5.8, that end no line here,
// and the separators of ASCII.
var lineSeparators = []lineSeparator{
	{"\u2028", "U+2028 (line separator)", `\xe2\x80\xa8`},
	{"\u2029", "U+2029 (paragraph separator)", `\xe2\x80\xa9`},
	{"\u0085", "U+0085 (next line, NEL)", `\xc2\x85`},
	{"\v", "U+000B (vertical tab)", `\x0b`},
	{"\f", "U+000C (form feed)", `\x0c`},
	{"\x1e", "U+001E (record separator)", `\x1e`},
	{"\x1d", "U+001D (group separator)", `\x1d`},
	{"\x1c", "U+001C (file separator)", `\x1c`},
	{nel1252, "the byte 0x85 (next line, NEL)", `\x85`}, // of a text that is taken for Windows-1252
}

// otherLineEnd returns by what the lines end, if it is none of what ends a line
// here: the header then continues with it as rows do.
func (f *File) otherLineEnd(h *head, known int) *lineSeparator {
	for i := range lineSeparators {
		sep := &lineSeparators[i]
		if sep.char == nel1252 && f.dialect.charset.name != charset1252.name {
			continue
		}
		lines := strings.Split(strings.TrimRight(h.raw, sep.char), sep.char)
		if len(lines) < 2 {
			continue
		}
		delims := strings.Count(lines[0], string(f.dialect.delimiter))
		alike := delims > 0
		for _, line := range lines[1:] {
			alike = alike && strings.Count(line, string(f.dialect.delimiter)) == delims
		}
		if first := NewCutter(f.dialect.delimiter, nil); alike {
			first.Cut(lines[0])
			if n := f.opts.Known(first.Cells()); n > 1 && n >= known {
				return sep
			}
		}
	}
	return nil
}
