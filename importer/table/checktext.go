package table

import (
	"fmt"
	"strings"

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
		fixed := strings.TrimSuffix(f.name, ".csv") + "-lines.csv"
		return &InputError{
			Name: f.name, Line: h.line, Problem: "its lines end with " + sep.name + ", which is not read as a line end",
			Hint: fmt.Sprintf("save it with the line ends of Unix or Windows, for example: perl -pe %s %s >%s", words.Shell("s/"+sep.bytes+`/\n/g`), words.Shell(f.name), words.Shell(fixed)),
		}
	}
	if h.defect != "" || len(h.cells) > 1 || f.opts.Delimiter != "" {
		return nil
	}
	if c := f.likelyDelimiter(heads[chosen:]); c != 0 {
		return &InputError{
			Name: f.name, Line: h.line,
			Problem: fmt.Sprintf("the header is one column; it looks as if it is separated by %s", quoted(string(rune(c)))),
			Hint:    delimiterFlag(c),
		}
	}
	return nil
}

// lineSeparator is a character that ends lines for some programs.
type lineSeparator struct {
	char  string
	name  string
	bytes string // as perl has them
}

// lineSeparators are those of The Unicode Standard, 5.8, that end no line here,
// and the record separator of ASCII.
var lineSeparators = []lineSeparator{
	{"\u2028", "U+2028 (line separator)", `\xe2\x80\xa8`},
	{"\u2029", "U+2029 (paragraph separator)", `\xe2\x80\xa9`},
	{"\u0085", "U+0085 (next line, NEL)", `\xc2\x85`},
	{"\v", "U+000B (vertical tab)", `\x0b`},
	{"\f", "U+000C (form feed)", `\x0c`},
	{"\x1e", "U+001E (record separator)", `\x1e`},
	{"…", "the byte 0x85 (next line, NEL)", `\x85`}, // of a text that is taken for Windows-1252
}

// otherLineEnd returns by what the lines end, if it is none of what ends a line
// here: the header then continues with it as rows do.
func (f *File) otherLineEnd(h *head, known int) *lineSeparator {
	for i := range lineSeparators {
		sep := &lineSeparators[i]
		if sep.char == "…" && f.dialect.charset.name != charset1252.name {
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

// likelyDelimiter returns what is between the cells of rows that have no
// delimiter which is looked for, 0 if there is nothing like that.
func (f *File) likelyDelimiter(rows []head) (likely byte) {
	most := 0
	for c := rune(1); c < 0x7f; c++ {
		if !canDelimit(c) || strings.ContainsRune(" .@_-'", c) {
			continue
		}
		n := strings.Count(rows[0].raw, string(c))
		alike := 0
		for _, r := range rows[1:] {
			if strings.Count(r.raw, string(c)) == n {
				alike++
			}
		}
		known := f.opts.Known(strings.Split(rows[0].raw, string(c)))
		if n == 0 || known < 2 && (alike == 0 || alike < len(rows)-1) {
			continue
		}
		if score := known*1000 + n; score > most {
			most, likely = score, byte(c)
		}
	}
	return likely
}
