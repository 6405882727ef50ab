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

var (
	scientific = lazy.Regexp(`^[+-]?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$`)
	decimals   = lazy.Regexp(`^\+?\d+[.,](\d+)$`)
	zeros      = lazy.Regexp(`^(\+?[\d ()/-]*\d)[.,]0{1,2}$`)
	negative   = lazy.Regexp(`^-\s?\d+(?:[.,]\d+)?$`)
)

// lostDigits says how a spreadsheet lost digits of a number, "" if it did not.
// A number in scientific notation that has all of its digits lost none: see
// wholeNumber.
func lostDigits(s string) string {
	if m := inScientific(s); m != nil && !keepsAllDigits(m) {
		return "has lost digits to scientific notation"
	}
	if mayBeDecimal(s) && len(s) > 8 {
		if m := decimals().FindStringSubmatch(s); m != nil && len(m[1]) <= 2 && strings.Trim(m[1], "0") != "" {
			return "is a decimal number"
		}
	}
	if s != "" && s[0] == '-' && negative().MatchString(s) {
		return "is a negative number: a formula may have made it from a telephone with hyphens"
	}
	return ""
}

// keepsAllDigits reports whether the match of scientific has as many digits as
// the number that it stands for.
func keepsAllDigits(m []string) bool {
	exponent, err := strconv.Atoi(m[3])
	return err == nil && len(m[2]) == exponent
}

// wholeNumber takes ".0" off a number, and writes one in scientific notation
// out in full; both lose nothing. It reports whether it did.
func wholeNumber(s string) (string, bool) {
	if m := inScientific(s); m != nil && keepsAllDigits(m) {
		return m[1] + m[2], true
	}
	if mayBeDecimal(s) && len(s) > 5 {
		if m := zeros().FindStringSubmatch(s); m != nil {
			return m[1], true
		}
	}
	return s, false
}

// inScientific is the match of scientific.
func inScientific(s string) []string {
	if !strings.ContainsAny(s, "eE") {
		return nil
	}
	return scientific().FindStringSubmatch(s)
}

// mayBeDecimal reports whether a number has what may be a decimal point.
func mayBeDecimal(s string) bool {
	return strings.IndexByte(s, '.') >= 0 || strings.IndexByte(s, ',') >= 0
}
