package table

import (
	"bytes"
	"io"
)

var newline = []byte{'\n'}

// lineEnds reads a text whose lines end with \n or \r\n, whatever they end with in
// the file: a \r alone ends a line, too, as old programs for the Mac have it, and
// so does \r\r\n, which a program writes that is told to end lines with \r\n and
// writes through a layer that makes \r\n of \n.
type lineEnds struct {
	r    io.Reader
	held int    // the \r at the end of what was read: what follows tells what they are
	rest []byte // was read, and not handed out
}

// Read implements io.Reader.
func (l *lineEnds) Read(p []byte) (n int, err error) {
	const small = 64
	if len(l.rest) == 0 && len(p) >= small {
		return l.read(p)
	}
	if len(l.rest) == 0 {
		buf := make([]byte, small)
		if n, err = l.read(buf); n == 0 {
			return 0, err
		}
		l.rest = buf[:n] // an error comes again
	}
	n = copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

func (l *lineEnds) read(p []byte) (n int, err error) {
	for n == 0 && err == nil {
		for i := range l.held {
			p[i] = '\r'
		}
		n, err = l.r.Read(p[l.held:])
		n = l.put(p[:l.held+n], err != nil)
	}
	return n, err
}

// put changes the line ends of a piece of text in place, and returns what is its
// length then. It holds back what the next piece decides.
func (l *lineEnds) put(text []byte, last bool) (n int) {
	l.held = 0
	for from := 0; ; {
		cr := len(text)
		if i := bytes.IndexByte(text[from:], '\r'); i >= 0 {
			cr = from + i
		}
		if n == from {
			n = cr
		} else {
			n += copy(text[n:], text[from:cr])
		}
		rest := text[cr:]
		switch {
		case len(rest) == 0:
			return n
		case bytes.HasPrefix(rest, []byte("\r\n")):
			n += copy(text[n:], "\r\n")
			from = cr + 2
		case bytes.HasPrefix(rest, []byte("\r\r\n")):
			from = cr + 1
		case !last && (len(rest) == 1 || len(rest) == 2 && rest[1] == '\r'):
			l.held = len(rest)
			return n
		default:
			n += copy(text[n:], "\n")
			from = cr + 1
		}
	}
}
