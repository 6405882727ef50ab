package reports

import (
	"strings"

	"vobizsync/internal/words"
)

// phoneCell leaves an E.164 number as it is: it must stay readable by programs,
// and a + with nothing but digits after it is not a formula that could do harm.
func phoneCell(s string) string {
	if rest, ok := strings.CutPrefix(s, "+"); ok && rest != "" && strings.Trim(rest, "0123456789") == "" {
		return s
	}
	return words.Cell(s)
}
