package importer_test

import (
	"errors"
	"strings"
	"testing"

	"vobizsync/importer"
)

// The default country is never a guess: it fills what is empty only where the phone
// is from there.
func TestDefaultCountry(t *testing.T) {
	tests := []struct{ name, phone, country, byDefault, want, said string }{
		{"a national number", "98765 43210", "", "IN", "IN", ""},
		{"a national number with its 0", "098765 43210", "", "IN", "IN", ""},
		{"a number of the country", "+91 98765 43210", "", "IN", "IN", ""},
		{"with 00", "0091 98765 43210", "", "IN", "IN", ""},
		{"of another country", "+44 20 7183 8750", "", "IN", "", "country: no country given, the phone is from GB"},
		{"of another country, with 00", "0044 20 7183 8750", "", "IN", "", "country: no country given, the phone is from GB"},
		{"with the calling code, from another of its countries", "+1 416 555 0123", "", "US", "", "country: no country given, the phone is from CA"},
		{"a national one that is from another country of the calling code", "416 555 0123", "", "US", "", "country: no country given, the phone is from CA"},
		{"toll-free in several countries", "+1 800 555 0123", "", "CA", "CA", ""},
		{"from the Channel Islands", "+44 1534 500 700", "", "GB", "", "country: no country given, the phone is from JE"},
		{"from no country", "+800 1234 5678", "", "IN", "", "country: no country given, the phone is from no country"},
		{"only space in the cell", "98765 43210", " \u00a0 ", "IN", "IN", ""},
		{"no phone", "", "", "IN", "", "phone: must not be empty"},
		{"no usable phone", "123", "", "IN", "", "phone: \"123\" is too short for a number in IN"},
		{"the row's country stays", "+1 212 736 5000", "US", "IN", "US", ""},
		{"the row's country stays, its phone is from there", "212 736 5000", "US", "IN", "US", ""},
		{"the row's country is none", "98765 43210", "Atlantis", "IN", "", "country: \"Atlantis\" is not a country"},
		{"no default", "+91 98765 43210", "", "", "", "country: must not be empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opts := importer.Options{PasswordOptional: true, DefaultCountry: tt.byDefault}
			entries, _ := read(t, "name,email,phone,country\nAnn,ann@example.com,"+tt.phone+","+tt.country+"\n", opts)
			e := &entries[0]
			if e.Customer.Country != tt.want || !strings.Contains(messages(e), tt.said) || (tt.said == "") != e.Valid() {
				t.Errorf("country %q, said %q; want %q, %q", e.Customer.Country, messages(e), tt.want, tt.said)
			}
			if strings.Contains(messages(e), "the row says IN") {
				t.Errorf("said %q of a row that says nothing", messages(e))
			}
			if strings.TrimSpace(tt.country) != "" || tt.byDefault == "" {
				return
			}
			entries, _ = read(t, "name,email,phone\nAnn,ann@example.com,"+tt.phone+"\n", opts) // the same without the column
			if other := &entries[0]; other.Customer != e.Customer || messages(other) != messages(e) {
				t.Errorf("without a column: %+v, said %q; want %+v, %q", other.Customer, messages(other), e.Customer, messages(e))
			}
		})
	}
}

func TestExpectedCountries(t *testing.T) {
	content := "name,email,phone,country\nA,a1@example.com,98765 43210,IN\nB,a2@example.com,+12127365000,United States\nC,a3@example.com,98765 43211,\nD,a4@example.com,98765 43212,Inda\n"
	opts := importer.Options{PasswordOptional: true, DefaultCountry: "IN", ExpectCountries: []string{"AE", "IN"}}
	entries, _ := read(t, content, opts)
	want := []string{"", "country: US is not one of the expected countries: AE, IN", "", `country: "Inda" is not a country: did you mean India (IN)? --map country:Inda=IN`}
	for i := range entries {
		if got := messages(&entries[i]); got != want[i] {
			t.Errorf("row %d: %q, want %q", i+1, got, want[i])
		}
	}
	opts.ExpectCountries = []string{"AE"}
	if entries, _ = read(t, content, opts); !strings.Contains(messages(&entries[2]), "IN is not one of") {
		t.Errorf("the default is not checked: %q", messages(&entries[2]))
	}
}

// A message's --map settles it.
func TestOfferedMapSettlesTheRow(t *testing.T) {
	for cell, want := range map[string]string{
		"Duetschland": "DE", "D": "DE", "49": "DE", "+49": "DE", "Untied States": "US", "GER": "DE", "L'Indi": "IN",
		"Ind=a": "IN", "Ind|a": "IN", "In{dia": "", "Ind:a": "IN", "In\\dia": "",
	} {
		content := "name,email,phone,country\nAnn,ann@example.com,+12127365000,\"" + cell + "\"\n"
		opts := importer.Options{PasswordOptional: true}
		entries, _ := read(t, content, opts)
		_, offered, ok := strings.Cut(messages(&entries[0]), "--map ")
		offered, _, _ = strings.Cut(offered, "; ")
		if !ok {
			if want != "" && cell != "L'Indi" {
				t.Errorf("%q: nothing is offered: %q", cell, messages(&entries[0]))
			}
			continue
		}
		opts.Map = []string{unshell(offered)}
		if entries, _ = read(t, content, opts); entries[0].Customer.Country == "" || want != "" && entries[0].Customer.Country != want {
			t.Errorf("%q: with --map %s the country is %q, want %q (%s)", cell, offered, entries[0].Customer.Country, want, messages(&entries[0]))
		}
	}
}

