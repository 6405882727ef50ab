package normalize

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"

	"vobizsync/internal/lazy"
)

// What people write before and behind a number. A single letter needs a colon, a
// full stop, a space or brackets. Not a fax: nobody can be called there.
const (
	phoneLabels = `cell phone|contact no|phone no|phone number|mobile no|mobile number|mob no|contact number|no hp|whats ?app|wapp|telephone|téléphone|telephon|telefon[eo]?|teléfono|telef|telp|tel|tél|tlf|tfno|fono|fone|fon|phone|ph|` +
		`mobile|mobil|mobiel|móvil|movil|mob|cellulare|cellphone|celular|cell|cel|handy|gsm|portable|fixe|festnetz|landline|` +
		`viber|telegram|signal|home|work|office|main|direct|business|private|personal|privat|büro|dienstlich|geschäftlich|hotline|contact|call|number|num|no|nr|wa|hp|` +
		`телефон|тел|мобильный|моб|сот|раб|дом|电话|手机|電話|携帯|전화|휴대폰|फोन|फ़ोन|मोबाइल|मो|هاتف|جوال|تلفون|โทร|điện thoại|sđt|đt`
	phoneLetters = `p|t|m|h|w|o|c`
)

var (
	phoneURL   = lazy.Regexp(`(?i)^(?:tel|callto|sms|whatsapp|phone):(?://)?`)
	chatURL    = lazy.Regexp(`(?i)^(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=|whatsapp://send\?phone=)\+?(\d{7,15})/?$`)
	labelFront = lazy.Regexp(`(?i)^(?:[☎📞📱✆℡\x{fe0f}]+|(?:` + phoneLabels + `)(?:[.:：=#№)/&|_-]|$|\s|[+(\d])|(?:` + phoneLetters + `)[.:：\s]|[(\[](?:` + phoneLabels + `|` + phoneLetters + `)\.?[)\]])`)
	labelBack  = lazy.Regexp(`(?i)\s*[(\[](?:` + phoneLabels + `|` + phoneLetters + `)\.?[)\]]$`)
	wordBack   = lazy.Regexp(`(\d)\)?(?:\s+|\s*[-–,:]\s*)([\pL\pM ]+)\.?$`)
	isLabel    = lazy.Regexp(`(?i)^(?:` + phoneLabels + `)$`)
	betweenTwo = lazy.Regexp(`(?i)\s*(?:[,;|&/\\]|\s(?:or|and|oder|und|ou|et|o|y|e|или|и)\s|或|和|または|\s\(|\s[(\[]?(?:` + phoneLabels + `|` + phoneLetters + `)(?: no)?[)\]]?[.:：]*\s)\s*|\s*(\+)`)
)

// ReadPhone is [ParsePhone] for a folded cell as people write it: with a label, in
// quotes, as a link. With dropExtension, an extension is left out.
func ReadPhone(cell, region string, dropExtension bool) Phone {
	p := ParsePhone(cell, region)
	if p.Problem.Text == "" {
		if meant := codeTwice(p.E164); meant != "" {
			p.Notes = append(p.Notes, Reason{TwoReadings, cell, "has its calling code twice: " + meant + " may be meant"})
		}
		if first := cell[0]; first == '\'' || isAlnum(first) && !isDigit(first) && phoneURL().MatchString(cell) {
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
		p.Extension = ReadPhone(cell, region, true).E164 != ""
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
	if strings.IndexByte(s, '/') >= 0 && hasLetters(s) {
		if m := chatURL().FindStringSubmatch(s); m != nil {
			return "+" + m[1]
		}
	}
	for range len(s) {
		before := s
		s = strings.Trim(s, " ;,:")
		if quoted(s) || strings.IndexByte(s, '\'') >= 0 {
			s, _ = Unquote(s)
		}
		if strings.IndexByte(s, ':') >= 0 {
			s = phoneURL().ReplaceAllString(s, "")
		}
		s = strings.TrimSpace(s)
		if m := frontLabel(s); m != "" {
			if last := m[len(m)-1]; isDigit(last) || last == '+' || last == '(' {
				m = m[:len(m)-1]
			}
			s = strings.TrimLeft(s[len(m):], " .:：=#№)/&|_")
			s = strings.TrimPrefix(s, "- ")
		}
		if mayEndInBrackets(s) {
			s = labelBack().ReplaceAllString(s, "")
		}
		if m := backWord(s); m != nil {
			// A word in capitals may be one to dial by its letters.
			if word := s[m[4]:m[5]]; isLabel().MatchString(word) && word != strings.ToUpper(word) {
				s = s[:m[3]]
			}
		}
		if s == before {
			break
		}
	}
	return s
}

// frontLabel is the match of labelFront. It starts with a letter or a sign beyond
// ASCII, perhaps in brackets.
func frontLabel(s string) string {
	start := s
	if s != "" && (s[0] == '(' || s[0] == '[') {
		start = s[1:]
	}
	if start == "" || !isLetterByte(start[0]) {
		return ""
	}
	return labelFront().FindString(s)
}

// mayEndInBrackets reports whether brackets end a text that may have a label in
// them: it ends with a letter or a full stop.
func mayEndInBrackets(s string) bool {
	n := len(s)
	return n > 2 && (s[n-1] == ')' || s[n-1] == ']') && (s[n-2] == '.' || isLetterByte(s[n-2]))
}

// backWord is the match of wordBack, if it may be a label, which ends with a letter.
func backWord(s string) []int {
	word := strings.TrimSuffix(s, ".")
	if word == "" || !isLetterByte(word[len(word)-1]) {
		return nil
	}
	return wordBack().FindStringSubmatchIndex(s)
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

// withoutExtension cuts a number before its extension.
func withoutExtension(s string) (number string, ok bool) {
	if !mayEndInExtension(s) {
		return s, false
	}
	at := extension().FindStringIndex(s)
	if at == nil || at[0] == 0 {
		return s, false
	}
	return s[:at[0]+1], true // its first character is the number's last
}

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
	if !maySeparate(s) {
		return Phone{}, spacedNumbers(s, region)
	}
	var parts []string
	from := 0
	for _, at := range betweenTwo().FindAllStringSubmatchIndex(s, -1) {
		parts = append(parts, s[from:at[0]])
		if from = at[1]; at[2] >= 0 {
			from = at[2] // a + belongs to the next one
		}
	}
	long, short := 0, 0
	same := true
	for n, part := range append(parts, s[from:]) {
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

// maySeparate reports whether a text may have something of betweenTwo in it, but for a
// + at its start, which separates nothing. It is quick.
func maySeparate(s string) bool {
	for i := range len(s) {
		switch c := s[i]; c {
		case ',', ';', '|', '&', '/', '\\':
			return true
		case '+', '(':
			if i > 0 {
				return true
			}
		default: // a word of ASCII letters stands behind a space, or in brackets
			if isLetterByte(c) && (c >= utf8.RuneSelf || i > 0 && strings.IndexByte(" \t\n\v\f\r([", s[i-1]) >= 0) {
				return true
			}
		}
	}
	return false
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
