package table

import (
	"strconv"
	"strings"
)

// numberFormat is what a number format's code says of how numbers are meant
// (ECMA-376 part 1, 18.8.31). Of all that a code may say, three things change
// what a number means, and only these are taken from it: the digits that it puts
// before a number, as "+91 "0 and 00000 do, a date, and a time.
type numberFormat struct {
	sections []numberSection
}

// general is the format of numbers that have no other.
var general = &numberFormat{}

// numberSection is a part of a code, up to a semicolon.
type numberSection struct {
	condition string // with its operator, as in [<=9999999]; "" for none
	kind      sectionKind
	prefix    string // of inDigits: + and digits, or digits, or nothing
	digits    string // of inDigits: the placeholders from the first 0 on
	moment    momentParts
}

type sectionKind int

const (
	asStored   sectionKind = iota // the number says all
	inDigits                      // a whole number is shown by its digits
	inExponent                    // scientific notation
	inTime                        // a date, a time, or a duration
)

// momentParts are the parts of a date or time that are shown.
type momentParts struct {
	date, clock, seconds bool
	elapsed              bool // hours, or minutes, are counted beyond the day
	fraction             int  // digits of a second
}

// maxDigits is how many placeholders a format may have, from the first 0 on.
const maxDigits = 32

// maxCode is how long a code may be to be read; programs take 255 characters.
const maxCode = 1000

// parseNumberFormat reads a code. There is no code that it refuses: what it does
// not know changes nothing.
func parseNumberFormat(code string) *numberFormat {
	f := &numberFormat{}
	if len(code) > maxCode {
		return general
	}
	for rest, more := code, true; more && len(f.sections) < 3; { // the fourth is for texts
		var p sectionParser
		rest, more = p.parse(rest)
		f.sections = append(f.sections, p.section())
	}
	for _, s := range f.sections {
		if s.kind != asStored {
			return f
		}
	}
	return general
}

// section returns the section that a number which is not negative is shown by.
func (f *numberFormat) section(value float64) numberSection {
	for _, s := range f.sections {
		if s.condition != "" && s.holds(value) {
			return s
		}
	}
	switch n := len(f.sections); {
	case n == 0:
		return numberSection{}
	case n == 3 && value == 0 && f.sections[0].condition == "":
		return f.sections[2]
	}
	for _, s := range f.sections {
		if s.condition == "" {
			return s
		}
	}
	return numberSection{}
}

// holds reports whether the value meets the condition.
func (s *numberSection) holds(value float64) bool {
	operator := strings.TrimRight(s.condition, "0123456789.-+eE ")
	limit, err := strconv.ParseFloat(strings.TrimSpace(s.condition[len(operator):]), 64)
	if err != nil {
		return false
	}
	switch operator {
	case "<":
		return value < limit
	case "<=":
		return value <= limit
	case ">":
		return value > limit
	case ">=":
		return value >= limit
	case "=":
		return value == limit
	case "<>":
		return value != limit
	}
	return false
}

// sectionParser collects what a section says.
type sectionParser struct {
	condition      string
	before, after  strings.Builder // literals before the first digit, and after it
	placeholders   int
	digits         strings.Builder // the placeholders from the first 0 on
	exponent       bool
	other          bool // a percentage, a fraction, decimals, text, or thousands that are left out
	pendingComma   bool // after a placeholder
	year, month    bool // day and era count as year
	longMonth      bool
	hour, second   bool
	elapsed, point bool
	fraction       int
}

// parse reads up to the semicolon, and returns what is behind it.
func (p *sectionParser) parse(code string) (rest string, more bool) {
	for i := 0; i < len(code); {
		var n int
		switch c := code[i]; c {
		case ';':
			return code[i+1:], true
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
			}
			p.literal(code[i+1 : i+1+end])
			n = end + 2
		case '\\':
			n = runeSize(code[i+1:]) + 1
			p.literal(code[min(i+1, len(code)):min(i+n, len(code))])
		case '_', '*': // as wide as, filled with, the character behind it
			n = runeSize(code[i+1:]) + 1
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				end = len(code) - i
			}
			p.bracket(code[i+1 : i+max(end, 1)])
			n = end + 1
		default:
			n = p.plain(code[i:])
		}
		i += n
	}
	return "", false
}

