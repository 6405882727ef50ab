package normalize

import (
	"sync"
	"unicode/utf8"
)

// joining is what Unicode's composition (NFC) makes of a character by itself, see
// [isComposed]. Beyond ASCII, most names consist of characters that it leaves alone.
type joining uint8

const (
	joins  joining = iota // anything, or not known: it may compose, decompose, move or be dropped
	stands                // stays as it is, whatever is beside it
	mark                  // a mark that stays as it is behind a character that stands
	nukta                 // such a mark, but three letters of Devanagari compose with it
)

// joiningRange has all characters from the first to the last.
type joiningRange struct {
	first, last rune
	joining     joining
}

// joinings are those of the scripts that names are often written in; a test holds them
// against Unicode's tables.
var joinings = []joiningRange{
	{0x00a1, 0x00ac, stands}, {0x00ae, 0x02ff, stands}, {0x1e00, 0x1eff, stands}, // Latin
	{0x0388, 0x038a, stands}, {0x038c, 0x038c, stands}, {0x038e, 0x03a1, stands}, {0x03a3, 0x03ff, stands}, // Greek
	{0x0400, 0x0482, stands}, {0x048a, 0x052f, stands}, // Cyrillic
	{0x0531, 0x0556, stands}, {0x0561, 0x0587, stands}, {0x10d0, 0x10ff, stands}, // Armenian, Georgian
	{0x05d0, 0x05ea, stands},                                                                                                       // Hebrew
	{0x0620, 0x064a, stands}, {0x064b, 0x0652, mark}, {0x0660, 0x0669, stands}, {0x0671, 0x06d3, stands}, {0x06f0, 0x06f9, stands}, // Arabic
	{0x0900, 0x093b, stands}, {0x093c, 0x093c, nukta}, {0x093d, 0x094c, stands}, {0x094d, 0x094d, mark}, {0x0960, 0x097f, stands}, // Devanagari
	{0x0980, 0x09bb, stands}, {0x09bc, 0x09bc, mark}, {0x09bf, 0x09cc, stands}, {0x09cd, 0x09cd, mark}, {0x09e6, 0x09f1, stands}, // Bengali
	{0x0a01, 0x0a32, stands}, {0x0a38, 0x0a39, stands}, {0x0a3c, 0x0a3c, mark}, {0x0a3e, 0x0a4c, stands}, {0x0a4d, 0x0a4d, mark}, {0x0a66, 0x0a74, stands}, // Gurmukhi
	{0x0a81, 0x0abb, stands}, {0x0abc, 0x0abc, mark}, {0x0abd, 0x0acc, stands}, {0x0acd, 0x0acd, mark}, // Gujarati
	{0x0b82, 0x0bbd, stands}, {0x0bbf, 0x0bcc, stands}, {0x0bcd, 0x0bcd, mark}, // Tamil
	{0x0c00, 0x0c3b, stands}, {0x0c3d, 0x0c4c, stands}, {0x0c4d, 0x0c4d, mark}, // Telugu
	{0x0c80, 0x0cbb, stands}, {0x0cbd, 0x0cc1, stands}, {0x0cc3, 0x0ccc, stands}, {0x0ccd, 0x0ccd, mark}, // Kannada
	{0x0d00, 0x0d3a, stands}, {0x0d3f, 0x0d4c, stands}, {0x0d4d, 0x0d4d, mark}, {0x0d7a, 0x0d7f, stands}, // Malayalam
	{0x0e01, 0x0e37, stands}, {0x0e38, 0x0e3a, mark}, {0x0e3f, 0x0e47, stands}, {0x0e48, 0x0e4b, mark}, {0x0e4c, 0x0e5b, stands}, // Thai
	{0x2010, 0x2027, stands}, {0x2030, 0x205e, stands}, {0x20a0, 0x20bf, stands}, {0x2100, 0x2125, stands}, // signs
	{0x3001, 0x3029, stands}, {0x3041, 0x3096, stands}, {0x309b, 0x30ff, stands}, // Japanese
}

// joiningEnd is behind the characters that have an entry of their own.
const joiningEnd = 0x3100

// joiningTable has the joining of each character before its end.
var joiningTable = sync.OnceValue(func() *[joiningEnd]joining {
	table := new([joiningEnd]joining)
	for _, in := range joinings {
		for r := in.first; r <= in.last; r++ {
			table[r] = in.joining
		}
	}
	return table
})

// joiningBeyond is that of a character that is not in the table: those of Chinese,
// Korean, and the wide forms.
func joiningBeyond(r rune) joining {
	if r >= 0x3400 && r <= 0x4dbf || r >= 0x4e00 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3 || r >= 0xff01 && r <= 0xff9f {
		return stands
	}
	return joins
}

// isComposed reports whether composing surely changes nothing in a text, and all of its
// characters beyond ASCII are visible: each of them stands, or is a single mark behind
// one that does. Only characters that can follow a base compose, and none of these can
// but for the nukta (Unicode Standard Annex #15, quick check).
func isComposed(s string) bool {
	table := joiningTable()
	before, bare := rune(0), false // bare: before stands
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			before, bare = rune(s[i]), true
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		var is joining
		if r < joiningEnd {
			is = table[r]
		} else {
			is = joiningBeyond(r)
		}
		switch {
		case is == joins, is != stands && !bare:
			return false
		case is == nukta && (before == 'न' || before == 'र' || before == 'ळ'):
			return false
		}
		before, bare = r, is == stands
		i += size
	}
	return true
}
