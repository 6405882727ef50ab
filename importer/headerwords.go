package importer

import (
	"strings"
	"unicode"

	"vobizsync/importer/normalize"
)

// headerWords are the words of a header: split where case, script or a character
// that is not a letter says so, in lower case and without accents.
type headerWords struct {
	words  []string
	remark []string // the words in brackets
	// starts has where the members of a list begin, by the number of the word: after a
	// stroke, comma or ampersand. "State/Province" has 1.
	starts []int
}

// brackets open and close a remark.
const opening, closing = "([{<（［【〔「", ")]}>）］】〕」"

// splitHeader takes a header apart. Brackets are a remark only if something is left
// outside of them and they hold no field's word: "customer[email]" has none.
func splitHeader(header string) headerWords {
	outside, inside := cutBrackets(normalize.Fold(normalize.Restored(header)))
	h := headerWords{remark: splitWords(inside)}
	for i, member := range strings.FieldsFunc(outside, isListSign) {
		if words := splitWords(member); len(words) > 0 {
			if i > 0 && len(h.words) > 0 {
				h.starts = append(h.starts, len(h.words))
			}
			h.words = append(h.words, words...)
		}
	}
	if len(h.remark) > 0 && (len(h.words) == 0 || holdsField(h.words, h.remark)) {
		h.words, h.remark = append(h.words, h.remark...), nil
	}
	return h
}

// isListSign recognizes what stands between the members of a list.
func isListSign(r rune) bool { return strings.ContainsRune("/&,|、／，", r) }

// holdsField reports whether a remark names a field that is not named outside it:
// what is in square brackets is then a field, and not a remark.
func holdsField(outside, inside []string) bool {
	return len(inside) <= 2 && concepts(cover(outside)) == 0 && concepts(cover(inside)) > 0
}

// cutBrackets separates what is in brackets from the rest.
func cutBrackets(s string) (outside, inside string) {
	if !strings.ContainsAny(s, opening) {
		return s, ""
	}
	var out, in strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune(opening, r):
			depth++
			out.WriteByte(' ')
			in.WriteByte(' ')
		case strings.ContainsRune(closing, r):
			depth = max(depth-1, 0)
			out.WriteByte(' ')
		case depth > 0:
			in.WriteRune(r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String(), in.String()
}

// classes of characters, as far as they part words.
type class int

const (
	separator class = iota
	lower           // a letter without case, too
	upper
	digit
	wide // a letter of a script that puts no spaces between words
)

func classOf(r rune) class {
	switch {
	case r >= 'a' && r <= 'z':
		return lower
	case r >= 'A' && r <= 'Z':
		return upper
	case r < 0x80 && (r < '0' || r > '9'):
		return separator
	case unicode.IsUpper(r):
		return upper
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) || r == 'ー' || r == '〒':
		return wide
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return lower
	case r >= '0' && r <= '9':
		return digit
	}
	return separator
}

// splitWords splits at separators, between small letters and capitals, before the
// last of several capitals, and between letters and digits.
func splitWords(s string) (words []string) {
	runes := []rune(s)
	start := 0
	end := func(at int) {
		if at > start {
			words = append(words, normalize.WithoutMarks(string(runes[start:at])))
		}
		start = at
	}
	before := separator
	for i, r := range runes {
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
			runes[i] = r
		}
		c := classOf(r)
		if unicode.IsMark(r) && before != separator {
			c = before
		}
		switch {
		case c == separator:
			end(i)
			start = i + 1
		case before == separator:
			start = i
		case c == upper && before == lower, c == digit != (before == digit), c == wide != (before == wide):
			end(i)
		case c == lower && before == upper && i-1 > start && classOf(runes[i-1]) == upper:
			end(i - 1)
		}
		before = c
	}
	end(len(runes))
	return words
}

// smallNumber is the value of a word of one or two digits, else -1.
func smallNumber(word string) int {
	n := 0
	for _, c := range []byte(word) {
		if c < '0' || c > '9' || len(word) > 2 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}