// unshell reads a word that a shell reads: words.Shell writes nothing but '…' and \'.
func unshell(word string) string {
	if !strings.HasPrefix(word, "'") {
		return word
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.ReplaceAll(word, `'\''`, `'`), "'"), "'")
}

// In a file that may have passwords in any cell, what does not look like a country is
// neither shown nor described.
func TestHintsDoNotTellAHiddenCell(t *testing.T) {
	content := "name,email,phone,password,country\nAnn,ann@example.com,+12127365000,Secret#123,%s\n"
	for cell, hidden := range map[string]bool{"91": true, "+49": true, "Inda": false, "P4ssword!": true, "GER": false} {
		entries, _ := read(t, strings.ReplaceAll(content, "%s", cell), importer.Options{})
		got := messages(&entries[0])
		if shown := strings.Contains(got, cell) || strings.Contains(got, "--map") || strings.Contains(got, "India") || strings.Contains(got, "Germany"); shown == hidden {
			t.Errorf("%q: %s", cell, got)
		}
	}
}

// Four states, or four countries: an account in the wrong one can't be changed.
func TestColumnOfStates(t *testing.T) {
	us := func(states ...string) string { return rowsOf("+1 212 736 50%02d", states...) }
	tests := []struct{ name, rows, want string }{
		{"states of the United States", us("CA", "DE", "IN", "AL"), "United States (US)"},
		{"in any case, and repeated", us("ca", "De", "IN", "in", "al", "ca"), "United States (US)"},
		{"national phones", rowsOf("(212) 736-50%02d", "CA", "DE", "IN", "AL"), "United States (US)"},
		{"some are not the code of a country", us("CA", "TX", "NY", "IN"), "United States (US)"},
		{"two that are not the code of a country, and no phone says so", rowsOf("%d", "CA", "TX", "NY", "IN"), "United States (US)"},
		{"a few cells are something else", us("CA", "DE", "IN", "AL", "CA", "GA", "MD", "MT", "Ontario"), "United States (US)"},
		{"states of India", rowsOf("98765 432%02d", "MH", "TN", "GA", "HR", "KA"), "India (IN)"},
		{"provinces of Canada", rowsOf("+1 416 555 01%02d", "ON", "NL", "PE", "SK"), "Canada (CA)"},
		{"states of Brazil", rowsOf("+55 11 98765 43%02d", "SP", "RJ", "PA", "SC", "AL"), "Brazil (BR)"},
		{"cantons of Switzerland", rowsOf("+41 44 668 18%02d", "ZH", "BE", "GE", "LU"), "Switzerland (CH)"},
		{"provinces of Italy", rowsOf("+39 06 698 123%02d", "MI", "TO", "RM", "NA", "BG"), "Italy (IT)"},

		{"countries", "A,a1@example.com,+91 98765 43210,IN\nB,a2@example.com,+49 30 901820,DE\nC,a3@example.com,+1 416 555 0123,CA\nD,a4@example.com,+355 66 212 3456,AL\n", ""},
		{"countries, national phones", "A,a1@example.com,98765 43210,IN\nB,a2@example.com,030 901820,DE\nC,a3@example.com,066 212 3456,AL\n", ""},
		{"countries, and one phone of another", "A,a1@example.com,98765 43210,IN\nB,a2@example.com,030 901820,DE\nC,a3@example.com,+1 212 736 5000,CA\nD,a4@example.com,98765 43211,IN\n", ""},
		{"one country", rowsOf("98765 432%02d", "IN", "IN", "IN", "IN"), ""},
		{"one country, phones of another", us("IN", "IN", "IN", "IN"), ""},
		{"two countries, phones of another", us("IN", "DE", "IN", "DE"), ""},
		{"one slip among countries", rowsOf("98765 432%02d", "IN", "IN", "IN", "NY", "IN"), ""},
		{"other countries, too", us("CA", "DE", "FR", "GB", "IN"), ""},
		{"names", us("Canada", "Germany", "India", "Albania"), ""},
		{"nothing", us("", "", ""), ""},
		{"no row", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := write(t, "name,email,phone,Land\n"+tt.rows)
			f, err := importer.Open(path, "customers.csv", importer.Options{PasswordOptional: true})
			if err == nil {
				f.Close()
			}
			var refused *importer.InputError
			if !errors.As(err, &refused) != (tt.want == "") || refused != nil && !strings.Contains(refused.Problem, tt.want) {
				t.Fatalf("Open: %v, want one with %q", err, tt.want)
			}
			if tt.want == "" {
				return
			}
			code := tt.want[strings.Index(tt.want, "(")+1 : len(tt.want)-1]
			if want := "--map Land=state --default-country " + code; !strings.Contains(refused.Hint, want) || !strings.Contains(refused.Hint, "--map Land=country") {
				t.Errorf("hint %q, want one with %q", refused.Hint, want)
			}
			f, entries, _ := open(t, path, importer.Options{PasswordOptional: true, Map: []string{"Land=state"}, DefaultCountry: code})
			if c := entries[0].Customer; c.State == "" || entries[0].Valid() && c.Country != code {
				t.Errorf("as states: %+v", c)
			}
			if notes := strings.Join(f.Notes(), "\n"); strings.Contains(notes, "seems") {
				t.Errorf("notes on what is settled: %s", notes)
			}
			f, _, _ = open(t, path, importer.Options{PasswordOptional: true, Map: []string{"Land=country"}})
			if notes := strings.Join(f.Notes(), "\n"); !strings.Contains(notes, "seems to have states of "+tt.want) {
				t.Errorf("as countries, in silence: %s", notes)
			}
		})
	}
}
