package normalize

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
)

// A country is found by the letters of its name, without regard to case, to spaces
// and punctuation, and to the marks of Latin, Greek, Cyrillic and Arabic letters; in
// other scripts marks are vowels. English names are found in any order of their
// words, too. A test holds that no name in CLDR is read as another country.

// countryNames maps the keys of names to codes of countries: one, or several,
// where a name is that of several.
type countryNames map[string]string

func (n countryNames) add(key, codes string) {
	if key == "" {
		return
	}
	for i := 0; i < len(codes); i += 2 {
		if !containsCode(n[key], codes[i:i+2]) {
			n[key] += codes[i : i+2]
		}
	}
}

func containsCode(codes, code string) bool {
	for i := 0; i+2 <= len(codes); i += 2 {
		if codes[i:i+2] == code {
			return true
		}
	}
	return false
}

// eachName calls yield for each name of a table of lines: codes, joined by commas,
// a space, and names, joined by |.
func eachName(table string, yield func(codes, name string)) {
	for line := range strings.Lines(strings.TrimSpace(table)) {
		codes, names, _ := strings.Cut(strings.TrimSpace(line), " ")
		codes = strings.ReplaceAll(codes, ",", "")
		for name := range strings.SplitSeq(names, "|") {
			yield(codes, name)
		}
	}
}

// englishCountries are the names in English by [plainKey] and [englishKey].
var englishCountries = sync.OnceValue(func() countryNames {
	names := make(countryNames, 2000)
	add := func(codes, name string) {
		names.add(plainKey(name), codes)
		names.add(englishKey(name), codes)
	}
	english := display.English.Regions()
	for i := 0; i < len(alpha2); i += 2 {
		code := alpha2[i : i+2]
		add(code, english.Name(language.MustParseRegion(code)))
	}
	eachName(englishNames, add)
	eachName(formerStates, add)
	return names
})

// englishCountry returns the codes of an English name. A name of one letter, or
// what has a letter that English does not, is left to the other languages.
func englishCountry(s string) string {
	if codes := englishCountries()[plainKey(s)]; codes != "" && !isMarkedShort(s) {
		return codes
	}
	return englishCountries()[englishKey(s)]
}

// isMarkedShort recognizes a short name with marks, which it loses in no other
// language: "Ús".
func isMarkedShort(s string) bool { return !isASCII(s) && len(plainKey(s)) <= 3 }

// englishKey is what the spellings of an English name have in common: its words
// in the order of the alphabet, without "the", "of" and "and", and with the usual
// abbreviations in full. "Korea, Rep. of" is "Republic of Korea".
func englishKey(s string) string {
	words := strings.FieldsFunc(string(appendUnmarked(nil, joinInitials(s))), func(r rune) bool { return !inName(r) })
	kept := words[:0]
	for _, w := range words {
		switch w {
		case "the", "of", "and":
			continue
		case "st", "ste", "sainte":
			w = "saint"
		case "rep":
			w = "republic"
		case "dem":
			w = "democratic"
		case "fed", "federated":
			w = "federal"
		case "is", "isl", "isls", "island", "islds":
			w = "islands"
		case "terr":
			w = "territory"
		case "dept":
			w = "department"
		}
		kept = append(kept, w)
	}
	if len(words) < 2 { // it is found by its letters
		return ""
	}
	slices.Sort(kept)
	return strings.Join(kept, " ")
}

// joinInitials takes the full stops and apostrophes out of words: "U.S." is a
// word, and "People's" is one.
func joinInitials(s string) string {
	if !strings.ContainsAny(s, ".'’ʼ`´") {
		return s
	}
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		switch r {
		case '\'', '’', 'ʼ', '`', '´':
			continue
		case '.':
			if i > 0 && unicode.IsUpper(runes[i-1]) && (i == 1 || !unicode.IsLetter(runes[i-2])) {
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plainKey is the letters of a name, in lower case and without marks.
func plainKey(s string) string {
	letters := appendUnmarked(make([]byte, 0, 64), s)
	kept := letters[:0]
	for len(letters) > 0 {
		r, size := utf8.DecodeRune(letters)
		if inName(r) {
			kept = append(kept, letters[:size]...)
		}
		letters = letters[size:]
	}
	return string(kept)
}

// inName reports whether a character counts in a name.
func inName(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// appendUnmarked appends a text in lower case, without the marks of letters, and
// with ligatures and & spelled out.
func appendUnmarked(to []byte, s string) []byte {
	plain := plainLetters()
	for _, r := range s {
		switch {
		case r == '&':
			to = append(to, " and "...)
		case r < utf8.RuneSelf:
			if r >= 'A' && r <= 'Z' {
				r |= 0x20
			}
			to = append(to, byte(r))
		case r < 0x700, r >= 0x1e00 && r < 0x2000:
			to = append(to, plain[r]...)
		default:
			to = utf8.AppendRune(to, unicode.ToLower(r))
		}
	}
	return to
}

// plainLetters has for each character up to U+1FFF that is of a script whose marks
// are not vowels what it is in lower case and without its marks; "" for a mark.
var plainLetters = sync.OnceValue(func() *[0x2000]string {
	plain := new([0x2000]string)
	bases := make([]rune, len(plain)) // as one text: 8,000 small ones cost each collection
	for r := rune(utf8.RuneSelf); r < rune(len(plain)); r++ {
		if r == 0x700 {
			r = 0x1e00
		}
		base := unicode.ToLower(r)
		if special := specialLetters[base]; special == "" {
			base, _ = utf8.DecodeRune(norm.NFD.AppendString(nil, string(base)))
		}
		switch {
		case specialLetters[base] != "":
			plain[r] = specialLetters[base]
		case !unicode.Is(unicode.Mn, r) && r != 'ـ':
			bases[r] = base
		}
	}
	text, at := string(bases), 0
	for r, base := range bases {
		size := utf8.RuneLen(base)
		if base != 0 {
			plain[r] = text[at : at+size]
		}
		at += size
	}
	return plain
})

// specialLetters are letters that Unicode does not take apart, and letters that
// keyboards exchange.
var specialLetters = map[rune]string{
	'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ŧ': "t", 'ŋ': "n",
	'æ': "ae", 'œ': "oe", 'ß': "ss", 'þ': "th", 'ə': "e", 'ς': "σ",
	'ی': "ي", 'ى': "ي", 'ک': "ك", 'ة': "ه", 'ہ': "ه", 'ھ': "ه",
}
