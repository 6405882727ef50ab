// Package numberplan answers, for the plainly written majority of telephone
// numbers, what github.com/nyaruka/phonenumbers would answer, over a hundred
// times faster. It compiles the library's own metadata (the patterns Google
// publishes with libphonenumber) into one automaton over the ten digits for
// each country calling code, when that calling code is first met.
//
// What holds:
//
//   - An answer is the library's answer: when [E164] says ok, Parse succeeds
//     without an extension, IsValidNumber is true, and Format(E164) is the
//     number returned.
//   - No answer is no verdict. A number that gets none may be valid, invalid or
//     not a number at all; the caller asks the library.
//   - The text answered for has ASCII digits, at most one plus before them, and
//     the separators space, hyphen, full stop, slash and parentheses. Letters,
//     extensions, other scripts and any other sign get no answer.
//   - The metadata decides, not this package: it has no list of countries. A
//     calling code whose patterns use anything but digits, alternation and
//     repetition gets no answers, rather than approximate ones.
//   - Answering allocates nothing but the string returned, and is safe for
//     concurrent use.
package numberplan

// The limits the library puts on a number (phonenumbers.MIN_LENGTH_FOR_NSN,
// MAX_LENGTH_FOR_NSN, MAX_INPUT_STRING_LENGTH), and one of ours.
const (
	minNSN   = 2
	maxNSN   = 17
	maxTyped = 250

	// maxDigits bounds the digits looked at: room for the longest
	// international prefix, calling code and national number together.
	maxDigits = 26
)

// digits is the room for a number while it is taken apart, in ASCII. It is
// larger than what is typed because a transform rule may put digits in front
// (see prefix.go).
type digits [maxDigits + maxInserted]byte

// E164 returns typed in E.164 form, "+" followed by the calling code and the
// national significant number, if it can prove that the library would.
// A number without a plus or an international prefix is read as dialled in
// region, an ISO 3166-1 alpha-2 code in capitals; for one with a plus, region
// may be anything. When ok is false there is no answer.
func E164(typed, region string) (number string, ok bool) {
	var room [1 + maxNSN + 3]byte
	b, ok := AppendE164(room[:0], typed, region)
	if !ok {
		return "", false
	}
	return string(b), true
}

// AppendE164 is [E164] appended to dst. Without an answer it returns dst as
// it was.
func AppendE164(dst []byte, typed, region string) ([]byte, bool) {
	var room digits
	number, plus, ok := readTyped(typed, &room)
	if !ok {
		return dst, false
	}
	if plus {
		return appendInternational(dst, number)
	}
	home, ok := homeOf(region)
	if !ok {
		return dst, false
	}
	plan := home.code.plan()
	rules := &plan.regions[home.index]
	if rest, ok := rules.stripInternationalPrefix(number); ok {
		return appendInternational(dst, rest)
	}
	return plan.appendDialled(dst, number, rules)
}

// Domestic is [E164] for a number that belongs to region itself and is no
// premium-rate number: GetRegionCodeForNumber and GetNumberType say so, too.
// For all others there is no answer.
func Domestic(typed, region string) (number string, ok bool) {
	home, ok := homeOf(region)
	if !ok {
		return "", false
	}
	var room [1 + maxNSN + 3]byte
	b, ok := AppendE164(room[:0], typed, region)
	if !ok {
		return "", false
	}
	national, ok := cutPrefix(b[1:], home.code.digits)
	if !ok || !home.code.plan().domestic(national, home.index) {
		return "", false
	}
	return string(b), true
}

// readTyped copies the digits of typed to room and says whether a plus comes
// before them.
//
// The library first drops whatever precedes the first digit or plus, then
// looks for an extension, then removes the punctuation. With the bytes
// accepted here no extension can be found, since each way to write one needs a
// letter or one of "#", "~", "," and ";", so that what remains is the digits.
// Only spaces and an opening parenthesis are dropped in front, and only spaces
// at the end: other signs there are for the caller to wonder at.
func readTyped(typed string, room *digits) (number []byte, plus, ok bool) {
	if len(typed) > maxTyped {
		return nil, false, false
	}
	n := 0
	last := byte(0)
	for i := 0; i < len(typed); i++ {
		c := typed[i]
		switch {
		case '0' <= c && c <= '9':
			if n == maxDigits {
				return nil, false, false
			}
			room[n] = c
			n++
		case c == ' ':
			continue // leaves last alone, so that spaces may trail
		case c == '(':
		case c == '+':
			if plus || n > 0 {
				return nil, false, false
			}
			plus = true
		case c == '-' || c == '.' || c == '/' || c == ')':
			if n == 0 && !plus {
				return nil, false, false
			}
		default:
			return nil, false, false
		}
		last = c
	}
	// Two digits are a number to the library only if nothing else is typed;
	// there is no valid number of two digits to lose.
	if n <= minNSN || last < '0' || last > '9' {
		return nil, false, false
	}
	return room[:n], plus, true
}

// appendInternational answers for the digits after a plus or an international
// prefix: a calling code, then a national number read by the rules of the
// calling code's main region, wherever it was dialled.
func appendInternational(dst, number []byte) ([]byte, bool) {
	if len(number) <= minNSN {
		return dst, false
	}
	cc := callingCodeOf(number)
	if cc == nil {
		return dst, false
	}
	plan := cc.plan()
	return plan.appendNational(dst, number[len(cc.digits):], &plan.regions[mainRegion])
}

// appendDialled answers for a number as dialled within the region of rules.
//
// A number that begins with the region's own calling code is ambiguous. The
// library takes the code off if only that makes the number match the region's
// general pattern, or if the number is too long for the region. It takes the
// national prefix off before it looks, and once more afterwards, then by the
// rules of the calling code's main region; so does this.
func (p *plan) appendDialled(dst, number []byte, rules *rules) ([]byte, bool) {
	if rest, ok := cutPrefix(number, p.code); ok {
		var room digits
		rest = p.stripNationalPrefix(rest, rules, &room)
		if rules.tooLong.has(len(number)) ||
			!p.matchesGeneral(number, rules) && p.matchesGeneral(rest, rules) {
			return p.appendNational(dst, rest, &p.regions[mainRegion])
		}
	}
	return p.appendNational(dst, number, rules)
}

// appendNational answers for a national number, with or without its national prefix.
// The prefix is left where it is when the number without it would have a
// length the region does not know, for then it is a part of the number.
func (p *plan) appendNational(dst, number []byte, rules *rules) ([]byte, bool) {
	if len(number) < minNSN {
		return dst, false
	}
	var room digits
	if bare := p.stripNationalPrefix(number, rules, &room); rules.strippable.has(len(bare)) {
		number = bare
	}
	// Leading zeros need no care: the library counts them when it parses and
	// puts them back when it formats, so they stay a part of the number.
	if !p.valid(number) {
		return dst, false
	}
	dst = append(dst, '+')
	dst = append(dst, p.code...)
	return append(dst, number...), true
}

// cutPrefix is bytes.CutPrefix with a string for prefix.
func cutPrefix(number []byte, prefix string) ([]byte, bool) {
	if len(number) < len(prefix) || string(number[:len(prefix)]) != prefix {
		return number, false
	}
	return number[len(prefix):], true
}
