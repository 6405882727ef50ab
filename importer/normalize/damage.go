package normalize

import (
	"strconv"
	"strings"

	"vobizsync/internal/lazy"
)

// AsText is the advice for every number that a spreadsheet damaged.
const AsText = "format the column as text in the spreadsheet and export it again"

// errorValues are what spreadsheet programs put into a cell whose formula
// fails: Excel's in English, German, French and Spanish (ECMA-376 part 1,
// 18.17.3, and the translations of the program).
var errorValues = map[string]bool{
	"#NULL!": true, "#DIV/0!": true, "#VALUE!": true, "#REF!": true, "#NAME?": true, "#NUM!": true, "#N/A": true,
	"#GETTING_DATA": true, "#SPILL!": true, "#CALC!": true, "#FIELD!": true, "#BLOCKED!": true, "#UNKNOWN!": true,
	"#CONNECT!": true, "#BUSY!": true, "#ERROR!": true,
	"#WERT!": true, "#BEZUG!": true, "#ZAHL!": true, "#NV": true, "#ÜBERLAUF!": true,
	"#VALEUR!": true, "#NOM?": true, "#NOMBRE!": true, "#¡VALOR!": true, "#¡REF!": true, "#¿NOMBRE?": true, "#¡NUM!": true, "#¡DIV/0!": true,
}

// IsErrorValue reports whether a folded cell is the error value of a formula,
// or the number signs of a column that was too narrow to show its number.
func IsErrorValue(s string) bool {
	if len(s) < 3 {
		return false
	}
	switch s[0] {
	case '#':
		return errorValues[strings.ToUpper(s)] || strings.Trim(s, "#") == ""
	case 'E': // LibreOffice's own: Err:502
		code, ok := strings.CutPrefix(s, "Err:5")
		return ok && len(code) == 2 && isDigit(code[0]) && isDigit(code[1])
	}
	return false
}

// ErrorValue is why a cell that [IsErrorValue] has no value.
func ErrorValue(s string) Reason {
	return Reason{DamagedNumber, "", Quote(s) + " is a spreadsheet's error value: fix the formula, or widen the column, and export again"}
}

var negative = lazy.Regexp(`^-\s?\d+(?:[.,]\d+)?$`)

// lostDigits says how a spreadsheet lost digits of a number, "" if it did not.
// A number in scientific notation that has all of its digits lost none: see
// wholeNumber.
func lostDigits(s string) string {
	if n, ok := readScientific(s); ok && !n.keepsAllDigits() {
		return "has lost digits to scientific notation"
	}
	if places := decimalPlaces(s); places != "" && len(places) <= 2 && len(s) > 8 && strings.Trim(places, "0") != "" {
		return "is a decimal number"
	}
	if s != "" && s[0] == '-' && negative().MatchString(s) {
		return "is a negative number: a formula may have made it from a telephone with hyphens"
	}
	return ""
}

// wholeNumber takes ".0" off a number, and writes one in scientific notation
// out in full; both lose nothing. It reports whether it did.
func wholeNumber(s string) (string, bool) {
	if n, ok := readScientific(s); ok && n.keepsAllDigits() {
		return n.digit + n.fraction, true
	}
	if len(s) > 5 {
		return withoutZeros(s)
	}
	return s, false
}

// scientific is a number in scientific notation: digit.fraction × 10^exponent, each in
// digits.
type scientific struct{ digit, fraction, exponent string }

// keepsAllDigits reports whether there are as many digits as the number has that it
// stands for.
func (n *scientific) keepsAllDigits() bool {
	exponent, err := strconv.Atoi(n.exponent)
	return err == nil && len(n.fraction) == exponent
}

// readScientific reads a number in scientific notation: 9.19876E+11, -9,1e9, 9E12.
func readScientific(s string) (n scientific, ok bool) {
	mantissa, ok := cutDigits(s, 2)
	if !ok {
		return n, false
	}
	n.exponent = s[len(mantissa):]
	mantissa = strings.TrimSuffix(mantissa, "+")
	if mantissa == "" || mantissa[len(mantissa)-1]|0x20 != 'e' {
		return n, false
	}
	mantissa = mantissa[:len(mantissa)-1]
	if mantissa != "" && (mantissa[0] == '+' || mantissa[0] == '-') {
		mantissa = mantissa[1:]
	}
	if mantissa == "" || !isDigit(mantissa[0]) {
		return n, false
	}
	n.digit = mantissa[:1]
	if len(mantissa) > 1 {
		n.fraction = decimalPlaces(mantissa)
		return n, n.fraction != "" && len(n.fraction) == len(mantissa)-2
	}
	return n, true
}

// decimalPlaces returns the digits behind the point or comma of a decimal number, which
// may have a plus before it; "" for anything else.
func decimalPlaces(s string) string {
	at := strings.LastIndexByte(s, '.')
	if at < 0 {
		at = strings.LastIndexByte(s, ',')
	}
	if at < 0 || !isDigits(s[at+1:]) {
		return ""
	}
	if whole := strings.TrimPrefix(s[:at], "+"); whole == "" || !isDigits(whole) {
		return ""
	}
	return s[at+1:]
}

// withoutZeros takes ".0" or ",00" off the end of a number.
func withoutZeros(s string) (whole string, ok bool) {
	whole = strings.TrimRight(s, "0")
	point := len(whole) - 1
	if zeros := len(s) - len(whole); zeros < 1 || zeros > 2 || point < 1 || whole[point] != '.' && whole[point] != ',' {
		return s, false
	}
	whole = whole[:point]
	if !isDigit(whole[point-1]) {
		return s, false
	}
	for i := range len(whole) {
		if c := whole[i]; !isDigit(c) && strings.IndexByte(" ()/-", c) < 0 && (c != '+' || i > 0) {
			return s, false
		}
	}
	return whole, true
}
