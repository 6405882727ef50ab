package table

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is rare in names, in nats.
const (
	costCaseInside = 9  // a capital behind a small letter
	costCaseAfter  = 3  // a small letter behind several capitals
	costSmall      = 1  // a word that begins with a small letter
	costCapitals   = 2  // a word in capitals
	costScripts    = 12 // two scripts in a word
	costDigit      = 4  // a letter and a digit together
	costQuote      = 4  // a quote or dash of a word processor
	costSign       = 6  // another sign that people write
	costRareSign   = 11 // any other sign
	costInside     = 6  // a sign in the middle of a word, besides
	costBeside     = 5  // a sign at the edge of a word where it does not belong, besides
	costBroken     = 25 // a word with bytes that are not a character
	costBrokenText = 60 // a text with such words, besides
	costBrokenByte = 7  // each of its bytes beyond ASCII, besides
)

// plainWeight is how much a pair of two ASCII letters counts, which every encoding
// reads alike: it tells the language.
const plainWeight = 0.4

// score is what a word looks like in an encoding, in nats.
type score struct {
	looks     float64   // in any language
	languages []float64 // as a word of each
}

// times returns the score with another weight.
func (s score) times(weight float64) score {
	languages := make([]float64, len(s.languages))
	for i, l := range s.languages {
		languages[i] = weight * l
	}
	return score{weight * s.looks, languages}
}

// scoreWord returns how likely a word is.
func scoreWord(text string, languages []*model) score {
	s := score{languages: make([]float64, len(languages))}
	w := wordShape{}
	before := rune(edge)
	for rest := text; ; {
		r, size := rune(edge), 0
		if rest != "" {
			r, size = utf8.DecodeRuneInString(rest)
		}
		rest = rest[size:]
		weight := 1.0
		if before < utf8.RuneSelf && r < utf8.RuneSelf {
			weight = plainWeight
		}
		if a, b := plainLetter(before), plainLetter(r); a != edge || b != edge {
			for i, m := range languages {
				s.languages[i] += weight * m.logp(a, b)
			}
		}
		next, _ := utf8.DecodeRuneInString(rest)
		s.looks -= joinCost(before, r) + signCost(before, r, next) + w.caseCost(before, r)
		if size == 0 {
			return s
		}
		before = r
	}
}

// joinCost is the cost of two characters side by side, one of them beyond ASCII.
func joinCost(a, b rune) float64 {
	if a < utf8.RuneSelf && b < utf8.RuneSelf {
		return 0
	}
	left, right := isWordRune(a), isWordRune(b)
	switch {
	case left && right && scriptOf(a) != scriptOf(b):
		return costScripts
	case left && unicode.IsDigit(b) && scriptOf(a) != han, right && unicode.IsDigit(a) && scriptOf(b) != han:
		return costDigit
	}
	return 0
}

// Signs that people write beyond ASCII.
const (
	signQuotes = "’“”–"
	signs      = "‘„—…•·‐°ºª½¼¾€£§№®™©«»¿¡´\u00a0"
	signsWide  = "　、。・「」『』【】〒〇〈〉《》～" // and the wide forms of ASCII
	signsIn    = "’·‐"               // also in the middle of words
	signsAfter = "’”»®™…ºª°\u00a0"   // also right behind a word
	signsFront = "‘“„«¿¡\u00a0"      // also right before one
)

// signCost is the cost of a sign beyond ASCII.
func signCost(before, r, after rune) float64 {
	if r < utf8.RuneSelf || isWordRune(r) {
		return 0
	}
	cost := float64(costRareSign)
	switch {
	case has(signQuotes, r):
		cost = costQuote
	case has(signs, r):
		cost = costSign
	case has(signsWide, r), r > 0xff00 && r < 0xff5f:
		return costSign
	}
	left, right := isWordRune(before), isWordRune(after)
	switch {
	case left && right && r == '–' && unicode.IsUpper(after): // between two names
	case left && right && !has(signsIn, r):
		cost += costInside
	case left && !right && !has(signsAfter, r), right && !left && !has(signsFront, r):
		cost += costBeside
	}
	return cost
}

// wordShape is how far a word has come.
type wordShape struct {
	letters, capitals int
	beyond            bool // ASCII
}

// caseCost is the cost of the next character for its case, where it or the one
// before is beyond ASCII.
func (w *wordShape) caseCost(before, r rune) (cost float64) {
	if !isWordRune(r) {
		if w.beyond && w.capitals > 1 && w.capitals == w.letters {
			cost = costCapitals
		}
		*w = wordShape{}
		return cost
	}
	w.letters++
	w.beyond = w.beyond || r >= utf8.RuneSelf
	if before >= utf8.RuneSelf || r >= utf8.RuneSelf {
		switch {
		case w.letters == 1 && unicode.IsLower(r):
			cost = costSmall
		case w.letters > 1 && unicode.IsUpper(r) && unicode.IsLower(before):
			cost = costCaseInside
		case w.capitals > 1 && w.capitals == w.letters-1 && unicode.IsLower(r) && r != 'ß':
			cost = costCaseAfter
		}
	}
	if unicode.IsUpper(r) {
		w.capitals++
	}
	return cost
}

// total is how likely words are together: most in one language, some in others.
// The language is the index of the likeliest one.
func total(words []score, languages int) (all float64, language int) {
	const others = 0.05
	n := math.Log(float64(languages))
	files := make([]float64, languages)
	for _, w := range words {
		all += w.looks
		if len(w.languages) == 0 {
			continue
		}
		foreign := math.Log(others) + logSum(w.languages) - n
		for i, own := range w.languages {
			files[i] += logSum([]float64{math.Log(1-others) + own, foreign})
		}
	}
	for i, f := range files {
		if f > files[language] {
			language = i
		}
	}
	return all + logSum(files) - n, language
}

// logSum returns the logarithm of the sum of what has these logarithms.
func logSum(logs []float64) float64 {
	most := math.Inf(-1)
	for _, l := range logs {
		most = max(most, l)
	}
	sum := 0.0
	for _, l := range logs {
		sum += math.Exp(l - most)
	}
	return most + math.Log(sum)
}

func has(set string, r rune) bool { return strings.ContainsRune(set, r) }
