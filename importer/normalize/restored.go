package normalize

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// looksReadTwice recognizes UTF-8 that was read as Windows-1252.
var looksReadTwice = readAs(charmap.Windows1252, false)

// Restored returns what a text was before its UTF-8 was read as Windows-1252, once or
// several times; a text that looks sound is returned as it is.
func Restored(s string) string {
	for !isSound(s) && looksReadTwice(s) {
		text := make([]byte, 0, len(s))
		for _, r := range s {
			if r < utf8.RuneSelf {
				text = append(text, byte(r))
			} else {
				b, _ := byteIn(charmap.Windows1252, r)
				text = append(text, b)
			}
		}
		s = string(text)
	}
	return s
}
