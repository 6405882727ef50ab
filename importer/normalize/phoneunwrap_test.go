package normalize

import (
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

func hasNote(p Phone, code Code) bool {
	for _, n := range p.Notes {
		if n.Code == code {
			return true
		}
	}
	return false
}

func TestPhonesAreUnwrapped(t *testing.T) {
	for _, s := range []string{
		"p:+919845012345", "p:9845012345", "Tel. 98450 12345", "Tel: 98450 12345", "TEL:098450-12345", "Tel.: +91 98450 12345", "Tél. 98450 12345", "Telefon: 98450 12345", "Ph: 98450 12345", "Ph.98450 12345", "Ph 98450 12345", "Phone98450 12345",
		"Mob. No.: 98450 12345", "Mob No 98450 12345", "Mobile - 98450 12345", "M: 98450 12345", "M. 98450 12345", "M 98450 12345", "(M) 98450 12345", "98450 12345 (M)", "98450 12345(M)", "98450 12345 (mobile)", "98450 12345 [Mob.]", "98450 12345 mobile", "98450 12345 - home", "98450 12345, Office",
		"whatsapp:+919845012345", "WhatsApp: 98450 12345", "98450 12345 (WhatsApp)", "Phone/WhatsApp: 98450 12345", "Tel / Mob: 98450 12345", "Contact No: 98450 12345", "Call 98450 12345", "☎ 98450 12345", "📞98450 12345", "моб. +91 98450 12345", "手机：98450 12345", "मोबाइल 98450 12345", "No. 98450 12345",
		`"98450 12345"`, "'98450 12345'", "“98450 12345”", "<98450 12345>", "98450 12345;", "98450 12345,", "98450 12345:", "'98450 12345", "`98450 12345`",
		"tel:+919845012345", "TEL:+919845012345", "tel://+919845012345", "callto:+919845012345", "sms:+919845012345", "https://wa.me/919845012345", "wa.me/919845012345", "https://api.whatsapp.com/send?phone=919845012345",
		"98450 12345, 98450 12345", "+91 98450 12345 / 098450 12345", "98450 12345 or 9845012345",
	} {
		p := ReadPhone(Fold(s), "IN", false)
		if p.E164 != "+919845012345" || p.Problem.Text != "" || !hasNote(p, Unwrapped) {
			t.Errorf("ReadPhone(%q) = %q, %q, %+v", s, p.E164, p.Problem.Text, p.Notes)
		}
	}
	if p := ReadPhone("Tel. (030) 23125418", "DE", false); p.E164 != "+493023125418" {
		t.Errorf("an area code in brackets behind a label: %+v", p)
	}
}

func TestWhatIsNoPhoneIsNotUnwrapped(t *testing.T) {
	for _, tt := range []struct{ in, region, want string }{
		{"Fax: 98450 12345", "IN", "letters"},
		{"98450 12345 (Fax)", "IN", "letters"},
		{"98450 12345 annex", "IN", "letters"},
		{"98450 12345 Ann", "IN", "letters"},
		{"1-800-FLOWERS", "US", "letters"},
		{"0800 12345 HOME", "DE", "letters"},
		{"+1 800 CALL", "US", "letters"},
		{"Tel. 12345", "IN", "letters"},
		{"call me", "IN", "letters"},
		{"tel:", "IN", "no digits"},
		{"Tel. 98450 12345 ext. 12", "IN", "extension"},
		{"98450+12345", "IN", "+ in the middle"},
		{"https://example.com/919845012345", "IN", "letters"},
		{"wa.me/12", "IN", "letters"},
		{"p:98450 1234", "IN", "is not a valid number"},
	} {
		if p := ReadPhone(Fold(tt.in), tt.region, false); p.E164 != "" || !strings.Contains(p.Problem.Text, tt.want) || p.Problem.Cell != Fold(tt.in) {
			t.Errorf("ReadPhone(%q) = %q, %+v; want a problem with %q", tt.in, p.E164, p.Problem, tt.want)
		}
	}
}

func TestTwoPhonesAreTwo(t *testing.T) {
	for _, between := range []string{"/", " / ", ",", ", ", ";", " or ", " OR ", " and ", " oder ", " und ", " ou ", " y ", " или ", " & ", "|", "\n", "\r\n", "\t", " ", "   ", "\\", " 或 "} {
		for _, pair := range [][2]string{{"98450 12345", "98450 12346"}, {"+919845012345", "+919845012346"}, {"Tel. 98450 12345", "Mob. 98450 12346"}, {"022-23456789", "(M) 98450 12346"}, {"9845012345", "080 2234 5678"}} {
			s := pair[0] + between + pair[1]
			if p := ReadPhone(Fold(s), "IN", false); p.E164 != "" || p.Problem.Text != twoNumbers {
				t.Errorf("ReadPhone(%q) = %q, %q", s, p.E164, p.Problem.Text)
			}
		}
	}
	for _, s := range []string{"+919845012345+919845012346", "+91 98450 12345 +91 98450 12346", "98450 12345 / 12346", "98450 12345 (98450 12346)", "98450 12345, 98450 12346, 98450 12347", "98450 12345/46", "98450 12345 & 46", "+91 98450 12345, 46"} {
		if p := ReadPhone(Fold(s), "IN", false); p.E164 != "" || p.Problem.Text != twoNumbers {
			t.Errorf("ReadPhone(%q) = %q, %q", s, p.E164, p.Problem.Text)
		}
	}
}

func TestExtensionsAreDroppedIfAskedFor(t *testing.T) {
	for _, s := range []string{
		"98450 12345 ext. 12", "98450 12345 ext 12", "98450 12345 x12", "98450 12345x12", "98450 12345 #12", "98450 12345, ext. 12", "98450 12345 extension 12", "tel:+919845012345;ext=12", "Tel. 98450 12345 ext. 12", "98450 12345 Durchwahl 12", "(098450) 12345 ext 1",
	} {
		if p := ReadPhone(Fold(s), "IN", false); p.E164 != "" {
			t.Errorf("ReadPhone(%q) = %q", s, p.E164)
		}
		p := ReadPhone(Fold(s), "IN", true)
		if p.E164 != "+919845012345" || !hasNote(p, ExtensionDropped) {
			t.Errorf("ReadPhone(%q) without its extension = %q, %q, %+v", s, p.E164, p.Problem.Text, p.Notes)
		}
	}
	if p := ReadPhone("12345 ext. 12", "IN", true); p.E164 != "" {
		t.Errorf("too short a number is read as %q", p.E164)
	}
}

func TestACallingCodeTwiceIsDoubted(t *testing.T) {
	for _, tt := range []struct {
		in, region string
		doubt      bool
	}{
		{"+4949171234567", "DE", true},
		{"+49 49 171 234567", "DE", true},
		{"004949171234567", "DE", true},
		{"+4949171234567", "IN", true},
		{"+49491712345", "DE", false},
		{"+919198450123", "IN", false},
		{"+919112345678", "IN", false},
		{"+46 46 123 45 67", "SE", false},
		{"+12125550142", "US", false},
		{"+77012345678", "KZ", false},
	} {
		p := ReadPhone(tt.in, tt.region, false)
		if p.Problem.Text == "" && hasNote(p, TwoReadings) != tt.doubt || tt.doubt && p.E164 == "" && p.Problem.Text == "" {
			t.Errorf("ReadPhone(%q, %s) = %q, %q, %+v", tt.in, tt.region, p.E164, p.Problem.Text, p.Notes)
		}
	}
}

// With the code twice, a number of one length is none, even if it is a digit short where the
// code has two.
func TestACodeTwiceIsNoNumberOfOneLength(t *testing.T) {
	for code := range oneLength {
		n, _ := strconv.Atoi(code)
		for _, region := range phonenumbers.GetRegionCodesForCountryCode(n) {
			mobile := phonenumbers.GetExampleNumberForType(region, phonenumbers.MOBILE)
			national := phonenumbers.GetNationalSignificantNumber(mobile)
			for _, twice := range []string{"+" + code + code + national, "+" + code + code + national[:len(national)-len(code)+1]} {
				if p := ParsePhone(twice, region); p.Problem.Text == "" && p.E164 != "+"+code+national { // a 1 is dropped in North America
					t.Errorf("%s of %s is read as %s", twice, region, p.E164)
				}
			}
		}
	}
}

// FuzzPhone checks that a cell that is a number by itself is never changed, and that
// what is taken out of another one stays as it is.
func FuzzPhone(f *testing.F) {
	for _, s := range []string{"p:+919845012345", "98450 12345 (M)", "Tel. 98450 12345, 98450 12345", "'98450 12345'", "98450 12345 ext. 12", "wa.me/919845012345", "+4949171234567", "98450 12345 home 12", "98450 12345;ext=12", "98450 12345 DURCHWAHL. 12 #", "98450 12345доб.: 1", "98450 12345 Poste\t12 ", "98450 12345x12", "(98450) 12345 extn 1", "98450 12345#1#", "98450 12345 or 98450 12346", "98450 12345 [M]. 98450 12346", "98450 12345 x 98450 12346", "98450O12345", "98450 12345 \u0131 98450 12346", "1 \u017f 2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		scannersAgree(t, s)
		s = Fold(s)
		if s == "" {
			return
		}
		for _, drop := range []bool{false, true} {
			p := ReadPhone(s, "IN", drop)
			if by := ParsePhone(s, "IN"); by.E164 != "" && p.E164 != by.E164 {
				t.Fatalf("ReadPhone(%q) = %q, which is %q by itself", s, p.E164, by.E164)
			}
			if (p.E164 == "") != (p.Problem.Text != "") {
				t.Fatalf("ReadPhone(%q) = %+v", s, p)
			}
			if p.E164 == "" {
				continue
			}
			if again := ReadPhone(p.E164, "IN", drop); again.E164 != p.E164 {
				t.Fatalf("ReadPhone(%q) = %q, and of that %q", s, p.E164, again.E164)
			}
			if once, twice := unwrapPhone(s), unwrapPhone(unwrapPhone(s)); once != twice {
				t.Fatalf("unwrapPhone(%q) = %q, and of that %q", s, once, twice)
			}
		}
	})
}
