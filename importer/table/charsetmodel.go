package table

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"

	"vobizsync/internal/textmap"
)

// letterCounts has, of each language of the candidates, how often a letter is behind
// another in its names of countries, languages and scripts (golang.org/x/text, of CLDR's
// localeDisplayNames): 40 languages would take 100 ms to read. A language has a line
// with its tag (BCP 47) and how many records follow, of the letters and of those
// without their marks; 0 of these means that they are the same.
//
// It and languageHomes are made ahead by the test of them with -update.
//
//go:embed charsetmodels.bin
var letterCounts string

// languageHomes has what names a country whose main language is the one of a tag (CLDR,
// likelySubtags): its code, its English name and its own, in lower case, each between
// two bars.
//
//go:embed charsethomes.txt
var languageHomes string

// pairs are records, in the order of their bytes, each of two letters and a number in
// two bytes each, the highest first: how often the second letter is behind the first.
// With 0 as one of them it is how often the other is in that place with any letter.
type pairs string

const pairSize = 6

// count returns how often b is behind a.
func (p pairs) count(a, b rune) float64 {
	if a > math.MaxUint16 || b > math.MaxUint16 {
		return 0 // no name has such a letter
	}
	want := uint32(a)<<16 | uint32(b)
	low, high := 0, len(p)/pairSize
	for low < high {
		middle := int(uint(low+high) / 2)
		r := p[middle*pairSize : middle*pairSize+pairSize]
		switch pair := uint32(r[0])<<24 | uint32(r[1])<<16 | uint32(r[2])<<8 | uint32(r[3]); {
		case pair == want:
			return float64(uint(r[4])<<8 | uint(r[5]))
		case pair < want:
			low = middle + 1
		default:
			high = middle
		}
	}
	return 0
}

// likely returns how likely b is behind a, when by itself it is as likely as
// single.
func (p pairs) likely(a, b rune, single float64) float64 {
	// trust is how many pairs behind a letter count as much as what is known of
	// single letters.
	const trust = 10
	return (p.count(a, b) + trust*single) / (p.count(a, 0) + trust)
}

// model knows how likely a letter is behind another in the names of a language.
type model struct {
	letters, bare pairs
	total         float64 // letters that were counted
	han           *hanSet // nil for a language of few letters
	known         map[[2]rune]float64
}

// logp returns the logarithm of the likelihood of b behind a. Of a pair that no
// name has, the letters without their marks tell more than b by itself does.
func (m *model) logp(a, b rune) float64 {
	pair := [2]rune{a, b}
	p, ok := m.known[pair]
	if !ok {
		p = m.find(a, b)
		m.known[pair] = p
	}
	return p
}

func (m *model) find(a, b rune) float64 {
	p := m.single(b)
	if x, y := bareLetter(a), bareLetter(b); x != a || y != b {
		all := m.bare.count(0, y) * m.share()
		if all < p {
			all = p
		}
		p = m.bare.likely(x, y, all) * p / all
	}
	return math.Log(m.letters.likely(a, b, p))
}

// unseen is the likelihood of all letters together that no name has, and
// alphabet how many there may be.
const unseen, alphabet = 0.01, 400.0

// share is the likelihood of one letter of the names.
func (m *model) share() float64 {
	if m.han != nil {
		return m.han.known() / m.total
	}
	return (1 - unseen) / m.total
}

// single returns the likelihood of a letter by itself.
func (m *model) single(r rune) float64 {
	p := m.letters.count(0, r) * m.share()
	if m.han != nil {
		p = m.han.addNames(p, r)
	}
	switch {
	case p > 0:
		return p
	case m.han != nil:
		return m.han.odd(r)
	}
	return unseen / alphabet
}

// models are those of the languages that were asked for: a text in UTF-8 needs none.
// Whoever asks them holds the lock.
var models = struct {
	sync.Mutex
	of map[string]*model
}{of: map[string]*model{}}

func modelsOf(tags []string) []*model {
	all := make([]*model, len(tags))
	for i, tag := range tags {
		if models.of[tag] == nil {
			models.of[tag] = findModel(letterCounts, tag)
		}
		all[i] = models.of[tag]
	}
	return all
}

// findModel returns the model of a language from the counts of all.
func findModel(counts, tag string) *model {
	for counts != "" {
		line, after, _ := strings.Cut(counts, "\n")
		of, sizes, _ := strings.Cut(line, " ")
		letters, bare, _ := strings.Cut(sizes, " ")
		first, _ := strconv.Atoi(letters)
		second, _ := strconv.Atoi(bare)
		end := first * pairSize
		if of != tag {
			counts = after[end+second*pairSize:]
			continue
		}
		m := &model{letters: pairs(after[:end]), bare: pairs(after[end : end+second*pairSize]), known: map[[2]rune]float64{}}
		if second == 0 {
			m.bare = m.letters
		}
		m.total = m.letters.count(0, 0)
		if set, ok := hanSets[tag]; ok {
			m.han = &set
		}
		return m
	}
	return nil
}

// isHome reports whether a text, in lower case, is the name or code of a country of the
// language.
func isHome(tag, place string) bool {
	return place != "" && strings.Contains(textmap.Get(languageHomes, tag), "|"+place+"|")
}
