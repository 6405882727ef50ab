package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold trims s, turns every run of white space (tabs, line ends, non-breaking
// and other Unicode spaces) into one space, removes characters that have no
// width, and composes the text to Unicode NFC.
//
// The zero-width joiner and non-joiner stay inside a word of a script that
// needs them (Persian, Devanagari, ...): there they are spelling, not damage.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	return fold(s)
}

func fold(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(s))
	var prev rune // the last rune written, 0 at the start
	space := false
	joiner := rune(0)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space, joiner = true, 0
			continue
		case r == '\u200c' || r == '\u200d':
			if !space && needsJoiners(prev) {
				joiner = r
			}
			continue
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			continue
		}
		if space && prev != 0 {
			b.WriteByte(' ')
		} else if joiner != 0 && needsJoiners(r) {
			b.WriteRune(joiner)
		}
		space, joiner = false, 0
		b.WriteRune(r)
		prev = r
	}
	// Removing a character can bring two together that compose.
	return norm.NFC.String(b.String())
}

// isFolded recognizes the common case without work: printable ASCII and Latin
// letters up to U+02FF, single spaces, none at the ends. NFC changes nothing below
// the combining characters, which begin at U+0300.
func isFolded(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	for i := plainPrefix(s); i < len(s); i++ {
		c := s[i]
		if c >= 0xc3 && c <= 0xcb && i+1 < len(s) && s[i+1]&0xc0 == 0x80 { // U+00C0 to U+02FF
			i++
			continue
		}
		if c < ' ' || c >= utf8.RuneSelf-1 || c == ' ' && s[i+1] == ' ' {
			return false
		}
	}
	return true
}

// plainPrefix returns how many bytes at the start of a text are surely printable ASCII
// with single spaces between, looking at eight of them at once.
func plainPrefix(s string) int {
	n := len(s)
	if n < 8 {
		if n >= 4 && isPlainWord(uint64(load4(s, 0))|uint64(load4(s, n-4))<<32) {
			return n
		}
		return 0
	}
	for i := 0; i < n-8; i += 8 {
		if !isPlainWord(load8(s, i)) || s[i+7] == ' ' && s[i+8] == ' ' {
			return i
		}
	}
	if !isPlainWord(load8(s, n-8)) {
		return (n - 1) &^ 7
	}
	return n
}

func load4(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

func load8(s string, i int) uint64 { return uint64(load4(s, i)) | uint64(load4(s, i+4))<<32 }

// isPlainWord reports whether eight bytes are printable ASCII, and no space among them
// stands beside another. It may be false of those that are, if they are odd.
func isPlainWord(w uint64) bool {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	// Beyond ASCII, or its last; and below the space, whose bit a byte has lost then.
	if (w|(w+ones)|(w-0x20*ones))&high != 0 {
		return false
	}
	space := w ^ 0x20*ones
	spaces := (space - ones) & ^space & high // and a ! behind a space
	return spaces&(spaces>>8) == 0
}

// needsJoiners reports whether a letter is of a script whose spelling uses
// zero-width joiners: Arabic and Syriac, and the Indic scripts.
func needsJoiners(r rune) bool {
	return r >= 0x0600 && r <= 0x08ff || r >= 0x0900 && r <= 0x0dff || r >= 0xfb50 && r <= 0xfeff
}

// Letters returns the lower-case letters and digits of s without accents: what
// spellings of one header or name have in common.
func Letters(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; !(c >= 'a' && c <= 'z' || isDigit(c)) {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	if isASCII(s) {
		return asciiLetters(s)
	}
	return unicodeLetters(s)
}

func unicodeLetters(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// asciiLetters is [Letters] of a text in ASCII.
func asciiLetters(s string) string {
	kept := make([]byte, 0, len(s))
	for i := range len(s) {
		if c := lowerByte(s[i]); isAlnum(c) {
			kept = append(kept, c)
		}
	}
	return string(kept)
}
