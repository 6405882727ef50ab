package table

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"

	"vobizsync/internal/madeahead"
	"vobizsync/internal/textmap"
)

// learned counts what is behind what.
type learned map[[2]rune]int

func (l learned) add(a, b rune) {
	for _, pair := range [][2]rune{{a, b}, {a, 0}, {0, b}, {0, 0}} {
		l[pair]++
	}
}

// records is the text of [pairs].
func (l learned) records(t *testing.T) string {
	var text []byte
	for _, pair := range slices.SortedFunc(maps.Keys(l), func(x, y [2]rune) int { return slices.Compare(x[:], y[:]) }) {
		for _, n := range []int{int(pair[0]), int(pair[1]), l[pair]} {
			if n > math.MaxUint16 {
				t.Fatalf("%q has %d, which is more than two bytes", pair, n)
			}
			text = binary.BigEndian.AppendUint16(text, uint16(n))
		}
	}
	return string(text)
}

// learn reads the names of countries, languages and scripts that
// golang.org/x/text has in a language (CLDR, localeDisplayNames).
func learn(tag string) (letters, bare learned) {
	letters, bare = learned{}, learned{}
	for _, name := range displayNames(tag) {
		before := rune(edge)
		for _, r := range norm.NFC.String(name + " ") {
			r = plainLetter(r)
			if r == edge && before == edge {
				continue
			}
			letters.add(before, r)
			bare.add(bareLetter(before), bareLetter(r))
			before = r
		}
	}
	return letters, bare
}

// displayNames returns the names that a language has for things of the world.
func displayNames(tag string) (all []string) {
	t := language.MustParse(tag)
	if names := display.Regions(t); names != nil {
		for _, r := range display.Values.Regions() {
			all = append(all, names.Name(r))
		}
	}
	if names := display.Languages(t); names != nil {
		for _, l := range display.Values.BaseLanguages() {
			all = append(all, names.Name(l))
		}
	}
	if names := display.Scripts(t); names != nil {
		for _, s := range display.Values.Scripts() {
			all = append(all, names.Name(s))
		}
	}
	return all
}

// homes returns what names a country whose main language is the one of the tag
// (CLDR, likelySubtags): its code, its English name, and its own.
func homes(tag string) map[string]bool {
	found := map[string]bool{}
	t := language.MustParse(tag)
	own, _ := t.Base()
	names, english := display.Regions(t), display.Regions(language.English)
	for _, r := range display.Values.Regions() {
		place, err := language.Compose(r)
		if err != nil || !r.IsCountry() {
			continue
		}
		if spoken, _ := place.Base(); spoken != own {
			continue
		}
		found[strings.ToLower(r.String())] = true
		found[strings.ToLower(english.Name(r))] = true
		found[strings.ToLower(names.Name(r))] = true
	}
	delete(found, "")
	return found
}

// modelTags are the languages of all candidates.
func modelTags() []string {
	var tags []string
	for _, c := range candidates {
		tags = append(tags, c.languages...)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

func TestModelsAreMadeOfNames(t *testing.T) {
	all := ""
	for _, tag := range modelTags() {
		letters, bare := learn(tag)
		if maps.Equal(letters, bare) {
			bare = nil
		}
		all += fmt.Sprintln(tag, len(letters), len(bare)) + letters.records(t) + bare.records(t)
	}
	madeahead.Hold(t, "charsetmodels.bin", letterCounts, all)
	for _, tag := range modelTags() {
		m := findModel(letterCounts, tag)
		letters, bare := learn(tag)
		known := []rune{1, 'é', 'я', 0xfffe, 0xffff, 0x10000, 0x10061, 0x20000}
		for pair := range letters {
			known = append(known, pair[0], pair[0]+1)
		}
		slices.Sort(known)
		known = slices.Compact(known)
		for _, a := range known {
			for _, b := range known {
				if got, want := m.letters.count(a, b), float64(letters[[2]rune{a, b}]); got != want {
					t.Fatalf("%s: %q is behind %q %v times, want %v", tag, b, a, got, want)
				}
				if got, want := m.bare.count(a, b), float64(bare[[2]rune{a, b}]); got != want {
					t.Fatalf("%s: without marks, %q is behind %q %v times, want %v", tag, b, a, got, want)
				}
			}
		}
	}
	if findModel(letterCounts, "xx") != nil {
		t.Error("there is a language xx")
	}
}

func TestHomesAreThoseOfCLDR(t *testing.T) {
	table := map[string]string{}
	for _, tag := range modelTags() {
		if names := slices.Sorted(maps.Keys(homes(tag))); len(names) > 0 {
			table[tag] = "|" + strings.Join(names, "|") + "|"
		}
	}
	madeahead.Hold(t, "charsethomes.txt", languageHomes, textmap.Make(table))
	for _, tag := range modelTags() {
		for name := range homes(tag) {
			if !isHome(tag, name) || strings.Contains(name, "|") {
				t.Errorf("%q is not a home of %s", name, tag)
			}
		}
	}
	for _, name := range []string{"", "|", "d", "e", "de|", "fr", "DE"} {
		if isHome("de", name) {
			t.Errorf("%q is a home of German", name)
		}
	}
}

func TestABareLetterHasNoMarks(t *testing.T) {
	for r := range rune(0x500) {
		want := []rune(norm.NFD.String(string(r)))[0]
		if other, ok := map[rune]rune{'ł': 'l', 'ø': 'o', 'đ': 'd', 'ı': 'i'}[r]; ok {
			want = other
		}
		if r >= 0x400 {
			want = r
		}
		if got := bareLetter(r); got != want {
			t.Errorf("without marks, %q is %q, want %q", r, got, want)
		}
	}
}

// The level of a Chinese, Japanese or Korean letter is that of its code; of several
// codes, that of the last.
func TestTheLevelOfALetterIsThatOfItsCode(t *testing.T) {
	for tag, set := range hanSets {
		levels := map[rune]int{}
		for lead := 0x81; lead <= 0xfe; lead++ {
			for trail := 0x40; trail <= 0xfe; trail++ {
				code := []byte{byte(lead), byte(trail)}
				text, err := set.encoding.NewDecoder().Bytes(code)
				if r := []rune(string(text)); err == nil && len(r) == 1 {
					levels[r[0]] = set.level(code)
				}
			}
		}
		for r := range rune(0x30000) {
			if plainLetter(r) != r || r == edge {
				continue
			}
			level := levels[r]
			if level == 0 {
				level = 3
			}
			if got, want := set.odd(r), set.shares[level]/set.sizes[level]; got != want {
				t.Errorf("%s: %q is %v, want %v", tag, r, got, want)
			}
		}
	}
}
