package normalize

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"vobizsync/internal/numberplan"
)

// Phone is what one typed telephone number turned out to be.
type Phone struct {
	E164    string // "" where there is a problem
	Problem Reason
	Notes   []Reason // repairs and oddities that do not refuse the number
	// NeedsCountry means that the number may be sound: the problem is that its country
	// is not known.
	NeedsCountry bool
	// Extension means that the number would do without its extension.
	Extension bool
}

// maxPhone is the most characters that are taken for one number. The phone
// library's own limit is 250.
const maxPhone = 64

// leastNational is how many digits a number has in some country without its calling
// code. One of fewer is wrong whatever the country.
const leastNational = 5

// ParsePhone reads a folded cell as a telephone number in a region (ISO 3166-1
// alpha-2) and returns it in E.164 (ITU-T Recommendation E.164). A number that
// starts with + or 00 says its country itself.
//
// The phone library accepts some damaged numbers as other, valid ones: it drops
// a tail of letters, and reads ".0" as another digit. So everything that is not
// plainly a number is settled here, before the library is asked.
func ParsePhone(typed, region string) Phone {
	if len(typed) > maxPhone {
		return Phone{Problem: Reason{InvalidPhone, "", "is too long for a telephone number"}}
	}
	if isPlainPhone(typed) && (region != "" || saysItsCountry(typed)) {
		return readPhone(typed, typed, region)
	}
	return closelyReadPhone(typed, region)
}

// closelyReadPhone looks at every oddity that ParsePhone may meet.
func closelyReadPhone(typed, region string) Phone {
	s := unwrapText(plainDigits(typed))
	if IsErrorValue(s) {
		return Phone{Problem: ErrorValue(s)}
	}
	if lost := lostDigits(s); lost != "" {
		return Phone{Problem: Reason{DamagedNumber, typed, lost + ": " + AsText}}
	}
	s, repaired := wholeNumber(s)
	if extensionAt(s) > 0 {
		return Phone{Problem: Reason{InvalidPhone, typed, hasExtension}}
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "tel:"), "Tel:")
	if odd := oddPhoneRune(s); odd != "" {
		return Phone{Problem: Reason{InvalidPhone, typed, "has " + odd + " in it"}}
	}
	if hasSecondEnding(s) || hasTwoNumbers(s, region) {
		return Phone{Problem: Reason{InvalidPhone, typed, twoNumbers}}
	}
	if region == "" && !saysItsCountry(s) {
		return Phone{NeedsCountry: countDigits(s) >= leastNational, Problem: Reason{InvalidPhone, typed,
			"has no country calling code, and the country of its row is unknown"}}
	}
	p := readPhone(typed, s, region)
	if repaired && p.Problem.Text == "" {
		p.Notes = append(p.Notes, Reason{DecimalNumber, typed, "read as " + p.E164 + ": a spreadsheet stored it as a decimal number"})
	}
	return p
}

// isPlainPhone recognizes the common case: digits, spaces, hyphens, slashes and
// brackets after an optional +. A number that starts with a hyphen is a
// negative one, and one with a full stop may be a decimal one.
func isPlainPhone(s string) bool {
	s = strings.TrimPrefix(s, "+")
	if s == "" || s[0] != '(' && !isDigit(s[0]) {
		return false
	}
	dots := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.':
			dots++
		case !isDigit(c) && c != ' ' && c != '-' && c != '/' && c != '(' && c != ')':
			return false
		}
	}
	return dots != 1 && !mayHaveTwo(s) // one dot may be that of a decimal number
}

// mayHaveTwo reports whether a slash in a number may be between two: it has
// more digits before it than an area code.
func mayHaveTwo(s string) bool {
	slash := strings.LastIndexByte(s, '/')
	return slash >= 0 && countDigitsAndPlus(s[:slash]) >= 6
}

// hasTwoNumbers recognizes 030 12345 / 030 12346 and 030 12345 / 12346: what is
// before a slash is a number by itself, and what follows may be another.
func hasTwoNumbers(s, region string) bool {
	for i := range len(s) {
		if s[i] != '/' || countDigitsAndPlus(s[:i]) < 6 || countDigitsAndPlus(s[i:]) < 4 {
			continue
		}
		if n := numberplan.Read(s[:i], region); n.Valid() {
			return true
		}
	}
	return false
}

// hasSecondEnding recognizes 030 123456/57, which is short for two numbers. A
// slash behind an area code has fewer digits before it, or more after it.
func hasSecondEnding(s string) bool {
	slash := strings.LastIndexByte(s, '/')
	if slash < 0 {
		return false
	}
	after := countDigitsAndPlus(s[slash:])
	return after > 0 && after <= 3 && countDigitsAndPlus(s[:slash]) >= 7
}

// startsWithOwnCode reports whether a number without + starts with the calling
// code of its own region.
func startsWithOwnCode(s, region string) bool {
	code := numberplan.CallingCode(region)
	at := 0
	for i := 0; i < len(s) && at < len(code); i++ {
		switch c := s[i]; {
		case c == '+':
			return false
		case !isDigit(c):
		case c == code[at]:
			at++
		default:
			return false
		}
	}
	return code != "" && at == len(code)
}

