package normalize

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vobizsync/internal/textmap"
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

// englishTable has the names in English: those of CLDR and our own, by [plainKey] and by
// [englishKey], with the codes of each. Like the other tables it is made ahead, by a test
// with -update, since that takes longer than to check a small file.
//
//go:embed countryenglish.txt
var englishTable string

// englishCountry returns the codes of an English name. A name of one letter, or
// what has a letter that English does not, is left to the other languages.
func englishCountry(s string) string {
	if codes := textmap.Get(englishTable, plainKey(s)); codes != "" && !isMarkedShort(s) {
		return codes
	}
	return textmap.Get(englishTable, englishKey(s))
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
			to = appendBare(to, r)
		default:
			to = utf8.AppendRune(to, unicode.ToLower(r))
		}
	}
	return to
}

// appendBare appends a letter of a script whose marks are not vowels, in lower case and
// without its marks; nothing for a mark.
func appendBare(to []byte, r rune) []byte {
	base := unicode.ToLower(r)
	if special := specialLetters[base]; special != "" {
		return append(to, special...)
	}
	if parts := norm.NFD.PropertiesString(string(base)).Decomposition(); parts != nil {
		base, _ = utf8.DecodeRune(parts)
	}
	switch special := specialLetters[base]; {
	case special != "":
		return append(to, special...)
	case unicode.Is(unicode.Mn, r), r == 'ـ':
		return to
	}
	return utf8.AppendRune(to, base)
}

// specialLetters are letters that Unicode does not take apart, and letters that
// keyboards exchange.
var specialLetters = map[rune]string{
	'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ŧ': "t", 'ŋ': "n",
	'æ': "ae", 'œ': "oe", 'ß': "ss", 'þ': "th", 'ə': "e", 'ς': "σ",
	'ی': "ي", 'ى': "ي", 'ک': "ك", 'ة': "ه", 'ہ': "ه", 'ھ': "ه",
}
