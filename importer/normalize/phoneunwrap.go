package normalize

import (
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// ReadPhone is [ParsePhone] for a folded cell as people write it: with a label, in
// quotes, as a link. With dropExtension, an extension is left out.
func ReadPhone(cell, region string, dropExtension bool) Phone {
	p := ParsePhone(cell, region)
	if p.Problem.Text == "" {
		if meant := codeTwice(p.E164); meant != "" {
			p.Notes = append(p.Notes, Reason{TwoReadings, cell, "has its calling code twice: " + meant + " may be meant"})
		}
		if _, isLink := cutScheme(cell); isLink || cell[0] == '\'' {
			p.Notes = append(p.Notes, unwrapped(cell, p.E164))
		}
		return p
	}
	if len(cell) > 4*maxPhone {
		return p
	}
	bare, dropped := unwrapPhone(cell), false
	if dropExtension {
		bare, dropped = withoutExtension(bare)
	}
	if bare != cell {
		inner := ParsePhone(bare, region)
		if inner.Problem.Text == "" {
			if dropped {
				inner.Notes = append(inner.Notes, Reason{ExtensionDropped, cell, "read as " + inner.E164 + ", without the extension"})
			} else {
				inner.Notes = append(inner.Notes, unwrapped(cell, inner.E164))
			}
			return inner
		}
		if countDigitsAndPlus(bare) >= 6 { // a number, and not only words
			p.NeedsCountry = inner.NeedsCountry
			if p.Problem = inner.Problem; p.Problem.Cell != "" {
				p.Problem.Cell = cell
			}
		}
	}
	if !dropExtension && p.Problem.Text == hasExtension {
		p.Extension = isPhoneWithoutExtension(bare, region)
	}
	one, two := severalNumbers(bare, region)
	switch {
	case one.E164 != "":
		one.Notes = append(one.Notes, unwrapped(cell, one.E164))
		return one
	case two:
		p.Problem = Reason{InvalidPhone, cell, twoNumbers}
	}
	return p
}

const twoNumbers = "looks like two numbers; keep one"

// unwrapPhone removes what is around a number, as often as something does.
func unwrapPhone(s string) string {
	s = plainDigits(s)
	if isBareNumber(s) {
		return s
	}
	return unwrapNumber(s)
}

// unwrapNumber is unwrapPhone for what is not a bare number.
func unwrapNumber(s string) string {
	if digits, ok := chatNumber(s); ok {
		return "+" + digits
	}
	for range len(s) {
		before := s
		s = strings.Trim(s, " ;,:")
		if quoted(s) || strings.IndexByte(s, '\'') >= 0 {
			s, _ = Unquote(s)
		}
		s, _ = cutScheme(s)
		s = strings.TrimSpace(s)
		if rest, ok := cutLabel(s); ok {
			s = strings.TrimPrefix(strings.TrimLeft(rest, " .:：=#№)/&|_"), "- ")
		}
		s = withoutLabelBehind(withoutBracketedLabel(s))
		if s == before {
			break
		}
	}
	return s
}

// isBareNumber recognizes the common case, in which nothing stands around a number.
func isBareNumber(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) && strings.IndexByte(" +-./", s[i]) < 0 {
			return false
		}
	}
	return s != "" && s[0] != ' ' && s[len(s)-1] != ' '
}

// oneLength are the calling codes whose numbers all have one length: one with the
// code twice is none. They are here since many of their numbers start with the
// code's own digits, and asking the library about each takes time.
var oneLength = map[string]bool{"1": true, "7": true, "33": true, "34": true, "47": true, "48": true, "91": true}

// codeTwice returns the number that is left of one in E.164 without the second of
// two equal calling codes, where that is a mobile, or is one without its last digit, and
// the whole is none; else "".
func codeTwice(e164 string) string {
	for n := 1; n <= 3 && len(e164) > 2*n+6; n++ {
		code := e164[1 : 1+n]
		if code != e164[1+n:1+2*n] {
			continue
		}
		if oneLength[code] {
			continue
		}
		if digits, err := strconv.Atoi(code); err != nil || phonenumbers.GetRegionCodesForCountryCode(digits) == nil {
			continue
		}
		whole, err := phonenumbers.Parse(e164, "")
		if err != nil || phonenumbers.GetNumberType(whole) == phonenumbers.MOBILE {
			continue
		}
		rest := "+" + e164[1+n:]
		for _, end := range []string{"", "0"} {
			if meant, err := phonenumbers.Parse(rest+end, ""); err == nil && phonenumbers.GetNumberType(meant) == phonenumbers.MOBILE {
				return rest
			}
		}
	}
	return ""
}
