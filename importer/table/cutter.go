package table

import (
	"slices"
	"strings"
)

// Cutter cuts a text into records, and these into cells: it is the only reader of
// CSV here. It reads what RFC 4180 has, as encoding/csv does. A record that is not
// written so is read as it is meant where that is certain (see [Quirk]): where quotes
// are escaped, or lines are in cells, it must have as many cells as the header then.
type Cutter struct {
	delim byte
	width int // cells of a row; 0 takes any
	named int // the columns up to the last that has a name
	// escapes means that other rows of the file have \" in them, which can't be read
	// but as a quote: then \\ is a backslash in this one, too.
	escapes bool

	cells []string // of the record that was cut last
}

// NewCutter cuts rows below a header; nil cuts any.
func NewCutter(delim byte, header []string) *Cutter {
	c := &Cutter{delim: delim, width: len(header), named: len(header)}
	for c.named > 0 && strings.TrimSpace(header[c.named-1]) == "" {
		c.named--
	}
	return c
}

// Quirk is how a record is written that is not as RFC 4180 has it.
type Quirk uint8

// The quirks that a record can be read in spite of.
const (
	Spaced  Quirk = 1 << iota // there is space between a quote and the delimiter
	Formula                   // ="text", by which spreadsheet programs keep text what it is
	Escaped                   // \" for a quote in a quoted cell, and \\ for a backslash
)

// Quirks are all of them.
var Quirks = []Quirk{Spaced, Formula, Escaped}

// Record is how far a record goes.
type Record struct {
	End    int // bytes, its line end included
	Lines  int // counts the line ends in it, and the end of the text
	Cells  int
	Quirks Quirk
	quoted bool // it has a quoted cell

	state quoteState
	ended bool // with a line end, not with the text
	more  bool // more text could show that it is to be read with quirks
}

type quoteState int

const (
	_         quoteState = iota
	closed               // all quotes are closed
	open                 // the text ended within quotes
	bareQuote            // a quote is in a cell that is not quoted
	textAfter            // text follows a closing quote
)

// unfinished reports whether more text could change what the record is.
func (r *Record) unfinished() bool { return r.state == open || !r.ended || r.more }

// Defect is why a record can't be read, "" if it can.
func (r *Record) Defect(raw string) string {
	switch {
	case r.state == closed:
		return ""
	case strings.Contains(raw, `\"`):
		return `a quote is escaped by a backslash, so it is unclear where cells end: write "" for \"`
	case r.state == bareQuote:
		return `a quote (") is inside an unquoted cell: quote the cell, and double the quotes in it`
	}
	return `a quote (") in the row is not closed, or has text after it`
}

// Cut finds the first record of a text, and its cells; one with a defect has none.
func (c *Cutter) Cut(text string) Record {
	rec := c.scan(text, reading{})
	if rec.state == closed {
		if c.escapes && rec.quoted && strings.IndexByte(text[:rec.End], '\\') >= 0 {
			return c.reread(text, rec)
		}
		return rec
	}
	for _, how := range []reading{{spaces: true}, {spaces: true, escapes: true}} {
		if how.escapes && c.delim == '\\' {
			continue
		}
		odd := c.scan(text, how)
		if c.fits(&odd) || !how.escapes && odd.state == closed && odd.Lines == 1 {
			return odd
		}
		rec.more = rec.more || odd.unfinished()
	}
	c.cells = c.cells[:0]
	return rec
}

// reread reads a record of a file in which a backslash escapes, and which can be
// read without, too.
func (c *Cutter) reread(text string, rec Record) Record {
	plain := slices.Clone(c.cells)
	if odd := c.scan(text, reading{spaces: true, escapes: true}); c.fits(&odd) {
		return odd
	}
	c.cells = plain
	return rec
}

// fits reports whether the record that was cut last is a row of the table.
func (c *Cutter) fits(r *Record) bool {
	if r.state != closed || c.width > 0 && r.Cells < c.named {
		return false
	}
	if c.width > 0 && r.Cells > c.width {
		for _, beyond := range c.cells[c.width:] {
			if beyond != "" {
				return false
			}
		}
	}
	return true
}

// Cells returns the texts of the cells of the record that was cut last, until the next
// one is cut. They lie in the text that was given to Cut; a cell costs memory of its own
// only where it has an escaped quote or a line end in it.
func (c *Cutter) Cells() []string { return c.cells }

// spelling is how a cell's text differs from what it stands for.
type spelling uint8

const (
	doubled spelling = 1 << iota // "" stands for a quote
	escaped                      // \" stands for a quote, and \\ for a backslash
	lines                        // it has line ends in it: \r\n stands for \n
)

var unescape = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `""`, `"`)

// text returns what a cell stands for that is written so.
func (how spelling) text(s string) string {
	if how&lines != 0 {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	if how&escaped != 0 {
		return unescape.Replace(s)
	}
	if how&doubled != 0 {
		return undouble(s)
	}
	return s
}

// undouble takes the second of two quotes out of a text. A single one stays: a broken row
// may have some.
func undouble(s string) string {
	var text strings.Builder
	text.Grow(len(s) - 1)
	for {
		n := strings.IndexByte(s, '"')
		if n < 0 {
			text.WriteString(s)
			return text.String()
		}
		text.WriteString(s[:n+1])
		s = strings.TrimPrefix(s[n+1:], `"`)
	}
}
