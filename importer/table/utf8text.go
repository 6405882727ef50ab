package table

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf8"
)

// aheadSize is how much of a text is looked at, from the first byte that is not
// ASCII on, to tell its encoding.
const aheadSize = 256 << 10

// utf8Text reads a text that is UTF-8, or may be. ASCII is the same in all other
// encodings that are looked for, so the choice waits for the first other byte. Single
// damaged characters in a text that is plainly UTF-8 cost their rows; a text that is
// not is in another encoding, which its words tell, unless it is settled that it must
// be UTF-8. What comes after the choice must agree with it.
type utf8Text struct {
	file    *File
	settled bool // it must be UTF-8
	chosen  bool // by the text itself
	count   utf8Count
	nul     bool
	scanned []byte    // of the file's buffer, and not read yet
	begun   []byte    // before the choice: what was read of the line
	latin   io.Reader // of a text in another encoding
	later   *later    // what comes after the choice of another encoding

	byChance bool // the text at the choice was UTF-8 in form only
}

// clean reports whether all that was read is UTF-8 without NUL.
func (t *utf8Text) clean() bool { return t.latin == nil && t.count.broken == 0 && !t.nul }

// Read implements io.Reader.
func (t *utf8Text) Read(p []byte) (int, error) {
	if !t.settled && !t.chosen && len(t.scanned) == 0 {
		if next, _ := t.file.in.Peek(1); len(next) > 0 && next[0] >= utf8.RuneSelf {
			if err := t.choose(); err != nil {
				return 0, err
			}
		}
	}
	if t.latin != nil {
		return t.latin.Read(p)
	}
	return t.readRaw(p)
}

// choose tells the encoding from the bytes that come next.
func (t *utf8Text) choose() error {
	t.chosen = true
	ahead, err := t.file.in.Peek(aheadSize)
	if err == nil { // else the text ends there
		ahead = ahead[:len(ahead)-cutRune(ahead)]
	}
	seen := t.count
	seen.scan(ahead)
	if !seen.isLatin() {
		if t.byChance = seen.mayBeByChance() && isUTF8ByChance(append(bytes.Clone(t.begun), ahead...)); !t.byChance {
			return nil
		}
		seen.line = seen.runeLine
	}
	return t.chooseOther(ahead, seen)
}

// rawText is the text before it is decoded.
type rawText struct{ *utf8Text }

func (r rawText) Read(p []byte) (int, error) { return r.readRaw(p) }

// readRaw reads bytes that were scanned. Before the choice, they are ASCII.
func (t *utf8Text) readRaw(p []byte) (int, error) {
	if len(t.scanned) == 0 {
		if err := t.scan(); err != nil {
			return 0, err
		}
	}
	n := copy(p, t.scanned)
	if !t.settled && !t.chosen {
		t.keepLine(p[:n])
	}
	t.scanned = t.scanned[n:]
	_, err := t.file.in.Discard(n)
	return n, err
}

// keepLine keeps the end of what was read, from the start of its last line.
func (t *utf8Text) keepLine(read []byte) {
	const most = 4 << 10
	if n := bytes.LastIndexByte(read, '\n'); n >= 0 {
		t.begun, read = t.begun[:0], read[n+1:]
	}
	t.begun = append(t.begun, read[max(0, len(read)-most):]...)
	t.begun = t.begun[max(0, len(t.begun)-most):]
}

// scan takes the next bytes that are there, up to a whole character.
func (t *utf8Text) scan() error {
	in := t.file.in
	for want := 1; ; want++ {
		_, err := in.Peek(want)
		b, _ := in.Peek(in.Buffered())
		if err == io.EOF && len(b) == 0 {
			return t.end()
		}
		if err != nil && err != io.EOF {
			return err
		}
		if err == nil {
			b = b[:len(b)-cutRune(b)]
		}
		if !t.settled && !t.chosen {
			b = b[:asciiPrefix(b)]
			if hasISO2022Escapes(b) {
				return t.refuseShifts(b)
			}
		}
		if len(b) > 0 {
			t.count.scan(b)
			t.nul = t.nul || bytes.IndexByte(b, 0) >= 0
			t.scanned = b
			if t.later != nil {
				return t.later.add(b)
			}
			return nil
		}
	}
}

// end returns io.EOF, or that the text as a whole is not what its first
// characters told.
func (t *utf8Text) end() error {
	switch latin := t.count.isLatin(); {
	case t.latin != nil && (latin || t.byChance):
		return t.later.end()
	case t.settled || latin == (t.latin != nil):
		return io.EOF
	case latin:
		return &InputError{Name: t.file.name, Line: t.count.line, Problem: "the text is not UTF-8 from this line on", Hint: "name the encoding, for example: --encoding windows-1252"}
	}
	return &InputError{Name: t.file.name, Line: t.count.runeLine, Problem: "the text is UTF-8, but does not start as UTF-8", Hint: "name the encoding: --encoding utf-8, or windows-1252"}
}

// utf8Count is how much of a text is UTF-8.
type utf8Count struct {
	lines    int  // ends of lines
	cr       bool // the text so far ends with a carriage return
	runes    int  // valid ones beyond ASCII
	runeLine int  // of the first of them
	broken   int  // bytes of no valid one
	line     int  // of the first of them
}

// isLatin reports whether what is beyond ASCII is not UTF-8, on the whole.
func (c *utf8Count) isLatin() bool { return c.broken > 0 && c.runes < 2*c.broken }

// scan counts a piece of the text that ends with a whole character.
func (c *utf8Count) scan(text []byte) {
	lineOf := func(at int) int { return c.lines + 1 + c.lineEnds(text[:at]) }
	for i := 0; i < len(text); {
		if i += asciiPrefix(text[i:]); i == len(text) {
			break
		}
		_, size := utf8.DecodeRune(text[i:])
		if size > 1 {
			if c.runes++; c.runes == 1 {
				c.runeLine = lineOf(i)
			}
		} else if c.broken++; c.broken == 1 {
			c.line = lineOf(i)
		}
		i += size
	}
	c.lines += c.lineEnds(text)
	c.cr = bytes.HasSuffix(text, []byte{'\r'})
}

// lineEnds counts the ends of lines in the next piece of the text, as the reader
// of line ends has them.
func (c *utf8Count) lineEnds(text []byte) int {
	n := bytes.Count(text, newline)
	if bytes.IndexByte(text, '\r') >= 0 {
		n += bytes.Count(text, []byte{'\r'}) - bytes.Count(text, []byte("\r\n")) - bytes.Count(text, []byte("\r\r\n"))
	}
	if c.cr && bytes.HasPrefix(text, newline) {
		n-- // the carriage return was counted
	}
	return n
}

// asciiPrefix returns how many bytes at the start of a text are ASCII.
func asciiPrefix(text []byte) int {
	i := 0
	for ; len(text)-i >= 8; i += 8 {
		if binary.LittleEndian.Uint64(text[i:])&0x8080808080808080 != 0 {
			break
		}
	}
	for i < len(text) && text[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// cutRune returns how many bytes at the end of text are the start of a
// character that continues after it.
func cutRune(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if c := text[len(text)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(text[len(text)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}
