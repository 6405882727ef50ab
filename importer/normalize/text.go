package normalize

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold trims s, turns every run of white space (tabs, line ends, non-breaking
// and other Unicode spaces) into one space, removes characters that have no
// width, and composes the text to Unicode NFC.
//
// The zero-width joiner and non-joiner stay inside a word of a script that
// needs them (Persian, Devanagari, ...): there they are spelling, not damage.
func Fold(s string) string {
	s, _ = FoldAndLook(s)
	return s
}

// FoldAndLook is Fold, with a look at what it returns.
func FoldAndLook(s string) (folded string, look Look) {
	look = LookOf(s)
	switch {
	case isFolded(s, look):
		return s, look
	case look&lookBeyond == 0:
		folded = foldASCII(s)
	default:
		folded = fold(s)
	}
	return folded, LookOf(folded)
}

// fold is Fold for any text.
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

// isFolded recognizes the common case without work: printable ASCII and letters that
// are composed, single spaces, none at the ends.
func isFolded(s string, look Look) bool {
	return look.IsPlain() || look&lookOdd == 0 && isComposed(s)
}

// foldASCII is fold for a text of ASCII.
func foldASCII(s string) string {
	if s = strings.Trim(s, " "); LookOf(s).IsPlain() {
		return s
	}
	folded := make([]byte, 0, len(s))
	space := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' || c >= '\t' && c <= '\r':
			space = len(folded) > 0
		case c < ' ' || c == 0x7f:
		default:
			if space {
				folded = append(folded, ' ')
			}
			folded, space = append(folded, c), false
		}
	}
	return string(folded)
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
