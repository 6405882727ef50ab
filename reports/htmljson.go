package reports

import (
	"encoding/json"
	"unicode/utf8"
)

// plainJSON are the characters of ASCII that encoding/json writes as they are.
var plainJSON = func() (plain [utf8.RuneSelf]bool) {
	for c := byte(' '); c < utf8.RuneSelf; c++ {
		plain[c] = c != '"' && c != '\\' && c != '<' && c != '>' && c != '&'
	}
	return plain
}()

// appendText appends a text as encoding/json writes it: quotes and backslashes, and
// letters of any kind, without its help.
func appendText(b []byte, text string) []byte {
	start, done := len(b), 0 // of the text
	b = append(b, '"')
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(text[i:])
			if size == 1 || r == '\u2028' || r == '\u2029' {
				return append(b[:start], encodeJSON(text)...)
			}
			i += size
		case plainJSON[c]:
			i++
		case c == '"' || c == '\\':
			b = append(append(b, text[done:i]...), '\\')
			done = i
			i++
		default:
			return append(b[:start], encodeJSON(text)...)
		}
	}
	return append(append(b, text[done:]...), '"')
}

func encodeJSON(text string) []byte {
	b, err := json.Marshal(text)
	if err != nil {
		panic("reports: JSON does not know texts: " + err.Error())
	}
	return b
}
