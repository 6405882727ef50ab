package table

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"vobizsync/internal/words"
)

// chooseOther returns the encoding other than UTF-8 of a text that continues with
// these bytes. The error says which it may be, where that is not sure.
func (t *utf8Text) chooseOther(ahead []byte, seen utf8Count) error {
	f := t.file
	text := append(t.begun, wholeLines(ahead)...)
	found := wordsBeyondASCII(text)
	guesses := rank(found)
	if line := utf8Line(text); line > 0 && !guesses[0].best().wide() {
		return &InputError{
			Name: f.name, Line: t.count.lines + line, Problem: fmt.Sprintf("this line is in UTF-8, but line %d is not: the file was put together from files of two encodings", seen.line),
			Hint: "save each of them as CSV (UTF-8) and put them together again; with --encoding utf-8, only the rows that are not UTF-8 are refused",
		}
	}
	s := samples{text: text}
	if !isSure(guesses, s.atHome) || guesses[0].best().wide() && len(found) < fewWords && s.besideLatin(guesses[0]) {
		return refuseCharset(f.name, seen.line, guesses, s)
	}
	chosen := guesses[0].best()
	f.dialect.charset = chosen.charset()
	t.latin = newDecoder(rawText{t}, chosen.encoding)
	t.later = newLater(f.name, t.count.lines+1, t.begun, found, guesses)
	example := ""
	if cells := s.cells(guesses[:1], 1); len(cells) > 0 {
		example = " (" + quotedList(decodeAll(chosen, cells)) + ")"
	}
	f.notes = append(f.notes, fmt.Sprintf("is not UTF-8 (line %d shows it) and read as %s%s; choose another with --encoding", seen.line, f.dialect.charset.name, example))
	return nil
}

// fewWords are too few to take them for Chinese, Japanese or Korean words beside Latin
// ones: "Teodozja 查嬌這" is Teodozja Źdźbło.
const fewWords = 3

// besideLatin reports whether all cells beyond ASCII have a word of Latin letters, too.
func (s samples) besideLatin(g guess) bool {
	for cell := range s.all() {
		if asciiPrefix(cell) == len(cell) {
			continue
		}
		text, _ := decodeStrict(g.best().encoding, cell)
		latin := strings.FieldsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf || !unicode.IsLetter(r) })
		if !slices.ContainsFunc(latin, func(word string) bool { return len(word) > 1 }) {
			return false
		}
	}
	return true
}

// utf8Line returns which line of a text is the first that is UTF-8 beyond ASCII, 0 if
// none is. A line in an encoding of single bytes hardly ever looks so.
func utf8Line(text []byte) int {
	n := 0
	for line := range bytes.Lines(text) {
		if n++; asciiPrefix(line) < len(line) && utf8.Valid(line) && !slices.ContainsFunc(wordsBeyondASCII(line), isMixed) {
			return n
		}
	}
	return 0
}

// wholeLines returns a text up to its last line end, if it was cut.
func wholeLines(ahead []byte) []byte {
	if n := bytes.LastIndexByte(ahead, '\n'); n >= 0 && len(ahead) > aheadSize-utf8.UTFMax {
		return ahead[:n+1]
	}
	return ahead
}

// mostOffered is how many encodings are offered, and farBehind how much less likely
// than the best they may be, in nats.
const (
	mostOffered = 3
	farBehind   = 20
)

// toOffer is how likely a reading is, for a choice between few: one in an encoding that
// is seldom met is less.
func (g *guess) toOffer() float64 {
	const seldom = 5
	if g.best().offered {
		return g.score - seldom
	}
	return g.score
}

