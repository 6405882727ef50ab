package normalize

import (
	"math/rand/v2"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// joiningOf is the joining of a character.
func joiningOf(r rune) joining {
	if r < joiningEnd {
		return joiningTable()[r]
	}
	return joiningBeyond(r)
}

// A character stands, or is a mark, if Unicode's tables say so: it is composed by itself,
// what stands composes with nothing before it and is moved behind nothing, and a mark
// composes with nothing but the nukta's three letters.
func TestJoiningsAreUnicodes(t *testing.T) {
	number := map[joining]int{}
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		is := joiningOf(r)
		number[is]++
		if is == joins {
			continue
		}
		s := string(r)
		p := norm.NFC.PropertiesString(s)
		if !norm.NFC.IsNormalString(s) || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			t.Errorf("%U does not stay as it is", r)
		}
		switch is {
		case stands:
			if p.CCC() != 0 || !p.BoundaryBefore() {
				t.Errorf("%U does not stand by itself", r)
			}
		case mark, nukta:
			if p.CCC() == 0 || (is == mark) != (norm.NFC.QuickSpanString("a"+s) == len("a"+s)) {
				t.Errorf("%U is not such a mark", r)
			}
		}
	}
	if number[stands] < 40_000 || number[mark] < 20 || number[nukta] != 1 {
		t.Errorf("there are %v", number)
	}
}

// The nukta composes with no more than three of the letters that stand.
func TestNukta(t *testing.T) {
	for r := rune(' ' + 1); r < 0x10000; r++ {
		if s := string(r) + "\u093c"; (r < 0x80 || joiningOf(r) == stands) && isComposed(s) != norm.NFC.IsNormalString(s) {
			t.Errorf("isComposed(%q) is not %v", s, norm.NFC.IsNormalString(s))
		}
	}
}

// All pairs of characters of a script, and its characters with all that combine, are
// composed if they are said to be.
func TestComposedPairs(t *testing.T) {
	combining := []rune{}
	for r := rune(0x80); r < 0x20000; r++ {
		if !norm.NFC.PropertiesString(string(r)).BoundaryBefore() {
			combining = append(combining, r)
		}
	}
	check := func(s string) {
		if isComposed(s) && fold(s) != s {
			t.Fatalf("isComposed(%q), and folded it is %q", s, fold(s))
		}
	}
	r := rand.New(rand.NewPCG(11, 12))
	for i, in := range joinings {
		for a := in.first; a <= in.last; a++ {
			for range 20 {
				check(string([]rune{a, combining[r.IntN(len(combining))]}))
				near := joinings[max(0, min(len(joinings)-1, i+r.IntN(5)-2))]
				check(string([]rune{a, near.first + r.Int32N(near.last-near.first+1)}))
			}
		}
	}
}

// Names in other scripts are told to be folded without work.
func TestNamesThatAreComposed(t *testing.T) {
	for _, s := range []string{
		"प्रिया देशमुख", "लड़का", "राहुल शर्मा", "王小明", "Иван Петров", "Nguyễn Văn An", "Jürgen Müßig", "김민준", "さとう ハナコ", "Ελένη", "محمد",
		"สมชาย", "முருகன்", "లక్ష్మి", "রহিম", "“A” – №5 ™",
	} {
		if !isComposed(s) || fold(s) != s {
			t.Errorf("isComposed(%q) = %v, folded it is %q", s, isComposed(s), fold(s))
		}
	}
	for _, s := range []string{"e\u0301", "न\u093c", "か\u3099", "가\u11a8", "\u212b", "a\u00a0b", "a\u00adb", "a\u200db", "\ufffd", "\xff", "\u0958"} {
		if isComposed(s) {
			t.Errorf("isComposed(%q)", s)
		}
	}
}
