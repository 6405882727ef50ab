package reports

import "strings"

// safeCell keeps a spreadsheet from taking a cell for a formula: text that
// starts with =, +, -, @, a tab or a carriage return gets an apostrophe before
// it, also where spaces come first (OWASP, "CSV Injection").
func safeCell(s string) string {
	if s == "" {
		return s
	}
	trimmed := strings.TrimLeft(s, " ")
	if trimmed != "" && strings.IndexByte("=+-@\t\r\n", trimmed[0]) >= 0 {
		return "'" + s
	}
	return s
}

// phoneCell leaves an E.164 number as it is: it must stay readable by programs,
// and a + with nothing but digits after it is no formula that could do harm.
func phoneCell(s string) string {
	if rest, ok := strings.CutPrefix(s, "+"); ok && rest != "" && strings.Trim(rest, "0123456789") == "" {
		return s
	}
	return safeCell(s)
}
