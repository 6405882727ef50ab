package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vobizsync/internal/lazy"
)

// plainNumber is a negative number: its minus makes no formula that does anything.
var plainNumber = lazy.Regexp(`^-[0-9]+(?:\.[0-9]+)?$`)

// begins are the characters that a formula can begin with: also as full-width or
// small forms, and as the minus sign, which spreadsheet programs of East Asia take
// for the same.
const begins = "=+-@\t\r\n" + "＝＋－＠" + "﹦﹢﹣﹫" + "−"

// Cell keeps a spreadsheet program from taking a cell for a formula: text that
// starts with =, +, -, @, a form of these, a tab or the end of a line gets an
// apostrophe before it, also where spaces or characters that can't be seen come
// first (OWASP, "CSV Injection"). A plain number stays one: -12.50.
func Cell(s string) string {
	if s == "" || s[0] >= '0' && s[0] <= '9' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 'a' && s[0] <= 'z' {
		return s
	}
	begin := strings.TrimLeftFunc(s, func(r rune) bool {
		return !strings.ContainsRune(begins, r) && (unicode.IsSpace(r) || unicode.In(r, unicode.Cf))
	})
	if r, _ := utf8.DecodeRuneInString(begin); begin != "" && strings.ContainsRune(begins, r) && !plainNumber().MatchString(s) {
		return "'" + s
	}
	return s
}
