package normalize

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// NotAPassword says what a cell holds in a password's place: the hash of one, as
// exports of shops and directories have it, or what masks one; "" where it may be
// a password. Nobody could log in with either.
func NotAPassword(s string) (what string) {
	if s == "" {
		return ""
	}
	if (s[0] == '*' || s[0] >= utf8.RuneSelf) && strings.Trim(s, "*•●∙·") == "" {
		return "masked"
	}
	switch s[0] {
	case '$', '{', '*', 'p', 's', 'b', 'a', 'm':
		for _, h := range hashes {
			if h.form.MatchString(s) {
				return "a hash (" + h.name + ")"
			}
		}
	}
	// In hex, as databases write it, too, and with its salt behind it, as shops do.
	hex, _, _ := strings.Cut(strings.TrimPrefix(s, "0x"), ":")
	switch len(hex) { // of MD5, of SHA-1, and of SHA-2
	case 32, 40, 56, 64, 96, 128:
		if isHex(hex) {
			return "a hash"
		}
	}
	return ""
}

// hashes are the forms in which programs store passwords: those of crypt(5), of
// phpass, Drupal and WordPress, of LDAP (RFC 2307, and the schemes of OpenLDAP and
// Dovecot), of Django, Werkzeug and MySQL. A hash may be cut off.
var hashes = []struct {
	name string
	form *regexp.Regexp
}{
	{"bcrypt", regexp.MustCompile(`^\$(?:wp)?\$?2[abxy]?\$\d\d\$`)},
	{"WordPress", regexp.MustCompile(`^\$wp\$`)},
	{"phpass", regexp.MustCompile(`^\$[PHS]\$[./0-9A-Za-z]{8,}`)},
	{"Argon2", regexp.MustCompile(`^\$argon2(?:i|d|id)\$`)},
	{"crypt", regexp.MustCompile(`^\$(?:1|5|6|7|y|gy|md5|sha1|apr1|scrypt|pbkdf2[a-z0-9-]*)[$,].{8,}`)},
	{"LDAP", regexp.MustCompile(`^\{(?i:S?SHA(?:-?(?:1|224|256|384|512))?|S?MD5|CRYPT|BCRYPT|BLF-CRYPT|ARGON2[A-Z]*|PBKDF2[A-Z0-9_-]*)(?:\.[A-Za-z0-9]+)?\}`)},
	{"Django", regexp.MustCompile(`^(?:pbkdf2_sha(?:1|256|512)|bcrypt(?:_sha256)?|argon2|scrypt|md5|sha1)\$.{8,}`)},
	{"Werkzeug", regexp.MustCompile(`^(?:pbkdf2|scrypt):[a-z0-9:]+\$.{8,}`)},
	{"MySQL", regexp.MustCompile(`^\*[0-9A-Fa-f]{40}$`)},
}

func isHex(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}
