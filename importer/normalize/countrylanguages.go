package normalize

import (
	_ "embed"
	"strings"
	"unicode"

	"vobizsync/internal/textmap"
)

// countryLanguages are the languages, with their regional variants, in which the
// names of countries are read; the commonest first.
const countryLanguages = "es fr de pt it hi zh ja ar ru nl pl tr id ko vi sv da fi no nn cs sk hu ro el uk he th fa ur bn ta te mr gu kn ml pa or ne si " +
	"bg hr sr bs sl mk sq et lv lt is ca eu gl be ka hy az kk ky uz mn ms fil sw af am km lo my cy ga yue ps en"

// languageTable has CLDR's names of countries in these by [foreignKey], as [englishTable]
// has the English ones: the codes that the first language has for it, and, behind
// another tab, those of the first that is written in Latin letters.
//
//go:embed countrylanguages.txt
var languageTable string

// inLanguages returns the codes of a key, "" where no language has it. A text in Latin
// letters needs only the languages that are written in them.
func inLanguages(key string, latin bool) string {
	codes, inLatin, _ := strings.Cut(textmap.Get(languageTable, key), "\t")
	if latin {
		return inLatin
	}
	return codes
}

// isLatinText reports whether a text has no letter of another script.
func isLatinText(s string) bool {
	return isASCII(s) || !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}
