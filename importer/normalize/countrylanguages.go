package normalize

import (
	_ "embed"
	"strings"
	"unicode"
)

// countryLanguages are the languages, with their regional variants, in which the
// names of countries are read; the commonest first.
const countryLanguages = "es fr de pt it hi zh ja ar ru nl pl tr id ko vi sv da fi no nn cs sk hu ro el uk he th fa ur bn ta te mr gu kn ml pa or ne si " +
	"bg hr sr bs sl mk sq et lv lt is ca eu gl be ka hy az kk ky uz mn ms fil sw af am km lo my cy ga yue ps en"

// languageNames are CLDR's names of countries in these, a line each, in the order of
// their bytes: the [foreignKey]; the codes that the first language has for it, and the
// first that is written in Latin letters; and the code that it may be misspelt for in
// a language of either kind. To make them takes 20 ms and 4 MB, so they are made ahead,
// by a test with -update.
//
//go:embed countrylanguages.txt
var languageNames string

// languageName is a line of these.
type languageName struct {
	key               string
	codes, latin      string
	near, nearInLatin string
}

func parseLanguageName(line string) (n languageName) {
	for _, column := range [...]*string{&n.key, &n.codes, &n.latin, &n.near, &n.nearInLatin} {
		*column, line, _ = strings.Cut(line, "\t")
	}
	return n
}

// inLanguages returns the codes of a key, "" where no language has it. A text in Latin
// letters needs only the languages that are written in them.
func inLanguages(key string, latin bool) string {
	for lines := languageNames; lines != ""; {
		middle := strings.LastIndexByte(lines[:len(lines)/2], '\n') + 1
		line, after, _ := strings.Cut(lines[middle:], "\n")
		switch n := parseLanguageName(line); {
		case n.key == key && latin:
			return n.latin
		case n.key == key:
			return n.codes
		case key < n.key:
			lines = lines[:middle]
		default:
			lines = after
		}
	}
	return ""
}

// eachNear calls yield for each name that a cell may be misspelt for, in the languages
// that are written in Latin letters, or in the others.
func eachNear(latin bool, yield func(key, codes string)) {
	for line := range strings.SplitSeq(languageNames, "\n") {
		n := parseLanguageName(line)
		if codes := n.nearInLatin; latin && codes != "" {
			yield(n.key, codes)
		} else if codes := n.near; !latin && codes != "" {
			yield(n.key, codes)
		}
	}
}

// isLatinText reports whether a text has no letter of another script.
func isLatinText(s string) bool {
	return isASCII(s) || !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}
