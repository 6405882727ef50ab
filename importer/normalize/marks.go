package normalize

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// marked are the scripts whose letters are often written without their marks: a
// name without them is the same name in haste. In other scripts a mark is a letter's
// vowel or changes the letter: か is not が.
var marked = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic}

// plainLetters are letters of Latin script that do not decompose (Unicode has no
// canonical decomposition of a stroke or a ligature).
var plainLetters = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ı", "i", "æ", "ae", "œ", "oe", "ð", "d", "þ", "th")

// WithoutMarks returns s in lower case, in its compatibility form, and without the
// accents of Latin, Greek and Cyrillic letters: what two spellings of one word in a
// header have in common. Letters of other scripts keep their marks.
func WithoutMarks(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	bare := false // the letter before was of a script that loses its marks
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		if unicode.Is(unicode.Mn, r) {
			if !bare {
				b.WriteRune(r)
			}
			continue
		}
		bare = r < 0x80 || unicode.In(r, marked...)
		b.WriteRune(r)
	}
	return norm.NFC.String(plainLetters.Replace(b.String()))
}
