package normalize

import (
	"strings"
	"unicode/utf8"

	"vobizsync/internal/lazy"
)

// maskSigns are what masks are made of.
const maskSigns = "*•●∙·"

// isMask reports whether a text hides a password: nothing but the signs of masks, or
// of an x; up to four letters and digits before such signs, and after them, and no
// more of these than signs; or a word that says so, in brackets.
func isMask(s string) bool {
	c := s[0]
	switch {
	case c >= utf8.RuneSelf || c == '*':
		if strings.Trim(s, maskSigns) == "" {
			return true
		}
	case c == 'x' || c == 'X':
		if len(s) >= 4 && strings.Trim(s, s[:1]) == "" {
			return true
		}
	case strings.IndexByte("<[({", c) >= 0:
		return maskWords().MatchString(s)
	}
	return isPartMask(s)
}

// maskWords are what programs write instead of a password.
var maskWords = lazy.Regexp(`^(?i:<<?|\[\[?|\(|\{\{?)[ *]*(?i:password )?(?i:hidden|masked|redacted|removed|filtered|encrypted|encoded|hashed|protected|omitted|withheld|confidential|sanitized|scrubbed|censored|suppressed|not shown|password)[ *]*[>\])}]{1,2}$`)

// isPartMask reports whether a text shows the start or the end of what it hides.
func isPartMask(s string) bool {
	const shown, hidden = 4, 4
	from := 0
	for from < len(s) && isAlnum(s[from]) {
		from++
	}
	if from > shown || from == len(s) || s[from] != '*' && s[from] < utf8.RuneSelf {
		return false
	}
	rest := strings.TrimLeft(s[from:], maskSigns)
	signs := utf8.RuneCountInString(s[from : len(s)-len(rest)])
	return signs >= hidden && len(rest) <= shown && from+len(rest) <= signs &&
		!strings.ContainsFunc(rest, func(r rune) bool { return r >= utf8.RuneSelf || !isAlnum(byte(r)) })
}
