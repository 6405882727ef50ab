package normalize

import "strings"

const hasExtension = "has an extension: give the number without it"

// extensionWords stand before the digits that are dialled after the call was answered.
var extensionWords = [...]string{";ext=", "extension", "extn", "ext", "x", "#", "durchwahl", "poste", "доб"}

// mostExtension is the most digits of an extension.
const mostExtension = 7

// extensionAt returns where the number ends that has an extension behind it, and 0 if
// there is none.
func extensionAt(s string) int {
	s = trimSpaceRight(strings.TrimSuffix(s, "#"))
	before, ok := cutDigits(s, mostExtension)
	if !ok {
		return 0
	}
	bare := strings.TrimRight(before, asciiSpace+".:")
	number, word := cutExtensionWord(bare)
	if word == "" || len(bare) == len(before) && (word == "ext" || word == "extn") { // as in "text1"
		return 0
	}
	number = trimSpaceRight(number)
	if n := len(number); n > 0 && (number[n-1] == ',' || number[n-1] == ';') {
		number = trimSpaceRight(number[:n-1])
	}
	if n := len(number); n > 0 && (isDigit(number[n-1]) || number[n-1] == ')') {
		return n
	}
	return 0
}

// withoutExtension cuts a number before its extension.
func withoutExtension(s string) (number string, ok bool) {
	if at := extensionAt(s); at > 1 {
		return s[:at], true
	}
	return s, false
}

// isPhoneWithoutExtension reports whether what [unwrapPhone] made of a cell would do without
// its extension.
func isPhoneWithoutExtension(bare, region string) bool {
	number, _ := withoutExtension(bare)
	if ParsePhone(number, region).E164 != "" {
		return true
	}
	one, _ := severalNumbers(number, region)
	return one.E164 != ""
}

// withoutTail is withoutExtension for a number that is to be shown: it takes what looks
// like an extension, however it is set off.
func withoutTail(s string) string {
	before, ok := cutDigits(s, mostExtension)
	if !ok {
		return s
	}
	number, word := cutExtensionWord(strings.TrimRight(before, " .:"))
	number = strings.TrimRight(number, " ,;")
	if word == "" || word == "#" || number == "" || !isDigit(number[len(number)-1]) {
		return s
	}
	return number
}

// cutExtensionWord takes a word or sign of extensions off the end of a text.
func cutExtensionWord(s string) (before, word string) {
	if s == "" || !isLetterByte(s[len(s)-1]) && s[len(s)-1] != '=' && s[len(s)-1] != '#' {
		return s, ""
	}
	for _, word := range extensionWords {
		if before, ok := cutSuffixFold(s, word); ok {
			return before, word
		}
	}
	return s, ""
}

// cutDigits takes the digits off the end of a text, if there are any, and so many at most.
func cutDigits(s string, most int) (before string, ok bool) {
	at := len(s)
	for at > 0 && isDigit(s[at-1]) {
		if at--; len(s)-at > most {
			return s, false
		}
	}
	return s[:at], at < len(s)
}
