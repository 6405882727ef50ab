package normalize

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// What people write before and behind a number. A single letter needs a colon, a
// full stop, a space or brackets. Not a fax: nobody can be called there.
const (
	phoneLabels = `cell phone|contact no|phone no|phone number|mobile no|mobile number|mob no|contact number|no hp|whats app|whatsapp|wapp|telephone|téléphone|telephon|telefone|telefono|telefon|teléfono|telef|telp|tel|tél|tlf|tfno|fono|fone|fon|phone|ph|` +
		`mobile|mobil|mobiel|móvil|movil|mob|cellulare|cellphone|celular|cell|cel|handy|gsm|portable|fixe|festnetz|landline|` +
		`viber|telegram|signal|home|work|office|main|direct|business|private|personal|privat|büro|dienstlich|geschäftlich|hotline|contact|call|number|num|no|nr|wa|hp|` +
		`телефон|тел|мобильный|моб|сот|раб|дом|电话|手机|電話|携帯|전화|휴대폰|फोन|फ़ोन|मोबाइल|मो|هاتف|جوال|تلفون|โทร|điện thoại|sđt|đt`
	phoneLetters = `ptmhwoc`
	phoneSigns   = "☎📞📱✆℡\ufe0f"
)

var labels = sync.OnceValue(func() *lexicon { return newLexicon(phoneLabels) })

// cutLabel takes a label off the start of a text: signs of telephones; a word that a
// sign, a space, a number or the end follows; a letter and a sign or space; or either in
// brackets. What follows it is taken, too, but for what a number starts with.
func cutLabel(s string) (rest string, ok bool) {
	if s == "" {
		return s, false
	}
	switch c := s[0]; {
	case c == '(' || c == '[':
		return cutBracketedLabel(s)
	case c >= utf8.RuneSelf:
		if rest := strings.TrimLeft(s, phoneSigns); len(rest) < len(s) {
			return rest, true
		}
	case !isLetterByte(c):
		return s, false
	}
	if rest, ok := labels().cut(s, endsLabel); ok {
		return rest, true
	}
	if isPhoneLetter(s[0]) {
		if rest := cutOne(s[1:], ".:："+asciiSpace); len(rest) < len(s)-1 {
			return rest, true
		}
	}
	return s, false
}

// endsLabel takes the sign or space behind a label; a number may follow it directly.
func endsLabel(s string) (rest string, ok bool) {
	if s == "" || isDigit(s[0]) || s[0] == '+' || s[0] == '(' {
		return s, true
	}
	rest = cutOne(s, ".:：=#№)/&|_-"+asciiSpace)
	return rest, len(rest) < len(s)
}

// cutOne takes one of the signs off the start of a text.
func cutOne(s, signs string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size > 0 && strings.ContainsRune(signs, r) {
		return s[size:]
	}
	return s
}

// cutBracketedLabel takes "(M)" or "[mob.]" off the start of a text.
func cutBracketedLabel(s string) (rest string, ok bool) {
	closes := func(behind string) (string, bool) {
		behind = strings.TrimPrefix(behind, ".")
		if behind == "" || behind[0] != ')' && behind[0] != ']' {
			return s, false
		}
		return behind[1:], true
	}
	inner := s[1:]
	if rest, ok := labels().cut(inner, closes); ok {
		return rest, true
	}
	if inner != "" && isPhoneLetter(inner[0]) {
		return closes(inner[1:])
	}
	return s, false
}

// withoutBracketedLabel takes "(M)" or "[mob.]" off the end of a text.
func withoutBracketedLabel(s string) string {
	n := len(s)
	if n < 3 || s[n-1] != ')' && s[n-1] != ']' || s[n-2] != '.' && !isLetterByte(s[n-2]) {
		return s
	}
	open := strings.LastIndexAny(s[:n-1], "([")
	if open < 0 {
		return s
	}
	inner := strings.TrimSuffix(s[open+1:n-1], ".")
	if labels().has(inner) || len(inner) == 1 && isPhoneLetter(inner[0]) {
		return trimSpaceRight(s[:open])
	}
	return s
}

// withoutLabelBehind takes " mobile" or "- home." off the end of a number. A word in
// capitals may be one to dial by its letters.
func withoutLabelBehind(s string) string {
	end := strings.TrimSuffix(s, ".")
	if end == "" || !isLetterByte(end[len(end)-1]) {
		return s
	}
	digit := strings.LastIndexAny(end, "0123456789")
	if digit < 0 {
		return s
	}
	behind := strings.TrimPrefix(end[digit+1:], ")")
	word := trimSpaceLeft(behind)
	if rest := cutOne(word, "-–,:"); len(rest) < len(word) {
		word = trimSpaceLeft(rest)
	} else if len(word) == len(behind) { // letters at a number are of it
		return s
	}
	if labels().has(word) && word != strings.ToUpper(word) {
		return s[:digit+1]
	}
	return s
}

// isPhoneLetter reports whether a letter by itself may say which telephone it is.
func isPhoneLetter(c byte) bool { return strings.IndexByte(phoneLetters, c|0x20) >= 0 }

// cutScheme takes the start of a link off a number: "tel:", "sms://".
func cutScheme(s string) (rest string, ok bool) {
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || !isPhoneScheme(scheme) {
		return s, false
	}
	return strings.TrimPrefix(rest, "//"), true
}

func isPhoneScheme(s string) bool {
	for _, known := range [...]string{"tel", "callto", "sms", "whatsapp", "phone"} {
		if strings.EqualFold(s, known) {
			return true
		}
	}
	return false
}

// chatNumber returns the digits of a link to a chat with a number.
func chatNumber(s string) (digits string, ok bool) {
	if strings.IndexByte(s, '/') < 0 || !hasLetters(s) {
		return "", false
	}
	for _, scheme := range [...]string{"https://", "http://"} {
		if rest, ok := cutPrefixFold(s, scheme); ok {
			s = rest
			break
		}
	}
	for _, site := range [...]string{"wa.me/", "api.whatsapp.com/send?phone=", "api.whatsapp.com/send/?phone=", "whatsapp://send?phone="} {
		if rest, ok := cutPrefixFold(s, site); ok {
			digits = strings.TrimSuffix(strings.TrimPrefix(rest, "+"), "/")
			return digits, len(digits) >= 7 && len(digits) <= 15 && isDigits(digits)
		}
	}
	return "", false
}
