package normalize

import (
	"html"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"vobizsync/internal/lazy"
)

// Garbled says what became of a text before it came into the file: its letters were
// lost, or written for another program. It is "" for a text that looks sound. The cell
// must be folded.
func Garbled(s string) (why string) {
	if isSound(s) {
		return ""
	}
	return garbledBy(s)
}

// garbledBy is Garbled for a text that does not look sound at once.
func garbledBy(s string) string {
	beside, damaged := hasLettersBeside(s), LookOf(s)&lookDamage != 0
	for i := range garbles {
		g := &garbles[i]
		switch {
		case g.sign == "" && !beside, g.sign != "" && g.sign[0] < utf8.RuneSelf && !damaged:
			continue
		case g.sign != "" && !strings.ContainsAny(s, g.sign):
			continue
		}
		if g.looks(s) {
			return g.why
		}
	}
	return ""
}

// hasLettersBeside reports whether two characters beyond ASCII are side by side: so
// do the halves of every letter that was read twice.
func hasLettersBeside(s string) bool {
	before := false
	for _, r := range s {
		if r >= utf8.RuneSelf && before {
			return true
		}
		before = r >= utf8.RuneSelf
	}
	return false
}

// isSound reports whether a text surely is not garbled: it has no sign that damage has,
// and its letters beyond ASCII are UTF-8 in none of the encodings. The text must be
// valid UTF-8.
func isSound(s string) bool {
	beyond := false
	twice := allEncodings // those in which all of the letters so far may be UTF-8
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if damages[c] {
				return false
			}
			i++
			continue
		}
		if twice == 0 && c != leadOfRemains && c != leadOfReplacement {
			i += sizeBy(c)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		rest := s[i+size:]
		if r == utf8.RuneError || mayRemain(r, rest) {
			return false
		}
		if twice != 0 && (!beyond || s[i-1] < utf8.RuneSelf) {
			next, _ := utf8.DecodeRuneInString(rest)
			halves := halvesOf()
			twice &= halves[r].first & halves[next].second
		}
		beyond = true
		i += size
	}
	return !beyond || twice == 0
}

// What remains of damage starts with one of these bytes in UTF-8: Â, Ã, â, ï; and U+FFFD.
const leadOfRemains, leadOfReplacement = 0xc3, 0xef

// sizeBy returns how many bytes a character beyond ASCII has in UTF-8, by its first one.
func sizeBy(lead byte) int {
	switch {
	case lead < 0xe0:
		return 2
	case lead < 0xf0:
		return 3
	}
	return 4
}

// mayRemain reports whether one of [remains] may have a character, before the rest of a
// text.
func mayRemain(r rune, rest string) bool {
	switch r {
	case 'Ã':
		return rest == "" || !isUpper(rest[0])
	case 'Â':
		return rest != "" && rest[0] == 0xc2 // U+0080 to U+00BF
	case 'â':
		return strings.HasPrefix(rest, "€")
	case 'ï':
		return strings.HasPrefix(rest, "¿")
	}
	return false
}

// encodings are those in which UTF-8 is often read.
var encodings = [...]*charmap.Charmap{
	charmap.Windows1252, charmap.Macintosh, charmap.CodePage850, charmap.CodePage437, charmap.Windows1251, charmap.Windows1250,
}

const allEncodings uint8 = 1<<len(encodings) - 1

// halves are the encodings, as bits, in which a character is the first byte of a letter
// in UTF-8, and those in which it is a further one.
type halves struct{ first, second uint8 }

// halvesOf has the characters of the encodings.
var halvesOf = sync.OnceValue(func() map[rune]halves {
	all := map[rune]halves{}
	add := func(r rune) {
		var of halves
		for i, e := range encodings {
			switch b, ok := byteIn(e, r); {
			case !ok:
			case b >= 0xc2 && b <= 0xf4:
				of.first |= 1 << i
			case b >= 0x80 && b <= 0xbf:
				of.second |= 1 << i
			}
		}
		all[r] = of
	}
	for b := range 0x80 {
		add(rune(0x80 + b))
		for _, e := range encodings {
			if r := e.DecodeByte(byte(0x80 + b)); r != utf8.RuneError {
				add(r)
			}
		}
	}
	return all
})

// byteIn returns the byte of a character in an encoding.
func byteIn(e *charmap.Charmap, r rune) (b byte, ok bool) {
	if b, ok = e.EncodeRune(r); !ok && r < 0x100 && e == charmap.Windows1252 { // bytes that are none of it
		return byte(r), true
	}
	return b, ok
}

