package normalize

import (
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// alpha2 holds the 249 codes that ISO 3166-1 assigns, two letters each.
const alpha2 = "" +
	"ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZ" +
	"CACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFR" +
	"GAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJP" +
	"KEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMT" +
	"MUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURW" +
	"SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZ" +
	"UAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW"

// isAlpha2 has a true at the place of every assigned code.
var isAlpha2 = func() (known [26 * 26]bool) {
	for i := 0; i < len(alpha2); i += 2 {
		known[alpha2Index(alpha2[i], alpha2[i+1])] = true
	}
	return known
}()

func alpha2Index(a, b byte) int { return int(a-'A')*26 + int(b-'A') }

// IsAlpha2 reports whether s is an assigned code of ISO 3166-1 alpha-2, in
// upper case.
func IsAlpha2(s string) bool {
	return len(s) == 2 && isUpper(s[0]) && isUpper(s[1]) && isAlpha2[alpha2Index(s[0], s[1])]
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// ParseCountry returns the ISO 3166-1 alpha-2 code of what was typed: a code of
// two or three letters in any case; a name in English, as ISO, the United
// Nations, CLDR or people have it, in either order of its words; a name in one of
// the languages of [countryLanguages]; or several of these that agree, as in
// "India (IN)". A name of two countries is none.
func ParseCountry(s string) (code string, ok bool) {
	if IsAlpha2(s) {
		return s, true
	}
	found := foundCountry(s)
	return found, len(found) == 2
}

// Country returns the code of a folded cell, or why it has none.
func Country(s string) (code string, problem Advised) {
	if code, ok := ParseCountry(s); ok {
		return code, problem
	}
	return "", notACountry(s)
}

// countryCode returns the code of a code of two or three letters in any case.
func countryCode(s string) string {
	if len(s) != 2 && len(s) != 3 || !isASCII(s) || shortNames[s] != "" {
		return ""
	}
	upper := strings.ToUpper(s)
	if IsAlpha2(upper) {
		return upper
	}
	if r, err := language.ParseRegion(upper); err == nil && isUpper(upper[0]) && IsAlpha2(r.String()) && r.ISO3() == upper {
		return r.String()
	}
	return ""
}

// shortNames are the names, as they are spelled, that are another country's code:
// Russia is Nga in Vietnamese, and NGA is Nigeria.
var shortNames = map[string]string{"Nga": "RU"}

// findCountry returns the codes of the countries that a text means: that of one,
// those of several, one behind the other, where it names several, or "". What is
// cheap comes first: the names in other languages are put together only when
// codes and English have failed.
func findCountry(s string) string {
	if len(s) > longestCountry {
		return ""
	}
	s = norm.NFKC.String(spellFlags(s))
	inEnglish := func(s string) string {
		if code := countryCode(s); code != "" {
			return code
		}
		return englishCountry(s)
	}
	inAnyLanguage := func(s string) string {
		if codes := inEnglish(s); codes != "" {
			return codes
		}
		return foreignCountry(s)
	}
	for _, find := range []func(string) string{inEnglish, inAnyLanguage} {
		if codes := find(s); codes != "" {
			return codes
		}
		if codes := agreeing(s, find); codes != "" {
			return codes
		}
	}
	return ""
}

// longestCountry is the most bytes of a cell that are looked at; the longest name in
// CLDR has some 130.
const longestCountry = 400

func foundCountry(s string) string {
	return seenCountries.get(s, func() string { return findCountry(s) })
}

// seenCountries and seenMistakes keep what was found for the cells seen before: a
// file has few countries, and many rows.
var (
	seenCountries cellCache[string]
	seenMistakes  cellCache[Advised]
)

// cellCache keeps what cells come to.
type cellCache[V any] struct {
	found sync.Map // string -> V
	size  atomic.Int32
}

// mostCells bounds a cache, should a file have anything but countries.
const mostCells = 5000

func (c *cellCache[V]) get(cell string, find func() V) V {
	if found, ok := c.found.Load(cell); ok {
		return found.(V)
	}
	found := find()
	if c.size.Load() < mostCells && len(cell) <= 100 {
		c.size.Add(1)
		c.found.Store(strings.Clone(cell), found) // it may be a part of a large block
	}
	return found
}

// Countries lists the codes that ISO 3166-1 assigns.
func Countries() []string {
	codes := make([]string, 0, len(alpha2)/2)
	for i := 0; i < len(alpha2); i += 2 {
		codes = append(codes, alpha2[i:i+2])
	}
	return codes
}
