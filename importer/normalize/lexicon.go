package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutPrefixFold is [strings.CutPrefix] under simple Unicode case folding, as
// [strings.EqualFold] has it.
func cutPrefixFold(s, prefix string) (rest string, ok bool) {
	at := 0
	for _, want := range prefix {
		if at == len(s) {
			return s, false
		}
		got, size := rune(s[at]), 1
		if got >= utf8.RuneSelf {
			got, size = utf8.DecodeRuneInString(s[at:])
		}
		if got != want && !isFoldOf(got, want) {
			return s, false
		}
		at += size
	}
	return s[at:], true
}

// cutSuffixFold is [strings.CutSuffix] under simple Unicode case folding.
func cutSuffixFold(s, suffix string) (rest string, ok bool) {
	rest = s
	for suffix != "" {
		got, size := utf8.DecodeLastRuneInString(rest)
		want, wide := utf8.DecodeLastRuneInString(suffix)
		if size == 0 || got != want && !isFoldOf(got, want) {
			return s, false
		}
		rest, suffix = rest[:len(rest)-size], suffix[:len(suffix)-wide]
	}
	return rest, true
}

// isFoldOf reports whether two characters that differ are one but for their case.
func isFoldOf(a, b rune) bool {
	if a < utf8.RuneSelf && b < utf8.RuneSelf {
		return a|0x20 == b|0x20 && isLetterByte(byte(a))
	}
	for r := unicode.SimpleFold(b); r != b; r = unicode.SimpleFold(r) {
		if r == a {
			return true
		}
	}
	return false
}

// A lexicon is words that are looked for at the start of texts, whatever their case.
type lexicon struct {
	byLetter [26][]string // those that start with a letter of ASCII
	beyond   []string     // the others
}

// newLexicon takes words in lower case, with a | between them. One that another starts
// with comes after that.
func newLexicon(words string) *lexicon {
	l := &lexicon{}
	for w := range strings.SplitSeq(words, "|") {
		if letter := w[0] - 'a'; letter < 26 {
			l.byLetter[letter] = append(l.byLetter[letter], w)
		} else {
			l.beyond = append(l.beyond, w)
		}
	}
	return l
}

// like returns the words that may start with what a text starts with.
func (l *lexicon) like(s string) []string {
	if s == "" {
		return nil
	}
	first := rune(s[0])
	if first >= utf8.RuneSelf {
		first, _ = utf8.DecodeRuneInString(s)
	}
	switch first {
	case 'ſ':
		first = 's'
	case '\u212a': // the sign of Kelvin
		first = 'k'
	}
	switch letter := first | 0x20 - 'a'; {
	case letter >= 0 && letter < 26:
		return l.byLetter[letter]
	case first >= utf8.RuneSelf && unicode.IsLetter(first):
		return l.beyond
	}
	return nil
}

// cut takes the first word off a text that it starts with and behind which ends says
// that a word ends. It returns what ends returns.
func (l *lexicon) cut(s string, ends func(behind string) (rest string, ok bool)) (rest string, ok bool) {
	for _, w := range l.like(s) {
		if behind, ok := cutPrefixFold(s, w); ok {
			if rest, ok := ends(behind); ok {
				return rest, true
			}
		}
	}
	return s, false
}

// has reports whether a text is one of the words.
func (l *lexicon) has(s string) bool {
	_, ok := l.cut(s, func(behind string) (string, bool) { return "", behind == "" })
	return ok
}
