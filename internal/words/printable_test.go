package words_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"vobizsync/internal/words"
)

func TestPrintable(t *testing.T) {
	for _, tt := range []struct{ in, want, lines string }{
		{"", "", ""},
		{"Ann Müller, 東京 👩‍🚀", "Ann Müller, 東京 👩‍🚀", "Ann Müller, 東京 👩‍🚀"}, // with a joiner
		{"a\nb\tc", `a\nb\tc`, "a\nb\tc"},
		{"a\r\nb", `a\r\nb`, `a\r` + "\nb"},
		{"\x1b[2J\x1b]0;title\a", `\x1b[2J\x1b]0;title\x07`, `\x1b[2J\x1b]0;title\x07`},
		{"a\bb\x00\x7f", `a\x08b\x00\x7f`, `a\x08b\x00\x7f`},
		{"\u009b2J\u0085", `\u009b2J\u0085`, `\u009b2J\u0085`}, // C1: a CSI of one character, a new line
		{"\u202egnp.exe\u2066\u200f", `\u202egnp.exe\u2066\u200f`, `\u202egnp.exe\u2066\u200f`},
		{"a\u2028b\u2029c", `a\u2028b\u2029c`, `a\u2028b\u2029c`},
		{"a\x9bb\xffc", `a\x9bb\xffc`, `a\x9bb\xffc`}, // no UTF-8
		{"\ufffd", "\ufffd", "\ufffd"},
		{`a\nb`, `a\nb`, `a\nb`},
	} {
		if got := words.Printable(tt.in); got != tt.want {
			t.Errorf("Printable(%q) = %q, want %q", tt.in, got, tt.want)
		}
		if got := words.PrintableLines(tt.in); got != tt.lines {
			t.Errorf("PrintableLines(%q) = %q, want %q", tt.in, got, tt.lines)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	for _, s := range []string{"", "a\x1bb", "\u202e", "\xff\xfe", "é\x80", "\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := words.Printable(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool {
			return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
		}) {
			t.Errorf("Printable(%q) = %q", s, got)
		}
		if again := words.Printable(got); again != got {
			t.Errorf("twice: %q, once: %q", again, got)
		}
		if lines := words.PrintableLines(s); strings.Count(lines, "\n") != strings.Count(s, "\n") || words.Printable(lines) == "" && s != "" {
			t.Errorf("PrintableLines(%q) = %q", s, lines)
		}
	})
}
