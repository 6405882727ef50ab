package normalize

import (
	"strconv"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What is taken for folded without work must be what the work makes of it.
func TestIsFolded(t *testing.T) {
	for a := rune(0); a <= 0x400; a++ {
		for _, s := range []string{string(a), "a" + string(a), string(a) + "a", string(a) + string(a), "x" + string(a) + " \u00e9", string(a) + "\u0301"} {
			if isFolded(s, LookOf(s)) && fold(s) != s {
				t.Errorf("isFolded(%q), and folded it is %q", s, fold(s))
			}
		}
	}
	for s, want := range map[string]bool{
		"": true, "a": true, "M\u00fcller": true, "\u0141ukasz \u0160imi\u0107": true,
		" a": false, "a ": false, "a  b": false, "a\tb": false, "a\u00a0b": false, "so\u00adft": false, "e\u0301": false,
		"\xc3": false, "\xc3(": false, "a\xc3 ": false, "\xa9": false, "a\x7f": false,
	} {
		if got := isFolded(s, LookOf(s)); got != want {
			t.Errorf("isFolded(%q) = %v, want %v", s, got, want)
		}
	}
}

func FuzzIsFolded(f *testing.F) {
	for _, s := range []string{"Müller", "a b", "\xc3", "ǅ", "ŉ a", "˙", " a \r\n\x00 b\x7fc ", "\x00 a", "a \x01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, look := FoldAndLook(s); got != fold(s) || look != LookOf(got) {
			t.Errorf("FoldAndLook(%q) = %q, %b, want %q, %b", s, got, look, fold(s), LookOf(got))
		}
		if !isFolded(s, LookOf(s)) {
			return
		}
		if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) || fold(s) != s {
			t.Errorf("isFolded(%q), and folded it is %q", s, fold(s))
		}
	})
}

// A name that is not a zone is not one the second time, too, and whatever their number.
func TestNoZoneStaysNone(t *testing.T) {
	for range 2 {
		for i := range keptOthers + 10 {
			if name := "Mars/Olympus" + strconv.Itoa(i); isZone(name) {
				t.Fatalf("%s is a zone", name)
			}
		}
		if !isZone("Asia/Kolkata") {
			t.Fatal("Asia/Kolkata is not a zone")
		}
	}
}
