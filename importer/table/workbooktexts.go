package table

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"
)

// sharedTexts are the texts that the cells of a workbook share (ECMA-376 part 1,
// 18.4), one after the other.
type sharedTexts struct {
	all  []byte
	ends []uint32
}

func readTexts(p parts, name string) (*sharedTexts, error) {
	t := &sharedTexts{}
	if name == "" || p[name] == nil {
		return t, nil // a cell that has a shared text anyway is refused
	}
	t.all = make([]byte, 0, p.likelySize(name))
	return t, p.each(name, t.see)
}

// see takes what is next of the part.
func (t *sharedTexts) see(x *xmlReader) (err error) {
	if x.depth() == 2 && x.begins("si") {
		if t.all, err = appendRich(t.all, x); err == nil {
			err = t.end()
		}
	}
	if err != nil || x.depth() != 1 {
		return err
	}
	return t.takePlain(x)
}

// size returns what they take, in bytes.
func (t *sharedTexts) size() int64 { return int64(cap(t.all) + 4*cap(t.ends)) }

// end ends the text that was appended last.
func (t *sharedTexts) end() error {
	if len(t.all) > math.MaxUint32 {
		return fmt.Errorf("its texts are longer than %d bytes", math.MaxUint32)
	}
	t.ends = append(t.ends, uint32(len(t.all)))
	return nil
}

// takePlain takes texts as long as they are written as they are nearly always.
func (t *sharedTexts) takePlain(x *xmlReader) error {
	for {
		var p plainString
		size := p.cutBetween(x.ahead(), "</t></si>", "<si><t>", `<si><t xml:space="preserve">`)
		if size == 0 {
			return nil
		}
		var ok bool
		if t.all, ok = p.appendTo(t.all, true); !ok {
			return nil // the tokens find it again
		}
		x.source.take(size)
		if err := t.end(); err != nil {
			return err
		}
	}
}

// text returns the text of that number. It is valid as long as the workbook.
func (t *sharedTexts) text(number []byte) ([]byte, error) {
	n, ok := parseDigits(number)
	if !ok {
		return nil, errors.New("a cell has a shared text without its number")
	}
	if n >= uint64(len(t.ends)) {
		return nil, fmt.Errorf("a cell has the text %d, but there are %d", n, len(t.ends))
	}
	start := uint32(0)
	if n > 0 {
		start = t.ends[n-1]
	}
	return t.all[start:t.ends[n]], nil
}

// parseDigits reads a number of 32 bits.
func parseDigits(b []byte) (n uint64, ok bool) {
	for _, c := range b {
		if n = n*10 + uint64(c-'0'); !isDigit(c) || n > math.MaxUint32 {
			return 0, false
		}
	}
	return n, len(b) > 0
}

// appendRich appends the text of the element that has just begun: its own, or
// that of its runs (18.4.8), without what tells how to pronounce it (18.4.6). It
// reads to the element's end.
func appendRich(to []byte, x *xmlReader) ([]byte, error) {
	depth := x.depth()
	for {
		if err := x.next(); err != nil {
			return to, err
		}
		var err error
		switch {
		case x.kind == xmlEnd && x.depth() < depth:
			return to, nil
		case x.begins("t"):
			to, err = appendString(to, x)
		case x.begins("r"): // its children are read like these
		case x.kind == xmlBegin:
			err = x.skip()
		}
		if err != nil {
			return to, err
		}
	}
}

// appendString appends the text in the element that has just begun, with its
// escapes resolved, and reads to its end.
func appendString(to []byte, x *xmlReader) ([]byte, error) {
	at := len(to)
	to, err := appendContent(to, x)
	if err == nil && bytes.Contains(to[at:], []byte("_x")) {
		to = to[:at+len(unescapeXML(to[at:]))]
	}
	return to, err
}

// appendContent appends the text in the element that has just begun, and reads
// to its end.
func appendContent(to []byte, x *xmlReader) ([]byte, error) {
	depth := x.depth()
	for {
		if err := x.next(); err != nil {
			return to, err
		}
		switch x.kind {
		case xmlText:
			to = append(to, x.text...)
		case xmlBegin:
			if err := x.skip(); err != nil {
				return to, err
			}
		case xmlEnd:
			if x.depth() < depth {
				return to, nil
			}
		}
	}
}

// unescapeXML resolves _xHHHH_, which stands for a character that XML can't have, or for
// the _ of such an escape (ST_Xstring: 22.9.2.19). It writes over b: no character takes
// more bytes than its escape.
func unescapeXML(b []byte) []byte {
	const escape = len("_xHHHH_")
	to := b[:0]
	for {
		i := bytes.Index(b, []byte("_x"))
		if i < 0 || len(b) < i+escape {
			return append(to, b...)
		}
		r, ok := hexRune(b[i+2 : i+escape-1])
		if !ok || b[i+escape-1] != '_' {
			to, b = append(to, b[:i+2]...), b[i+2:]
			continue
		}
		to, b = utf8.AppendRune(append(to, b[:i]...), r), b[i+escape:]
	}
}

// hexRune reads a character's number in hexadecimal digits.
func hexRune(digits []byte) (r rune, ok bool) {
	for _, c := range digits {
		switch lower := c | 0x20; {
		case isDigit(c):
			r = r<<4 | rune(c-'0')
		case lower >= 'a' && lower <= 'f':
			r = r<<4 | rune(lower-'a'+10)
		default:
			return 0, false
		}
	}
	return r, utf8.ValidRune(r)
}
