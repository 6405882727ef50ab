package normalize_test

import (
	"testing"

	"vobizsync/importer/normalize"
)

func TestMarksAreRemovedOfThreeScriptsOnly(t *testing.T) {
	for in, want := range map[string]string{
		"Téléphone": "telephone", "Straße": "strasse", "Příjmení": "prijmeni", "Điện": "dien", "ŁÓDŹ": "lodz", "İl": "il", "soyadı": "soyadi",
		"Ё": "е", "Країна": "краіна", "Ώρα": "ωρα",
		"नंबर": "नंबर", "が": "が", "ガ": "ガ", "ที่อยู่": "ที่อยู่", "메일": "메일",
		"Ｅメール": "eメール", "e\u0301": "e",
	} {
		if got := normalize.WithoutMarks(in); got != want {
			t.Errorf("WithoutMarks(%q) = %q, want %q", in, got, want)
		}
		if again := normalize.WithoutMarks(want); again != want {
			t.Errorf("twice: %q, once %q", again, want)
		}
	}
}

// The quick way for Latin letters says the same.
func FuzzWithoutMarks(f *testing.F) {
	for _, s := range []string{"Téléphone", "ŁÓDŹ İstanbul", "ß ŉ ǆ", "n°", "½", "ａ", "Ǆ", "नंबर", "\xff"} {
		f.Add(s)
	}
	f.Add("ℬ")
	f.Fuzz(func(t *testing.T, s string) {
		got := normalize.WithoutMarks(s)
		if again := normalize.WithoutMarks(got); again != got {
			t.Errorf("twice: %q, once: %q", again, got)
		}
		if joined := normalize.WithoutMarks(s + "я"); joined != got+"я" && joined != normalize.WithoutMarks(got+"я") {
			t.Errorf("%q: %q, with another script behind it %q", s, got, joined)
		}
	})
}
