package normalize

import (
	"strings"
	"sync"
)

// severalNumbers looks for more than one number in a cell. If they are the same, it
// returns that.
func severalNumbers(s, region string) (one Phone, two bool) {
	if countDigits(s) < 10 { // 6 for one, and 4 that may end another
		return Phone{}, false
	}
	if isBareNumber(s) && !strings.ContainsAny(s[1:], "/+") {
		return Phone{}, spacedNumbers(s, region)
	}
	return splitNumbers(s, region)
}

// splitNumbers is severalNumbers for what has signs between numbers in it.
func splitNumbers(s, region string) (one Phone, two bool) {
	parts := splitAtSeparators(s)
	if len(parts) == 1 || len(parts) == 2 && parts[0] == "" {
		return Phone{}, spacedNumbers(s, region)
	}
	long, short := 0, 0
	same := true
	for n, part := range parts {
		switch digits := countDigits(part); {
		case digits >= 6:
			long++
			p := ParsePhone(unwrapPhone(part), region)
			same = same && p.E164 != "" && (one.E164 == "" || one.E164 == p.E164)
			one = p
		case digits >= 4, digits > 0 && n > 0 && endsAnother(s, part):
			short++
		case strings.TrimSpace(part) != "":
			same = false
		}
	}
	if long > 1 || long == 1 && short > 0 {
		if same && short == 0 {
			return one, false
		}
		return Phone{}, true
	}
	return Phone{}, spacedNumbers(s, region)
}

// endsAnother reports whether a part that is digits is the end of another number:
// "98765 43230 & 31". Behind a stroke or a plus it may be of the first one.
func endsAnother(s, part string) bool {
	return len(strings.TrimSpace(part)) == countDigits(part) && strings.ContainsAny(s, "&,;")
}

func countDigits(s string) (n int) {
	for i := range len(s) {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}

// spacedNumbers recognizes two numbers with nothing but a space between them, as a
// cell of two lines has them.
func spacedNumbers(s, region string) bool {
	all := countDigitsAndPlus(s)
	if len(s) > 2*maxPhone || all < 13 {
		return false
	}
	before := 0
	for i := range len(s) {
		if s[i] == '+' || isDigit(s[i]) {
			before++
		}
		if s[i] != ' ' || before < 6 || all-before < 6 {
			continue
		}
		if ParsePhone(s[:i], region).E164 != "" && ParsePhone(strings.TrimSpace(s[i:]), region).E164 != "" {
			return true
		}
	}
	return false
}

// splitAtSeparators cuts a text where something stands that people write between two
// numbers; a plus belongs to what follows.
func splitAtSeparators(s string) (parts []string) {
	from := 0
	for at := 0; at < len(s); {
		spaces := trimSpaceLeft(s[at:])
		sign := len(s) - len(spaces)
		switch rest, ok := cutSeparator(spaces, sign > at); {
		case ok:
			parts = append(parts, s[from:at])
			from = len(s) - len(trimSpaceLeft(rest))
			at = from
		case spaces != "" && spaces[0] == '+':
			parts = append(parts, s[from:at])
			from, at = sign, sign+1
		default:
			at = max(sign, at+1)
		}
	}
	return append(parts, s[from:])
}

// cutSeparator takes a sign between two numbers off the start of a text; or, behind a
// space, an opening bracket, or a word and the space behind it: "or", or the label of the
// next number.
func cutSeparator(s string, spaced bool) (rest string, ok bool) {
	if s == "" || isDigit(s[0]) {
		return s, false
	}
	if rest := cutOne(s, `,;|&/\或和`); len(rest) < len(s) {
		return rest, true
	}
	if rest, ok := strings.CutPrefix(s, "または"); ok || !spaced {
		return rest, ok
	}
	if s[0] == '(' {
		return s[1:], true
	}
	if rest, ok := conjunctions().cut(s, cutSpace); ok {
		return rest, true
	}
	s = strings.TrimPrefix(s, "[")
	if rest, ok := labels().cut(s, endsLabelBetween); ok {
		return rest, true
	}
	if s != "" && isPhoneLetter(s[0]) {
		return endsLabelBetween(s[1:])
	}
	return s, false
}

var conjunctions = sync.OnceValue(func() *lexicon { return newLexicon("or|and|oder|und|ou|et|o|y|e|или|и") })

// endsLabelBetween takes what may stand between a label and its number, which is a space at
// least: " no. ", "): ".
func endsLabelBetween(s string) (rest string, ok bool) {
	if rest, ok := cutPrefixFold(s, " no"); ok {
		if rest, ok := cutSignsAndSpace(rest); ok {
			return rest, true
		}
	}
	return cutSignsAndSpace(s)
}

// cutSignsAndSpace takes a closing bracket, full stops and colons off the start of a text,
// if a space follows them, and that.
func cutSignsAndSpace(s string) (rest string, ok bool) {
	if s != "" && (s[0] == ')' || s[0] == ']') {
		s = s[1:]
	}
	return cutSpace(strings.TrimLeft(s, ".:："))
}

// cutSpace takes one space off the start of a text.
func cutSpace(s string) (rest string, ok bool) {
	if s == "" || !isSpace(s[0]) {
		return s, false
	}
	return s[1:], true
}
