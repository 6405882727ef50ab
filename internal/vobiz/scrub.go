package vobiz

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"vobizsync/importer"
	"vobizsync/internal/lazy"
)

// A server may echo what was submitted, in any encoding, whole or in part. Hence
// its words are not searched for what must go: they are searched for what may
// stay. What stays looks like prose, and is then compared with the secrets with
// everything but letters and digits taken away; if it shares a piece with one of
// them, all of the server's words are dropped.

// censor decides which of the server's words may be shown.
type censor struct {
	secrets []string // of which no piece may be shown
	values  []string // which may not be shown as a whole
}

// piece is how much of a secret must not be shown, in letters and digits. Less
// of it is part of too many words; a secret of less than four shows only as it is.
const piece = 6

// prose is a word that may be shown: letters in one case except for the first, or a
// short number, or several of these, joined; with a bracket or a quote around it.
// Base64, hexadecimal and percent-encoded text, escapes, addresses and long
// numbers are none.
var prose = lazy.Regexp(`^[("'\[]?(?:` + part + `(?:[-'_/]` + part + `){0,4}|E\.164|e\.g\.?)[)"'\]]?[.,;:!?]?$`)

const part = `(?:[A-Z]?[a-z]{1,20}|[A-Z]{1,14}|[0-9]{1,4})`

// omitted stands for words that are not shown.
const omitted = "…"

// maxWords bounds how much of a text is looked at, in bytes.
const maxWords = 4 << 10

// newCensor knows the token and what a create submits. The country and other
// values that are the API's own words are not secrets.
func (c *Reader) newCensor(customer *importer.Customer) *censor {
	x := &censor{secrets: []string{c.token()}}
	if customer == nil {
		return x
	}
	x.secrets = append(x.secrets, customer.Password.Reveal(), customer.Phone)
	for _, f := range importer.Fields {
		switch f {
		case importer.Country, importer.Timezone, importer.GSTStatus, importer.AccountType:
		default:
			if v := strings.Join(strings.Fields(customer.Get(f)), " "); v != "" {
				x.values = append(x.values, v)
			}
		}
	}
	return x
}

// words returns what may be shown of a text, on one line; "" for nothing.
func (x *censor) words(text string) string {
	if len(text) > maxWords {
		text = text[:maxWords]
	}
	text = strings.Join(strings.Fields(text), " ")
	for _, v := range x.values {
		text = mask(text, v)
	}
	var kept []string
	some := false
	for _, w := range strings.Fields(text) {
		switch {
		case prose().MatchString(w):
			kept, some = append(kept, w), true
		case len(kept) == 0 || kept[len(kept)-1] != omitted:
			kept = append(kept, omitted)
		}
	}
	if !some {
		return ""
	}
	return strings.Join(kept, " ")
}

// leaks reports whether a text has a piece of a secret in it, or a whole value.
func (x *censor) leaks(text string) bool {
	lower, bare := strings.ToLower(text), squeeze(text)
	for _, secret := range x.secrets {
		if secret == "" {
			continue
		}
		if strings.Contains(lower, strings.ToLower(secret)) {
			return true
		}
		s := squeeze(secret)
		n := min(len(s), piece)
		for i := 0; n >= 4 && i+n <= len(s); i++ {
			if strings.Contains(bare, s[i:i+n]) {
				return true
			}
		}
	}
	for _, v := range x.values {
		if s := squeeze(v); len(s) >= 4 && strings.Contains(bare, s) {
			return true
		}
	}
	return false
}

// leastHidden is the length of the shortest token that is taken out of an answer: a
// shorter one, which nobody has, might be part of its own words.
const leastHidden = 12

// hide takes the token out of an answer: what an account is called, say, is shown as
// it stands.
func hide(body []byte, token string) []byte {
	if len(token) < leastHidden || !bytes.Contains(body, []byte(token)) {
		return body
	}
	return bytes.ReplaceAll(body, []byte(token), []byte(omitted))
}

// squeeze leaves the ASCII letters and digits of a text, in lower case. No other
// letter is in prose.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r = unicode.ToLower(r); r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, s)
}

// mask takes a value out of a text, where it is by itself. A short one may
// be a common word, and counts only in its own case.
func mask(text, value string) string {
	if len(value) > len(text) {
		return text
	}
	pattern := regexp.QuoteMeta(value)
	if utf8.RuneCountInString(value) >= 4 {
		pattern = "(?i)" + pattern
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return "" // a value that is no UTF-8: nothing is known about the text
	}
	var b strings.Builder
	end := 0
	for _, at := range re.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if isWord(before) || isWord(after) {
			continue
		}
		b.WriteString(text[end:at[0]] + " " + omitted + " ")
		end = at[1]
	}
	return b.String() + text[end:]
}

func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
