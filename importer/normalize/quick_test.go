package normalize

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"vobizsync/internal/numberplan"
)

// pick makes a text of the pieces.
func pick(r *rand.Rand, pieces []string, most int) string {
	var b strings.Builder
	for range r.IntN(most) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// Quick ways say what the long ones say.
func TestQuickWaysAreTheLongOnes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := strings.Split(strings.Repeat("aeZ", 4)+" .-&+?\\=%ÃÂâïéñő\u00a0\u0080�жд日ß¼©¤™ÅØ", "")
	numbers := append(strings.Split("0123456789 +-./()", ""), "98765", "+91", " ", " / ")
	for range 200_000 {
		text := pick(r, letters, 8)
		if isSound(text) {
			if norm.NFC.IsNormalString(text) && garbledBy(text) != "" {
				t.Fatalf("%q is sound, and %s", text, garbledBy(text))
			}
		}
		if key, long := Letters(text), unicodeLetters(text); key != long {
			t.Fatalf("Letters(%q) = %q, and %q the long way", text, key, long)
		}
		phone := Fold(pick(r, numbers, 14))
		if isBareNumber(phone) {
			if bare := unwrapNumber(phone); bare != phone {
				t.Fatalf("%q is bare, and unwrapped %q", phone, bare)
			}
		}
	}
	for range 5_000 {
		phone := Fold(pick(r, numbers, 14))
		quickOne, quickTwo := severalNumbers(phone, "IN")
		one, two := splitNumbers(phone, "IN")
		if quickOne.E164 != one.E164 || quickTwo != two {
			t.Fatalf("%q: %v %v, and %v %v the long way", phone, quickOne, quickTwo, one, two)
		}
	}
	for range 20_000 {
		digits, region := DigitsAndPlus(pick(r, numbers, 14)), []string{"", "IN", "US", "DE", "SG", "ZZ"}[r.IntN(6)]
		n, ok := international(digits, region)
		if alone := numberplan.Read("+"+digits, ""); ok != alone.Valid() || ok && n != numberplan.Read("+"+digits, region) {
			t.Fatalf("%q in %q is %+v, %v; by itself %+v", digits, region, n, ok, alone)
		}
	}
	for _, state := range indianStates {
		for name := range strings.SplitSeq(state.names, ",") {
			if got := indianState("IN-" + strings.ToUpper(name)); got != state.gst {
				t.Errorf("%s is %q", name, got)
			}
		}
	}
}
