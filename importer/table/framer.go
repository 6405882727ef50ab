package table

import (
	"bytes"
	"errors"
	"io"
)

const (
	blockSize = 128 << 10
	// MaxRecord bounds a record: a quote that is never closed would take the
	// rest of the file for one cell.
	MaxRecord = 1 << 20
)

// Framer cuts a CSV text into records as RFC 4180 has them, without looking
// into the cells. Unlike a CSV reader it survives a quote that is never closed:
// only the line that opens it is lost, not the rows after it.
type Framer struct {
	r     io.Reader
	delim byte
	buf   []byte // what was read and not handed out
	eof   bool
	line  int // of buf[0]
	width int // cells of a row
}

// NewFramer cuts a text into records. Rows of the width are sound; 0 takes any.
func NewFramer(r io.Reader, delim byte, width int) *Framer {
	return &Framer{r: r, delim: delim, line: 1, width: width}
}

// fill reads until the buffer has n bytes, or the text ends.
func (fr *Framer) fill(n int) error {
	if fr.eof || len(fr.buf) >= n {
		return nil
	}
	grown := make([]byte, len(fr.buf), n)
	copy(grown, fr.buf)
	read, err := io.ReadFull(fr.r, grown[len(fr.buf):n])
	fr.buf = grown[:len(fr.buf)+read]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		fr.eof, err = true, nil
	}
	return err
}

// take hands out the first n bytes of the buffer.
func (fr *Framer) take(n int) []byte {
	raw := fr.buf[:n:n]
	fr.buf = fr.buf[n:]
	fr.line += bytes.Count(raw, []byte{'\n'})
	return raw
}

// Next returns the next block, io.EOF after the last.
func (fr *Framer) Next() (Block, error) {
	if len(fr.buf) < blockSize/2 { // else a record of its own for each of many bad lines costs a copy of the rest
		if err := fr.fill(blockSize); err != nil {
			return Block{}, err
		}
	}
	if len(fr.buf) == 0 {
		return Block{}, io.EOF
	}
	end := fr.unquoted()
	var swallow []int
	for end < len(fr.buf) {
		rec := scanRecord(fr.buf[end:], fr.delim)
		if rec.unfinished() && !fr.eof && len(fr.buf)-end < MaxRecord {
			if end > 0 {
				break // the rest belongs to the next block
			}
			if err := fr.fill(min(2*len(fr.buf), MaxRecord+blockSize)); err != nil {
				return Block{}, err
			}
			continue
		}
		if rec.unfinished() && !fr.eof && rec.state != open {
			if end > 0 {
				break
			}
			return fr.endlessRecord()
		}
		if rec.lines == 1 && rec.state != open || rec.sound(fr.width) { // one bad line is found when it is parsed
			if rec.lines > 1 && fr.hidesRows(fr.buf[end:end+rec.end]) {
				swallow = append(swallow, fr.line+bytes.Count(fr.buf[:end], []byte{'\n'}))
			}
			end += rec.end
			continue
		}
		if end > 0 {
			break // a block of its own for the bad record
		}
		return fr.badRecord(rec), nil
	}
	line := fr.line
	return Block{Raw: fr.take(end), Line: line, Swallow: swallow}, nil
}

// unquoted returns the end of the whole lines in the buffer before its first
// quote: up to there, every line is a record.
func (fr *Framer) unquoted() int {
	n := bytes.IndexByte(fr.buf, '"')
	if n < 0 {
		n = len(fr.buf)
	}
	return bytes.LastIndexByte(fr.buf[:n], '\n') + 1
}

// record is how far a record goes.
type record struct {
	end   int // bytes, its line end included
	lines int // counts the line ends in it, and the end of the text
	cells int
	state quoteState
	ended bool // with a line end, not with the text
}

type quoteState int

const (
	_      quoteState = iota
	closed            // all quotes are closed
	open              // the text ended within quotes
	broken            // a quote stands where none may
)

// sound reports whether the record is a row of the given width. A width of 0
// fits every record.
func (r record) sound(width int) bool {
	return r.state == closed && (width == 0 || r.cells == width)
}

// unfinished reports whether more text could change what the record is.
func (r record) unfinished() bool { return r.state == open || !r.ended }

// scanRecord finds the end of the first record of text. It reads quotes as
// encoding/csv does: one opens a quoted cell only as the cell's first
// character, and in one, a doubled quote stands for itself.
func scanRecord(text []byte, delim byte) record {
	end := bytes.IndexByte(text, '\n') + 1
	ended := end > 0
	if !ended {
		end = len(text)
	}
	if bytes.IndexByte(text[:end], '"') >= 0 {
		return scanQuoted(text, delim)
	}
	cells := 1 + bytes.Count(text[:end], []byte{delim})
	return record{end: end, lines: 1, cells: cells, state: closed, ended: ended}
}

func scanQuoted(text []byte, delim byte) record {
	rec := record{lines: 1, cells: 1, state: closed}
	quoted, start := false, true // start: at the first character of a cell
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quoted && c == '\n':
			rec.lines++
		case quoted && c == '"':
			switch {
			case i+1 < len(text) && text[i+1] == '"':
				i++
			case endsCell(text[i+1:], delim):
				quoted = false
			default:
				return rec.brokenAt(text, i)
			}
		case quoted:
		case c == '\n':
			rec.end, rec.ended = i+1, true
			return rec
		case c == delim:
			rec.cells++
			start = true
			continue
		case c == '"' && start:
			quoted = true
		case c == '"':
			return rec.brokenAt(text, i)
		}
		start = false
	}
	rec.end = len(text)
	if quoted {
		rec.state = open
	}
	return rec
}

// endsCell reports whether what follows a closing quote may follow it.
func endsCell(rest []byte, delim byte) bool {
	return len(rest) == 0 || rest[0] == delim || rest[0] == '\n' ||
		rest[0] == '\r' && (len(rest) == 1 || rest[1] == '\n')
}

// brokenAt ends a record with the line of its i-th byte, a quote out of place.
func (r record) brokenAt(text []byte, i int) record {
	r.state, r.end = broken, len(text)
	if n := bytes.IndexByte(text[i:], '\n'); n >= 0 {
		r.end, r.ended = i+n+1, true
	}
	return r
}
