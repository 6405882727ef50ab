package normalize

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
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
// two or three letters in any case, or the country's English name as CLDR has
// it, or one of the short names in common use.
func ParseCountry(s string) (code string, ok bool) {
	if IsAlpha2(s) {
		return s, true
	}
	upper := strings.ToUpper(s)
	if IsAlpha2(upper) {
		return upper, true
	}
	if len(s) == 3 && isASCII(s) {
		if r, err := language.ParseRegion(upper); err == nil && IsAlpha2(r.String()) && isUpper(upper[0]) {
			return r.String(), true
		}
	}
	code, ok = countryNames()[nameKey(s)]
	return code, ok
}

// Country returns the code of a folded cell, "" where it is no country.
func Country(s string) (code string, problem Reason) {
	code, ok := ParseCountry(s)
	if !ok {
		problem = Reason{InvalidCountry, s, "is not a country"}
	}
	return code, problem
}

// countryNames maps the key of a name to its code. Made at first use, since
// most files have codes.
var countryNames = sync.OnceValue(func() map[string]string {
	names := make(map[string]string, 400)
	english := display.English.Regions()
	for i := 0; i < len(alpha2); i += 2 {
		code := alpha2[i : i+2]
		names[nameKey(english.Name(language.MustParseRegion(code)))] = code
	}
	for name, code := range commonNames {
		names[nameKey(name)] = code
	}
	return names
})

// commonNames are names in common use that CLDR spells otherwise.
var commonNames = map[string]string{
	"uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
	"northern ireland": "GB", "united kingdom of great britain and northern ireland": "GB",
	"u.s.": "US", "u.s.a.": "US", "united states of america": "US", "america": "US",
	"uae": "AE", "u.a.e.": "AE", "emirates": "AE", "bharat": "IN", "republic of india": "IN",
	"deutschland": "DE", "federal republic of germany": "DE", "holland": "NL", "the netherlands": "NL",
	"south korea": "KR", "korea": "KR", "republic of korea": "KR", "north korea": "KP",
	"russia": "RU", "russian federation": "RU", "viet nam": "VN", "czech republic": "CZ",
	"ivory coast": "CI", "cape verde": "CV", "swaziland": "SZ", "macedonia": "MK", "turkey": "TR", "türkiye": "TR",
	"burma": "MM", "myanmar": "MM", "hong kong": "HK", "macau": "MO", "macao": "MO", "laos": "LA",
	"palestine": "PS", "syria": "SY", "iran": "IR", "moldova": "MD", "tanzania": "TZ", "bolivia": "BO",
	"venezuela": "VE", "brunei": "BN", "vatican": "VA", "the gambia": "GM", "the bahamas": "BS",
	"republic of ireland": "IE", "eire": "IE", "dr congo": "CD", "democratic republic of the congo": "CD",
	"congo": "CG", "republic of the congo": "CG", "taiwan": "TW", "east timor": "TL", "micronesia": "FM",
	"kingdom of saudi arabia": "SA", "ksa": "SA", "rsa": "ZA", "people's republic of china": "CN", "prc": "CN",
}

// nameKey is what spellings of one name have in common: letters only, in lower
// case, without accents, "&" and "St." in full.
func nameKey(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "&", "and")
	return strings.Replace(Letters(s), "saint", "st", 1)
}
