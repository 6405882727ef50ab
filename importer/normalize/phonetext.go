package normalize

import (
	"strings"
	"unicode"
)

// plainDigits turns the decimal digits of every script into 0 to 9, and the
// full-width and typographic forms of + and - into themselves.
func plainDigits(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x80:
			return r
		case r == '＋' || r == '⁺':
			return '+'
		case unicode.Is(unicode.Pd, r) || r == '−' || r == '·':
			return '-'
		case r == '（':
			return '('
		case r == '）':
			return ')'
		case r == '．':
			return '.'
		case r == '／':
			return '/'
		}
		return decimalDigit(r)
	}, s)
}

// decimalDigit returns the ASCII form of a decimal digit, other runes as they
// are. Unicode assigns the ten digits of a script in one run, zero first.
func decimalDigit(r rune) rune {
	if !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, run := range unicode.Nd.R16 {
		if uint16(r) >= run.Lo && uint16(r) <= run.Hi && r <= 0xffff {
			return '0' + (r-rune(run.Lo))%10
		}
	}
	for _, run := range unicode.Nd.R32 {
		if uint32(r) >= run.Lo && uint32(r) <= run.Hi {
			return '0' + (r-rune(run.Lo))%10
		}
	}
	return r
}

// unwrapText removes what spreadsheets put around a number to keep it text: a
// leading apostrophe, or the formula ="...".
func unwrapText(s string) string {
	if inner, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(inner, `"`) {
		return strings.TrimSpace(strings.TrimSuffix(inner, `"`))
	}
	return strings.TrimSpace(strings.TrimPrefix(s, "'"))
}

// oddPhoneRune names what does not belong into a telephone number, "" if
// nothing is odd.
func oddPhoneRune(s string) string {
	seen := false // a digit or a plus
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			seen = true
		case r == '+':
			if seen {
				return "a + in the middle"
			}
			seen = true
		case strings.ContainsRune(" -.()/[]~", r):
		case unicode.IsLetter(r):
			return "letters"
		case r == ',' || r == ';': // others may be of a password that is here
			return Quote(string(r))
		default:
			return "a character"
		}
	}
	if !seen {
		return "no digits"
	}
	return ""
}

func saysItsCountry(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '+':
			return true
		case isDigit(c):
			_, abroad := dialledAbroad(s[i:])
			return abroad
		}
	}
	return false
}

// DigitsAndPlus returns the digits of a text, and each +.
func DigitsAndPlus(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// countDigitsAndPlus counts the characters that [DigitsAndPlus] returns.
func countDigitsAndPlus(s string) (n int) {
	for i := range len(s) {
		if s[i] == '+' || isDigit(s[i]) {
			n++
		}
	}
	return n
}
