package table

import (
	"bytes"
	"fmt"
	"io"
)

// tokenSource is what gosax reads from. It never returns bytes along with an
// error, or nothing without one, since gosax takes that for the end; and it
// bounds what is kept for one token.
//
// It lends gosax no more than it takes for a tag: where all that was lent is in
// tokens that were read, what comes next can be read without it, as it lies in the
// window.
type tokenSource struct {
	r     io.Reader
	buf   []byte
	start int   // of the window: what was read and not lent
	end   int   // of it
	lent  int   // bytes that gosax has, and that no token had yet
	lends int   // since something was read from the window
	read  int   // bytes lent since the last token
	all   int64 // bytes read since the start
	err   error // behind the window
}

const (
	sourceSize = 64 << 10
	// windowSize is how much is seen ahead at least, up to the end.
	windowSize = 4 << 10
)

func newTokenSource(r io.Reader) *tokenSource {
	return &tokenSource{r: r, buf: make([]byte, sourceSize+windowSize)}
}

// Read implements io.Reader.
func (s *tokenSource) Read(p []byte) (int, error) {
	if s.read > maxToken {
		return 0, fmt.Errorf("a tag or a text in it is longer than %d MB", maxToken>>20)
	}
	if s.start == s.end {
		s.fill()
	}
	if s.start == s.end {
		return 0, s.err
	}
	n := copy(p, s.buf[s.start:s.start+s.piece()])
	s.start, s.lent, s.read, s.lends = s.start+n, s.lent+n, s.read+n, s.lends+1
	return n, nil
}

// piece returns how much to lend: up to the end of a tag. The pieces grow, so that
// what has nothing to be read from the window is not lent tag by tag.
func (s *tokenSource) piece() int {
	window := s.buf[s.start:s.end]
	least := min(s.lends*s.lends/64, len(window))
	if n := bytes.IndexByte(window[least:], '>'); n >= 0 {
		return least + n + 1
	}
	return len(window)
}

// fill reads behind the window, once unless nothing comes.
func (s *tokenSource) fill() {
	s.start, s.end = 0, copy(s.buf, s.buf[s.start:s.end])
	for range 100 {
		if s.err != nil {
			return
		}
		var n int
		if n, s.err = s.r.Read(s.buf[s.end:]); n > 0 {
			s.end, s.all = s.end+n, s.all+int64(n)
			return
		}
	}
	if s.err == nil {
		s.err = io.ErrNoProgress
	}
}

// window returns what comes next, nil where gosax has some of it.
func (s *tokenSource) window() []byte {
	if s.lent > 0 {
		return nil
	}
	for s.end-s.start < windowSize && s.err == nil {
		s.fill()
	}
	return s.buf[s.start:s.end]
}

// take takes bytes off the window that were read.
func (s *tokenSource) take(n int) { s.start, s.lends = s.start+n, 0 }
