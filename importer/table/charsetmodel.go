package table

import (
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
)

// model knows how likely a letter is behind another in the names of a language.
type model struct {
	letters, bare pairs
	odd           func(rune) float64 // the likelihood of a letter that was not met
	home          map[string]bool    // codes and names of the countries of the language, in lower case
	known         map[[2]rune]float64
}

// pairs counts what is behind what.
type pairs struct {
	count  map[[2]rune]float64
	from   map[rune]float64
	single map[rune]float64 // the likelihood of a letter by itself
}

func newPairs() pairs {
	return pairs{map[[2]rune]float64{}, map[rune]float64{}, map[rune]float64{}}
}

func (p pairs) add(a, b rune) {
	p.count[[2]rune{a, b}]++
	p.from[a]++
	p.single[b]++
}

// likely returns how likely b is behind a, when by itself it is as likely as
// single.
func (p pairs) likely(a, b rune, single float64) float64 {
	// trust is how many pairs behind a letter count as much as what is known of
	// single letters.
	const trust = 10
	return (p.count[[2]rune{a, b}] + trust*single) / (p.from[a] + trust)
}

// edge stands for what is before and behind a word.
const edge = ' '

// logp returns the logarithm of the likelihood of b behind a. Of a pair that no
// name has, the letters without their marks tell more than b by itself does.
func (m *model) logp(a, b rune) float64 {
	pair := [2]rune{a, b}
	p, ok := m.known[pair]
	if !ok {
		p = m.count(a, b)
		m.known[pair] = p
	}
	return p
}

func (m *model) count(a, b rune) float64 {
	p, ok := m.letters.single[b]
	if !ok {
		p = m.odd(b)
	}
	if x, y := bareLetter(a), bareLetter(b); x != a || y != b {
		all := m.bare.single[y]
		if all < p {
			all = p
		}
		p = m.bare.likely(x, y, all) * p / all
	}
	return math.Log(m.letters.likely(a, b, p))
}

// learn reads the names of countries, languages and scripts that
// golang.org/x/text has in a language (CLDR, localeDisplayNames).
func learn(tag string) *model {
	// unseen is the likelihood of all letters together that no name has, and
	// alphabet how many there may be.
	const unseen, alphabet = 0.01, 400.0
	m := &model{letters: newPairs(), bare: newPairs(), home: homes(tag), known: map[[2]rune]float64{}}
	total := 0.0
	for _, name := range displayNames(tag) {
		before := rune(edge)
		for _, r := range norm.NFC.String(name + " ") {
			r = plainLetter(r)
			if r == edge && before == edge {
				continue
			}
			m.letters.add(before, r)
			m.bare.add(bareLetter(before), bareLetter(r))
			total++
			before = r
		}
	}
	known := 1 - unseen
	m.odd = func(rune) float64 { return unseen / alphabet }
	set, isHan := hanSets[tag]
	if isHan {
		known = set.known()
		m.odd = set.odd()
	}
	for r := range m.letters.single {
		m.letters.single[r] *= known / total
	}
	for r := range m.bare.single {
		m.bare.single[r] *= known / total
	}
	if isHan {
		set.addNames(m.letters.single)
	}
	return m
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
	return found
}

// plainLetter is a letter or mark in lower case, or the edge of a word.
func plainLetter(r rune) rune {
	switch {
	case r < 0x80:
		if r |= 0x20; r >= 'a' && r <= 'z' {
			return r
		}
		return edge
	case r == 'ș' || r == 'Ș': // of which Windows-1250 has the Turkish form only
		return 'ş'
	case r == 'ț' || r == 'Ț':
		return 'ţ'
	case scriptOf(r) == narrow:
		for _, wide := range norm.NFKC.String(string(r)) {
			return wide
		}
	case isWordRune(r):
		return unicode.ToLower(r)
	}
	return edge
}

// isWordRune reports whether a character is part of words. Signs such as º, and
// ligatures, are letters in Unicode only.
func isWordRune(r rune) bool {
	if r < 0x80 {
		r |= 0x20
		return r >= 'a' && r <= 'z'
	}
	if has("ªºⁿƒ", r) || r >= 0xfb00 && r <= 0xfb06 {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

// bareLetter is a Latin or Greek letter without its marks.
func bareLetter(r rune) rune {
	if r < 0x80 || r >= 0x400 {
		return r
	}
	switch r {
	case 'ł':
		return 'l'
	case 'ø':
		return 'o'
	case 'đ':
		return 'd'
	case 'ı':
		return 'i'
	}
	first, _ := utf8.DecodeRune(norm.NFD.Bytes([]byte(string(r))))
	return first
}

// models are learned when they are needed, each once: a text in UTF-8 needs none.
// Whoever asks them holds the lock.
var models = struct {
	sync.Mutex
	of map[string]*model
}{of: map[string]*model{}}

func modelsOf(tags []string) []*model {
	all := make([]*model, len(tags))
	for i, tag := range tags {
		if models.of[tag] == nil {
			models.of[tag] = learn(tag)
		}
		all[i] = models.of[tag]
	}
	return all
}

// homeOf returns the names and codes of the countries of a language, in lower case.
func homeOf(tag string) map[string]bool {
	models.Lock()
	defer models.Unlock()
	return modelsOf([]string{tag})[0].home
}
