package table

import (
	"errors"
	"io"
	"strings"
)

const (
	// blockSize is how much a block has, but for its last record.
	blockSize = 48 << 10
	// bufferSize is five blocks and what is held back of them: it is copied to the next
	// buffer.
	bufferSize = 5*blockSize + tailSize
	// MaxRecord bounds a record: a quote that is never closed would take the
	// rest of the file for one cell.
	MaxRecord = 1 << 20
)

// tailSize is how much of the end of a text is framed only when the end is known:
// footers are looked for in it.
const tailSize = 16 << 10

// Framer finds the records of a CSV text, and hands them out in blocks. Unlike
// other readers of CSV it survives a quote that is never closed: only the line that
// opens it is lost, not the rows after it.
type Framer struct {
	r      io.Reader
	cut    *Cutter
	buf    string // what was read and not handed out
	space  []byte // to read into
	eof    bool
	line   int // of buf[0]
	passed Passed
}

// NewFramer finds the records of a text. Rows as the cutter has them are sound.
func NewFramer(r io.Reader, cut *Cutter) *Framer {
	return &Framer{r: r, cut: cut, line: 1}
}

// fill reads until the buffer has n bytes, or the text ends.
func (fr *Framer) fill(n int) error {
	if fr.eof || len(fr.buf) >= n {
		return nil
	}
	if len(fr.space) < n {
		fr.space = make([]byte, n)
	}
	kept := copy(fr.space, fr.buf)
	read, err := io.ReadFull(fr.r, fr.space[kept:n])
	fr.buf = string(fr.space[:kept+read])
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		fr.eof, err = true, nil
		fr.dropFooters()
	}
	return err
}

// take hands out the first n bytes of the buffer.
func (fr *Framer) take(n int) string {
	raw := fr.buf[:n]
	fr.buf = fr.buf[n:]
	fr.line += strings.Count(raw, "\n")
	return raw
}

// Next returns the next block, io.EOF after the last. A block without rows tells
// what was passed over at the end.
func (fr *Framer) Next() (Block, error) {
	if len(fr.buf) < tailSize+blockSize/2 { // else a record of its own for each of many bad lines costs a copy of the rest
		if err := fr.fill(bufferSize); err != nil {
			return Block{}, err
		}
	}
	if len(fr.buf) == 0 {
		b := Block{Line: fr.line, Passed: fr.passed}
		if fr.passed = (Passed{}); b.Passed != fr.passed {
			return b, nil
		}
		return Block{}, io.EOF
	}
	end, suspectLines := 0, []int(nil)
	for end < fr.limit() {
		if plain := fr.plain(end); plain > end {
			end = plain
			continue
		}
		rec := fr.cut.Cut(fr.buf[end:])
		if rec.unfinished() && !fr.eof && len(fr.buf)-end < MaxRecord {
			if end > 0 {
				break // the rest belongs to the next block
			}
			if err := fr.fill(min(2*len(fr.buf), MaxRecord+bufferSize)); err != nil {
				return Block{}, err
			}
			continue
		}
		if !rec.ended && !fr.eof && (rec.state != open || strings.IndexByte(fr.buf[end:], '\n') < 0) {
			if end > 0 {
				break
			}
			return fr.endlessRecord()
		}
		if rec.Lines == 1 && rec.state != open || fr.cut.sound(&rec) { // one bad line is found when it is parsed
			if raw := fr.buf[end : end+rec.End]; rec.Lines > 1 && (fr.joinsRows(raw) || fr.hidesRows(raw)) {
				suspectLines = append(suspectLines, fr.line+strings.Count(fr.buf[:end], "\n"))
			}
			end += rec.End
			continue
		}
		if end > 0 {
			break // a block of its own for the bad record
		}
		return fr.badRecord(rec), nil
	}
	line := fr.line
	return Block{Raw: fr.take(end), Line: line, SuspectLines: suspectLines}, nil
}

// limit returns up to where records of the buffer can start that the next block has.
func (fr *Framer) limit() int {
	if fr.eof {
		return min(blockSize, len(fr.buf))
	}
	return min(blockSize, len(fr.buf)-tailSize)
}

// plain returns the end of the whole lines from a place on that have their quotes in
// pairs, and no backslash: however they are read, no cell goes beyond them, and every
// line is a record.
func (fr *Framer) plain(from int) int {
	text := fr.buf[:fr.limit()]
	for {
		quote := indexFrom(text, from, '"')
		from += strings.LastIndexByte(text[from:quote], '\n') + 1
		_, next := lineEnd(text, quote)
		if line := text[from:next]; next == len(text) || strings.Count(line, `"`)%2 != 0 || strings.IndexByte(line, '\\') >= 0 {
			return from
		}
		from = next
	}
}
