package words_test

import (
	"testing"

	"vobizsync/internal/words"
)

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "abc", 0},
		{"phone", "phne", 1},      // left out
		{"phone", "phoone", 1},    // added
		{"phone", "phome", 1},     // replaced
		{"phone", "pohne", 1},     // swapped
		{"company", "cmopnay", 2}, // swapped twice
		{"ca", "abc", 3},          // no letter is moved twice
		{"kitten", "sitting", 3},
		{"größe", "große", 1}, // letters are counted, not bytes
	} {
		if got := words.Distance(tt.a, tt.b); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := words.Distance(tt.b, tt.a); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}

// OneSlip is a fast way to the same answer.
func TestOneSlipIsADistanceOfOne(t *testing.T) {
	all := []string{""}
	for from, n := 0, 1; n <= 5; n++ { // all words of up to 5 letters a, b
		until := len(all)
		for _, w := range all[from:until] {
			all = append(all, w+"a", w+"b")
		}
		from = until
	}
	for _, a := range all {
		for _, b := range all {
			if got, want := words.OneSlip(a, b), words.Distance(a, b) == 1; got != want {
				t.Fatalf("OneSlip(%q, %q) = %v, the distance is %d", a, b, got, words.Distance(a, b))
			}
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"name", "email", "phone", "city", "state", "company"}
	for _, tt := range []struct {
		word string
		most int
		want string
	}{
		{"phone", 2, "phone"},
		{"phne", 2, "phone"},
		{"pohne", 2, "phone"},
		{"compny", 2, "company"},
		{"cmopnay", 2, "company"},
		{"cmpny", 1, ""},      // more slips than are allowed
		{"cit", 2, "city"},    // one of four letters
		{"cat", 2, ""},        // half of the name
		{"stata", 2, "state"}, // the nearest, not the first
		{"customer", 2, ""},   // none is near
		{"", 2, ""},
	} {
		got := ""
		if i := words.Nearest(tt.word, names, tt.most); i >= 0 {
			got = names[i]
		}
		if got != tt.want {
			t.Errorf("Nearest(%q, %d) = %q, want %q", tt.word, tt.most, got, tt.want)
		}
	}
	if got := words.Nearest("ab", nil, 2); got != -1 {
		t.Errorf("of no names the %dth is near", got)
	}
	if got := words.Nearest("abcx", []string{"abcd", "abce"}, 2); got != 0 {
		t.Errorf("of two as near the %dth is chosen, not the first", got)
	}
}
