package normalize

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// marked are the scripts whose letters are often written without their marks: a
// name without them is the same name in haste. In other scripts a mark is a letter's
// vowel or changes the letter: か is not が.
var marked = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic}

// undivided are letters of Latin script that do not decompose (Unicode has no
// canonical decomposition of a stroke or a ligature).
var undivided = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ı", "i", "æ", "ae", "œ", "oe", "ð", "d", "þ", "th")

// WithoutMarks returns s in lower case, in its compatibility form, and without the
// accents of Latin, Greek and Cyrillic letters: what two spellings of one word in a
// header have in common. Letters of other scripts keep their marks.
func WithoutMarks(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	if isLatin(s) {
		return latinWithoutMarks(s)
	}
	return withoutMarks(s)
}

// latinLetters is how many characters there are before those of other scripts: ASCII
// and the blocks of Latin letters behind it.
const latinLetters = 0x250

func isLatin(s string) bool {
	for _, r := range s {
		if r >= latinLetters {
			return false
		}
	}
	return true
}

// latin has what WithoutMarks makes of each Latin letter.
var latin = sync.OnceValue(func() *[latinLetters]string {
	var table [latinLetters]string
	for r := range rune(latinLetters) {
		table[r] = withoutMarks(string(r))
	}
	return &table
})

func latinWithoutMarks(s string) string {
	var b strings.Builder
	table := latin()
	for _, r := range s {
		b.WriteString(table[r])
	}
	return b.String()
}

func withoutMarks(s string) string {
	var b strings.Builder
	bare := false // the letter before was of a script that loses its marks
	lower := strings.ToLower(s)
	for _, r := range strings.ToLower(norm.NFKD.String(lower)) { // ℬ has a B in its form
		if unicode.Is(unicode.Mn, r) {
			if !bare {
				b.WriteRune(r)
			}
			continue
		}
		bare = r < 0x80 || unicode.In(r, marked...)
		b.WriteRune(r)
	}
	return norm.NFC.String(undivided.Replace(b.String()))
}
