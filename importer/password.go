package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MinPassword is the least number of characters of a customer's password
// (Partner API, page "Customer Accounts", validation rules).
const MinPassword = 8

// checkPassword reports what a password lacks, "" when it lacks nothing: at
// least 8 characters, a digit, and a special character, which is one that is
// neither letter nor digit nor space. One that can't be seen can't be typed, and
// may not be in it. It never names the password itself.
func checkPassword(s string) string {
	digit, special := false, false
	for _, r := range s {
		switch {
		case isInvisible(r) && !unicode.IsSpace(r):
			return "has a character in it that can't be seen"
		case r >= '0' && r <= '9':
			digit = true
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsSpace(r):
			special = true
		}
	}
	var lacks []string
	if utf8.RuneCountInString(s) < MinPassword {
		lacks = append(lacks, "8 characters")
	}
	if !digit {
		lacks = append(lacks, "a digit")
	}
	if !special {
		lacks = append(lacks, "a special character")
	}
	if len(lacks) == 0 {
		return ""
	}
	return "must have at least " + joinAnd(lacks)
}

// isInvisible reports whether a character is white space or shows nothing at
// all.
func isInvisible(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
}

func joinAnd(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
