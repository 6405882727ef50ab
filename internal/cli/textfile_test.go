package cli

import "testing"

func TestPlainTextOfWhatWindowsWrites(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"as it is":                {"auth-id: PA_1\n", "auth-id: PA_1\n"},
		"Notepad":                 {"\xef\xbb\xbfauth-id: PA_1\r\n", "auth-id: PA_1\r\n"},
		"PowerShell 5.1":          {"\xff\xfeP\x00A\x00\xfc\x00\r\x00\n\x00", "PAü\r\n"},
		"the other byte order":    {"\xfe\xff\x00P\x00A", "PA"},
		"not UTF-8":               {"\xfcber", "\xfcber"},
		"nothing but a mark":      {"\xef\xbb\xbf", ""},
		"nothing":                 {"", ""},
		"a mark, then half of it": {"\xff\xfeP", "�"},
	} {
		if got := string(plainText([]byte(test.text))); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
