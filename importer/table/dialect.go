package table

import (
	"fmt"
	"strconv"
	"strings"

	"vobizsync/internal/words"
)

// sampleSize is how much of a file is looked at to detect what it is.
const sampleSize = 64 << 10

// dialect is how a file's text is written.
type dialect struct {
	charset   charset
	bom       int // bytes of the byte order mark at the start
	delimiter byte
}

// delimiters are those that have a name. The first four are looked for, the
// likeliest first.
var delimiters = []struct {
	char byte
	name string
}{
	{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "pipe"},
	{':', "colon"}, {'^', "caret"}, {'~', "tilde"}, {' ', "space"},
}

const detected = 4

// parseDelimiter reads the name of a delimiter, the character itself, or its
// escape, as in \t, \x01 or ^A.
func parseDelimiter(s string) (byte, error) {
	for _, d := range delimiters {
		if strings.EqualFold(s, d.name) {
			return d.char, nil
		}
	}
	if c, _, rest, err := strconv.UnquoteChar(s, 0); err == nil && rest == "" && canDelimit(c) {
		return byte(c), nil
	}
	if len(s) == 2 && s[0] == '^' && canDelimit(rune(s[1]&0x1f)) && s[1] >= '@' && s[1] <= '_' {
		return s[1] & 0x1f, nil
	}
	if s == `\` {
		return '\\', nil
	}
	return 0, fmt.Errorf("%s can't separate cells", quoted(s))
}

// canDelimit reports whether a character can be between cells: letters and
// digits are in them, and the others end lines, or quote.
func canDelimit(c rune) bool {
	return c > 0 && c < 0x7f && !isAlnum(byte(c)) && !strings.ContainsRune("\"\r\n", c)
}

func delimiterName(c byte) string {
	for _, d := range delimiters {
		if d.char == c {
			return d.name + "s"
		}
	}
	return quoted(string(rune(c)))
}

// delimiterFlag is the flag that names a delimiter, ready to paste.
func delimiterFlag(c byte) string {
	word := string(rune(c))
	if c < ' ' {
		word = fmt.Sprintf(`\x%02x`, c)
	}
	return "--delimiter " + words.Shell(word)
}

// sepLine understands the first line sep=; by which Excel is told a delimiter.
func sepLine(text string) (delim byte, size int, ok bool) {
	size = strings.IndexByte(text, '\n') + 1
	if size == 0 {
		return 0, 0, false
	}
	line := strings.Trim(strings.TrimRight(text[:size], "\r\n"), `"`)
	if len(line) != len("sep=;") || !strings.EqualFold(line[:4], "sep=") {
		return 0, 0, false
	}
	delim, err := parseDelimiter(line[4:])
	return delim, size, err == nil
}
