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

// Prove is [Ask] without the library. When ok is false there is no answer.
func Prove(typed, region string) (n Number, ok bool) {
	var room rooms
	number, plus, ok := readTyped(typed, &room.typed)
	if !ok || region == worldwide {
		return Number{}, false
	}
	p := parser{rooms: &room}
	home := homeOf(region)
	var national []byte
	switch {
	case plus && callingCodeOf(number) != nil:
		national = p.international(number)
	case home != nil:
		national = p.dialled(number, plus, home)
	}
	if p.unproved {
		return Number{}, false
	}
	if national == nil {
		return Number{Finding: NotANumber}, true
	}
	return p.number(typed, national, home)
}

// readTyped copies the digits of typed to room and says whether a plus comes
// before them.
//
// The library first drops whatever precedes the first digit or plus, and what is
// neither a letter nor a digit behind the last, then looks for an extension, then
// removes the punctuation. With the bytes accepted here no extension can be found,
// since each way to write one needs a letter or one of "#", "~", "," and ";" behind a
// digit, so that what remains is the digits.
func readTyped(typed string, room *digits) (number []byte, plus, ok bool) {
	if len(typed) > maxTyped {
		return nil, false, false
	}
	n := 0
	for i := 0; i < len(typed); i++ {
		c := typed[i]
		switch {
		case '0' <= c && c <= '9':
			if n == maxDigits {
				return nil, false, false
			}
			room[n] = c
			n++
		case c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '[' || c == ']':
		case c == '~' && n == 0 && !plus:
		case c == '+':
			if plus || n > 0 {
				return nil, false, false
			}
			plus = true
		default:
			return nil, false, false
		}
	}
	// Two digits without a plus are a number to the library only if nothing else
	// is typed; there is no valid number of two digits to lose.
	if n == 0 || n <= minNSN && !plus {
		return nil, false, false
	}
	return room[:n], plus, true
}

// A parser takes a number apart as the library's Parse does, into a calling code
// and a national significant number, which is nil for what is not a number.
type parser struct {
	plan     *plan // of the calling code
	unproved bool  // its metadata are not understood
	*rooms
}

type rooms struct{ typed, bare, rest digits }

// international reads the digits after a plus or an international prefix: a
// calling code, then a national number read by the rules of the calling code's
// main region, wherever it was dialled.
func (p *parser) international(number []byte) (national []byte) {
	if len(number) <= minNSN {
		return nil
	}
	cc := callingCodeOf(number)
	if cc == nil || !p.by(cc) {
		return nil
	}
	return p.significant(number[len(cc.digits):], &p.plan.regions[mainRegion])
}

// by chooses the plan of a calling code.
func (p *parser) by(cc *callingCode) bool {
	p.plan = cc.plan()
	p.unproved = p.plan == nil
	return !p.unproved
}

// dialled reads a number as dialled within a region. One with a plus has no
// calling code behind it: the library takes the plus off and looks for the
// region's international prefix, but takes it for no national number.
//
// A number that begins with the region's own calling code is ambiguous. The
// library takes the code off if only that makes the number match the region's
// general pattern, or if the number is too long for the region. It takes the
// national prefix off before it looks, and once more afterwards, then by the
// rules of the calling code's main region; so does this.
func (p *parser) dialled(number []byte, plus bool, home *home) (national []byte) {
	if !p.by(home.code) {
		return nil
	}
	rules := &p.plan.regions[home.index]
	if rest, ok := rules.stripInternationalPrefix(number); ok {
		return p.international(rest)
	}
	if plus {
		return nil
	}
	if rest, ok := cutPrefix(number, p.plan.code); ok {
		rest = p.plan.stripNationalPrefix(rest, rules, &p.rest)
		if rules.tooLong.has(len(number)) ||
			!p.plan.matchesGeneral(number, rules) && p.plan.matchesGeneral(rest, rules) {
			return p.significant(rest, &p.plan.regions[mainRegion])
		}
	}
	return p.significant(number, rules)
}

// significant reads a national number, with or without its national prefix. The
// prefix is left where it is when the number without it would have a length the
// region does not know, for then it is a part of the number. Leading zeros need no
// care: the library counts them when it parses and puts them back when it formats,
// so they stay a part of the number.
func (p *parser) significant(number []byte, rules *rules) []byte {
	if len(number) < minNSN {
		return nil
	}
	if bare := p.plan.stripNationalPrefix(number, rules, &p.bare); rules.strippable.has(len(bare)) {
		number = bare
	}
	if len(number) < minNSN || len(number) > maxNSN {
		return nil
	}
	return number
}

// number says what holds of a national number that was dialled at home, which is nil
// if that is unknown.
func (p *parser) number(typed string, national []byte, home *home) (Number, bool) {
	var room [1 + 3 + maxNSN]byte
	b := append(append(append(room[:0], '+'), p.plan.code...), national...)
	n := Number{Finding: Impossible, E164: typed}
	if string(b) != typed {
		n.E164 = string(b)
	}
	length := len(national)
	athome := home != nil && home.code.digits == p.plan.code
	if o := p.plan.numbers.at(national).at(length); o != nil {
		n.Here = athome && o.in>>home.index&1 != 0
		if o.valid {
			n.Finding, n.Region, n.Premium = Valid, p.plan.regions[o.region].id, o.premium
			return n, true
		}
	}
	main := &p.plan.regions[mainRegion]
	switch {
	case main.tooShort.has(length):
		n.Finding = TooShort
	case main.tooLong.has(length):
		n.Finding = TooLong
	}
	if athome {
		short := home.short()
		if short == nil {
			return Number{}, false
		}
		n.Short = short.at(national).at(length) != nil
	}
	return n, true
}

// cutPrefix is bytes.CutPrefix with a string for prefix.
func cutPrefix(number []byte, prefix string) ([]byte, bool) {
	if len(number) < len(prefix) || string(number[:len(prefix)]) != prefix {
		return number, false
	}
	return number[len(prefix):], true
}