// readPhone tries the readings of a number in the order of their likelihood.
func readPhone(typed, s, region string) Phone {
	asTyped := numberplan.Read(s, region)
	number := asTyped
	if rest, ok := dialledAbroad(s); ok {
		// Outside of regions whose international prefix is 00, the library
		// takes 00 for a part of the number, or of a longer prefix: in
		// Singapore 0091 7… is 009, then 1 and 7….
		if n, ok := international(rest, region); ok {
			if number.Valid() && number.E164 != n.E164 {
				return Phone{Problem: Reason{InvalidPhone, typed, "may be " + n.E164 + " or " + number.E164 + ": write it with a +"}}
			}
			number = n
		}
	}
	var notes []Reason
	if startsWithOwnCode(s, region) {
		if own, ok := international(DigitsAndPlus(s), region); ok {
			if code, note := ownCodeNote(region, &own, &number); note != "" {
				notes = append(notes, Reason{code, typed, note})
			}
			number = own
		}
	}
	if !number.Valid() {
		return Phone{Problem: whyInvalid(typed, s, &asTyped, region)}
	}
	if number.Extension {
		return Phone{Problem: Reason{InvalidPhone, typed, hasExtension}}
	}
	return Phone{E164: number.E164, Notes: append(notes, oddities(&number, region)...)}
}

// dialledAbroad returns the digits after the 00 that a number starts with.
func dialledAbroad(s string) (digits string, ok bool) {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '0' && !ok:
			ok = true
		case c == '0':
			return DigitsAndPlus(s[i+1:]), true
		case c == '+' || isDigit(c):
			return "", false
		}
	}
	return "", false
}

// international reads digits as if a + stood before them, if they are a valid
// number then. What starts with no calling code, and only dialled in its region is
// one, is none.
func international(digits, region string) (n numberplan.Number, ok bool) {
	if !numberplan.HasCallingCode(strings.TrimLeft(digits, "+")) {
		return n, false
	}
	n = numberplan.Read("+"+digits, region)
	return n, n.Valid()
}

// ownCodeNote says that a number which starts with its own country's calling
// code was read as if a + stood before it: the + is what spreadsheets lose
// first. Where the code is what is dialled within the country, too, as 1 in
// North America, and the number is the same, nothing needs to be said.
func ownCodeNote(region string, own, other *numberplan.Number) (code Code, note string) {
	note = "read as " + own.E164 + ": it starts with the calling code of " + region
	if !other.Valid() {
		return CallingCode, note
	}
	if other.E164 != own.E164 {
		return TwoReadings, note + ", though " + other.E164 + " is possible, too"
	}
	if phonenumbers.GetNddPrefixForRegion(region, true) == numberplan.CallingCode(region) {
		return CallingCode, ""
	}
	return CallingCode, note
}

// oddities are worth a look, without being wrong. A number that is valid in
// several regions, as a toll-free one of North America, belongs to each.
func oddities(number *numberplan.Number, region string) (notes []Reason) {
	if !number.Here && numberplan.CallingCode(region) != "" && IsAlpha2(number.Region) {
		notes = append(notes, Reason{ForeignPhone, "", "the phone belongs to " + number.Region + ", the row says " + region})
	}
	if number.Premium {
		notes = append(notes, Reason{PremiumRate, "", "the phone is a premium-rate number"})
	}
	return notes
}

// whyInvalid says what is wrong with a number, and what a spreadsheet may have
// taken from it.
func whyInvalid(typed, s string, number *numberplan.Number, region string) Reason {
	where := ""
	if region != "" {
		where = " in " + region
	}
	if lost, ok := withoutItsStart(s, region); ok {
		return Reason{DamagedNumber, typed, "is not a valid number" + where + ", " + lost + ": " + AsText}
	}
	switch {
	case number.Short && !strings.HasPrefix(s, "+"):
		return Reason{InvalidPhone, typed, "is a short number, which can only be called" + where}
	case number.Finding == numberplan.TooShort:
		return Reason{InvalidPhone, typed, "is too short for a number" + where}
	case number.Finding == numberplan.TooLong:
		return Reason{InvalidPhone, typed, "is too long for a number" + where}
	}
	return Reason{InvalidPhone, typed, "is not a valid number" + where}
}

// withoutItsStart recognizes a number of nothing but digits that is valid with
// a + or a 0 before it: the signs that a spreadsheet drops from a number.
func withoutItsStart(s, region string) (string, bool) {
	if len(s) < 7 || !isDigits(s) || s[0] == '0' {
		return "", false
	}
	if n := numberplan.Read("0"+s, region); n.Here {
		return "but " + n.E164 + " with a 0 before it is", true
	}
	if n, ok := international(s, region); ok && len(s) >= 10 {
		return "but " + n.E164 + " with a + before it is", true
	}
	return "", false
}
