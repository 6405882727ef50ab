package normalize

// asciiSpace is the white space of ASCII, as \s of an expression has it.
const asciiSpace = " \t\n\f\r"

// isSpace reports whether a byte is one of asciiSpace.
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

// trimSpaceLeft is [strings.TrimLeft] by asciiSpace.
func trimSpaceLeft(s string) string {
	for s != "" && isSpace(s[0]) {
		s = s[1:]
	}
	return s
}

// trimSpaceRight is [strings.TrimRight] by asciiSpace.
func trimSpaceRight(s string) string {
	for s != "" && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func isAlnum(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isDigits reports whether a text is all digits.
func isDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// hasLetters reports whether a text has a letter, or what may be one in it: any
// character beyond ASCII.
func hasLetters(s string) bool {
	for i := range len(s) {
		if isLetterByte(s[i]) {
			return true
		}
	}
	return false
}

// isLetterByte reports whether a byte is a letter, or part of what may be one.
func isLetterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }
