package normalize

import (
	"net/mail"
	"strings"
)

// Email says what is wrong with a folded e-mail address, or that another one may
// be meant.
func Email(s string) (problem, doubt Reason) {
	if why := checkEmail(s); why != "" {
		return Reason{InvalidEmail, s, why}, doubt
	}
	domain := s[strings.LastIndexByte(s, '@')+1:]
	if meant := meantDomain(domain); meant != "" {
		doubt = Reason{MistypedDomain, s, "is at " + domain + ": " + meant + " may be meant"}
	}
	return problem, doubt
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
	if !isDottedDomain(s[at+1:]) {
		return "has a domain that can't receive mail"
	}
	return ""
}

// isFormula reports whether a spreadsheet program would take a text for a formula
// that does something. An address may start with a plus or a hyphen, but then it has
// no operator.
func isFormula(s string) bool {
	return strings.HasPrefix(s, "=") || s != "" && strings.IndexByte("+-@", s[0]) >= 0 && strings.ContainsAny(s[1:], "=!|'*/^&(")
}

// isPlainEmail is the common case, decided without allocation: a dot-atom of
// ASCII, an @, and a domain of letters, digits and hyphens with a dot in it.
// Whatever it accepts, net/mail accepts.
func isPlainEmail(s string) bool {
	at := strings.IndexByte(s, '@')
	if at < 1 || at > 64 || len(s) > 254 {
		return false
	}
	dot := true // a dot may not stand first, last or twice
	for i := 0; i < at; i++ {
		switch c := s[i]; {
		case c == '.':
			if dot {
				return false
			}
			dot = true
		case isAlnum(c) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0:
			dot = false
		default:
			return false
		}
	}
	return !dot && isASCII(s[at+1:]) && isDottedDomain(s[at+1:])
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
