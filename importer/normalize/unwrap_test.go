package normalize

import (
	"strings"
	"testing"
)

func TestEmailsAreUnwrapped(t *testing.T) {
	const ann = "ann@example.com"
	for _, s := range []string{
		"Ann <ann@example.com>", "Ann Lee <ann@example.com>", `"Lee, Ann" <ann@example.com>`, "<ann@example.com>", "Ann<ann@example.com>", "ann@example.com <ann@example.com>",
		"mailto:ann@example.com", "MAILTO:ann@example.com", "mailto:ann@example.com?subject=Hi%20there", "<mailto:ann@example.com>", "mailto: ann@example.com", "Email: ann@example.com", "E-Mail-Adresse: ann@example.com", "E-mail ID: ann@example.com", "Correo: ann@example.com",
		"[ann@example.com](mailto:ann@example.com)", "[ann@example.com]", "(ann@example.com)", "{ann@example.com}", "Ann Lee (ann@example.com)", "ann@example.com (work)", "ann@example.com (Ann Lee)", "ann@example.com [private]",
		"ann@example.com;", "ann@example.com,", ";ann@example.com;", "ann@example.com.", "ann@example.com..", "ann@example.com. ;", "ann@example.com:", "ann@example.com|",
		`"ann@example.com"`, "'ann@example.com'", "“ann@example.com”", "‘ann@example.com’", "«ann@example.com»", "`ann@example.com`", "*ann@example.com*", "ann@example.com'", `ann@example.com"`, "Ann <'ann@example.com'>",
		"ann@example.com; ann@example.com", "ann@example.com, Ann@Example.com", "ann＠example.com", "ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ",
	} {
		email, problem, notes := Email(Fold(s))
		if !strings.EqualFold(email, ann) || problem.Text != "" || len(notes) != 1 || notes[0].Code != Unwrapped || !strings.HasSuffix(Quoter{}.Message(ShapeEmail, notes[0]), " read as "+email) {
			t.Errorf("Email(%q) = %q, %q, %+v; want %s and a note", s, email, problem.Text, notes, ann)
		}
	}
}

func TestWhatMayBeAnotherEmailIsNotUnwrapped(t *testing.T) {
	for _, s := range []string{
		"Ann Lee ann@example.com", "ann lee@example.com", "ann,lee@example.com", "ann;lee@example.com", "ann:lee@example.com", `"a b"@example.com`, `"a b"c@example.com`, "a<b@example.com", "<ann lee@example.com>", "Bob (ann lee@example.com)",
		"ann@", "@example.com", "ann@example", "ann@exam_ple.com", "ann@example..com", "ann@-example.com", ".ann@example.com;", "-ann@example.com;", "ann@example.com-;", "ann @example.com", "ann@ example.com", "ann@example. com", "ann@example,com",
		"ann(at)example.com", "Ann@home <ann@example.com>", "ann@example.com work", "see ann@example.com", "https://example.com/ann@example.com", "ann@example.c;", "a@123.45.67.89;", "ann@@example.com", "ann@my–firm.com", "ann@exam“ple.com", "ann@bob@example.com", "=ann@example.com;",
	} {
		if email, problem, _ := Email(Fold(s)); problem.Text == "" {
			t.Errorf("Email(%q) = %q", s, email)
		} else if strings.Contains(problem.Text, "two") {
			t.Errorf("Email(%q): %s", s, problem.Text)
		}
	}
}

func TestTwoEmailsAreTwo(t *testing.T) {
	for _, between := range []string{", ", ",", ";", "; ", "/", " / ", " or ", " and ", " oder ", " & ", "|", "\n", " ", "\\", "<br>", "> <", " (", "+ "} {
		s := "ann@example.com" + between + "bob@example.org"
		if _, problem, _ := Email(Fold(s)); problem.Text != "looks like two addresses; keep one" {
			t.Errorf("Email(%q): %q", s, problem.Text)
		}
	}
	if _, problem, _ := Email(`"bob@example.org" <ann@example.com>`); problem.Text != "looks like two addresses; keep one" {
		t.Errorf("another address as the name: %q", problem.Text)
	}
}