// damages are the characters of ASCII that damage has.
var damages = [utf8.RuneSelf]bool{'&': true, '?': true, '\\': true, '=': true, '%': true, '+': true}

// garbles are the ways in which a text gets damaged, and what each of them leaves: one
// of some characters, or letters beside each other.
var garbles = []struct {
	sign  string
	looks func(s string) bool
	why   string
}{
	{"\uFFFD", hasReplacement, "has a � in it, in place of a lost letter"},
	{"", looksReadTwice, "looks like UTF-8 that was read as Windows-1252"},
	{"ÃÂâï", hasRemains, "looks like UTF-8 that was read as Windows-1252"},
	{"", readAs(charmap.Macintosh, false), "looks like UTF-8 that was read as Mac Roman"},
	{"", readAs(charmap.CodePage850, false), "looks like UTF-8 that was read in a DOS encoding"},
	{"", readAs(charmap.CodePage437, false), "looks like UTF-8 that was read in a DOS encoding"},
	{"", readAs(charmap.Windows1251, true), "looks like UTF-8 that was read as Windows-1251"},
	{"", readAs(charmap.Windows1250, false), "looks like UTF-8 that was read as Windows-1250"},
	{"&", hasEntity, "has an HTML entity in it"},
	{`\`, matches(`\\u[0-9A-Fa-f]{4}|\\x[89A-Fa-f][0-9A-Fa-f]`), "has an escaped letter in it, as in program code"},
	{`\`, matches(`\\(?:[nrt](?:[^\p{Ll}]|$)|['"])`), "has an escaped line end, tab or quote in it, as in program code"},
	{"?", matches(`=\?[\w-]+\?[BbQq]\?`), "is encoded like an e-mail header"},
	{"?", matches(`\pL\?+\pL`), "has a ? within a word: a letter may have been lost"},
	{"=", matches(`=C[2-9A-F]=[89AB][0-9A-F]`), "is encoded like the text of an e-mail (quoted-printable)"},
	{"+", matches(`\+[A-Za-z0-9/]{2,8}-`), "is encoded in UTF-7"},
	{"%", matches(`%[Cc][2-9A-Fa-f]%[89ABab][0-9A-Fa-f]`), "is encoded like a web address"},
}

func hasReplacement(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError {
			return true
		}
	}
	return false
}

// readAs returns what recognizes a text whose letters beyond ASCII are, as bytes of an
// encoding, UTF-8: no text is so by chance. Where both bytes may be letters, it takes
// two of them.
func readAs(e *charmap.Charmap, two bool) func(s string) bool {
	return func(s string) bool {
		var room [64]byte
		encoded, before := room[:0], byte(0)
		for _, r := range s {
			b, ok := byteIn(e, r)
			if !ok {
				return false
			}
			if before < 0x80 && b >= 0x80 && (b < 0xc2 || b > 0xf4) {
				return false // no letter starts so in UTF-8
			}
			encoded, before = append(encoded, b), b
		}
		beyond := 0
		for i := 0; i < len(encoded); {
			r, size := utf8.DecodeRune(encoded[i:])
			if r == utf8.RuneError || unicode.IsControl(r) && r != '\t' && r != '\n' {
				return false
			}
			if size > 1 {
				beyond++
			}
			i += size
		}
		return beyond > 1 || beyond == 1 && !two
	}
}

// remains are what folding leaves of single letters that were read twice, the second
// half of which is a space, a control character or a soft hyphen, and pairs that stand
// beside sound letters.
var remains = lazy.Regexp(`\p{Ll}Ã(?:\PL|\p{Ll}|$)|Ã[\x{80}-\x{BF}‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\x{A1}-\x{BF}]|â€|ï¿½`)

func hasRemains(s string) bool { return remains().MatchString(s) }

var entity = lazy.Regexp(`&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});`)

func matches(expression string) func(s string) bool {
	compiled := lazy.Regexp(expression)
	return func(s string) bool { return compiled().MatchString(s) }
}

// hasEntity recognizes entities that HTML knows.
func hasEntity(s string) bool {
	if strings.IndexByte(s, ';') < 0 {
		return false
	}
	for _, e := range entity().FindAllString(s, -1) {
		if html.UnescapeString(e) != e {
			return true
		}
	}
	return false
}
