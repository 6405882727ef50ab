package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// phone is what one typed telephone number turned out to be.
type phone struct {
	e164    string // "" where there is a problem
	code    Code   // of the problem
	problem string
	notes   []string // repairs and oddities that do not refuse the number
}

// maxPhone is the most characters that are taken for one number. The phone
// library's own limit is 250.
const maxPhone = 64

// parsePhone reads a folded cell as a telephone number in a region (ISO 3166-1
// alpha-2) and returns it in E.164 (ITU-T Recommendation E.164). A number that
// starts with + or 00 says its country itself.
//
// The phone library accepts some damaged numbers as other, valid ones: it drops
// a tail of letters, and reads ".0" as another digit. So everything that is not
// plainly a number is settled here, before the library is asked.
func parsePhone(typed, region string) phone {
	if len(typed) > maxPhone {
		return phone{code: InvalidPhone, problem: "is too long for a telephone number"}
	}
	s := typed
	if isPlainPhone(s) {
		return readPhone(typed, s, region)
	}
	s = unwrapText(plainDigits(typed))
	if p, ok := spreadsheetDamage(s); ok {
		return p
	}
	s, repaired := dropDecimals(s)
	if extension.MatchString(s) {
		return phone{code: InvalidPhone, problem: quote(typed) + " has an extension: give the number without it"}
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "tel:"), "Tel:")
	if odd := oddPhoneRune(s); odd != "" {
		return phone{code: InvalidPhone, problem: quote(typed) + " has " + odd + " in it"}
	}
	if region == "" && !saysItsCountry(s) {
		return phone{code: InvalidPhone, problem: quote(typed) +
			" has no country calling code, and the country of its row is not known"}
	}
	p := readPhone(typed, s, region)
	if repaired && p.problem == "" {
		p.notes = append(p.notes, fmt.Sprintf("%s read as %s: a spreadsheet stored it as a decimal number", quote(typed), p.e164))
	}
	return p
}

// isPlainPhone recognizes the common case: an optional +, then digits, spaces,
// hyphens and brackets, with nothing that needs a closer look.
func isPlainPhone(s string) bool {
	s, plus := strings.CutPrefix(s, "+")
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			digits++
		case c != ' ' && c != '-' && c != '(' && c != ')':
			return false
		}
	}
	return digits > 0 && plus
}

// readPhone asks the library, trying the readings of a number in the order of
// their likelihood.
func readPhone(typed, s, region string) phone {
	number, err := phonenumbers.Parse(s, region)
	valid := err == nil && phonenumbers.IsValidNumber(number)
	if !valid {
		// Outside of regions whose international prefix is 00, the library
		// takes 00 for a part of the number.
		if rest, ok := strings.CutPrefix(digitsAndPlus(s), "00"); ok {
			if n, err2 := phonenumbers.Parse("+"+rest, region); err2 == nil && phonenumbers.IsValidNumber(n) {
				number, valid = n, true
			}
		}
	}
	var notes []string
	if own, ok := withOwnCallingCode(s, region); ok {
		e164 := phonenumbers.Format(own, phonenumbers.E164)
		note := fmt.Sprintf("%s read as %s: it starts with the calling code of %s", quote(typed), e164, region)
		if valid {
			if other := phonenumbers.Format(number, phonenumbers.E164); other != e164 {
				note += ", though " + other + " is possible, too"
			}
		}
		number, valid, notes = own, true, append(notes, note)
	}
	if !valid {
		return phone{code: InvalidPhone, problem: whyInvalid(typed, number, err, region)}
	}
	if number.GetExtension() != "" {
		return phone{code: InvalidPhone, problem: quote(typed) + " has an extension: give the number without it"}
	}
	return phone{
		e164:  phonenumbers.Format(number, phonenumbers.E164),
		notes: append(notes, oddities(number, region)...),
	}
}

// withOwnCallingCode reads a number of digits only, that starts with its own
// country's calling code, as if a + stood before it: the + is what spreadsheets
// lose first.
func withOwnCallingCode(s, region string) (*phonenumbers.PhoneNumber, bool) {
	if len(s) < 7 || strings.Trim(s, "0123456789") != "" || region == "" {
		return nil, false
	}
	code := phonenumbers.GetCountryCodeForRegion(region)
	if code == 0 || !strings.HasPrefix(s, strconv.Itoa(code)) {
		return nil, false
	}
	number, err := phonenumbers.Parse("+"+s, region)
	return number, err == nil && phonenumbers.IsValidNumber(number)
}

// oddities are worth a look, without being wrong.
func oddities(number *phonenumbers.PhoneNumber, region string) (notes []string) {
	if actual := phonenumbers.GetRegionCodeForNumber(number); region != "" && actual != region && IsAlpha2(actual) {
		notes = append(notes, fmt.Sprintf("the phone belongs to %s, the row says %s", actual, region))
	}
	if phonenumbers.GetNumberType(number) == phonenumbers.PREMIUM_RATE {
		notes = append(notes, "the phone is a premium-rate number")
	}
	return notes
}

