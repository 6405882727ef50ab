package normalize

import "strings"

const gstinDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// GSTIN brings a folded cell, if there is something in it, into the form of a
// GSTIN.
func GSTIN(s string) (gstin string, problem Reason) {
	if s == "" {
		return s, problem
	}
	gstin = strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	if why := checkGSTIN(gstin); why != "" {
		return "", Reason{InvalidGSTIN, s, why}
	}
	return gstin, problem
}

// GSTStatus brings a folded cell, if there is something in it, into lower case.
func GSTStatus(s string) (status string, problem Reason) {
	switch status = strings.ToLower(s); status {
	case "", "active", "inactive":
		return status, problem
	}
	return "", Reason{InvalidGSTStatus, s, "must be active or inactive"}
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
		if strings.IndexByte(gstinDigits, s[i]) < 0 {
			return "must have letters and digits only"
		}
	}
	if !isStateCode(s[:2]) {
		return "starts with " + s[:2] + ", which is not a state code"
	}
	if !matchesShape(s[2:12], "AAAAA0000A") {
		return "has no PAN in its characters 3 to 12"
	}
	if s[12] == '0' {
		return "has 0 as the number of the registration"
	}
	if s[14] != gstinCheckDigit(s[:14]) {
		return "has a wrong check digit: a typing mistake in it is likely"
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
	sum, factor := 0, 1
	for i := range len(s) {
		n := strings.IndexByte(gstinDigits, s[i]) * factor
		sum += n/36 + n%36
		factor = 3 - factor
	}
	return gstinDigits[(36-sum%36)%36]
}
