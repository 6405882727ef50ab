package normalize

import (
	"fmt"
	"strings"
	"sync"
)

// postal is the form of a country's postal codes.
type postal struct {
	digits int
	zero   string // the digits that can come after a 0 at the start; none where codes do not start with 0
}

const anyDigit = "0123456789"

// postals are the countries whose postal codes are digits only and always as many
// (Universal Postal Union, Postal Addressing Systems). A 0 at the start is what
// spreadsheets drop first.
var postals = map[string]postal{
	"US": {5, anyDigit}, "PR": {5, "0"}, "DE": {5, "12346789"}, "FR": {5, "123456789"}, "IT": {5, anyDigit}, "ES": {5, "123456789"},
	"MX": {5, "123456789"}, "FI": {5, anyDigit}, "TR": {5, "123456789"}, "UA": {5, "123456789"}, "MY": {5, "12356789"}, "KR": {5, "123456789"},
	"EE": {5, ""}, "TH": {5, ""}, "SK": {5, "123456789"}, "DZ": {5, "123456789"}, "GT": {5, "123456789"},
	"SG": {6, "123456789"}, "CN": {6, "1234567"}, "RO": {6, "12345678"}, "KZ": {6, "1234567"},
	"IN": {6, ""}, "RU": {6, ""},
	"NO": {4, anyDigit}, "AU": {4, "289"}, "ZA": {4, anyDigit}, "NZ": {4, "123456789"},
	"JP": {7, anyDigit}, "BR": {8, "123456789"},
}

// postalForms are these by [alpha2Index].
var postalForms = sync.OnceValue(func() *[26 * 26]postal {
	forms := new([26 * 26]postal)
	for country, form := range postals {
		forms[alpha2Index(country[0], country[1])] = form
	}
	return forms
})

// PostalCode repairs a folded postal code that a spreadsheet took for a number: one
// lost 0 at its start comes back. It says where other digits of it are lost. The
// country is its code or empty.
func PostalCode(s, country string) (code string, problem, repaired Reason) {
	typed := s
	if s == "" || !isDigit(s[0]) {
		return s, problem, repaired
	}
	if !isDigits(s) {
		if isISODate(s) {
			return "", Reason{DamagedNumber, s, "is a date, which a spreadsheet made of a postal code: " + AsText}, repaired
		}
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
	var form postal
	if IsAlpha2(country) {
		form = postalForms()[alpha2Index(country[0], country[1])]
	}
	missing := form.digits - len(s)
	switch {
	case missing < 1 || missing > 2:
		return s, problem, repaired
	case missing == 1 && strings.IndexByte(form.zero, s[0]) >= 0:
		return "0" + s, problem, Reason{ZeroRestored, typed, "read as 0" + s + ": a spreadsheet has dropped the 0 at its start"}
	}
	return "", Reason{DamagedNumber, s, fmt.Sprintf("has %d digits, a postal code of %s has %d: %s", len(s), country, form.digits, AsText)}, repaired
}

// isISODate reports whether a text begins with a date of ISO 8601, as a workbook's cells
// that are formatted as one are read.
func isISODate(s string) bool {
	const form = "2006-01-02"
	return len(s) >= len(form) && s[4] == '-' && s[7] == '-' && isDigits(s[:4]) && isDigits(s[5:7]) && isDigits(s[8:10]) &&
		(len(s) == len(form) || s[10] == ' ')
}
