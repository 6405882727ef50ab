package normalize

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Email returns the one e-mail address of a folded cell, or the cell and what is
// wrong with it. The notes say what was taken off, or that another address may be
// meant.
func Email(s string) (email string, problem Reason, notes []Reason) {
	email = s
	domain := plainDomain(s)
	odd := domain == "" || isFormula(s)
	if odd {
		if why := checkEmail(s); why != "" {
			inner, two := unwrapEmail(s)
			switch {
			case two:
				return s, Reason{InvalidEmail, s, "looks like two addresses; keep one"}, nil
			case inner == "":
				return s, Reason{InvalidEmail, s, why}, nil
			}
			email, notes = inner, []Reason{unwrapped(s, inner)}
		}
		domain = email[strings.LastIndexByte(email, '@')+1:]
	}
	if meant := meantDomain(domain); meant != "" {
		notes = append(notes, Reason{MistypedDomain, email, "is at " + domain + ": " + meant + " may be meant"})
	}
	if odd {
		if doubt := oddPunctuation(email); doubt.Text != "" {
			notes = append(notes, doubt)
		}
	}
	return email, problem, notes
}

// checkEmail reports what is wrong with a folded e-mail address, "" when
// nothing is. It takes one bare address (RFC 5322 addr-spec, as net/mail reads
// it) whose domain has a dot.
func checkEmail(s string) string {
	if isFormula(s) {
		return "is a formula of a spreadsheet"
	}
	if isPlainEmail(s) {
		return ""
	}
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return "has no @"
	}
	a, err := mail.ParseAddress(s)
	if err != nil {
		switch {
		case strings.ContainsAny(s, ",;"):
			return "must be one address"
		case strings.ContainsRune(s, ' '):
			return "has a space in it"
		}
		return "is not an e-mail address"
	}
	if a.Name != "" || a.Address != s {
		return "must be a bare address, such as ann@example.com"
	}
	if domain := s[at+1:]; !isDottedDomain(domain) || !isASCII(domain) && strings.ContainsFunc(domain, isNoHostRune) {
		return "has a domain that can't receive mail"
	}
	if !hasTopLevel(s[at+1:]) {
		return "does not end with a top-level domain: at least two letters, no digits"
	}
	return ""
}

// isNoHostRune reports whether a character beyond ASCII can't be in a host name
// (RFC 5892: letters, marks and digits).
func isNoHostRune(r rune) bool {
	return r >= utf8.RuneSelf && !unicode.In(r, unicode.L, unicode.M, unicode.Nd)
}

// isFormula reports whether a spreadsheet program would take a text for a formula
// that does something. An address may start with a plus or a hyphen, but then it has
// no operator.
func isFormula(s string) bool {
	return strings.HasPrefix(s, "=") || s != "" && strings.IndexByte("+-@", s[0]) >= 0 && strings.ContainsAny(s[1:], "=!|'*/^&(")
}

// isPlainEmail is the common case, decided without allocation, see plainDomain.
func isPlainEmail(s string) bool { return plainDomain(s) != "" }

// plainDomain returns the domain of a plain address, "" of any other text: of a dot-atom
// of ASCII, an @, and a domain of letters, digits and hyphens with a dot in it.
// Whatever it accepts, net/mail accepts.
func plainDomain(s string) string {
	at := strings.IndexByte(s, '@')
	if at < 1 || at > 64 || len(s) > 254 {
		return ""
	}
	dot := true // a dot may not be first, last or twice
	for i := 0; i < at; i++ {
		switch c := s[i]; {
		case inAtoms[c]:
			dot = false
		case c != '.' || dot:
			return ""
		default:
			dot = true
		}
	}
	if domain := s[at+1:]; !dot && isPlainDomain(domain) {
		return domain
	}
	return ""
}

// isPlainDomain reports whether a text is a dotted domain of ASCII with a top-level one,
// in one pass for all but the top-level ones in other scripts.
func isPlainDomain(d string) bool {
	label, dots, letters := 0, 0, false // letters: the label has nothing else
	for i := range len(d) {
		switch look := looks[d[i]]; {
		case look&(lookLower|lookUpper) != 0:
			letters = letters || label == 0
			label++
		case look&lookDigit != 0, d[i] == '-' && label > 0:
			letters = false
			label++
		case d[i] == '.' && label > 0 && d[i-1] != '-':
			label, letters = 0, false
			dots++
		default:
			return false
		}
		if label > 63 {
			return false
		}
	}
	return dots > 0 && label > 0 && d[len(d)-1] != '-' && (letters && label > 1 || hasTopLevel(d))
}

// inAtoms are the characters of an atom (RFC 5322, section 3.2.3).
var inAtoms = func() (is [256]bool) {
	for c := range 256 {
		is[c] = isAlnum(byte(c)) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~", byte(c)) >= 0
	}
	return is
}()

// hasTopLevel reports whether a domain's last label can be a top-level one: two
// letters at least, or the ASCII form of one in another script (RFC 3696, section 2;
// RFC 5890).
func hasTopLevel(domain string) bool {
	top := domain[strings.LastIndexByte(domain, '.')+1:]
	if len(top) > 4 && strings.EqualFold(top[:4], "xn--") {
		return true
	}
	for i := range len(top) {
		if isDigit(top[i]) || top[i] == '-' {
			return false
		}
	}
	return utf8.RuneCountInString(top) > 1
}

// isDottedDomain reports whether d is a host name of two labels at least
// (RFC 1123), with letters of other scripts allowed.
func isDottedDomain(d string) bool {
	label, dots := 0, 0
	for i := 0; i < len(d); i++ {
		switch c := d[i]; {
		case c == '.':
			if label == 0 || d[i-1] == '-' {
				return false
			}
			label = 0
			dots++
		case c == '-':
			if label == 0 {
				return false
			}
			label++
		case isAlnum(c) || c >= 0x80:
			label++
		default:
			return false
		}
		if label > 63 {
			return false
		}
	}
	return dots > 0 && label > 0 && d[len(d)-1] != '-'
}
