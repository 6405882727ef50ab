package normalize

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestIsPlaceholder(t *testing.T) {
	for _, s := range []string{
		"NULL", "null", "Null", `\N`, "(null)", "<NULL>", "[null]", "N/A", "n/a", "n.a.", "N. A.", "NA", "na", "#N/A", "#n/a", "#NV", "#Н/Д", "N/A.", "-N/A-",
		"undefined", "nan", "NaN", "None", "none", "--None--", "(none)", "nil", "-", "--", "---", "–", "—", "_", ".", "...", "…", "?", "??", "/", "*", "- -",
		"not available", "Not Available", "not applicable", "k.A.", "k. A.", "keine Angabe", "s/d", "S/D", "s/n", "no aplica", "sin datos", "N/D", "n.d.",
		"néant", "NÉANT", "non renseigné", "NON RENSEIGNÉ", "não informado", "Não informado", "brak", "yok", "нет", "НЕТ", "не указано", "无", "不明", "なし", "없음", "नहीं", "unknown", "(unknown)",
		"(blank)", "--Select--", "[empty]", "TBD",
	} {
		if !IsPlaceholder(Fold(s)) {
			t.Errorf("%q is not taken for a placeholder", s)
		}
	}
	for _, s := range []string{
		"", "Ann", "Nina", "Nullarbor", "Noah", "Nana", "Nance", "Nathan", "N", "A", "NC", "ND", "NE", "NY", "SD", "KA", "BD", "Kane", "Blank", "Leer", "Select", "Empty Ltd", "(Blank", "X", "x", "0", "+", "@", "'", `"`, "()",
		"########", "#REF!", "C/A", "St.", "Una", "Ingenieurbüro", "No", "Nope Inc", "None of Us Ltd", "Null & Sons", "南", "n/a ltd", "Not Available Records", "12", "+1", "-1", strings.Repeat("n", 100), strings.Repeat("無", 50),
	} {
		if IsPlaceholder(s) {
			t.Errorf("%q is taken for a placeholder", s)
		}
	}
}

// What means no value is not a country except NA, no state of the US, and no usable
// password or e-mail.
func TestAPlaceholderIsNothingElse(t *testing.T) {
	states := strings.Fields("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP")
	for w := range placeholders.words {
		if code, ok := ParseCountry(w); ok && code != "NA" {
			t.Errorf("%q is the country %s", w, code)
		}
		if Password(w).Text == "" {
			t.Errorf("%q is a password", w)
		}
		if checkEmail(w) == "" {
			t.Errorf("%q is an e-mail", w)
		}
		for _, s := range states {
			if strings.EqualFold(w, s) && s != "NV" {
				t.Errorf("%q is a state", w)
			}
		}
	}
}

func TestPlaceholdersInNames(t *testing.T) {
	tests := []struct{ in, want, note string }{
		{"Anna Beispiel", "Anna Beispiel", ""},
		{"Jennifer Null", "Jennifer Null", `has "Null" in it`},
		{"JENNIFER NULL", "JENNIFER NULL", `has "NULL" in it`},
		{"Na Li", "Na Li", `has "Na" in it`},
		{"Nan Goldin", "Nan Goldin", `has "Nan" in it`},
		{"None Smith", "None Smith", `has "None" in it`},
		{"Brak Novak", "Brak Novak", `has "Brak" in it`},
		{"Anna undefined", "Anna", `read as "Anna"`},
		{"undefined Beispiel", "Beispiel", `read as "Beispiel"`},
		{"Anna N/A", "Anna", `read as "Anna"`},
		{`\N Beispiel`, "Beispiel", `read as "Beispiel"`},
		{"Anna <null>", "Anna", `read as "Anna"`},
		{"Müller - Söhne", "Müller - Söhne", ""},
		{"Smith / Jones & Co.", "Smith / Jones & Co.", ""},
		{"N/A not available", "", ""},
		{"NULL", "", ""},
		{"NULL NULL", "", ""},
		{"undefined undefined", "", ""},
		{"N/A -", "", ""},
		{"Nullarbor Nance", "Nullarbor Nance", ""},
	}
	for _, tt := range tests {
		got, doubt := Name(tt.in)
		doubt.Text = strings.ReplaceAll(doubt.Text, "\x00", `"`)
		if got != tt.want || !strings.Contains(doubt.Text, tt.note) || (doubt.Text == "") != (tt.note == "") {
			t.Errorf("Name(%q) = %q %q, want %q with %q", tt.in, got, doubt.Text, tt.want, tt.note)
		}
		if again, _ := Name(got); again != got {
			t.Errorf("Name(%q) = %q, and of that %q", tt.in, got, again)
		}
	}
}

// FuzzName checks that a name is taken apart once.
func FuzzName(f *testing.F) {
	for _, s := range []string{"Anna N/A", "N/A not available", "undefined NULL Ann", "- N/A -", "#N/A x #N/A", "n. a. x", "n. A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Fold(s)
		once, _ := Name(s)
		if once != "" && IsPlaceholder(once) {
			t.Fatalf("Name(%q) = %q, a placeholder", s, once)
		}
		if twice, _ := Name(once); twice != once {
			t.Fatalf("Name(%q) = %q, and of that %q", s, once, twice)
		}
	})
}

// What a word can start with, in any case, is all that is the same in lower case.
func TestStartsInAnyCase(t *testing.T) {
	for lower, others := range lowered() {
		for _, r := range others {
			if !slices.Contains(inAnyCase(lower), r) {
				t.Errorf("%q is not %q in another case", r, lower)
			}
		}
	}
}

// lowered has the characters that each one is in lower case.
func lowered() map[rune][]rune {
	of := map[rune][]rune{}
	for r := range rune(unicode.MaxRune) {
		if lower := unicode.ToLower(r); lower != r && unicode.ToLower(lower) == lower {
			of[lower] = append(of[lower], r)
		}
	}
	return of
}
