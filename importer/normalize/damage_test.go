package normalize

import (
	"reflect"
	"strings"
	"testing"

	"vobizsync/internal/numberplan"

	"github.com/nyaruka/phonenumbers"
)

func TestWhatIsNoErrorValue(t *testing.T) {
	for _, value := range []string{"#", "#1", "#Team", "Err", "Err:5x2", "Ernst"} {
		if IsErrorValue(value) {
			t.Errorf("%q is taken for an error value", value)
		}
	}
}

func TestPostalCodes(t *testing.T) {
	tests := []struct {
		typed, country, want string
		problem, note        string
	}{
		{"02110", "US", "02110", "", ""},
		{"02110-1234", "US", "02110-1234", "", ""},
		{"SW1A 1AA", "GB", "SW1A 1AA", "", ""},
		{"560001", "IN", "560001", "", ""},
		{"560 001", "IN", "560 001", "", ""},
		{"1010", "AT", "1010", "", ""},
		{"560001.0", "IN", "560001", "", "decimal number"},
		{"5.60001E+05", "IN", "560001", "", "decimal number"},
		{"2110", "US", "02110", "", "read as 02110"},
		{"2110.0", "US", "02110", "", "read as 02110"},
		{"1310100", "BR", "01310100", "", "read as 01310100"},
		{"601", "PR", "", "has 3 digits, a postal code of PR has 5: format the column as text", ""},
		{"601", "PT", "601", "", ""},
		{"800", "AU", "0800", "", "read as 0800"},
		{"300", "AU", "", "has 3 digits", ""},
		{"1067", "", "1067", "", ""},
		{"501", "US", "", "has 3 digits", ""},
		{"1067", "DE", "01067", "", "read as 01067"},
		{"5067", "DE", "", "has 4 digits", ""},
		{"56001", "IN", "", "has 5 digits", ""},
		{"5.6E+05", "IN", "", "scientific notation", ""},
		{"12", "US", "12", "", ""},
		{"1927-05-19", "US", "", "is a date, which a spreadsheet made of a postal code: format the column as text", ""},
		{"1927-05-19 00:00", "", "", "is a date", ""},
		{"1234-567", "PT", "1234-567", "", ""},
		{"00-950", "PL", "00-950", "", ""},
	}
	for _, tt := range tests {
		got, why, repaired := PostalCode(tt.typed, tt.country)
		problem, note := why.Text, repaired.Text
		if got != tt.want || !strings.Contains(problem, tt.problem) || !strings.Contains(note, tt.note) ||
			(problem == "") != (tt.problem == "") || (note == "") != (tt.note == "") {
			t.Errorf("%q in %s = %q, problem %q, note %q", tt.typed, tt.country, got, problem, note)
		}
	}
}

// damage is what a spreadsheet or a person does to a number, which the phone
// library would read as another, valid one for some numbers.
var damage = []struct {
	name string
	do   func(national, code string) string
}{
	{".0 at the end", func(n, _ string) string { return n + ".0" }},
	{".00 at the end", func(n, _ string) string { return n + ".00" }},
	{",0 at the end", func(n, _ string) string { return n + ",0" }},
	{"letters at the end", func(n, _ string) string { return n + " ab" }},
	{"a letter at the end", func(n, _ string) string { return n + "d" }},
	{"the + lost", func(n, code string) string { return code + n }},
	{"the + lost, in groups", func(n, code string) string { return code + " " + n[:3] + "-" + n[3:] }},
	{"scientific", func(n, code string) string { return code[:1] + "." + (code + n)[1:6] + "E+11" }},
}

// No damaged example number of any region may become another number without a
// word.
func TestNoDamagePassesSilently(t *testing.T) {
	for region := range phonenumbers.GetSupportedRegions() {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
			n := phonenumbers.GetExampleNumberForType(region, kind)
			if n == nil {
				continue
			}
			national := phonenumbers.GetNationalSignificantNumber(n)
			want := e164(n)
			for _, d := range damage {
				typed := d.do(national, numberplan.CallingCode(region))
				p := ParsePhone(typed, region)
				if p.Problem.Text == "" && p.E164 != want && len(p.Notes) == 0 {
					t.Errorf("%s: %q in %s is read as %s, without a word; %s was meant", d.name, typed, region, p.E164, want)
				}
				if p.Problem.Text != "" && p.Problem.Code == "" {
					t.Errorf("%q: a problem without a code: %s", typed, p.Problem.Text)
				}
			}
			if p := ParsePhone(phonenumbers.Format(n, phonenumbers.INTERNATIONAL)+"\t", region); p.E164 != want && ParsePhone(Fold(want+"\t"), region).E164 != want {
				t.Errorf("a tab after %s makes it %q (%s)", want, p.E164, p.Problem.Text)
			}
		}
	}
}

// A plainly written number must be read as a close look reads it.
func TestTheQuickAnswerForAPhoneIsTheSame(t *testing.T) {
	for region := range phonenumbers.GetSupportedRegions() {
		for kind := phonenumbers.FIXED_LINE; kind <= phonenumbers.VOICEMAIL; kind++ {
			n := phonenumbers.GetExampleNumberForType(region, kind)
			if n == nil {
				continue
			}
			for _, typed := range []string{
				phonenumbers.Format(n, phonenumbers.NATIONAL), phonenumbers.Format(n, phonenumbers.INTERNATIONAL), e164(n), "00" + e164(n)[1:],
				phonenumbers.GetNationalSignificantNumber(n),
			} {
				for _, row := range []string{region, "US", "DE", "IT", "KZ", "AQ", ""} {
					for _, s := range []string{typed, typed + "7", typed[:len(typed)-2]} {
						if quick, close := ParsePhone(s, row), closelyReadPhone(s, row); !reflect.DeepEqual(quick, close) {
							t.Errorf("%q in %s: quickly %+v, closely %+v", s, row, quick, close)
						}
					}
				}
			}
		}
	}
}

func TestMeantDomain(t *testing.T) {
	mistyped := map[string]string{
		"gmial.com": "gmail.com", "gmai.com": "gmail.com", "gmaill.com": "gmail.com", "gnail.com": "gmail.com", "GMAIL.CON": "gmail.com",
		"gamil.com": "gmail.com", "gmail.co": "gmail.com", "gmail.co.in": "gmail.com", "hotmial.com": "hotmail.com", "hotmal.com": "hotmail.com",
		"outlok.com": "outlook.com", "yahooo.com": "yahoo.com", "yaho.com": "yahoo.com", "iclod.com": "icloud.com", "redifmail.com": "rediffmail.com",
	}
	for domain, want := range mistyped {
		if got := meantDomain(domain); got != want {
			t.Errorf("meantDomain(%q) = %q, want %q", domain, got, want)
		}
	}
	for _, domain := range []string{
		"gmail.com", "Gmail.com", "ymail.com", "mail.com", "email.com", "gmx.de", "gmx.com", "gmx.net", "web.de", "cloud.com", "live.com",
		"yahoo.co.in", "yahoo.de", "hotmail.co.uk", "hotmail.fr", "outlook.de", "aol.com", "example.com", "gmail.example", "a.b",
	} {
		if got := meantDomain(domain); got != "" {
			t.Errorf("meantDomain(%q) = %q, want none", domain, got)
		}
	}
}
