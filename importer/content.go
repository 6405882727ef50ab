package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vobizsync/importer/normalize"
	"vobizsync/internal/lazy"
)

// aheadRows is how many rows are looked at before the columns are decided on.
const aheadRows = 500

// content is what the first rows of a file have. It may veto what a header says, or
// decide between two; it never makes a column a field that its header does not name.
type content struct {
	rows [][]string
}

// cell is a column's cell in a row, folded, "" where it only says that there is
// nothing.
func (c *content) cell(row []string, column int) string {
	if column >= len(row) {
		return ""
	}
	s := normalize.Fold(row[column])
	if normalize.IsPlaceholder(s) {
		return ""
	}
	return s
}

// filled counts the cells of a column that say something.
func (c *content) filled(column int) (n int) {
	for _, row := range c.rows {
		if c.cell(row, column) != "" {
			n++
		}
	}
	return n
}

// mostly reports whether more than half of a column's filled cells are of a kind.
func (c *content) mostly(column int, is func(string) bool) bool {
	hits, n := 0, 0
	for _, row := range c.rows {
		if s := c.cell(row, column); s != "" {
			n++
			if is(s) {
				hits++
			}
		}
	}
	return 2*hits > n
}

// differ reports whether two columns have different cells in any row.
func (c *content) differ(a, b int) bool {
	for _, row := range c.rows {
		if c.cell(row, a) != c.cell(row, b) {
			return true
		}
	}
	return false
}

// veto says why the cells of a column can't be what its header says, "" where they
// can, or where there are none.
func (c *content) veto(column int, m *meaning) string {
	if c.filled(column) == 0 {
		return ""
	}
	is := func(kind func(string) bool) bool { return c.mostly(column, kind) }
	switch field := fieldOfConcept(m.concept); {
	case m.concept == callingCode:
		if !is(isCallingCode) {
			return "has no calling codes"
		}
	case field == Name:
		if is(hasNoName) || is(isKey) {
			return "has no names"
		}
	case field == Email:
		if !is(func(s string) bool { return strings.Contains(s, "@") }) {
			return "has no e-mail addresses"
		}
	case field == Phone:
		if !is(mayBePhone) {
			return "has no telephone numbers"
		}
	case field == Password:
		if is(func(s string) bool { return normalize.NotAPassword(s) != "" }) {
			return "has hashes of passwords, not passwords"
		}
	case field == Country:
		if is(isNumber) || is(hasAt) || is(isStatus) || m.shown && !is(isCountry) {
			return "has no countries"
		}
	case field == GSTIN:
		if !is(func(s string) bool { n := len(normalize.Letters(s)); return n > 12 && n < 18 }) {
			return "has no GST numbers"
		}
	case field == ZipCode:
		if m.shown && !is(isIndianPIN) || !is(mayBePostal) {
			return "has no postal codes"
		}
	case field == State, field == City, field == Company, field == Address:
		if is(hasAt) || is(isStatus) || field != Address && is(isNumber) {
			return "has none"
		}
	}
	return ""
}

func hasAt(s string) bool { return strings.Contains(s, "@") }

// hasNoName recognizes numbers, addresses of mails and pages.
func hasNoName(s string) bool {
	return hasAt(s) || strings.Contains(s, "://") || !strings.ContainsFunc(s, unicode.IsLetter)
}

// isKey recognizes one word with a digit in it, such as "C-1042".
func isKey(s string) bool { return !strings.Contains(s, " ") && strings.ContainsAny(s, "0123456789") }

// isNumber recognizes what has digits and no lettersexcept for those of "1E5".
func isNumber(s string) bool {
	return strings.ContainsAny(s, "0123456789") && !strings.ContainsFunc(s, unicode.IsLetter)
}

// aDate recognizes the day at the start of a date or a time.
var aDate = lazy.Regexp(`^(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)(?:\D|$)`)

// startsLikeDate tells most cells from a date without an expression.
func startsLikeDate(s string) bool {
	sign := func(i int) bool { return i < len(s) && strings.IndexByte("-/.", s[i]) >= 0 }
	return sign(1) || sign(2) || sign(4)
}

// mayBePhone recognizes what has at least as many digits as the shortest numbers,
// and more of them than letters.
func mayBePhone(s string) bool {
	if startsLikeDate(s) && aDate().MatchString(s) {
		return false
	}
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits >= 5 && digits >= letters && !hasAt(s)
}

// isStatus recognizes what a column says that is about something being on or off.
func isStatus(s string) bool {
	switch strings.ToLower(s) {
	case "yes", "no", "true", "false", "active", "inactive", "enabled", "disabled", "ja", "nein", "oui", "non", "sí", "si", "activo", "inactivo", "activa", "inactiva",
		"ativo", "inativo", "attivo", "inattivo", "valid", "invalid", "verified", "new", "open", "closed", "pending", "да", "нет", "evet", "hayır", "tak", "nie", "aktiv", "inaktiv":
		return true
	}
	return false
}

func isCountry(s string) bool { _, ok := normalize.ParseCountry(s); return ok }

func isIndianPIN(s string) bool {
	digits := strings.ReplaceAll(s, " ", "")
	return len(digits) == 6 && strings.Trim(digits, "0123456789") == "" && digits[0] != '0'
}

// mayBePostal recognizes up to ten letters and digits, three at least (Universal
// Postal Union, addressing systems of its members).
func mayBePostal(s string) bool {
	n := utf8.RuneCountInString(normalize.Letters(s))
	return n >= 3 && n <= 10 && !hasAt(s)
}

// isOneWord recognizes a given name or a family name.
func isOneWord(s string) bool { return !strings.Contains(s, " ") }

// isCapitalized recognizes one word of letters that begins with a capital.
func isCapitalized(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return isOneWord(s) && !isStatus(s) && unicode.IsUpper(first) && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-' && r != '\'' && r != '’'
	}) && (len(s) > 3 || strings.ToUpper(s) != s)
}

// mayBeName recognizes words that begin with capitals, or have none.
func mayBeName(s string) bool {
	for word := range strings.FieldsSeq(s) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) || unicode.IsDigit(first) {
			return false
		}
	}
	return strings.ContainsFunc(s, unicode.IsLetter) && !hasNoName(s)
}

// isWholeName recognizes two to four words of letters only that begin with capitals.
func isWholeName(s string) bool {
	n := 0
	for word := range strings.FieldsSeq(s) {
		if !isCapitalized(strings.TrimSuffix(word, ".")) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 4
}
