package normalize

import (
	"math/rand/v2"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

func TestLookOf(t *testing.T) {
	for s, want := range map[string]Look{
		"": 0, " ": lookSpace | lookOdd, "a": lookLower, "a b": lookLower | lookSpace, "a  b": lookLower | lookSpace | lookOdd,
		" a": lookLower | lookSpace | lookOdd, "a ": lookLower | lookSpace | lookOdd, "aB": lookLower | lookUpper, "7": lookDigit,
		"-": lookSign, "&": lookSign | lookDamage, "é": lookBeyond, "\t": lookOdd, "\x7f": lookOdd, "\xff": lookBeyond,
	} {
		if got := LookOf(s); got != want {
			t.Errorf("LookOf(%q) = %b, want %b", s, got, want)
		}
	}
}

// oftenPlain yields texts of cells, most of them with something odd, and some words
// for no value.
func oftenPlain(t *testing.T, n int, check func(s string)) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	pieces := strings.Split(strings.Repeat("aB7", 6)+" .-&+?\\='\"#(@,!ÃÂâéİK\u0301\t\x00\x7f\u00a0\u200b日", "")
	words := slices.Concat([]string{"Err:502", "null", "-null-", "##", "x@gmail.com", "a@b.example", ".xn--p1ai", "<", ">", "\n", "  ", "nİl", "NİL", "uKendt", "undefİned"}, wordsOf(placeholders), wordsOf(noTaxNumber), wordsOf(bracketed))
	for i := range n {
		from := pieces
		if i%3 == 0 {
			from = words
		}
		text := pick(r, from, 6)
		if i%5 == 0 {
			text = strings.ToUpper(text)
		}
		check(text)
	}
}

func wordsOf(s *wordSet) (all []string) {
	for w := range s.words {
		all = append(all, w)
	}
	slices.Sort(all)
	return all
}

// What is told at a glance is what the long ways say.
func TestLooksSayWhatTheLongWaysSay(t *testing.T) {
	plain, ordinary := 0, 0
	oftenPlain(t, 100_000, func(text string) {
		s, look := FoldAndLook(text)
		if long := fold(text); s != long || look != LookOf(s) {
			t.Fatalf("FoldAndLook(%q) = %q, %b, and %q, %b the long way", text, s, look, long, LookOf(long))
		}
		if look.IsSound() && garbledBy(s) != "" {
			t.Fatalf("%q looks sound, and %s", s, garbledBy(s))
		}
		if low := strings.ToLower(fold(s)); look.IsLower() && low != s {
			t.Fatalf("%q looks lower, and is %q in lower case", s, low)
		}
		if is := isPlaceholderAtLength(s); is != IsPlaceholder(s) {
			t.Fatalf("IsPlaceholder(%q) = %v, and %v the long way", s, !is, is)
		}
		if look.IsPlain() {
			plain++
		}
		if !IsOrdinary(s, look) {
			return
		}
		ordinary++
		_, formula := FormulaText(s)
		bare, _ := Bare(s)
		if formula || isPlaceholderAtLength(s) || IsNoTaxNumber(s) || IsErrorValue(s) || bare != s {
			t.Fatalf("%q is taken for ordinary", s)
		}
	})
	if plain < 15_000 || ordinary < 6_000 {
		t.Errorf("only %d texts were plain, %d ordinary", plain, ordinary)
	}
}

// isPlaceholderAtLength is IsPlaceholder without a way that is quick.
func isPlaceholderAtLength(s string) bool {
	has := func(set *wordSet, text string) bool { return set.words[strings.ToLower(text)] }
	if s == "" || len(s) > placeholders.most+16 {
		return false
	}
	inner := strings.Trim(s, around)
	switch {
	case isAlnum(s[0]) && !startsWord(s): // NİL is a name
		return false
	case has(placeholders, s):
		return true
	case inner == "":
		return strings.Trim(s, signs) == "" && !strings.Contains(s, "##")
	}
	return len(inner) < len(s) && (has(placeholders, inner) || len(s) >= len(inner)+2 && s[0] != inner[0] && s[len(s)-1] != inner[len(inner)-1] && has(bracketed, inner))
}

// startsWord reports whether a text starts as a placeholder does.
func startsWord(s string) bool {
	if len(s) < 2 {
		return false
	}
	for w := range placeholders.words {
		if len(w) > 1 && w[0] == lowerByte(s[0]) && w[1] == lowerByte(s[1]) {
			return true
		}
	}
	return false
}

