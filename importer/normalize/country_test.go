package normalize

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// eachDisplayName calls yield for every name of a country in CLDR, in whatever
// language.
func eachDisplayName(yield func(tag language.Tag, code, name string)) {
	for _, tag := range display.Supported.Tags() {
		names := display.Regions(tag)
		if names == nil {
			continue
		}
		for i := 0; i < len(alpha2); i += 2 {
			if name := names.Name(language.MustParseRegion(alpha2[i : i+2])); name != "" {
				yield(tag, alpha2[i:i+2], name)
			}
		}
	}
}

func readsLanguage(tag language.Tag) bool {
	base, _ := tag.Base()
	return slices.Contains(strings.Fields(countryLanguages), base.String())
}

// The country decides the currency of an account for ever.
func TestNoNameIsReadAsAnotherCountry(t *testing.T) {
	seen, unread := map[string]bool{}, map[string]bool{}
	eachDisplayName(func(tag language.Tag, code, name string) {
		if seen[code+name] {
			return
		}
		seen[code+name] = true
		spellings := []string{name, strings.ToLower(name), strings.ToUpper(name), "  " + name + "\u00a0", name + " (" + code + ")", code + " - " + name}
		if isASCII(name) && len(name) <= 3 || !readsLanguage(tag) {
			spellings = spellings[:1] // in capitals a short one is a code
		}
		for i, s := range spellings {
			got, ok := ParseCountry(Fold(s))
			if got != code && ok {
				t.Errorf("%v: %q is read as %s, it is %s", tag, s, got, code)
			}
			if i == 0 && !ok && readsLanguage(tag) {
				unread[name] = true
			}
		}
	})
	want := []string{"Fas", "Nga", "Nigeri", "Tai", "Конго", "Свети Мартин", "لتوني", "لتونی"}
	if got := slices.Sorted(maps.Keys(unread)); len(seen) < 20000 || !slices.Equal(got, want) {
		t.Errorf("of %d names, those in the languages of countryLanguages that are not read are\n%q, want\n%q", len(seen), got, want)
	}
}

// Each name that is that of two countries is decided: it is in namesakes.
func TestNamesOfTwoCountriesAreRefused(t *testing.T) {
	of := map[string]countryNames{} // by key; exact and without marks are the same
	eachDisplayName(func(tag language.Tag, code, name string) {
		if !readsLanguage(tag) {
			return
		}
		if key := foreignKey(name); key != "" {
			if of[key] == nil {
				of[key] = countryNames{}
			}
			of[key].add(key, code)
		}
	})
	decided := countryNames{}
	eachName(namesakes, decided.addForeign)
	for key, names := range of {
		if len(names[key]) > 2 && len(decided[key]) < len(names[key]) {
			t.Errorf("%q is a name of %s, and not in namesakes", key, names[key])
		}
	}
	for key, codes := range decided {
		if code, why := Country(key); code != "" || len(codes) < 4 || why.Hint == "" || why.Instead != "" {
			t.Errorf("Country(%q) = %q, %+v, want a question which of %s", key, code, why, codes)
		}
	}
	former := countryNames{}
	eachName(formerStates, func(codes, name string) { former[name] = codes })
	for name := range former {
		if code, why := Country(name); code != "" || why.Text == "" {
			t.Errorf("Country(%q) = %q, want a refusal", name, code)
		}
	}
}

// A table of ours does not say something else than CLDR, or than itself.
func TestTablesOfNamesAgree(t *testing.T) {
	seen := countryNames{}
	table := func(codes, name string) {
		if len(codes) == 2 && !IsAlpha2(codes) {
			t.Errorf("%q is not a code", codes)
		}
		if name != strings.TrimSpace(name) || name == "" {
			t.Errorf("%s: %q has space around it", codes, name)
		}
		if code, ok := ParseCountry(Fold(name)); !ok || code != codes {
			t.Errorf("ParseCountry(%q) = %q, want %s", name, code, codes)
		}
		seen.add(name, codes)
	}
	eachName(englishNames, table)
	eachName(otherNames, table)
	if len(seen) < 1000 {
		t.Errorf("%d names", len(seen))
	}
	for _, signs := range []countryNames{carSigns(), abbreviations()} {
		for sign, codes := range signs {
			if code, ok := ParseCountry(sign); ok {
				t.Errorf("the sign %s of %s is read as %s", sign, codes, code)
			}
		}
	}
}

