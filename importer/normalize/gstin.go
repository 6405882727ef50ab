package normalize

import (
	"strings"

	"vobizsync/internal/lazy"
)

const gstinDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// gstinValue is the place of a digit among these, -1 for none.
func gstinValue(c byte) int { return int(gstinValues[c]) }

var gstinValues = func() (of [256]int8) {
	for c := range of {
		of[c] = int8(strings.IndexByte(gstinDigits, byte(c)))
	}
	return of
}()

// gstinLabel is what people write around a GSTIN.
var gstinLabel = lazy.Regexp(`(?i)^(?:GSTIN(?:/UIN)?|GST|UIN)(?: ?(?:no|number)\b)?[ .:#=-]*|\s*\((?:GSTIN|GST|regular|composition|active)\)$`)

// withoutGSTINLabel takes it off.
func withoutGSTINLabel(s string) string {
	if s == "" || s[len(s)-1] != ')' && strings.IndexByte("GgUu", s[0]) < 0 {
		return s
	}
	return gstinLabel().ReplaceAllString(s, "")
}

// withoutSigns takes out what people write between the parts of a GSTIN.
func withoutSigns(s string) string {
	if !strings.ContainsAny(s, " -/.") {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '/', '.':
			return -1
		}
		return r
	}, s)
}

// GSTIN brings a folded cell, if there is something in it, into the form of a
// GSTIN. A cell in other words is left out, with a doubt; what has a GSTIN's shape
// and is wrong has a problem.
func GSTIN(s string) (gstin string, problem, note Reason) {
	if s == "" {
		return s, problem, note
	}
	if gstin = s; LookOf(s)&^(lookUpper|lookDigit) != 0 {
		gstin = strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	}
	why := checkGSTIN(gstin)
	if why == "" {
		return gstin, problem, note
	}
	bare := strings.ToUpper(withoutSigns(withoutGSTINLabel(s)))
	if inner := checkGSTIN(bare); inner == "" {
		return bare, problem, unwrapped(s, bare)
	} else if bare != gstin {
		why = inner
	}
	if !hasGSTINShape(bare) {
		return "", problem, Reason{LeftOut, s, "is not a GSTIN: left out"}
	}
	return "", Reason{InvalidGSTIN, s, why}, note
}

// hasGSTINShape reports whether letters and digits without space are meant as a
// GSTIN, with a character too many or too few: a state's two digits come first, and
// then what is mostly a PAN.
func hasGSTINShape(s string) bool {
	if len(s) < 13 || len(s) > 17 {
		return false
	}
	letters, digits := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			digits++
		case isUpper(c):
			letters++
		case c >= 0x80 || c <= ' ':
			return false
		}
	}
	return letters >= 5 && digits >= 5 && (isDigit(s[0]) || isDigit(s[1]) || len(s) == 15)
}

// GSTStatus brings a folded cell, if there is something in it, into lower case. One
// in other words is left out, with a doubt.
func GSTStatus(s string) (status string, doubt Reason) {
	switch status = strings.ToLower(s); status {
	case "", "active", "inactive":
		return status, doubt
	}
	return "", Reason{LeftOut, s, "is neither active nor inactive: left out"}
}

// checkGSTIN reports what is wrong with an upper-case GSTIN, India's number of
// a taxpayer: two digits of a state code, the ten characters of a PAN (five
// letters, four digits, a letter), the number of the registration, a letter or
// digit (commonly Z), and a check digit (Central Goods and Services Tax Rules,
// 2017, rule 10; the check digit is the Luhn method modulo 36).
func checkGSTIN(s string) string {
	if len(s) != 15 {
		return "must have 15 characters"
	}
	for i := range len(s) {
		if gstinValue(s[i]) < 0 {
			return "must have only letters and digits"
		}
	}
	if !isStateCode(s[:2]) {
		return "does not start with a state code (01 to 38, 97 or 99)"
	}
	if !matchesShape(s[2:12], "AAAAA0000A") {
		return "has no PAN in its characters 3 to 12"
	}
	if s[12] == '0' {
		return "has 0 as its registration number"
	}
	if s[14] != gstinCheckDigit(s[:14]) {
		return "has a wrong check digit: it is probably mistyped"
	}
	return ""
}

// isStateCode knows the codes 01 to 38 of the states and union territories,
// 97 (other territory) and 99 (centre jurisdiction).
func isStateCode(s string) bool {
	return isDigit(s[0]) && isDigit(s[1]) && (s >= "01" && s <= "38" || s == "97" || s == "99")
}

func matchesShape(s, shape string) bool {
	for i := range len(shape) {
		if isDigit(s[i]) != isDigit(shape[i]) {
			return false
		}
	}
	return true
}

func gstinCheckDigit(s string) byte {
	sum := 0
	for i := range len(s) {
		n := gstinValue(s[i]) * (1 + i%2)
		if n >= 36 {
			n += 1 - 36 // as n/36 + n%36: it is below 72
		}
		sum += n
	}
	return gstinDigits[(36-sum%36)%36]
}
