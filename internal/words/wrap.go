package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Wrap breaks lines between words, so that none takes more than so many columns of a
// terminal. A longer word has a line of its own. The spaces at which a line is broken
// are left out, others stay.
func Wrap(text string, columns int) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = wrapLine(line, columns)
	}
	return strings.Join(lines, "\n")
}

func wrapLine(line string, columns int) string {
	var b strings.Builder
	used, spaces, begun := 0, 0, false // a word may take no columns
	for i, word := range strings.Split(line, " ") {
		if i > 0 {
			spaces++
		}
		if word == "" {
			continue
		}
		n := Columns(word)
		if begun && used+spaces+n > columns {
			b.WriteByte('\n')
			used = 0
		} else {
			b.WriteString(strings.Repeat(" ", spaces))
			used += spaces
		}
		b.WriteString(word)
		used, spaces, begun = used+n, 0, true
	}
	return b.String()
}

// Columns is how many columns of a terminal a text takes: two for a wide character
// (UAX #11), none for a mark on the letter before it.
func Columns(s string) (n int) {
	for _, r := range s {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
