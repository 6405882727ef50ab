package normalize

import (
	"strings"
	"testing"
)

func TestHashesAreNotPasswords(t *testing.T) {
	hex := "0123456789abcdefABCDEF0123456789"
	for s, want := range map[string]string{
		"$P$B12345678abcdefghijklmnopqrstu.":                           "phpass",
		"$H$9abcdefghijklmn/opqrstuvwxyz012":                           "phpass",
		"$2y$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234": "bcrypt",
		"$2b$12$abc":             "bcrypt",
		"$wp$2y$10$abcdefghijkl": "bcrypt",
		"$wp$something":          "WordPress",
		"$argon2id$v=19$m=65536,t=4,p=1$c2FsdA$aGFzaA": "Argon2",
		"$6$rounds=5000$salt$abcdefgh":                 "crypt",
		"$apr1$salt1234$abcdefghijklmnop":              "crypt",
		"{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=":           "LDAP",
		"{SSHA512}abc":                                 "LDAP",
		"{crypt}$1$abc":                                "LDAP",
		"pbkdf2_sha256$260000$salt$abcdefgh=":          "Django",
		"pbkdf2:sha256:600000$salt$abcdefgh":           "Werkzeug",
		"*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19":    "MySQL",
		hex:             "hash",
		hex + hex[:8]:   "hash",
		hex + hex:       "hash",
		"0x" + hex:      "hash",
		hex + ":aB3!x":  "hash", // and its salt
		hex + hex + ":": "hash",
		"$S$DjKMVw9YFpaYdwTtvpZLZL1yLRSY7V1Pr7kgVYfnYZQ8Hh1MGOjM": "phpass",
		"{noop}Secret#12":                      "Spring",
		"{ldap}Secret#12":                      "Spring",
		"{bcrypt}$2a$10$dXJ3SW6G7P50lGmMkkmwe": "LDAP",
		"{pbkdf2@SpringSecurity_v5_8}5d923b":   "LDAP",
		"{sha256}97cde38028ad898ebc02e690819fa220e88c62e0699403e94fff291cfffaf8410849f27605abcbc0":                "LDAP",
		"{scrypt}$e0801$8bWJaSu2IKSn9Z9kM+TPXfOc/9bdYSrN1oD9qfVThWEwdRTnO7re7Ei+fUZRJ68k9lTyuTeUp4of4g24hHnazw==": "LDAP",
		"{MD5}X03MO1qnZdYdgyfeuILPmQ==": "LDAP", "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=": "LDAP", "{SMD5}abc": "LDAP",
		"{SHA512-CRYPT}$6$abc": "LDAP", "{PLAIN-MD5}5f4dcc": "LDAP", "{SASL}ann@EXAMPLE.COM": "LDAP", "{x-nt}8846F7": "LDAP",
		"{CLEARTEXT}Secret#12": "LDAP", "{PLAIN}Secret#12": "LDAP", "{PBKDF2-SHA512}10000$a$b": "LDAP", "{PKCS5S2}abc": "LDAP", "{SSHA256.HEX}ab12": "LDAP",
		"{ARGON2ID}$argon2id$v=19": "LDAP", "{SCRAM-SHA-256}4096,abc": "LDAP",
		"$5$saltsalt$abcdefghijkl":                         "crypt",
		"$1$saltsalt$abcdefghijklmnopqrstuv":               "crypt",
		"$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX":               "crypt",
		"$7$C6..../....SodiumChloride$kBGj9":               "crypt",
		"$8$dsYGNam3K1SIJO$7nv/35M/qr6t.dVc":               "crypt",
		"$pbkdf2-sha256$29000$abc$def":                     "crypt",
		"$SHA$8b1a9953c4611296$a827be0f8f98":               "crypt",
		"!$6$saltsalt$abcdefghijkl":                        "crypt",
		"$A$005$abc":                                       "MySQL",
		"$shiro1$SHA-256$500000$abc":                       "Shiro",
		"$bcrypt-sha256$v=2,t=2b,r=12$abc":                 "bcrypt",
		"$2$10$abcdefghijkl":                               "bcrypt",
		"sha256$salt1234$0123456789abcdef":                 "Django",
		"sha1$salt$0123456789abcdef":                       "Django",
		"bcrypt_sha256$$2b$12$abcdefghijkl":                "Django",
		"unsalted_md5$0123456789abcdef":                    "Django",
		"scrypt:32768:8:1$salt$abcdefgh":                   "Werkzeug",
		"md5" + strings.ToLower(hex):                       "PostgreSQL",
		"SCRAM-SHA-256$4096:c2FsdA==$abc:de":               "PostgreSQL",
		"AQAAAAEAACcQAAAAEJ1kEBLnQMjLMGyBDFCPRXnzuSMBpg8":  "ASP.NET",
		"AQAAAAIAAYagAAAAEIDqaT1jd0ZMzdNJNqSMQvGbFLo1vAK":  "ASP.NET",
		"e1NTSEF9VzZwaDVNbTVQejhHZ2lVTGJQZ3pHMzdtajlnPQ==": "base64",
		"JDJ5JDEwJGFiY2RlZmdoaWprbA==":                     "base64",
		hex + hex[:24]:                                     "hash",
		hex + hex + hex:                                    "hash",
		hex + hex + hex + hex:                              "hash",
		`\x` + hex:                                         "hash",
		"0x0100" + hex + hex[:16]:                          "hash",
		"0X" + hex[:20] + hex[:20]:                         "hash",
		"ab****yz":                                         "masked",
		"********1234":                                     "masked",
		"Se******":                                         "masked",
		"ab••••••yz":                                       "masked",
		"xxxxxx":                                           "masked",
		"XXXXXXXX":                                         "masked",
		"<hidden>":                                         "masked",
		"[redacted]":                                       "masked",
		"[REDACTED]":                                       "masked",
		"(password hidden)":                                "masked",
		"{{masked}}":                                       "masked",
		"<encrypted>":                                      "masked",
		"[*** removed ***]":                                "masked",
		"****":                                             "masked",
		"********":                                         "masked",
		"••••••••":                                         "masked",
	} {
		if got := NotAPassword(s); !strings.Contains(got, want) {
			t.Errorf("NotAPassword(%q) = %q, want one with %q", s, got, want)
		}
	}
	for _, s := range append(planted, "", "$Money$12", "$2.50 is cheap", "{curly}1", "*star*1star", hex[:31], hex+"-", "0x"+hex[:30], hex[:31]+":"+hex, "$S$1!", "paramount$1", "$6$ix",
		"{Summer}2024!", "$ecret$99", "a*b*c*d*1", "{}2024!Summer", "{noop", "$1Million!", "$5$Off", "$9$for-a-coffee", "$14$for-a-coffee", "$SHA$rk-tank!", "$y$", "$A$AP#99", "$H$it2024!",
		"sha256$", "sha256-Rocks!", "md5$ucks!", "scrypt:me$!", "bcrypt$1", "AQAAAAsecret#1", "eHJvbGxpbmc=", "JavaScript#2024!", "e1NTSEF9",
		"*"+hex[:30]+"!", "*2470C0C0", "ab**yz", "Ab***yz#1", "Go****1!", "Passw****1", "abcd****efgh1", "*Star*Star*9", "***aBc#12", "x", "xxXxxx", "xxxxxx1!", "Xx-12345",
		"<Hidden1>", "[redacted]1!", "hidden", "(Secret)1!", "<>hidden", "0x12345678", "0x"+hex[:31]+"g", hex[:30], "!Secret#1", "!!!", "!", "$$$$$$$$") {
		if got := NotAPassword(s); got != "" {
			t.Errorf("NotAPassword(%q) = %q", s, got)
		}
	}
}
