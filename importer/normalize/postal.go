package normalize

import (
	"fmt"
	"strings"
)

// postalLengths are the countries whose postal codes are digits only, always as
// many, and may start with 0, which is what spreadsheets drop first (Universal
// Postal Union, Postal Addressing Systems). India's and Singapore's are six
// digits, too.
var postalLengths = map[string]int{
	"US": 5, "PR": 5, "DE": 5, "FR": 5, "IT": 5, "ES": 5, "MX": 5, "FI": 5, "TR": 5, "EE": 5, "UA": 5, "TH": 5, "MY": 5, "KR": 5,
	"IN": 6, "SG": 6, "CN": 6, "RU": 6, "RO": 6, "KZ": 6, "NO": 4, "AU": 4, "ZA": 4, "JP": 7, "BR": 8,
}

// PostalCode repairs a folded postal code that a spreadsheet took for a number,
// and says where digits of it are lost. The country is its code or empty.
func PostalCode(s, country string) (code string, problem, repaired Reason) {
	if s == "" || !isDigit(s[0]) {
		return s, problem, repaired
	}
	if !isDigits(s) {
		if strings.Trim(s, "0123456789.,eE+") != "" {
			return s, problem, repaired
		}
		if lost := lostDigits(s); lost != "" && strings.ContainsAny(s, "eE") {
			return "", Reason{DamagedNumber, s, lost + ": " + AsText}, repaired
		}
		whole, ok := wholeNumber(s)
		if !ok {
			return s, problem, repaired
		}
		repaired = Reason{DecimalNumber, s, "read as " + whole + ": a spreadsheet stored it as a decimal number"}
		s = whole
	}
	n := postalLengths[country]
	if missing := n - len(s); missing < 1 || missing > 2 {
		return s, problem, repaired
	}
	return "", Reason{DamagedNumber, s, fmt.Sprintf("has %d digits, a postal code of %s has %d: %s", len(s), country, n, AsText)}, repaired
}