func whyInvalid(typed string, number *phonenumbers.PhoneNumber, err error, region string) string {
	where := ""
	if region != "" {
		where = " in " + region
	}
	if err == nil {
		switch phonenumbers.IsPossibleNumberWithReason(number) {
		case phonenumbers.TOO_SHORT:
			return quote(typed) + " is too short for a number" + where
		case phonenumbers.TOO_LONG:
			return quote(typed) + " is too long for a number" + where
		}
	}
	return quote(typed) + " is no valid number" + where
}

// plainDigits turns the decimal digits of every script into 0 to 9, and the
// full-width and typographic forms of + and - into themselves.
func plainDigits(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x80:
			return r
		case r == '＋' || r == '⁺':
			return '+'
		case unicode.Is(unicode.Pd, r) || r == '−' || r == '·':
			return '-'
		case r == '（':
			return '('
		case r == '）':
			return ')'
		case r == '．':
			return '.'
		case r == '／':
			return '/'
		}
		return decimalDigit(r)
	}, s)
}

// decimalDigit returns the ASCII form of a decimal digit, other runes as they
// are. Unicode assigns the ten digits of a script in one run, zero first.
func decimalDigit(r rune) rune {
	if !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, run := range unicode.Nd.R16 {
		if uint16(r) >= run.Lo && uint16(r) <= run.Hi && r <= 0xffff {
			return '0' + (r-rune(run.Lo))%10
		}
	}
	for _, run := range unicode.Nd.R32 {
		if uint32(r) >= run.Lo && uint32(r) <= run.Hi {
			return '0' + (r-rune(run.Lo))%10
		}
	}
	return r
}

// unwrapText removes what spreadsheets put around a number to keep it text: a
// leading apostrophe, or the formula ="...".
func unwrapText(s string) string {
	if inner, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(inner, `"`) {
		return strings.TrimSpace(strings.TrimSuffix(inner, `"`))
	}
	return strings.TrimSpace(strings.TrimPrefix(s, "'"))
}

var (
	extension  = regexp.MustCompile(`(?i)[\d)]\s*[,;]?\s*(?:;ext=|extension|extn?\b\.?|x|#|durchwahl|poste|доб\.?)[\s.:]*\d{1,7}\s*#?$`)
	scientific = regexp.MustCompile(`^[+-]?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$`)
	decimals   = regexp.MustCompile(`^\+?\d+[.,](\d+)$`)
	zeros      = regexp.MustCompile(`^(\+?\d+)[.,]0+$`)
)

// AsText is the advice for every number that a spreadsheet damaged.
const AsText = "format the column as text in the spreadsheet and export it again"

// spreadsheetDamage recognizes a number of which a spreadsheet has lost digits,
// or the error value that took its place. A number in scientific notation that
// has all of its digits is repaired by the caller's next steps.
func spreadsheetDamage(s string) (phone, bool) {
	if strings.HasPrefix(s, "#") {
		return phone{code: DamagedNumber, problem: quote(s) + " is a spreadsheet's error value: mend the formula and export again"}, true
	}
	if m := scientific.FindStringSubmatch(s); m != nil && !keepsAllDigits(m) {
		return phone{code: DamagedNumber, problem: quote(s) + " has lost digits to scientific notation: " + AsText}, true
	}
	if m := decimals.FindStringSubmatch(s); m != nil && len(s) > 8 && len(m[1]) <= 2 && strings.Trim(m[1], "0") != "" {
		return phone{code: DamagedNumber, problem: quote(s) + " is a decimal number: " + AsText}, true
	}
	return phone{}, false
}

// keepsAllDigits reports whether the match of scientific has as many digits as
// the number that it stands for.
func keepsAllDigits(m []string) bool {
	exponent, err := strconv.Atoi(m[3])
	return err == nil && len(m[2]) == exponent
}

// dropDecimals takes ".0" off a number, and writes one in scientific notation
// out in full; both lose nothing.
func dropDecimals(s string) (string, bool) {
	if m := scientific.FindStringSubmatch(s); m != nil {
		return m[1] + m[2], true
	}
	if m := zeros.FindStringSubmatch(s); m != nil && len(s) > 5 {
		return m[1], true
	}
	return s, false
}

// oddPhoneRune names what does not belong into a telephone number, "" if
// nothing is odd.
func oddPhoneRune(s string) string {
	seen := false // a digit or a plus
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			seen = true
		case r == '+':
			if seen {
				return "a + in the middle"
			}
			seen = true
		case strings.ContainsRune(" -.()/[]~", r):
		case unicode.IsLetter(r):
			return "letters"
		default:
			return quote(string(r))
		}
	}
	if !seen {
		return "no digits"
	}
	return ""
}

func saysItsCountry(s string) bool {
	d := digitsAndPlus(s)
	return strings.HasPrefix(d, "+") || strings.HasPrefix(d, "00")
}

func digitsAndPlus(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
