package normalize

import (
	"unicode"
	"unicode/utf8"

	"vobizsync/internal/words"
)

// MinPassword is the least number of characters of a customer's password
// (Partner API, page "Customer Accounts", validation rules).
const MinPassword = 8

// Password says what is missing from a password; it never names the password itself.
func Password(s string) (problem Reason) {
	if look := LookOf(s); look.IsPlain() && look&lookDigit != 0 && look&lookSign != 0 && len(s) >= MinPassword {
		return problem // as most have all
	}
	if why := checkPassword(s); why != "" {
		problem = Reason{WeakPassword, "", why}
	}
	return problem
}

// checkPassword reports what is missing from a password, "" if nothing is: at
// least 8 characters, a digit, and a special character, which is one that is
// neither letter nor digit nor space. One that can't be seen can't be typed, and
// may not be in it, nor may a line end or a tab.
func checkPassword(s string) string {
	digit, special := false, false
	for _, r := range s {
		switch {
		case r > ' ' && r < 0x7f && isAlnum(byte(r)):
			digit = digit || isDigit(byte(r))
		case r > ' ' && r < 0x7f:
			special = true
		case IsInvisible(r) && !unicode.IsSpace(r), unicode.IsControl(r):
			return "has a character in it that can't be seen"
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsSpace(r):
			special = true
		}
	}
	var missing []string
	if utf8.RuneCountInString(s) < MinPassword {
		missing = append(missing, "8 characters")
	}
	if !digit {
		missing = append(missing, "a digit")
	}
	if !special {
		missing = append(missing, "a special character")
	}
	if len(missing) == 0 {
		return ""
	}
	return "must have at least " + words.List(missing)
}

// IsInvisible reports whether a character is white space or shows nothing at
// all.
func IsInvisible(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
}