// The names of ISO and the United Nations, in both orders.
func TestEnglishNamesInBothOrders(t *testing.T) {
	names := map[string]string{
		"Republic of Korea": "KR", "Democratic People's Republic of Korea": "KP", "Democratic Republic of the Congo": "CD",
		"Islamic Republic of Iran": "IR", "Bolivarian Republic of Venezuela": "VE", "Plurinational State of Bolivia": "BO",
		"United Republic of Tanzania": "TZ", "Republic of Moldova": "MD", "Kingdom of the Netherlands": "NL", "State of Palestine": "PS",
		"Federated States of Micronesia": "FM", "former Yugoslav Republic of Macedonia": "MK", "Province of China Taiwan": "TW",
		"Republic of the Congo": "CG", "Republic of China": "TW", "People's Republic of China": "CN", "British Virgin Islands": "VG",
		"U.S. Virgin Islands": "VI", "American Samoa": "AS", "Equatorial Guinea": "GQ", "South Sudan": "SS", "the Gambia": "GM",
		"Dominican Republic": "DO", "Commonwealth of Dominica": "DM", "Republic of South Africa": "ZA", "Northern Mariana Islands": "MP",
	}
	for name, want := range names {
		words := strings.Fields(name)
		for i := 1; i < len(words); i++ {
			head, tail := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
			for _, s := range []string{tail + ", " + head, tail + " (" + head + ")", strings.ToUpper(tail + ", " + head), tail + ", The " + head} {
				if got, ok := ParseCountry(s); ok && got != want {
					t.Errorf("ParseCountry(%q) = %q, want %s", s, got, want)
				}
				if last := words[len(words)-1]; tail == last && (got(s) != want) {
					t.Errorf("ParseCountry(%q) = %q, want %s", s, got(s), want)
				}
			}
		}
	}
}

func got(s string) string { code, _ := ParseCountry(s); return code }

// A slip is never another country's name, nor guessed to be what it was meant for.
func TestSlipsAreNotGuessed(t *testing.T) {
	known := map[string]bool{ // what is left is a name, in this language or another
		"Nigera": true, // Niger in Latvian, except for a mark
		"Toga":   true, // Togo in Irish, except for a mark
	}
	english := display.English.Regions()
	for i := 0; i < len(alpha2); i += 2 {
		code := alpha2[i : i+2]
		name := english.Name(language.MustParseRegion(code))
		for at := range name {
			_, size := utf8.DecodeRuneInString(name[at:])
			for _, slip := range []string{name[:at] + name[at+size:], name[:at] + "q" + name[at:]} {
				if got, ok := ParseCountry(Fold(slip)); ok && got != code && !known[slip] {
					t.Errorf("%q, a slip of %s, is read as %s", slip, code, got)
				}
			}
		}
	}
}

func TestSeenCellsAreBounded(t *testing.T) {
	var cache cellCache[int]
	for i := range mostCells + 100 {
		for range 2 {
			if got := cache.get(strconv.Itoa(i), func() int { return i }); got != i {
				t.Fatalf("%d is kept as %d", i, got)
			}
		}
	}
	cells := 0
	cache.found.Range(func(_, _ any) bool { cells++; return true })
	if cells != mostCells {
		t.Errorf("%d cells are kept, want %d", cells, mostCells)
	}
}

// Whatever is in the cell, the answer is a code or none, soon.
func FuzzCountry(f *testing.F) {
	for _, s := range []string{"India (IN)", "+91 - India", "🇮🇳🇮", "Suisse/Schweiz", strings.Repeat("IN ", 100) + "x", strings.Repeat("+91(", 50), "(((", "A, B", strings.Repeat("é", 500), "\xff", "ǅ", "İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Fold(s)
		code, why := Country(s)
		if (code == "") != (why.Text != "") || code != "" && !IsAlpha2(code) {
			t.Errorf("Country(%q) = %q, %+v", s, code, why)
		}
		if why.Instead != "" && !IsAlpha2(why.Instead) || why.Region != "" && !IsAlpha2(why.Region) {
			t.Errorf("Country(%q): %+v", s, why)
		}
		if code == "" {
			return
		}
		for _, again := range []string{code, s + " (" + code + ")"} {
			if got, _ := ParseCountry(again); got != code && len(again) < longestCountry/2 && len(strings.FieldsFunc(again, isSeparator)) < mostParts {
				t.Errorf("%q is %s, and %q is %q", s, code, again, got)
			}
		}
	})
}

// What is asked back is a country that may be meant, and nothing for what is no country.
func TestWhatMayBeMeant(t *testing.T) {
	for cell, want := range map[string]string{
		"IN-KA": "IN", "US-NY": "US", "Inda": "IN",
		"Others": "", "Africa": "", "Europe": "", "New Mexico": "", "Bali": "",
	} {
		if code, why := Country(cell); code != "" || why.Instead != want {
			t.Errorf("%s is %q, instead %q, want %q", cell, code, why.Instead, want)
		}
	}
}
