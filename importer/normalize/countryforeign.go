package normalize

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
)

// countryLanguages are the languages, with their regional variants, in which the
// names of countries are read; the commonest first.
const countryLanguages = "es fr de pt it hi zh ja ar ru nl pl tr id ko vi sv da fi no nn cs sk hu ro el uk he th fa ur bn ta te mr gu kn ml pa or ne si " +
	"bg hr sr bs sl mk sq et lv lt is ca eu gl be ka hy az kk ky uz mn ms fil sw af am km lo my cy ga yue ps en"

// foreignList has the names of some languages. A text in Latin letters needs only
// those that are written in them.
type foreignList struct {
	names func() countryNames
	latin bool
}

// foreignLists are the names: first those of our own tables, then those of each
// language, then those of their variants. A list is made when the ones before it
// have failed: all of them take some 20 ms.
var foreignLists = sync.OnceValue(func() (lists []foreignList) {
	lists = append(lists, foreignList{sync.OnceValue(func() countryNames {
		names := make(countryNames, 1500)
		eachName(otherNames, names.addForeign)
		eachName(namesakes, names.addForeign)
		return names
	}), true})
	variants := map[string][]language.Tag{}
	for _, tag := range display.Supported.Tags() {
		if base, _ := tag.Base(); tag.String() != base.String() {
			variants[base.String()] = append(variants[base.String()], tag)
		}
	}
	add := func(tags []language.Tag, latin bool) {
		if len(tags) > 0 {
			lists = append(lists, foreignList{sync.OnceValue(func() countryNames { return namesIn(tags...) }), latin})
		}
	}
	for base := range strings.FieldsSeq(countryLanguages) {
		tag := language.Make(base)
		add([]language.Tag{tag}, isLatinTag(tag))
	}
	for base := range strings.FieldsSeq(countryLanguages) {
		other := slices.DeleteFunc(slices.Clone(variants[base]), isLatinTag)
		add(slices.DeleteFunc(variants[base], func(t language.Tag) bool { return !isLatinTag(t) }), true)
		add(other, false)
	}
	return lists
})

// isLatinTag reports whether a language is written in Latin letters (CLDR,
// likelySubtags).
func isLatinTag(tag language.Tag) bool {
	script, _ := tag.Script()
	return script.String() == "Latn"
}

// isLatinText reports whether a text has no letter of another script.
func isLatinText(s string) bool {
	return isASCII(s) || !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

// regions are those of alpha2.
var regions = sync.OnceValue(func() []any {
	all := make([]any, len(alpha2)/2)
	for i := range all {
		all[i] = language.MustParseRegion(alpha2[2*i : 2*i+2])
	}
	return all
})

// namesIn returns the names in languages.
func namesIn(tags ...language.Tag) countryNames {
	names := make(countryNames, 300)
	for _, tag := range tags {
		in := display.Regions(tag)
		for i, r := range regions() {
			names.addForeign(alpha2[2*i:2*i+2], in.Name(r))
		}
	}
	return names
}

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
	latin := isLatinText(s)
	for _, list := range foreignLists() {
		if latin && !list.latin {
			continue
		}
		if codes := list.names()[key]; codes != "" {
			return codes
		}
	}
	return ""
}
