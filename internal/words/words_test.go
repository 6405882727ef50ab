package words_test

import (
	"os/exec"
	"strings"
	"testing"

	"vobizsync/internal/words"
)

func TestNumbersAndTheirNouns(t *testing.T) {
	for _, tt := range []struct {
		n                             int
		number, count, verb, howOften string
	}{
		{0, "0", "0 rows", "0 rows are", "0 times"},
		{1, "1", "1 row", "1 row is", "once"},
		{2, "2", "2 rows", "2 rows are", "2 times"},
		{999, "999", "999 rows", "999 rows are", "999 times"},
		{1000, "1,000", "1,000 rows", "1,000 rows are", "1,000 times"},
		{1234567, "1,234,567", "1,234,567 rows", "1,234,567 rows are", "1,234,567 times"},
		{-123, "-123", "-123 rows", "-123 rows are", "-123 times"},
		{-1234, "-1,234", "-1,234 rows", "-1,234 rows are", "-1,234 times"},
	} {
		if got := words.Number(tt.n); got != tt.number {
			t.Errorf("Number(%d) = %q, want %q", tt.n, got, tt.number)
		}
		if got := words.Count(tt.n, "row"); got != tt.count {
			t.Errorf("Count(%d) = %q, want %q", tt.n, got, tt.count)
		}
		if got := words.CountAre(tt.n, "row"); got != tt.verb {
			t.Errorf("CountAre(%d) = %q, want %q", tt.n, got, tt.verb)
		}
		if got := words.Times(tt.n); got != tt.howOften {
			t.Errorf("Times(%d) = %q, want %q", tt.n, got, tt.howOften)
		}
	}
}

func TestList(t *testing.T) {
	for want, in := range map[string][]string{
		"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"},
	} {
		if got := words.List(in); got != want {
			t.Errorf("List(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShellQuotesOnlyWhatNeedsIt(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "''",
		"customers.csv":        "customers.csv",
		"--map":                "--map",
		"a=b_c-d/e:f,g@h%i+j9": "a=b_c-d/e:f,g@h%i+j9",
		"two words":            "'two words'",
		"it's":                 `'it'\''s'`,
		"$HOME":                "'$HOME'",
		"~":                    "'~'",
		"Müller":               "'Müller'",
		"a\nb":                 "'a\nb'",
	} {
		if got := words.Shell(in); got != want {
			t.Errorf("Shell(%q) = %s, want %s", in, got, want)
		}
	}
}

// A real shell reads each word back as it was.
func FuzzShellLine(f *testing.F) {
	for _, s := range []string{"", "it's", "`id`", "a b", `\`, `"`, "$(x)", "#", "!", "*", "\t\n", "ä", "-n", "'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		if strings.ContainsRune(word, 0) {
			t.Skip("no argument has a NUL")
		}
		out, err := exec.Command("sh", "-c", words.ShellLine("printf", "%s.%s.", word, "end")).Output()
		if err != nil || string(out) != word+".end." {
			t.Errorf("the shell reads %q as %q (%v)", word, out, err)
		}
	})
}
