package normalize

import (
	"encoding/base64"
	"regexp"
	"strings"

	"vobizsync/internal/lazy"
)

// NotAPassword says what a cell holds in a password's place: the hash of one, as
// exports of shops and directories have it, or what masks one; "" where it may be
// a password. Nobody could log in with either.
func NotAPassword(s string) (what string) {
	if s == "" {
		return ""
	}
	if isMask(s) {
		return "masked"
	}
	unlocked := s
	for unlocked != "" && unlocked[0] == '!' {
		unlocked = unlocked[1:]
	}
	if name := hashName(unlocked); name != "" { // ! locks an account in /etc/shadow
		return "a hash (" + name + ")"
	}
	// LDIF has its values, and some exports theirs, in base64.
	if c := s[0]; (c == 'e' || c == 'J') && len(s) >= 16 {
		if text, err := base64.StdEncoding.DecodeString(s); err == nil && hashName(string(text)) != "" {
			return "a hash (" + hashName(string(text)) + ", in base64)"
		}
	}
	if isHexHash(s) {
		return "a hash"
	}
	return ""
}

// hashName returns what made a text hash, "" for another text.
func hashName(s string) string {
	if s == "" || strings.IndexByte(startsHash, s[0]) < 0 {
		return ""
	}
	for i := range hashes {
		if h := &hashes[i]; strings.IndexByte(h.first, s[0]) >= 0 && h.form().MatchString(s) {
			return h.name
		}
	}
	return ""
}

// isHexHash reports whether a text is a hash in hex: of MD5, of SHA-1, of SHA-2; as
// databases write it, too, and with its salt behind it, as shops do.
func isHexHash(s string) bool {
	if len(s) < 32 {
		return false
	}
	for _, prefix := range []string{"0x", "0X", `\x`} {
		if hex, ok := strings.CutPrefix(s, prefix); ok {
			return len(hex) >= 32 && len(hex)%2 == 0 && isHex(hex) // SQL Server's has its version and salt before it
		}
	}
	hex, _, _ := strings.Cut(s, ":")
	switch len(hex) {
	case 32, 40, 56, 64, 96, 128:
		return isHex(hex)
	}
	return false
}

// hashes are the forms in which programs store passwords: those of crypt(5), of
// phpass, Drupal and WordPress, of directories (RFC 2307, and the schemes of OpenLDAP,
// Dovecot and 389 Directory Server), of Spring Security, whose {noop} and LDAP's {CLEAR}
// stand before the password itself, of Django, Werkzeug, ASP.NET Core Identity, Apache
// Shiro, MySQL and PostgreSQL. A hash may be cut off.
var hashes = []struct {
	name  string
	first string // characters that it can start with
	form  func() *regexp.Regexp
}{
	{"bcrypt", "$", lazy.Regexp(`^\$(?:wp)?\$?2[abxy]?\$\d\d\$`)},
	{"bcrypt", "$", lazy.Regexp(`^\$bcrypt-sha256\$`)},
	{"WordPress", "$", lazy.Regexp(`^\$wp\$`)},
	{"phpass", "$", lazy.Regexp(`^\$[PHS]\$[./0-9A-Za-z]{8,}`)},
	{"Argon2", "$", lazy.Regexp(`^\$argon2(?:i|d|id)\$`)},
	{"MySQL", "$", lazy.Regexp(`^\$A\$\d{3}\$`)},
	{"Apache Shiro", "$", lazy.Regexp(`^\$shiro[12]\$`)},
	{"crypt", "$", lazy.Regexp(`^\$(?:1|5|6|7|y|gy|md5|sha1|apr1|sm3|scrypt|scram|pbkdf2[a-z0-9-]*)[$,].{8,}`)},
	{"crypt", "$", lazy.Regexp(`^\$(?:3\$\$[0-9a-f]{32}|[89]\$[./0-9A-Za-z]{14}\$|SHA\$[0-9a-f]{16}\$)`)}, // of NT, of Cisco, of AuthMe
	{"LDAP", "{", lazy.Regexp(`^\{(?i:S?SHA[23]?(?:-?(?:1|224|256|384|512))?|S?MD[45]|(?:(?:MD5|DES|SHA256|SHA512|BLF|EXT-DES)-)?CRYPT(?:-(?:MD5|SHA256|SHA512))?|(?:PLAIN|LDAP|CRAM|DIGEST|HMAC|NS-MTA)-MD5|` +
		`SCRAM-SHA-?(?:1|256|512)|BCRYPT|SCRYPT|YESCRYPT|ARGON2[A-Z]*|GOST-YESCRYPT|PBKDF2[A-Z0-9_-]*|PKCS5S2|SMD5|X-NT|X-LM|NTLM?|LANMAN|MSNT|SASL|KERBEROS|CLEAR(?:TEXT)?|PLAIN(?:TEXT)?)(?:[.@][A-Za-z0-9_.]+)?\}`)},
	{"Spring Security", "{", lazy.Regexp(`^\{(?i:noop|ldap)\}`)},
	{"Django", "pbasmu", lazy.Regexp(`^(?:pbkdf2_sha(?:1|256|512)|bcrypt(?:_sha256)?|argon2|scrypt|md5|sha(?:1|224|256|384|512)|unsalted_(?:md5|sha1))\$.{8,}`)},
	{"Werkzeug", "ps", lazy.Regexp(`^(?:pbkdf2|scrypt):[a-z0-9:]+\$.{8,}`)},
	{"PostgreSQL", "mS", lazy.Regexp(`^(?:md5[0-9a-f]{32}$|SCRAM-SHA-256\$\d+:)`)},
	// Version 3: a 1, the function, the rounds, and 16 for the bytes of salt.
	{"ASP.NET", "A", lazy.Regexp(`^AQAAAA[AEIM]A[A-Za-z0-9+/]{4}AAAAE[A-Za-z0-9+/]{8,}`)},
	{"MySQL", "*", lazy.Regexp(`^\*[0-9A-Fa-f]{40}$`)},
}

// startsHash are the characters that a hash can start with.
var startsHash = func() (all string) {
	for i := range hashes {
		all += hashes[i].first
	}
	return all
}()

func isHex(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}
