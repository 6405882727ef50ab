package table

import (
	"fmt"
	"strings"
)

const neverClosed = `a quote (") in the row is never closed`

// badRecord hands out a record over several lines whose quotes are wrong. When
// one of the lines in it would be a row by itself, a quote is missing in the
// first line, and only that line is lost.
func (fr *Framer) badRecord(rec Record) Block {
	n := rec.End
	defect := neverClosed
	if rec.state == closed {
		defect = "" // of the wrong width: the parser says so
	}
	if first := strings.IndexByte(fr.buf, '\n') + 1; first > 0 && first < n &&
		(fr.hidesRows(fr.buf[:n]) || fr.hidesLikeRow(fr.buf[first:n]) || n >= MaxRecord) {
		n, defect = first, neverClosed
	}
	line := fr.line
	return Block{Raw: fr.take(n), Line: line, Defect: defect}
}

// sound reports whether the record that was cut last is a row of the table.
func (c *Cutter) sound(r *Record) bool {
	return r.state == closed && (c.width == 0 || r.Cells == c.width)
}

// hidesLikeRow reports whether a line has as many delimiters as a row: it may be
// one whose own quotes are wrong.
func (fr *Framer) hidesLikeRow(raw string) bool {
	for line := range strings.Lines(raw) {
		if fr.cut.width >= 3 && strings.Count(line, string(fr.cut.delim)) == fr.cut.width-1 {
			return true
		}
	}
	return false
}

// joinsRows reports whether the first line of a record and another one would be rows if
// there were no quotes: these may be those of two rows.
func (fr *Framer) joinsRows(raw string) bool {
	like := func(line string) bool {
		return strings.IndexByte(line, '@') >= 0 && strings.Count(line, string(fr.cut.delim)) == fr.cut.width-1
	}
	first, rest, _ := strings.Cut(raw, "\n")
	if fr.cut.width < 3 || !like(first) {
		return false
	}
	for line := range strings.Lines(rest) {
		if like(line) {
			return true
		}
	}
	return false
}

// hidesRows reports whether a line after the first of a record would, by
// itself, be a row of the file's width.
func (fr *Framer) hidesRows(raw string) bool {
	if fr.cut.width < 3 {
		return false
	}
	_, rest, _ := strings.Cut(raw, "\n")
	for line := range strings.Lines(rest) {
		if rec := fr.cut.Cut(line); fr.cut.sound(&rec) {
			return true
		}
	}
	return false
}

// endlessRecord hands out the start of a line that is longer than a record may
// be, and passes over the rest of it.
func (fr *Framer) endlessRecord() (Block, error) {
	b := Block{Raw: fr.take(len(fr.buf)), Line: fr.line, Defect: fmt.Sprintf("the row is longer than %d MiB", MaxRecord>>20)}
	for {
		if err := fr.fill(blockSize); err != nil {
			return Block{}, err
		}
		if n := strings.IndexByte(fr.buf, '\n') + 1; n > 0 {
			fr.take(n)
			return b, nil
		}
		if len(fr.buf) == 0 {
			return b, nil
		}
		fr.take(len(fr.buf))
	}
}