func TestTopLevelDomains(t *testing.T) {
	for _, s := range []string{"a@b.co", "a@b.museum", "a@b.xn--p1ai", "a@b.рф", "a@b.中国", "a@1.example", "a@123.de"} {
		if why := checkEmail(s); why != "" {
			t.Errorf("%s: %s", s, why)
		}
	}
	for _, s := range []string{"a@123.45.67.89", "a@b.c", "a@b.c0m", "a@b.1", "a@b.co1", "a@b.c-m", "a@b.я", "a@example.com.5"} {
		if why := checkEmail(s); !strings.Contains(why, "top-level") {
			t.Errorf("%s: %q", s, why)
		}
	}
}

func TestPunctuationOfWordProcessorsIsDoubted(t *testing.T) {
	for in, meant := range map[string]string{
		"O’Brien@example.com": "has a ’ in it, as word processors write it, and not a '", "o‘brien@example.com": "and not a '", "o´brien@example.com": "and not a '", "ann–lee@example.com": "and not a -",
	} {
		email, problem, notes := Email(in)
		if email != in || problem.Text != "" || len(notes) != 1 || notes[0].Code != OddPunctuation || !strings.Contains(notes[0].Text, meant) {
			t.Errorf("Email(%q) = %q, %q, %+v", in, email, problem.Text, notes)
		}
	}
	for _, in := range []string{"o'brien@example.com", "jörg@müller.example"} {
		if _, _, notes := Email(in); len(notes) > 0 {
			t.Errorf("Email(%q): %+v", in, notes)
		}
	}
}

// FuzzEmail checks that a valid address is never changed, and that what is taken out
// of a cell is a valid address that stays as it is, and is in the cell.
func FuzzEmail(f *testing.F) {
	for _, s := range []string{"Ann <ann@example.com>", "mailto:a@b.co?x=y", "'a@b.co'", "a@b.co;a@b.co", "ａ＠ｂ．ｃｏ", "*a@b.co*", "[a@b.co](mailto:a@b.co)", "o’b@c.de"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Fold(s)
		email, problem, _ := Email(s)
		if checkEmail(s) == "" && (email != s || problem.Text != "") {
			t.Fatalf("Email(%q) = %q, %q, which was valid", s, email, problem.Text)
		}
		if problem.Text != "" {
			if email != s {
				t.Fatalf("Email(%q) is refused as %q", s, email)
			}
			return
		}
		if again, problem, _ := Email(email); again != email || problem.Text != "" {
			t.Fatalf("Email(%q) = %q, and of that %q, %q", s, email, again, problem.Text)
		}
		if !strings.Contains(narrowEmail(s), email) {
			t.Fatalf("Email(%q) = %q, which is not in it", s, email)
		}
	})
}

func TestBareAndFormulaText(t *testing.T) {
	for in, want := range map[string]string{
		`"IN"`: "IN", "'IN": "IN", "'IN'": "IN", "“IN”": "IN", "<IN>": "IN", `""IN""`: `""IN""`, "IN": "IN", `"`: `"`, "''": "''", "(a) b (c)": "(a) b (c)", `"a" b "c"`: `"a" b "c"`, `("IN")`: "IN",
	} {
		got, note := Bare(in)
		if got != want || (note.Text != "") != (got != in) {
			t.Errorf("Bare(%q) = %q %q, want %q", in, got, note.Text, want)
		}
	}
	for in, want := range map[string]string{`="0123"`: "0123", `=""`: "", `="a ""b"""`: `a "b"`, `="a"&"b"`: "", `=1+1`: "", `="a`: ""} {
		if got, ok := FormulaText(in); ok != (want != "" || in == `=""`) || ok && got != want {
			t.Errorf("FormulaText(%q) = %q, %v", in, got, ok)
		}
	}
}
