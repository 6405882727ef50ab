package importer

import (
	"bytes"
	"fmt"
	"strings"
)

// sampleSize is how much of a file is looked at to find out what it is.
const sampleSize = 64 << 10

// dialect is how a file's text is written.
type dialect struct {
	charset   charset
	bom       int  // bytes of the byte order mark at the start
	bareCR    bool // lines end with \r alone
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
	return 0, fmt.Errorf("%s can't stand between cells", quote(s))
}

func delimiterName(c byte) string {
	for _, d := range delimiters {
		if d.char == c {
			return d.name + "s"
		}
	}
	return quote(string(rune(c)))
}

// hasBareCR reports whether lines end with \r alone, as old programs for the
// Mac end them.
func hasBareCR(text []byte) bool {
	return bytes.IndexByte(text, '\r') >= 0 && bytes.IndexByte(text, '\n') < 0
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