// No word that stands for no value is so long that its length has no bit.
func TestWordsHaveLengths(t *testing.T) {
	for _, set := range []*wordSet{placeholders, noTaxNumber, bracketed} {
		for w := range set.words {
			if isASCII(w) && len(w) >= 32 {
				t.Errorf("%q has %d bytes", w, len(w))
			}
			if !set.has(w) || !set.has(strings.ToUpper(w)) {
				t.Errorf("%q is not found", w)
			}
		}
	}
}

// mayBeSent reports whether a text is a bare address to net/mail, with a domain that can
// receive mail.
func mayBeSent(s string) bool {
	a, err := mail.ParseAddress(s)
	domain := s[strings.LastIndexByte(s, '@')+1:]
	return err == nil && a.Name == "" && a.Address == s && isDottedDomain(domain) && hasTopLevel(domain)
}

// A plain address is one to net/mail and to the checks of any other; and only plain
// passwords are not looked at more closely.
func TestPlainValuesAreGoodOnes(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	pieces := strings.Split(strings.Repeat("aB7", 4)+strings.Repeat("@", 6)+strings.Repeat(".", 8)+"-+_=é ", "")
	pieces = append(pieces, "@gmail.com", "xn--", strings.Repeat("a", 63), "@a.co")
	plain := 0
	for range 200_000 {
		s := Fold(pick(r, pieces, 10))
		domain := s[strings.LastIndexByte(s, '@')+1:]
		long := isASCII(domain) && isDottedDomain(domain) && hasTopLevel(domain)
		if short := isASCII(domain) && isPlainDomain(domain); short != long {
			t.Fatalf("isPlainDomain(%q) = %v, and %v the long way", domain, short, long)
		}
		if isPlainEmail(s) {
			plain++
			if !mayBeSent(s) || oddPunctuation(s).Text != "" {
				t.Fatalf("%q is taken for plain", s)
			}
		}
		if problem := Password(s).Text; problem != checkPassword(s) {
			t.Fatalf("Password(%q) says %q, and %q the long way", s, problem, checkPassword(s))
		}
	}
	if plain < 1_000 {
		t.Errorf("only %d were plain", plain)
	}
}

// The check digit is the Luhn method modulo 36, as it is defined.
func TestCheckDigitIsLuhns(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 10_000 {
		number, sum, factor := make([]byte, 14), 0, 1
		for i := range number {
			value := r.IntN(36)
			number[i] = gstinDigits[value]
			sum += value*factor/36 + value*factor%36
			factor = 3 - factor
		}
		if got, want := gstinCheckDigit(string(number)), gstinDigits[(36-sum%36)%36]; got != want {
			t.Fatalf("the check digit of %s is %c, want %c", number, got, want)
		}
	}
	for c := range 256 {
		if is := isDigit(byte(c)) || isUpper(byte(c)); is != (gstinValue(byte(c)) >= 0) {
			t.Errorf("gstinValue(%q) = %d", byte(c), gstinValue(byte(c)))
		}
	}
}

// Shapes that are told at a glance are those that are told word by word.
func TestShapesAtAGlance(t *testing.T) {
	oftenPlain(t, 50_000, func(text string) {
		s := Fold(text)
		letters, other := false, false
		for _, r := range s {
			switch {
			case unicode.IsLetter(r):
				letters = true
			case unicode.IsMark(r) && letters, strings.ContainsRune(" .,'", r):
			default:
				other = true
			}
		}
		if want := letters && !other; isLettersAnd(s, " .,'") != want {
			t.Fatalf("isLettersAnd(%q) is not %v", s, want)
		}
		if !norm.NFC.IsNormalString(s) || !utf8.ValidString(s) {
			t.Fatalf("Fold(%q) = %q", text, s)
		}
	})
}

// A text that can't be UTF-8 read in an encoding is given up early, and no other.
func TestReadAsGivesUpOnlyWhatIsNotUTF8(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	letters := strings.Split("aé±ñúÃÂ©¼ßçäö–â€™ƒжСР‚Ð“░├╝", "")
	found := 0
	for range 50_000 {
		text := pick(r, letters, 6)
		for _, e := range []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh, charmap.CodePage850, charmap.CodePage437, charmap.Windows1251, charmap.Windows1250} {
			var encoded []byte
			known := true
			for _, c := range text {
				b, ok := e.EncodeRune(c)
				encoded, known = append(encoded, b), known && ok
			}
			is := readAs(e, false)(text)
			if want := utf8.Valid(encoded) && !isASCII(string(encoded)) && !strings.ContainsFunc(string(encoded), unicode.IsControl); known && is != want {
				t.Fatalf("readAs(%v)(%q) = %v", e, text, is)
			}
			if is {
				found++
			}
		}
	}
	if found < 1_000 {
		t.Errorf("only %d texts were read twice", found)
	}
}