func runeSize(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

func (p *sectionParser) literal(s string) {
	if p.placeholders == 0 {
		p.before.WriteString(s)
	} else {
		p.after.WriteString(s)
	}
}

// bracket reads what is in square brackets: a currency's sign, a duration, a
// condition, or else a colour, a language, and the like.
func (p *sectionParser) bracket(s string) {
	switch {
	case strings.HasPrefix(s, "$"):
		sign, _, _ := strings.Cut(s[1:], "-") // what follows is the language
		p.literal(sign)
	case s != "" && strings.Trim(strings.ToLower(s), "hms") == "" && strings.Count(strings.ToLower(s), strings.ToLower(s[:1])) == len(s):
		p.elapsed = true
		p.second = p.second || s[0]|0x20 == 's'
	case s != "" && strings.IndexByte("<>=", s[0]) >= 0:
		p.condition = s
	}
}

// plain reads the code at its start, and returns how many bytes of it.
func (p *sectionParser) plain(code string) int {
	c := code[0]
	lower := c | 0x20
	run := 1
	if lower >= 'a' && lower <= 'z' {
		for run < len(code) && code[run]|0x20 == lower {
			run++
		}
	}
	switch {
	case hasFold(code, "general"):
		p.digit('0')
		return len("general")
	case hasFold(code, "am/pm"):
		p.hour = true
		return len("am/pm")
	case hasFold(code, "a/p"):
		p.hour = true
		return len("a/p")
	case c == '0' && p.point && p.second:
		p.fraction++
	case strings.IndexByte("0#?", c) >= 0 && p.point:
		p.other = true
	case c == '0' || c == '#' || c == '?':
		p.digit(c)
	case c == ',' && p.placeholders > 0:
		p.pendingComma = true
	case c == '.':
		p.point = true
		p.other = p.other || p.placeholders > 0
	case lower == 'e' && p.placeholders > 0 && len(code) > 1 && (code[1] == '+' || code[1] == '-'):
		p.exponent = true
		return 2
	case lower == 'y' || lower == 'd' || lower == 'e' || lower == 'g' || lower == 'b':
		p.year = true
		return run
	case lower == 'm':
		p.month, p.longMonth = true, p.longMonth || run > 2
		return run
	case lower == 'h':
		p.hour = true
		return run
	case lower == 's':
		p.second, p.point = true, false
		return run
	case c == '%' || c == '@' || c == '/' && p.placeholders > 0:
		p.other = true
	default:
		p.literal(code[:run])
		return run
	}
	return 1
}

// digit takes a placeholder.
func (p *sectionParser) digit(c byte) {
	p.placeholders++
	if c == '0' || p.digits.Len() > 0 {
		p.digits.WriteByte(c)
	}
	p.pendingComma = false // it groups
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// timed reports whether letters of a date or time are in it.
func (p *sectionParser) timed() bool {
	return p.year || p.month || p.hour || p.second || p.elapsed
}

// section says what the code read means.
func (p *sectionParser) section() numberSection {
	s := numberSection{condition: p.condition}
	switch {
	case p.placeholders > 0 && p.timed():
		// words without quotes, such as 0 days
	case p.timed():
		clock := p.hour || p.second || p.elapsed
		s.kind = inTime
		s.moment = momentParts{
			date:    p.year || p.month && (p.longMonth || !clock),
			clock:   clock,
			seconds: p.second, elapsed: p.elapsed, fraction: min(p.fraction, 3),
		}
	case p.exponent:
		s.kind = inExponent
	case p.other || p.pendingComma || p.placeholders == 0 || p.digits.Len() > maxDigits:
	default:
		s.prefix, s.digits = callingPrefix(p.before.String(), p.after.String()), p.digits.String()
		if s.prefix != "" || len(s.digits) > 1 {
			s.kind = inDigits
		}
	}
	return s
}
