package table

import (
	"unicode/utf8"
)

// Two letters beyond ASCII of an older encoding, one behind the other, may be UTF-8 by
// chance: ÓŁ in windows-1250 are the bytes of ӣ. The word is of two scripts then.

// mostByChance is how many characters beyond ASCII a text has at most that is UTF-8 by
// chance.
const mostByChance = 6

// mayBeByChance reports whether few characters of a text are beyond ASCII.
func (c *utf8Count) mayBeByChance() bool {
	return c.broken == 0 && c.runes > 0 && c.runes <= mostByChance
}

// isUTF8ByChance reports whether a text that is UTF-8 in form is more likely in another
// encoding.
func isUTF8ByChance(text []byte) bool {
	words := wordsBeyondASCII(text)
	for _, word := range words {
		if !isMixed(word) {
			return false
		}
	}
	const odd = -6 // nats
	best := rank(words)[0]
	looks := 0.0
	for _, w := range best.words {
		looks += w.looks
	}
	return best.broken == 0 && looks >= odd
}

// isMixed reports whether a word in UTF-8 has letters of two scripts, and none of more
// than two bytes.
func isMixed(word []byte) bool {
	before, mixed := rune(edge), false
	for len(word) > 0 {
		r, size := utf8.DecodeRune(word)
		if size > 2 || r == utf8.RuneError {
			return false
		}
		mixed = mixed || joinCost(before, r) == costScripts
		before, word = r, word[size:]
	}
	return mixed
}
