package table

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// edge stands for what is before and behind a word.
const edge = ' '

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
	switch {
	case r == 'ª', r == 'º', r == 'ⁿ', r == 'ƒ', r >= 0xfb00 && r <= 0xfb06:
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
	var letter [utf8.UTFMax]byte
	apart := norm.NFD.Properties(letter[:utf8.EncodeRune(letter[:], r)]).Decomposition()
	if apart == nil {
		return r
	}
	first, _ := utf8.DecodeRune(apart)
	return first
}
