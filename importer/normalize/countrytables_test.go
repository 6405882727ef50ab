package normalize

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"vobizsync/internal/madeahead"
	"vobizsync/internal/textmap"
)

// englishCountries are the names in English by [plainKey] and [englishKey].
func englishCountries() countryNames {
	names := countryNames{}
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
}

// otherCountries are the names of our own tables in other languages.
func otherCountries() countryNames {
	names := countryNames{}
	eachName(otherNames, names.addForeign)
	eachName(namesakes, names.addForeign)
	return names
}

func TestTablesOfNamesAreMadeOfThem(t *testing.T) {
	for _, tt := range []struct {
		file, table string
		names       countryNames
	}{
		{"countryenglish.txt", englishTable, englishCountries()},
		{"countryother.txt", otherTable, otherCountries()},
	} {
		t.Run(tt.file, func(t *testing.T) {
			madeahead.Hold(t, tt.file, tt.table, textmap.Make(tt.names))
			for key, codes := range tt.names {
				if got := textmap.Get(tt.table, key); got != codes {
					t.Errorf("%q is %q, want %q", key, got, codes)
				}
				for _, other := range []string{key + "\x00", key[:len(key)-1], "", key + "z", key + "\t" + codes} {
					if got := textmap.Get(tt.table, other); got != tt.names[other] {
						t.Errorf("%q is %q", other, got)
					}
				}
			}
		})
	}
}

// mayBeNear reports whether a cell can be misspelt for a name: a long one of one
// country.
func mayBeNear(key, codes string) bool {
	return len(codes) == 2 && !strings.Contains(key, " ") && utf8.RuneCountInString(key) > 3
}

// nearText is the text of [nearNames].
func nearText(names map[string]string) string {
	var lines [longestNear + 3][]string
	for _, key := range slices.Sorted(maps.Keys(names)) {
		if letters := utf8.RuneCountInString(key); mayBeNear(key, names[key]) && letters < len(lines) {
			lines[letters] = append(lines[letters], names[key]+key)
		}
	}
	var text strings.Builder
	for _, line := range lines {
		text.WriteString(strings.Join(line, ",") + "\n")
	}
	return text.String()
}

// Our own names win over those of languages.
func TestNamesThatMayBeMisspelt(t *testing.T) {
	own := otherCountries()
	latin, other := maps.Clone(own), maps.Clone(own)
	for key, n := range languageNames() {
		if len(own[key]) == 2 {
			continue
		}
		if n.nearInLatin != "" {
			latin[key] = n.nearInLatin
		}
		if n.near != "" {
			other[key] = n.near
		}
	}
	for _, tt := range []struct {
		file  string
		table *nearNames
		names countryNames
	}{
		{"countrynearenglish.txt", &englishNear, englishCountries()},
		{"countrynearlatin.txt", &latinNear, latin},
		{"countrynearother.txt", &otherNear, other},
	} {
		t.Run(tt.file, func(t *testing.T) {
			madeahead.Hold(t, tt.file, tt.table.text, nearText(tt.names))
			count, want := 0, 0
			for letters := range len(tt.table.length) {
				for _, n := range tt.table.ofLength(letters) {
					if tt.names[n.key] != n.code || utf8.RuneCountInString(n.key) != letters {
						t.Errorf("%q of %d letters is %q, want %q", n.key, letters, n.code, tt.names[n.key])
					}
					count++
				}
			}
			for key, codes := range tt.names {
				if mayBeNear(key, codes) && utf8.RuneCountInString(key) < len(tt.table.length) {
					want++
				}
			}
			if count != want || count < 500 || tt.table.ofLength(-1) != nil || tt.table.ofLength(1000) != nil {
				t.Errorf("%d names, want %d", count, want)
			}
		})
	}
}
