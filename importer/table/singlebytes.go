package table

import (
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// newDecoder reads a text in another encoding as UTF-8. Bytes that are no characters
// are U+FFFD.
func newDecoder(r io.Reader, e encoding.Encoding) io.Reader {
	if single, ok := e.(*charmap.Charmap); ok {
		if s, ok := newSingleBytes(r, single); ok {
			return s
		}
	}
	return transform.NewReader(r, e.NewDecoder())
}

// singleBytes decodes what its encoding says of each byte beyond ASCII: most of a table
// is ASCII, and copied.
type singleBytes struct {
	r     io.Reader
	chars [256]string
	raw   []byte // to read into
}

// newSingleBytes returns false for an encoding in which ASCII is not itself.
func newSingleBytes(r io.Reader, e *charmap.Charmap) (*singleBytes, bool) {
	s := &singleBytes{r: r}
	for c := range 256 {
		char := e.DecodeByte(byte(c))
		if c < utf8.RuneSelf && char != rune(c) {
			return nil, false
		}
		s.chars[c] = string(char)
	}
	return s, true
}

// Read implements io.Reader. It needs room for a character.
func (s *singleBytes) Read(p []byte) (n int, err error) {
	if len(p) < utf8.UTFMax {
		return 0, io.ErrShortBuffer
	}
	if s.raw == nil {
		s.raw = make([]byte, blockSize)
	}
	k, err := s.r.Read(s.raw[:min(len(s.raw), len(p)/utf8.UTFMax)])
	for raw := s.raw[:k]; len(raw) > 0; {
		ascii := copy(p[n:], raw[:asciiPrefix(raw)])
		n, raw = n+ascii, raw[ascii:]
		for len(raw) > 0 && raw[0] >= utf8.RuneSelf {
			n += copy(p[n:], s.chars[raw[0]])
			raw = raw[1:]
		}
	}
	return n, err
}
