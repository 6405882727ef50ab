package words

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What comes from a server, a file or a file's name may command a terminal: move
// its cursor, write over what is there, turn the order of letters round. It is
// made printable at the border.

// Printable writes a text on one line that no terminal takes for a command:
// control characters (C0, DEL, C1), the ends of lines and paragraphs, the controls
// of bidirectional text (Unicode, Bidi_Control) and bytes that are no UTF-8 are
// spelled as Go spells them: \n, \x1b, \u202e. What is printable stays as it is;
// to do it twice is the same as once.
func Printable(s string) string { return spell(s, "") }

// PrintableLines is Printable for whole lines: their ends and tabs stay.
func PrintableLines(s string) string { return spell(s, "\n\t") }

func spell(s, allowed string) string {
	if isPrintable(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		n := utf8.RuneLen(r)
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case strings.ContainsRune(allowed, r) || !commands(r):
			b.WriteString(s[i : i+n])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < utf8.RuneSelf:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// isPrintable decides the common case without a table.
func isPrintable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// commands reports whether a terminal may take a character for a command.
func commands(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}
