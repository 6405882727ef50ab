package words

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text    string
		columns int
		want    string
	}{
		{"", 10, ""},
		{"one two three", 7, "one two\nthree"},
		{"one two three", 6, "one\ntwo\nthree"},
		{"one  two", 80, "one  two"},
		{"one  two", 6, "one\ntwo"},
		{"averylongword b", 5, "averylongword\nb"},
		{"first\nsecond line", 8, "first\nsecond\nline"},
		{"東京 大阪 x", 9, "東京 大阪\nx"},
		{"東京 大阪 x", 8, "東京\n大阪 x"},
		{"\u06ec bc", 1, "\u06ec\nbc"},
		{"e\u0301e\u0301e\u0301 b", 5, "e\u0301e\u0301e\u0301 b"},
	} {
		if got := Wrap(tt.text, tt.columns); got != tt.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", tt.text, tt.columns, got, tt.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("create 150 accounts at Acme Telecom (PA_1, api.vobiz.ai)?", 20)
	f.Add("  東京\n a b", 3)
	f.Fuzz(func(t *testing.T, text string, columns int) {
		wrapped := Wrap(text, columns)
		if got, want := strings.Fields(wrapped), strings.Fields(text); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("Wrap(%q, %d) has other words: %q", text, columns, wrapped)
		}
		for line := range strings.SplitSeq(wrapped, "\n") {
			if words := strings.Split(strings.Trim(line, " "), " "); len(words) > 1 && Columns(line) > columns {
				t.Fatalf("Wrap(%q, %d) has the line %q", text, columns, line)
			}
		}
	})
}
