package normalize

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

func TestRestored(t *testing.T) {
	for _, s := range []string{"", "Name", "Prénom", "Straße", "à", "Имя", "電話番号", "Ação (obrigatório)", "Ärger? & Söhne", "Ã", "Téléphone\u00a0portable"} {
		if got := Restored(s); got != s {
			t.Errorf("%q becomes %q", s, got)
		}
		garbled := s
		for n := range 3 {
			bytes := []byte(garbled)
			runes := make([]rune, len(bytes))
			for i, b := range bytes {
				if runes[i] = charmap.Windows1252.DecodeByte(b); runes[i] == '\uFFFD' {
					runes[i] = rune(b)
				}
			}
			garbled = string(runes)
			if got := Restored(garbled); got != s {
				t.Errorf("%q becomes %q, want %q", garbled, got, s)
			}
			if n == 0 && strings.ContainsFunc(garbled, unicode.IsControl) {
				break // read once more, it is damaged
			}
		}
	}
}

// A backslash is not an escape before every letter.
func TestBackslashesThatEscapeNothing(t *testing.T) {
	for text, want := range map[string]bool{
		`Ann\nLee`: true, `O\'Neil`: true, `Acme\t`: true, `5 \"A\" Road`: true, `Road 1\r\nBerlin`: true,
		`House 12\05`: false, `Shop \0`: false, `Plot 7\nehru nagar`: false, `C:\temp`: false, `ACME\robert`: false, `A\B`: false,
	} {
		if garbledBy(text) != "" != want {
			t.Errorf("%s: %q", text, garbledBy(text))
		}
	}
}
