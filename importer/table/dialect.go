package table

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/text/transform"
)

// sampleSize is how much of a file is looked at to detect what it is.
const sampleSize = 64 << 10

// dialect is how a file's text is written.
type dialect struct {
	charset   charset
	bom       int // bytes of the byte order mark at the start
	delimiter byte
}

// delimiters are those that are looked for, the likeliest first.
var delimiters = []struct {
	char byte
	name string
}{
	{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "pipe"},
}

// parseDelimiter reads the name of a delimiter, or the character itself.
func parseDelimiter(s string) (byte, error) {
	for _, d := range delimiters {
		if strings.EqualFold(s, d.name) {
			return d.char, nil
		}
	}
	if s == `\t` {
		return '\t', nil
	}
	if len(s) == 1 && (s[0] == '\t' || s[0] >= ' ' && s[0] < 0x7f) && !isAlnum(s[0]) && s[0] != '"' {
		return s[0], nil
	}
	return 0, fmt.Errorf("%s can't stand between cells", quoted(s))
}

func delimiterName(c byte) string {
	for _, d := range delimiters {
		if d.char == c {
			return d.name + "s"
		}
	}
	return quoted(string(rune(c)))
}

// hasOddEnds reports whether lines end with \r alone, as old programs for the
// Mac end them, or with \r\r\n, as a program does that is told to end them
// with \r\n and writes through a layer that makes \r\n of \n. A quoted cell may
// have ends of another kind in it.
func hasOddEnds(text []byte) bool {
	if bytes.Contains(text, []byte("\r\r\n")) {
		return true
	}
	alone := bytes.Count(text, []byte{'\r'}) - bytes.Count(text, []byte("\r\n"))
	return alone > bytes.Count(text, []byte{'\n'})
}

// lineEnder turns odd line ends into \n and \r\n.
type lineEnder struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (lineEnder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		c, rest := src[nSrc], src[nSrc:]
		if c == '\r' {
			switch {
			case len(rest) < len("\r\r\n") && !atEOF:
				return nDst, nSrc, transform.ErrShortSrc
			case bytes.HasPrefix(rest, []byte("\r\r\n")):
				nSrc++
				continue
			case !bytes.HasPrefix(rest, []byte("\r\n")):
				c = '\n'
			}
		}
		if nDst == len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		dst[nDst] = c
		nDst, nSrc = nDst+1, nSrc+1
	}
	return nDst, nSrc, nil
}

// sepLine understands the first line sep=; by which Excel is told a delimiter.
func sepLine(text []byte) (delim byte, size int, ok bool) {
	size = bytes.IndexByte(text, '\n') + 1
	if size == 0 {
		return 0, 0, false
	}
	line := strings.Trim(strings.TrimRight(string(text[:size]), "\r\n"), `"`)
	if len(line) != len("sep=;") || !strings.EqualFold(line[:4], "sep=") {
		return 0, 0, false
	}
	delim, err := parseDelimiter(line[4:])
	return delim, size, err == nil
}
