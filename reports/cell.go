package reports

import "vobizsync/internal/words"

// phoneCell leaves an E.164 number as it is: it must stay readable by programs,
// and a + with nothing but digits after it is not a formula that could do harm.
func phoneCell(s string) string {
	if len(s) < 2 || s[0] != '+' {
		return words.Cell(s)
	}
	for i := 1; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return words.Cell(s)
		}
	}
	return s
}
