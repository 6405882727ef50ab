package table

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// What is kept of the words that come after the choice of an encoding: how many are
// known again, how many that an encoding close to it reads otherwise, and how many
// others.
const (
	mostSeen      = 50_000
	mostDisputed  = 20_000
	mostElse      = 1_000
	closeTogether = 50 // nats
)

// later looks at what comes after an encoding was chosen: bytes that are no
// characters in it, and words that tell of another one.
type later struct {
	name   string // of the file
	chosen candidate
	rivals []rival
	seen   map[string]bool
	tail   []byte // the start of a word
	line   int    // of tail
	words  [][]byte
	lines  []int // of words
}

// rival is an encoding in which the text before could be, too.
type rival struct {
	candidate
	behind float64 // the chosen one, before, in nats; 0 where both read the same
}

// newLater expects what comes after a choice, from a line on that was begun. The words
// before were read in these ways, the first of which was chosen.
func newLater(name string, line int, begun []byte, before [][]byte, guesses []guess) *later {
	l := &later{name: name, chosen: guesses[0].best(), seen: map[string]bool{}, line: line}
	l.tail = bytes.Clone(begun[bytes.LastIndexFunc(begun, isSeparatorRune)+1:])
	for _, word := range before {
		l.seen[string(word)] = true
	}
	for _, g := range guesses {
		for _, c := range g.candidates {
			if g.broken == 0 && c.name != l.chosen.name {
				l.rivals = append(l.rivals, rival{c, guesses[0].leads(g)})
			}
		}
	}
	return l
}

// add looks at the next bytes of the text. The error tells of a line that is not of
// the encoding.
func (l *later) add(text []byte) error {
	if len(l.tail) > 0 {
		end := slices.IndexFunc(text, isSeparator)
		if end < 0 {
			l.tail = append(l.tail, text[:min(len(text), MaxRecord-len(l.tail))]...)
			return nil
		}
		if err := l.word(append(l.tail, text[:end]...)); err != nil {
			return err
		}
		l.tail, text = l.tail[:0], text[end:]
	}
	for {
		ascii := asciiPrefix(text) // in which no word tells anything, but for the start of the next
		start := bytes.LastIndexFunc(text[:ascii], isSeparatorRune) + 1
		l.line += bytes.Count(text[:start], newline)
		text = text[start:]
		end := slices.IndexFunc(text, isSeparator)
		if end < 0 {
			break
		}
		if err := l.word(text[:end]); err != nil {
			return err
		}
		text = text[end:]
	}
	l.tail = append(l.tail, text[:min(len(text), MaxRecord)]...)
	return nil
}

func isSeparatorRune(r rune) bool { return r < 0x80 && isSeparator(byte(r)) }

// word looks at a word.
func (l *later) word(word []byte) error {
	if asciiPrefix(word) == len(word) || l.seen[string(word)] {
		return nil
	}
	if _, ok := decodeStrict(l.chosen.encoding, word); !ok {
		return &InputError{
			Name: l.name, Line: l.line, Problem: "this line is not in " + l.chosen.charset().name + ", the encoding of the text before it",
			Hint: "name the encoding of the whole file; with --encoding " + l.chosen.name + ", only the rows that are not in it are refused",
		}
	}
	if len(l.seen) < mostSeen {
		l.seen[string(word)] = true
	}
	disputed := l.isDisputed(word)
	if disputed && len(l.words) < mostDisputed || len(l.words) < mostElse {
		l.words, l.lines = append(l.words, bytes.Clone(word)), append(l.lines, l.line)
	}
	return nil
}

// isDisputed reports whether an encoding in which the text before is almost as likely
// reads a word otherwise.
func (l *later) isDisputed(word []byte) bool {
	own, _ := decodeStrict(l.chosen.encoding, word)
	for _, r := range l.rivals {
		if r.behind < closeTogether {
			if other, _ := decodeStrict(r.encoding, word); other != own {
				return true
			}
		}
	}
	return false
}

// end returns io.EOF, or which words tell that the text as a whole is more likely in
// another encoding, or as likely.
func (l *later) end() error {
	if err := l.word(l.tail); err != nil {
		return err
	}
	for _, r := range l.rivals {
		words, line := l.readOtherwise(r.candidate)
		if len(words) == 0 {
			continue
		}
		own, _ := read(l.chosen, words)
		other, _ := read(r.candidate, words)
		if other.broken == 0 && r.behind+own.score-other.score < lead {
			return l.refuse(r.candidate, words, line)
		}
	}
	return io.EOF
}

// readOtherwise returns the words that another encoding reads otherwise, and the line
// of the first.
func (l *later) readOtherwise(c candidate) (words [][]byte, line int) {
	for i, word := range l.words {
		one, _ := decodeStrict(l.chosen.encoding, word)
		if other, _ := decodeStrict(c.encoding, word); one != other {
			if words = append(words, word); len(words) == 1 {
				line = l.lines[i]
			}
		}
	}
	return words, line
}

func (l *later) refuse(c candidate, words [][]byte, line int) error {
	hint := ""
	for i, way := range []candidate{c, l.chosen} {
		if i > 0 {
			hint += "; "
		}
		hint += "--encoding " + way.name
		if text, _ := decodeStrict(c.encoding, words[0]); isWords(text) {
			hint += " reads " + quotedList(decodeAll(way, words[:1]))
		}
	}
	return &InputError{
		Name: l.name, Line: line, Problem: fmt.Sprintf("may be in %s from here on, and not in %s like the text before it", c.charset().name, l.chosen.charset().name),
		Hint: "choose the one that shows names correctly: " + hint,
	}
}
