package importer

import (
	"strings"

	"vobizsync/importer/normalize"
)

// A column of calling codes (ITU-T Recommendation E.164, 6.2.1: one to three digits)
// completes the telephone numbers of its rows.

// callingCodeOf returns the digits of a cell that has a calling code: "91", "+91",
// "0091", "IN (+91)"; "" for any other.
func callingCodeOf(cell string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, cell)
	digits = strings.TrimLeft(digits, "0")
	if len(digits) > 4 || len(digits) == 4 && digits[0] != '1' { // "+1-876"
		return ""
	}
	return digits
}

// isCallingCode recognizes calling codes that countries have.
func isCallingCode(s string) bool { return len(s) < 40 && normalize.IsCallingCode(callingCodeOf(s)) }

// withCallingCode puts a calling code before a telephone number, unless the number
// says its country itself.
func withCallingCode(code, number string) string {
	if number == "" || code == "" || strings.HasPrefix(number, "+") || strings.HasPrefix(number, "00") {
		return number
	}
	return "+" + code + " " + number
}

// markCallingCodes finds +{Code} {Number} in a template: the + belongs to the code,
// and the space between them is not part of the number.
func markCallingCodes(parts []part) (marked []part) {
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		if p.column < 0 || i == 0 || parts[i-1].column >= 0 || !strings.HasSuffix(parts[i-1].text, "+") {
			marked = append(marked, p)
			continue
		}
		p.code = true
		marked[len(marked)-1].text = strings.TrimSuffix(parts[i-1].text, "+")
		marked = append(marked, p)
		if i+1 < len(parts) && parts[i+1].column < 0 && strings.TrimSpace(parts[i+1].text) == "" {
			i++
		}
	}
	return marked
}
