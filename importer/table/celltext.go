package table

import (
	"regexp"
	"strconv"
	"strings"
)

// cellText chooses between a cell's value as a workbook stores it and as it is
// shown, where the two differ.
//
//   - A number keeps all of its digits: no thousands separators, no scientific
//     notation, no rounding.
//   - The leading zeros of a format such as 0000000 are kept, and the + of one
//     such as "+"0.
//   - A date, a time, and TRUE and FALSE are what is shown.
//   - A number that is shown in scientific notation and ends in zeros was, most
//     likely, made from such a notation, and has lost digits: it stays as it is.
func cellText(raw, shown string) string {
	if raw == "1" && shown == "TRUE" || raw == "0" && shown == "FALSE" {
		return shown
	}
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw // a text, or a date as ISO 8601 has it
	}
	number := strconv.FormatFloat(value, 'f', -1, 64)
	if digits, ok := groupedDigits(shown); ok && strings.TrimLeft(digits, "+0") == number {
		return digits
	}
	if strings.Contains(shown, "E+") {
		if len(number) > 8 && strings.HasSuffix(number, "0000") || value >= 1e15 {
			return strconv.FormatFloat(value, 'E', -1, 64)
		}
		return number
	}
	if value > 0 && value < lastDate && looksLikeDate(shown) {
		return shown
	}
	return number
}

// lastDate is the number of days that stands for the first day after the last
// that a spreadsheet knows, 9999-12-31.
const lastDate = 2958466

// groupedDigits returns the digits of a number that is shown in groups, as
// telephones are, with the + before them. It may have no other signs.
func groupedDigits(shown string) (string, bool) {
	var b strings.Builder
	for i := range len(shown) {
		switch c := shown[i]; {
		case isDigit(c), c == '+' && i == 0:
			b.WriteByte(c)
		case strings.IndexByte(" -/()", c) < 0:
			return "", false
		}
	}
	return b.String(), true
}

// month finds the name of a month, as the formats mmm and mmmm show it.
var month = regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`)

// looksLikeDate reports whether what is shown of a number has the separators of
// a date or a time, or a month's name.
func looksLikeDate(shown string) bool {
	return month.MatchString(shown) || strings.ContainsAny(shown, "/:") || strings.LastIndexByte(shown, '-') > 0 || strings.Count(shown, ".") > 1
}
