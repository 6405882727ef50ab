package table

import "strings"

// separators are what may be between the digits of a telephone number.
const separators = " -/().\u00a0\u202f"

// callingPrefix returns the digits that a format puts before a number, after a +
// where it shows one; "" where there are none, or where they are part of words.
func callingPrefix(before, after string) string {
	if strings.ContainsAny(after, "0123456789") {
		return ""
	}
	plus := strings.LastIndexByte(before, '+')
	if plus < 0 && strings.Trim(after, separators) != "" {
		return ""
	}
	tail := strings.ReplaceAll(before[plus+1:], "(0)", "")
	var digits strings.Builder
	for _, r := range tail {
		switch {
		case '0' <= r && r <= '9':
			digits.WriteRune(r)
		case !strings.ContainsRune(separators, r):
			return ""
		}
	}
	if plus >= 0 {
		return "+" + digits.String()
	}
	return digits.String()
}
