package table

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// How far the best reading of a text must lead to be taken, in nats: less where
// its countries speak the language.
const (
	lead       = 10
	leadAtHome = 8
)

// guess is one reading of words, with all encodings that read them so.
type guess struct {
	candidates []candidate
	score      float64
	language   string
	broken     int // the first word, from 1, that is none of the encoding; 0 if all are
	texts      []string
	words      []score // as those of by, of the candidates that with the likeliest language
	by         candidate
}

// isSeparator reports whether a byte is between words in every encoding: none
// has it as the second byte of a character.
func isSeparator(c byte) bool { return betweenWords[c] }

var betweenWords = func() (is [256]bool) {
	for c := range byte(' ') + 1 {
		is[c] = true
	}
	for _, c := range []byte(`"'(),;:./-&`) {
		is[c] = true
	}
	return is
}()

// wordsBeyondASCII returns the words of a text that are not ASCII, each once.
func wordsBeyondASCII(text []byte) (words [][]byte) {
	seen := map[string]bool{}
	for _, word := range bytes.FieldsFunc(text, func(r rune) bool { return r < 0x80 && isSeparator(byte(r)) }) {
		if asciiPrefix(word) < len(word) && !seen[string(word)] {
			seen[string(word)] = true
			words = append(words, word)
		}
	}
	return words
}

// decodeStrict decodes a text. It reports whether all of it is of the encoding, and
// has only characters that people write.
func decodeStrict(e encoding.Encoding, text []byte) (string, bool) {
	var decoded strings.Builder
	if c, ok := e.(*charmap.Charmap); ok {
		for _, b := range text {
			decoded.WriteRune(c.DecodeByte(b))
		}
	} else {
		all, err := e.NewDecoder().Bytes(text)
		if err != nil {
			return "", false
		}
		decoded.Write(all)
	}
	s := decoded.String()
	return s, !strings.ContainsFunc(s, func(r rune) bool {
		return r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.Is(unicode.Co, r)
	})
}

// rank returns the readings of words, the likeliest first. A reading that is far
// behind after the first words is not followed further.
func rank(words [][]byte) []guess {
	const first, hopeless = 60, 150
	guesses := readings(words[:min(len(words), first)], candidates)
	if len(words) > first {
		var left []candidate
		for _, g := range guesses {
			if g.score > guesses[0].score-hopeless {
				left = append(left, g.candidates...)
			}
		}
		slices.SortFunc(left, func(a, b candidate) int { return cmp.Compare(orderOf(a), orderOf(b)) })
		guesses = readings(words, left)
	}
	for i := 1; i < len(guesses); i++ {
		if g := guesses[i]; g.broken == 0 && guesses[0].broken == 0 && guesses[0].leads(g) < 0 {
			copy(guesses[1:], guesses[:i])
			guesses[0] = g
		}
	}
	return guesses
}

// leads returns by how much a reading leads another. Words that both read alike tell
// of the language only, and count less.
func (g *guess) leads(other guess) float64 {
	return g.against(other) - other.against(*g)
}

func (g *guess) against(other guess) float64 {
	const alike = 0.25
	words := make([]score, len(g.words))
	for i, w := range g.words {
		if g.texts[i] == other.texts[i] {
			w = w.times(alike)
		}
		words[i] = w
	}
	likely, _ := total(words, len(g.by.languages))
	return likely + g.by.likelier
}

func orderOf(c candidate) int {
	return slices.IndexFunc(candidates, func(o candidate) bool { return o.name == c.name })
}

// readings returns what each candidate makes of words, the likeliest first.
func readings(words [][]byte, from []candidate) (all []guess) {
	same := map[string]int{}
	for _, c := range from {
		g, text := read(c, words)
		if at, ok := same[text]; ok {
			all[at].join(g)
			continue
		}
		same[text] = len(all)
		all = append(all, g)
	}
	slices.SortStableFunc(all, func(a, b guess) int { return cmp.Compare(b.score, a.score) })
	return all
}

// read returns what a candidate makes of words.
func read(c candidate, words [][]byte) (g guess, all string) {
	models.Lock()
	defer models.Unlock()
	g = guess{candidates: []candidate{c}, by: c, texts: make([]string, len(words)), words: make([]score, len(words))}
	languages := modelsOf(c.languages)
	for i, word := range words {
		text, ok := decodeStrict(c.encoding, word)
		g.texts[i] = text
		if ok {
			g.words[i] = scoreWord(text, languages)
			continue
		}
		g.words[i].looks = -costBroken - costBrokenByte*float64(bytesBeyondASCII(word))
		if g.broken == 0 {
			g.broken = i + 1
		}
	}
	likely, language := total(g.words, len(languages))
	g.score, g.language = likely+c.likelier, c.languages[language]
	if g.broken > 0 {
		g.score -= costBrokenText
	}
	return g, strings.Join(g.texts, "\n")
}

// join adds another encoding that reads the same.
func (g *guess) join(other guess) {
	g.candidates = append(g.candidates, other.candidates...)
	if other.score > g.score {
		g.score, g.language, g.words, g.by = other.score, other.language, other.words, other.by
	}
}

// best is the encoding by whose name the reading goes.
func (g *guess) best() candidate { return g.candidates[0] }

// isSure reports whether the first of several readings can be taken.
func isSure(guesses []guess, atHome func(guess) bool) bool {
	g := guesses[0]
	if g.best().offered || g.broken > 0 {
		return false
	}
	ahead := math.Inf(1)
	for _, rival := range guesses[1:] {
		if rival.broken == 0 {
			ahead = min(ahead, g.leads(rival))
		}
	}
	return ahead >= lead || ahead >= leadAtHome && atHome(g)
}

func bytesBeyondASCII(word []byte) (n int) {
	for _, b := range word {
		if b >= 0x80 {
			n++
		}
	}
	return n
}
