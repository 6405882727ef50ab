package normalize

import (
	_ "embed"
	"strings"

	"golang.org/x/text/unicode/norm"

	"vobizsync/internal/textmap"
)

// otherTable has our own names in other languages by [foreignKey], as [englishTable] has
// the English ones.
//
//go:embed countryother.txt
var otherTable string

func (n countryNames) addForeign(codes, name string) {
	name = norm.NFKC.String(name)
	n.add(foreignKey(name), codes)
	if spelled := umlauts.Replace(name); spelled != name {
		n.add(foreignKey(spelled), codes)
	}
}

// umlauts are how German spells its umlauts without their dots: Oesterreich.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// foreignKey is the [plainKey] of a name. A name in Latin letters of up to three is
// found by its exact spelling only, as "Áo" is (Austria), and not at all if it has
// no marks: it is the code of another country, or a common word, as "Man" is (Isle
// of Man) and "End" (India, in Wolof).
func foreignKey(name string) string {
	key := plainKey(name)
	if len(key) > 3 || !isASCII(key) {
		return key
	}
	if name = strings.ToLower(name); isASCII(name) {
		return ""
	}
	return name
}

// foreignCountry returns the codes of a name in any language.
func foreignCountry(s string) string {
	key := foreignKey(s)
	if key == "" {
		return ""
	}
	if codes := textmap.Get(otherTable, key); codes != "" {
		return codes
	}
	return inLanguages(key, isLatinText(s))
}
