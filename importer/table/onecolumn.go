package table

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkOneColumn refuses a text whose header is not a row of cells, as far as it can be
// told why: no delimiter that is looked for is between them.
func (f *File) checkOneColumn(heads []head, chosen, known int) error {
	h := &heads[chosen]
	if h.defect == "" && !h.isOneCell() {
		return nil
	}
	rows := slices.DeleteFunc(slices.Clone(heads), func(r head) bool { // where the header may be
		return known > 0 && r.line != h.line || len(r.raw) > blockSize
	})
	if r, ok := f.quotedWhole(rows); ok {
		return &InputError{
			Name: f.name, Line: r.line, Problem: "each line is in quotes as a whole, so that it is one cell",
			Hint: "take these quotes away" + f.perl(`s/^"((?:[^"]|"")*)"[,;\t]*(\r?)$/$1$2/ && s/""/"/g`, "unquoted"),
		}
	}
	if f.opts.Delimiter != "" || h.defect == "" && len(h.cells) > 1 {
		return nil
	}
	c, r := f.namingDelimiter(rows)
	if c == 0 && h.defect == "" {
		c, r = f.likelyDelimiter(heads[chosen:]), h
	}
	switch other, at, found := f.otherSeparator(rows); {
	case c != 0:
		return f.separatedBy(c, r)
	case found:
		return &InputError{
			Name: f.name, Line: at.line,
			Problem: fmt.Sprintf("the header is one column; it looks as if it is separated by %s (%U), and only a character of ASCII can separate cells", quoted(string(other)), other),
			Hint:    "export it with commas, semicolons or tabs",
		}
	}
	if r, ok := f.alignedRow(rows); ok && h.defect == "" {
		if r.isSpaced(heads) {
			return f.separatedBy(' ', r)
		}
		how := "it is separated by spaces, which are in the cells, too"
		if strings.Contains(strings.TrimSpace(r.raw), "  ") {
			how = "the cells are aligned by spaces, which is not read"
		}
		return &InputError{
			Name: f.name, Line: r.line, Problem: "the header is one column; it looks as if " + how,
			Hint: "export it with commas, semicolons or tabs",
		}
	}
	return nil
}

func (f *File) separatedBy(c byte, r *head) error {
	return &InputError{
		Name: f.name, Line: r.line,
		Problem: fmt.Sprintf("the header is one column; it looks as if it is separated by %s", quoted(string(rune(c)))),
		Hint:    delimiterFlag(c),
	}
}

// isOneCell reports whether only the first cell of a row is filled.
func (h *head) isOneCell() bool { return len(h.cells) < 2 || strings.Join(h.cells[1:], "") == "" }

// quotedWhole returns the row that is a header in quotes.
func (f *File) quotedWhole(rows []head) (*head, bool) {
	for i := range rows {
		r := &rows[i]
		if r.defect != "" || strings.IndexByte(r.raw, '"') != 0 || !r.isOneCell() {
			continue
		}
		for _, d := range delimiters[:detected] {
			if f.names(NewCutter(d.char, nil), r.cells[0]) > 1 {
				return r, true
			}
		}
	}
	return nil, false
}

// names counts the columns that a line names.
func (f *File) names(cut *Cutter, line string) int {
	if rec := cut.Cut(line); rec.state != closed || rec.End < len(line) || rec.Cells < 2 {
		return 0
	}
	return f.opts.Known(cut.Cells())
}

// namingDelimiter returns the delimiter with which a row names two columns at least, and
// the most, 0 if there is none.
func (f *File) namingDelimiter(rows []head) (likely byte, at *head) {
	most := 1
	for i := range rows {
		raw := rows[i].raw
		for c := rune(1); c < 0x7f; c++ {
			// What is in words, too, must be between quotes.
			if !canDelimit(c) || strings.IndexByte(raw, byte(c)) < 0 || strings.ContainsRune(" .@_-'/&", c) && !strings.Contains(raw, `"`+string(c)+`"`) {
				continue
			}
			if n := f.names(NewCutter(byte(c), nil), raw); n > most {
				most, likely, at = n, byte(c), &rows[i]
			}
		}
	}
	return likely, at
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

// otherSeparator returns the character beyond ASCII that is between the names of columns:
// a comma or a stroke of another script, or one that nobody types.
func (f *File) otherSeparator(rows []head) (between rune, at *head, found bool) {
	for i := range rows {
		raw := rows[i].raw
		tried := map[rune]bool{}
		for _, r := range raw {
			if r < utf8.RuneSelf || tried[r] || unicode.IsSpace(r) || unicode.IsMark(r) {
				continue
			}
			tried[r] = true
			least := 2
			if unicode.IsLetter(r) {
				least = 3
			}
			if f.opts.Known(strings.Split(raw, string(r))) >= least {
				return r, &rows[i], true
			}
		}
	}
	return 0, nil, false
}

// alignedRow returns the row that names three columns with nothing but space between
// them.
func (f *File) alignedRow(rows []head) (*head, bool) {
	for i := range rows {
		if f.opts.Known(strings.Fields(rows[i].raw)) > 2 {
			return &rows[i], true
		}
	}
	return nil, false
}

// isSpaced reports whether a single space is between any two cells of a row, and of those
// that follow it.
func (h *head) isSpaced(rows []head) bool {
	n, below := len(strings.Fields(h.raw))-1, 0
	for _, r := range rows {
		if r.line < h.line {
			continue
		}
		if strings.Count(r.raw, " ") != n || len(strings.Fields(r.raw)) != n+1 {
			return false
		}
		below++
	}
	return below > 1
}