// refuseCharset says in which encodings a text may be, and how two of its names read
// in each.
func refuseCharset(name string, line int, guesses []guess, s samples) error {
	offered := slices.Clone(guesses)
	slices.SortStableFunc(offered, func(a, b guess) int { return cmp.Compare(b.toOffer(), a.toOffer()) })
	offered = slices.DeleteFunc(offered[:min(len(offered), mostOffered)], func(g guess) bool { return g.toOffer() <= offered[0].toOffer()-farBehind })
	cells := s.cells(offered, 2)
	ways := make([]string, len(offered))
	for i, g := range offered {
		ways[i] = "--encoding " + g.best().name
		if len(cells) > 0 {
			ways[i] += " reads " + quotedList(decodeAll(g.best(), cells))
		}
	}
	e := &InputError{Name: name, Line: line, Problem: "is not UTF-8, and its encoding is not certain", Hint: "choose the one that shows names correctly: " + strings.Join(ways, "; ")}
	e.Flags = []string{"--encoding", offered[0].best().name}
	if len(ways) == 1 {
		e.Hint = "if names look right with it: " + ways[0]
	}
	if g := guesses[0]; g.broken > 0 {
		e.Problem = "is not UTF-8, and as " + g.best().charset().name + ", its most likely encoding, has bytes that are not characters"
		if word := wordsBeyondASCII(s.text)[g.broken-1]; len(word) > 0 {
			e.Line = line + bytes.Count(s.text[:bytes.Index(s.text, word)], []byte{'\n'})
		}
	}
	return e
}

// hasISO2022Escapes reports whether a text of ASCII switches to Japanese or Korean in it, with
// the escape sequences of ISO-2022.
func hasISO2022Escapes(ascii []byte) bool { return bytes.Contains(ascii, []byte("\x1b$")) }

func (t *utf8Text) refuseShifts(b []byte) error {
	line := t.count.lines + 1 + bytes.Count(b[:bytes.Index(b, []byte("\x1b$"))], []byte{'\n'})
	return &InputError{Name: t.file.name, Line: line, Problem: "has the escape sequences of ISO-2022 in it", Hint: "if it is in Japanese: --encoding iso-2022-jp"}
}

// samples is the text of which names are shown.
type samples struct{ text []byte }

// cells returns cells that are nothing but words of letters in one of the readings, and
// differ in all of them, at most so many. A cell with anything else in
// it may be a password.
func (s samples) cells(guesses []guess, most int) (found [][]byte) {
	const longest = 60
	seen := map[string]bool{}
	for cell := range s.all() {
		if len(cell) > longest || asciiPrefix(cell) == len(cell) || seen[string(cell)] || !differs(cell, guesses) {
			continue
		}
		seen[string(cell)] = true
		if slices.ContainsFunc(guesses, func(g guess) bool {
			text, ok := decodeStrict(g.best().encoding, cell)
			return ok && isWords(text)
		}) {
			if found = append(found, cell); len(found) == most {
				break
			}
		}
	}
	return found
}

// differs reports whether no two of the readings read a cell alike.
func differs(cell []byte, guesses []guess) bool {
	read := map[string]bool{}
	for _, g := range guesses {
		text, _ := decodeStrict(g.best().encoding, cell)
		if read[text] {
			return false
		}
		read[text] = true
	}
	return true
}

// isWords reports whether a text is words of letters, and spaces.
func isWords(text string) bool {
	letters := 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsMark(r), r == ' ', r == '-', r == '’':
		default:
			return false
		}
	}
	return letters > 1
}

// all yields what is between delimiters.
func (s samples) all() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for rest := s.text; len(rest) > 0; {
			n := bytes.IndexAny(rest, ",;\t|\"\r\n")
			if n < 0 {
				n = len(rest)
			}
			if cell := bytes.Trim(rest[:n], " '"); len(cell) > 0 && !yield(cell) {
				return
			}
			rest = rest[min(n+1, len(rest)):]
		}
	}
}

// atHome reports whether the lines beyond ASCII name a country of the reading's
// language, and none has another's code.
func (s samples) atHome(g guess) bool {
	named := false
	for line := range bytes.Lines(s.text) {
		if asciiPrefix(line) == len(line) {
			continue
		}
		for cell := range (samples{line}).all() {
			text, _ := decodeStrict(g.best().encoding, cell)
			isCode := len(text) == 2 && text == strings.ToUpper(text)
			if isHome(g.language, strings.ToLower(text)) && (isCode || len(text) > 2) {
				named = true
			} else if country, err := language.ParseRegion(text); isCode && err == nil && country.IsCountry() {
				return false
			}
		}
	}
	return named
}

// decodeAll decodes cells.
func decodeAll(c candidate, cells [][]byte) []string {
	all := make([]string, len(cells))
	for i, cell := range cells {
		all[i], _ = decodeStrict(c.encoding, cell)
	}
	return all
}

func quotedList(texts []string) string {
	all := make([]string, len(texts))
	for i, s := range texts {
		all[i] = `"` + s + `"`
	}
	return words.List(all)
}
