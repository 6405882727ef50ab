package normalize

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"vobizsync/internal/madeahead"
	"vobizsync/internal/textmap"
)

// nearLanguages is in how many of the languages slips are recognized.
const nearLanguages = 29

// namesIn returns the names in languages.
func namesIn(tags ...language.Tag) countryNames {
	names := make(countryNames, 300)
	for _, tag := range tags {
		in := display.Regions(tag)
		for i := 0; i < len(alpha2); i += 2 {
			code := alpha2[i : i+2]
			names.addForeign(code, in.Name(language.MustParseRegion(code)))
		}
	}
	return names
}

// languageList has the names of some languages, which are written in Latin letters, or
// not (CLDR, likelySubtags).
type languageList struct {
	names countryNames
	latin bool
}

func isLatinTag(tag language.Tag) bool {
	script, _ := tag.Script()
	return script.String() == "Latn"
}

// languageLists are the names in each language, then in the variants of each.
func languageLists() (lists []languageList) {
	add := func(tags []language.Tag, latin bool) {
		if len(tags) > 0 {
			lists = append(lists, languageList{namesIn(tags...), latin})
		}
	}
	variants := map[string][]language.Tag{}
	for _, tag := range display.Supported.Tags() {
		if base, _ := tag.Base(); tag.String() != base.String() {
			variants[base.String()] = append(variants[base.String()], tag)
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
}

// languageName is what the languages make of a key.
type languageName struct {
	codes, latin      string // those of the first language that has it, and of the first in Latin letters
	near, nearInLatin string // the one that it may be misspelt for in a language of either kind
}

var languageNames = sync.OnceValue(func() map[string]*languageName {
	known := map[string]*languageName{}
	first := func(place *string, codes string) {
		if *place == "" {
			*place = codes
		}
	}
	for i, list := range languageLists() {
		for key, codes := range list.names {
			n := known[key]
			if n == nil {
				n = &languageName{}
				known[key] = n
			}
			first(&n.codes, codes)
			if list.latin {
				first(&n.latin, codes)
			}
			switch {
			case i >= nearLanguages || !mayBeNear(key, codes):
			case list.latin:
				first(&n.nearInLatin, codes)
			default:
				first(&n.near, codes)
			}
		}
	}
	return known
})

func TestLanguageNamesAreThoseOfCLDR(t *testing.T) {
	known, meanings := languageNames(), map[string]string{}
	for key, n := range known {
		meanings[key] = strings.TrimRight(n.codes+"\t"+n.latin, "\t")
	}
	madeahead.Hold(t, "countrylanguages.txt", languageTable, textmap.Make(meanings))
	for key, n := range known {
		if got := inLanguages(key, false); got != n.codes {
			t.Errorf("%q is %q, want %q", key, got, n.codes)
		}
		if got := inLanguages(key, true); got != n.latin {
			t.Errorf("in Latin letters, %q is %q, want %q", key, got, n.latin)
		}
		for _, other := range []string{key + "\x00", key[:len(key)-1], "", key + "z"} {
			if got := inLanguages(other, false); (got == "") != (known[other] == nil) {
				t.Errorf("%q is %q", other, got)
			}
		}
	}
}
