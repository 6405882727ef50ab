package normalize

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/nyaruka/phonenumbers"

	"vobizsync/internal/numberplan"
)

// Phone is what one typed telephone number turned out to be.
type Phone struct {
	E164    string // "" where there is a problem
	Problem Reason
	Notes   []Reason // repairs and oddities that do not refuse the number
}

// maxPhone is the most characters that are taken for one number. The phone
// library's own limit is 250.
const maxPhone = 64

// extension finds the digits that are dialled after the call was answered.
var extension = regexp.MustCompile(`(?i)[\d)]\s*[,;]?\s*(?:;ext=|extension|extn?\b\.?|x|#|durchwahl|poste|доб\.?)[\s.:]*\d{1,7}\s*#?$`)

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
	if e164, ok := plainPhone(typed, region); ok {
		return Phone{E164: e164}
	}
	return closelyReadPhone(typed, region)
}

// fewPhones is for how many numbers the tables of numberplan are not worth
// their making, which takes as long as the library takes for a thousand.
const fewPhones = 300

// phonesRead counts up to fewPhones. It decides who answers, not what.
var phonesRead atomic.Int32

// plainPhone answers for the numbers of which nothing needs to be said: plainly
// written, of the row's own country, and of no premium rate.
func plainPhone(typed, region string) (string, bool) {
	if !isPlainPhone(typed) || startsWithOwnCode(typed, region) {
		return "", false
	}
	if phonesRead.Load() < fewPhones {
		phonesRead.Add(1)
		return "", false
	}
	return numberplan.Domestic(typed, region)
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
	if extension.MatchString(s) {
		return Phone{Problem: Reason{InvalidPhone, typed, "has an extension: give the number without it"}}
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "tel:"), "Tel:")
	if odd := oddPhoneRune(s); odd != "" {
		return Phone{Problem: Reason{InvalidPhone, typed, "has " + odd + " in it"}}
	}
	if hasSecondEnding(s) || hasTwoNumbers(s, region) {
		return Phone{Problem: Reason{InvalidPhone, typed, twoNumbers}}
	}
	if region == "" && !saysItsCountry(s) {
		return Phone{Problem: Reason{InvalidPhone, typed,
			"has no country calling code, and the country of its row is not known"}}
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

// mayHaveTwo reports whether a slash in a number may stand between two: it has
// more digits before it than an area code.
func mayHaveTwo(s string) bool {
	slash := strings.LastIndexByte(s, '/')
	return slash >= 0 && len(DigitsAndPlus(s[:slash])) >= 6
}

// hasTwoNumbers recognizes 030 12345 / 030 12346 and 030 12345 / 12346: what is
// before a slash is a number by itself, and what follows may be another.
func hasTwoNumbers(s, region string) bool {
	for i := range len(s) {
		if s[i] != '/' || len(DigitsAndPlus(s[:i])) < 6 || len(DigitsAndPlus(s[i:])) < 4 {
			continue
		}
		if n, err := phonenumbers.Parse(s[:i], region); err == nil && phonenumbers.IsValidNumber(n) {
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
	after := len(DigitsAndPlus(s[slash:]))
	return after > 0 && after <= 3 && len(DigitsAndPlus(s[:slash])) >= 7
}

// startsWithOwnCode reports whether a number without + starts with the calling
// code of its own region.
func startsWithOwnCode(s, region string) bool {
	code := callingCode(region)
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

// readPhone asks the library, trying the readings of a number in the order of
// their likelihood.
func readPhone(typed, s, region string) Phone {
	number, err := phonenumbers.Parse(s, region)
	valid := err == nil && phonenumbers.IsValidNumber(number)
	if !valid {
		// Outside of regions whose international prefix is 00, the library
		// takes 00 for a part of the number.
		if rest, ok := strings.CutPrefix(DigitsAndPlus(s), "00"); ok {
			if n, ok := validNumber("+" + rest); ok {
				number, valid = n, true
			}
		}
	}
	var notes []Reason
	if startsWithOwnCode(s, region) {
		if own, ok := validNumber("+" + DigitsAndPlus(s)); ok {
			if code, note := ownCodeNote(region, own, number, valid); note != "" {
				notes = append(notes, Reason{code, typed, note})
			}
			number, valid = own, true
		}
	}
	if !valid {
		return Phone{Problem: whyInvalid(typed, s, number, err, region)}
	}
	if number.GetExtension() != "" {
		return Phone{Problem: Reason{InvalidPhone, typed, "has an extension: give the number without it"}}
	}
	return Phone{E164: e164(number), Notes: append(notes, oddities(number, region)...)}
}

func validNumber(international string) (*phonenumbers.PhoneNumber, bool) {
	n, err := phonenumbers.Parse(international, "")
	return n, err == nil && phonenumbers.IsValidNumber(n)
}

func e164(n *phonenumbers.PhoneNumber) string { return phonenumbers.Format(n, phonenumbers.E164) }

// ownCodeNote says that a number which starts with its own country's calling
// code was read as if a + stood before it: the + is what spreadsheets lose
// first. Where the code is what is dialled within the country, too, as 1 in
// North America, and the number is the same, nothing needs to be said.
func ownCodeNote(region string, own, other *phonenumbers.PhoneNumber, otherValid bool) (code Code, note string) {
	note = "read as " + e164(own) + ": it starts with the calling code of " + region
	if !otherValid {
		return CallingCode, note
	}
	if e164(other) != e164(own) {
		return TwoReadings, note + ", though " + e164(other) + " is possible, too"
	}
	if phonenumbers.GetNddPrefixForRegion(region, true) == callingCode(region) {
		return CallingCode, ""
	}
	return CallingCode, note
}

// callingCodes holds the calling codes of the regions that were asked for.
var callingCodes sync.Map // region -> string

// callingCode returns the calling code of a region in digits, "" for a region
// that has none of its own.
func callingCode(region string) string {
	if code, ok := callingCodes.Load(region); ok {
		return code.(string)
	}
	digits := ""
	if code := phonenumbers.GetCountryCodeForRegion(region); code != 0 {
		digits = strconv.Itoa(code)
	}
	if IsAlpha2(region) {
		callingCodes.Store(region, digits)
	}
	return digits
}

// oddities are worth a look, without being wrong. A number that is valid in
// several regions, as a toll-free one of North America, belongs to each.
func oddities(number *phonenumbers.PhoneNumber, region string) (notes []Reason) {
	if actual := phonenumbers.GetRegionCodeForNumber(number); callingCode(region) != "" && actual != region && IsAlpha2(actual) &&
		!phonenumbers.IsValidNumberForRegion(number, region) {
		notes = append(notes, Reason{ForeignPhone, "", "the phone belongs to " + actual + ", the row says " + region})
	}
	if phonenumbers.GetNumberType(number) == phonenumbers.PREMIUM_RATE {
		notes = append(notes, Reason{PremiumRate, "", "the phone is a premium-rate number"})
	}
	return notes
}

// whyInvalid says what is wrong with a number, and what a spreadsheet may have
// taken from it.
func whyInvalid(typed, s string, number *phonenumbers.PhoneNumber, err error, region string) Reason {
	where := ""
	if region != "" {
		where = " in " + region
	}
	if lost, ok := withoutItsStart(s, region); ok {
		return Reason{DamagedNumber, typed, "is not a valid number" + where + ", " + lost + ": " + AsText}
	}
	if err == nil {
		if !strings.HasPrefix(s, "+") && phonenumbers.IsValidShortNumberForRegion(number, region) {
			return Reason{InvalidPhone, typed, "is a short number, which can be called only" + where}
		}
		switch phonenumbers.IsPossibleNumberWithReason(number) {
		case phonenumbers.TOO_SHORT:
			return Reason{InvalidPhone, typed, "is too short for a number" + where}
		case phonenumbers.TOO_LONG:
			return Reason{InvalidPhone, typed, "is too long for a number" + where}
		}
	}
	return Reason{InvalidPhone, typed, "is not a valid number" + where}
}

// withoutItsStart recognizes a number of nothing but digits that is valid with
// a + or a 0 before it: the signs that a spreadsheet drops from a number.
func withoutItsStart(s, region string) (string, bool) {
	if len(s) < 7 || !isDigits(s) || s[0] == '0' {
		return "", false
	}
	if n, err := phonenumbers.Parse("0"+s, region); err == nil && phonenumbers.IsValidNumberForRegion(n, region) {
		return "but " + e164(n) + " with a 0 before it is", true
	}
	if n, ok := validNumber("+" + s); ok && len(s) >= 10 {
		return "but " + e164(n) + " with a + before it is", true
	}
	return "", false
}
