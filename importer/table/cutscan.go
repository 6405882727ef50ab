package table

import "strings"

// reading is how quotes are read. The zero value is that of RFC 4180.
type reading struct {
	spaces  bool // space may be beside quotes, and = before them
	escapes bool // a backslash escapes a quote
	lazy    bool // a quote out of place is one of the text: no record is broken
}

// scan finds the first record of a text, and its cells.
func (c *Cutter) scan(text string, how reading) Record {
	rec := Record{Lines: 1, state: closed}
	c.cells = c.cells[:0]
	end, next := lineEnd(text, 0)
	quote := -1 // the first one of the line from the cell on
	for at := 0; ; {
		if to := c.plainlyQuoted(text[:end], at, how); to > 0 {
			c.cells, rec.quoted = append(c.cells, text[at+1:to]), true
			at = to + 2
			continue
		}
		if quote < at {
			quote = indexFrom(text[:end], at, '"')
		}
		if quote == end {
			c.unquoted(text[at:end])
			rec.End, rec.Cells, rec.ended = next, len(c.cells), next > end
			return rec
		}
		start, quirks := c.opening(text[:end], at, how)
		if start < 0 {
			stop := indexFrom(text[:end], at, c.delim)
			if quote < stop && !how.lazy {
				return c.brokenAt(rec, bareQuote, text, quote)
			}
			c.cells = append(c.cells, text[at:stop])
			at = stop
		} else {
			q := c.quoted(text, start, how)
			rec.quoted = true
			switch {
			case q.state == open && how.lazy:
				q.to = max(start, len(strings.TrimRight(text, "\r\n")))
				q.after, q.state = len(text), closed
			case q.state == open:
				rec.End, rec.state, rec.ended = len(text), open, false
				rec.Lines += strings.Count(text[start:], "\n")
				return rec
			}
			if q.to >= end { // it has line ends in it
				rec.Lines += strings.Count(text[start:q.to], "\n")
				end, next = lineEnd(text, q.to)
				q.spelling |= lines
			}
			if q.state != closed {
				return c.brokenAt(rec, q.state, text, q.to)
			}
			c.cells = append(c.cells, q.spelling.text(text[start:q.to]))
			rec.Quirks |= quirks | q.quirks
			at = q.after
		}
		if at >= end {
			rec.End, rec.Cells, rec.ended = next, len(c.cells), next > end
			return rec
		}
		at++ // the delimiter
	}
}

// plainlyQuoted returns the closing quote of a quoted cell as nearly all are: nothing is
// escaped in it, and the delimiter follows. It returns 0 for any other cell.
func (c *Cutter) plainlyQuoted(line string, at int, how reading) (to int) {
	if at >= len(line) || line[at] != '"' || how.escapes {
		return 0
	}
	to = indexFrom(line, at+1, '"')
	if to+1 < len(line) && line[to+1] == c.delim {
		return to
	}
	return 0
}

// unquoted cuts the rest of a line, which has no quotes.
func (c *Cutter) unquoted(rest string) {
	for {
		n := strings.IndexByte(rest, c.delim)
		if n < 0 {
			c.cells = append(c.cells, rest)
			return
		}
		c.cells = append(c.cells, rest[:n])
		rest = rest[n+1:]
	}
}

// lineEnd returns where the line ends that has the byte at a place, and where the
// next one starts.
func lineEnd(text string, at int) (end, next int) {
	n := strings.IndexByte(text[at:], '\n')
	if n < 0 {
		return len(text), len(text)
	}
	end = at + n
	if end > at && text[end-1] == '\r' {
		return end - 1, end + 1
	}
	return end, end + 1
}

// indexFrom returns the place of a byte in a text from a place on, the text's end
// if it has none.
func indexFrom(text string, from int, c byte) int {
	if n := strings.IndexByte(text[from:], c); n >= 0 {
		return from + n
	}
	return len(text)
}

// opening returns where the text of a quoted cell starts, -1 if the cell is not
// quoted.
func (c *Cutter) opening(line string, at int, how reading) (start int, quirks Quirk) {
	if at < len(line) && line[at] == '"' {
		return at + 1, 0
	}
	if !how.spaces {
		return -1, 0
	}
	start = c.skipSpace(line, at)
	if start > at {
		quirks = Spaced
	}
	if c.delim != '=' && start < len(line) && line[start] == '=' {
		start++
		quirks |= Formula
	}
	if start < len(line) && line[start] == '"' {
		return start + 1, quirks
	}
	return -1, 0
}

func (c *Cutter) skipSpace(line string, at int) int {
	for at < len(line) && line[at] != c.delim && (line[at] == ' ' || line[at] == '\t') {
		at++
	}
	return at
}

// quotedCell is the text of a quoted cell, up to its closing quote.
type quotedCell struct {
	to, after int // what follows the cell starts after its closing quote, and space
	spelling  spelling
	quirks    Quirk
	state     quoteState
}

// quoted finds the end of a quoted cell.
func (c *Cutter) quoted(text string, start int, how reading) (q quotedCell) {
	for at := start; ; {
		n := strings.IndexByte(text[at:], '"')
		if n < 0 {
			q.to, q.state = len(text), open
			return q
		}
		q.to = at + n
		switch {
		case how.escapes && isEscaped(text[start:q.to]):
			at = q.to + 1
			continue
		case q.to+1 < len(text) && text[q.to+1] == '"':
			q.spelling |= doubled
			at = q.to + 2
			continue
		}
		if inner := text[start:q.to]; how.escapes && (strings.Contains(inner, `\"`) || strings.Contains(inner, `\\`)) {
			q.spelling |= escaped
			q.quirks |= Escaped
		}
		q.after = q.to + 1
		if how.spaces && !c.endsCell(text[q.after:]) {
			q.after = c.skipSpace(text, q.after)
			q.quirks |= Spaced
		}
		switch {
		case c.endsCell(text[q.after:]):
			q.state = closed
		case how.lazy:
			at = q.to + 1
			continue
		default:
			q.state = textAfter
		}
		return q
	}
}

// isEscaped reports whether a backslash before it escapes what follows the text.
func isEscaped(text string) bool {
	n := 0
	for n < len(text) && text[len(text)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// endsCell reports whether what follows a closing quote may follow it.
func (c *Cutter) endsCell(rest string) bool {
	return len(rest) == 0 || rest[0] == c.delim || rest[0] == '\n' || strings.HasPrefix(rest, "\r\n")
}

// brokenAt ends a record with the line of its i-th byte, a quote out of place.
func (c *Cutter) brokenAt(rec Record, why quoteState, text string, i int) Record {
	_, rec.End = lineEnd(text, i)
	rec.state, rec.ended = why, text[rec.End-1] == '\n'
	rec.Cells, rec.Quirks = len(c.cells), 0
	return rec
}
