package normalize

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"vobizsync/internal/lazy"
	"vobizsync/internal/textmap"
)

// A country may be given twice in one cell: "India (IN)", "DE Germany", "India
// (+91)", "Suisse / Schweiz". It counts where all parts agree.

// agreeing returns the code that the parts of a text agree on, the codes of
// several where each part names a country, but not the same one, or "".
func agreeing(s string, find func(string) string) string { return agreeingParts(s, find, mostParts) }

// mostParts bounds how many codes are looked for beside a name, and so the work on a
// cell that is made of them.
const mostParts = 3

func agreeingParts(s string, find func(string) string, parts int) string {
	if parts == 0 {
		return ""
	}
	s = areaCode().ReplaceAllString(s, "+1")
	if first, last := strings.IndexFunc(s, isSeparator), strings.LastIndexFunc(s, isSeparator); first >= 0 {
		head, rest := s[:first], trimSeparators(s[first:])
		if head == "" { // "(IN) India", "+91 India"
			head, rest = cutToken(rest)
		}
		if codes := agree(head, rest, find, parts); codes != "" {
			return codes
		}
		rest, tail := trimSeparators(s[:last]), trimSeparators(s[last:])
		if tail == "" { // "India (IN)"
			inner := strings.TrimRightFunc(s, isSeparator)
			last = strings.LastIndexFunc(inner, isSeparator)
			rest, tail = trimSeparators(inner[:max(last, 0)]), trimSeparators(inner[max(last, 0):])
		}
		if codes := agree(tail, rest, find, parts); codes != "" {
			return codes
		}
	}
	return twoNames(s, find)
}

func isSeparator(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("()[]{}/|,;:=_", r) || unicode.Is(unicode.Pd, r)
}

func trimSeparators(s string) string { return strings.TrimFunc(s, isSeparator) }

func cutToken(s string) (token, rest string) {
	end := strings.IndexFunc(s, isSeparator)
	if end < 0 {
		return "", s
	}
	return s[:end], trimSeparators(s[end:])
}

// agree compares a code, of a country or for calling it, with the name beside it.
func agree(code, name string, find func(string) string, parts int) string {
	of := ""
	switch {
	case name == "" || code == "":
		return ""
	case isCallingCode(code):
		if of = calledBy(code); of == "" {
			return ""
		}
	case code != strings.ToUpper(code) || code[0] > 'Z': // a word, such as "in"
		return ""
	default:
		if of = shortCode(code); of == "" {
			return ""
		}
	}
	codes := find(name)
	if codes == "" {
		codes = agreeingParts(name, find, parts-1)
	}
	if isCallingCode(code) && !containsCode(of, codes) { // the number may be anything
		return ""
	}
	return both(of, codes)
}

// shortCode reads a code or an abbreviation in capitals.
func shortCode(s string) string {
	if code := countryCode(s); code != "" || len(s) > 4 {
		return code
	}
	return textmap.Get(englishTable, plainKey(s))
}

// both returns what two lists of codes have in common, or both of them.
func both(a, b string) string {
	switch {
	case a == "" || b == "":
		return ""
	case containsCode(b, a):
		return a
	case containsCode(a, b):
		return b
	}
	return with(a, b)
}

// twoNames reads "Germany (Deutschland)", "Suisse/Schweiz/Svizzera" and "Belgique -
// België": names that are told apart by more than a space.
func twoNames(s string, find func(string) string) (codes string) {
	parts := strings.FieldsFunc(strings.ReplaceAll(strings.ReplaceAll(s, " - ", "|"), " – ", "|"), func(r rune) bool {
		return strings.ContainsRune("()[]/|,;", r)
	})
	if len(parts) < 2 || len(parts) > 5 {
		return ""
	}
	for _, part := range parts {
		if part = trimSeparators(part); part == "" {
			continue
		}
		found := find(part)
		if codes != "" {
			found = both(codes, found)
		}
		if codes = found; codes == "" {
			return ""
		}
	}
	return codes
}

// areaCode is a calling code of North America with the area code of one of its
// countries: Jamaica is +1-876.
var areaCode = lazy.Regexp(`\+1[- ]?\d{3}\b`)

// isCallingCode recognizes what is for a calling code: +91, 0091, 91.
func isCallingCode(s string) bool {
	digits := strings.TrimPrefix(s, "+")
	return digits != "" && len(digits) <= 5 && isDigits(digits)
}

// calledBy returns the countries that have a calling code, the main one first.
func calledBy(s string) (regions string) {
	code, err := strconv.Atoi(strings.TrimPrefix(strings.TrimPrefix(s, "+"), "00"))
	if err != nil || code == 0 {
		return ""
	}
	for _, r := range phonenumbers.GetRegionCodesForCountryCode(code) {
		if IsAlpha2(r) {
			regions += r
		}
	}
	return regions
}

// spellFlags writes flags, which are letters of their own in Unicode, as codes.
func spellFlags(s string) string {
	const a, z = '🇦', '🇿'
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= a && r <= z }) {
		return s
	}
	var b strings.Builder
	letters := 0
	for _, r := range s {
		if r < a || r > z {
			b.WriteRune(r)
			continue
		}
		if letters%2 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r - a + 'A')
		if letters++; letters%2 == 0 {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}
