package normalize

import (
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"Ann Smith", "Ann Smith"},
		{"  Ann \t\n Smith  ", "Ann Smith"},
		{"\u00a0Ann\u2003Smith\u3000", "Ann Smith"},
		{"\ufeffAnn\u200b Smith\u2060", "Ann Smith"},
		{"Jose\u0301", "José"},
		{"+49\u202a 30\u202c", "+49 30"},
		{"a\u200bb", "ab"},
		{"e\u200b\u0301", "é"},
		{"می\u200cخواهم", "می\u200cخواهم"},
		{"\u200cمی\u200c", "می"},
		{"A\u200dB", "AB"},
		{"a\x01b\x7f", "ab"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCheckEmail(t *testing.T) {
	valid := []string{
		"ann@example.com", "Ann.O'Neil+tag@mail.example.co.uk", "a@b.io", "jörg@müller.example", "x_y-z@sub-domain.example.org",
		"+ann@example.com", "-ann-@example.com",
	}
	for _, s := range valid {
		if why := checkEmail(s); why != "" {
			t.Errorf("checkEmail(%q) = %q, want none", s, why)
		}
	}
	invalid := map[string]string{
		"ann":                    "has no @",
		"ann@":                   "is not an e-mail",
		"@example.com":           "is not an e-mail",
		"ann@localhost":          "domain",
		"ann@-example.com":       "domain",
		"ann@example..com":       "is not an e-mail",
		"ann@example.com.":       "is not an e-mail",
		"a b@example.com":        "space",
		"Ann <ann@example.com>":  "bare address",
		"ann@a.com, bob@b.com":   "one address",
		"ann@a.com;bob@b.com":    "one address",
		"\"a b\"@example.com":    "bare address",
		"ann@[127.0.0.1]":        "domain",
		".ann@example.com":       "is not an e-mail",
		"ann..b@example.com":     "is not an e-mail",
		"ann@exam_ple.com":       "domain",
		"mailto:ann@example.com": "",
		"=ann@example.com":       "formula",
		"=cmd|'/c'!a1@x.example": "formula",
		"+1*2@example.com":       "formula",
		"-2|calc@example.com":    "formula",
	}
	for s, want := range invalid {
		if why := checkEmail(s); why == "" || !strings.Contains(why, want) {
			t.Errorf("checkEmail(%q) = %q, want one with %q", s, why, want)
		}
	}
}

func TestParseCountry(t *testing.T) {
	valid := map[string]string{
		"IN": "IN", "in": "IN", "De": "DE", "IND": "IN", "gbr": "GB", "India": "IN", "GERMANY": "DE",
		"United States": "US", "united states of america": "US", "U.S.A.": "US", "UK": "GB", "Great Britain": "GB",
		"UAE": "AE", "United Arab Emirates": "AE", "Singapore": "SG", "Côte d’Ivoire": "CI", "Cote d'Ivoire": "CI",
		"South Korea": "KR", "Viet Nam": "VN", "Bosnia & Herzegovina": "BA", "Bosnia and Herzegovina": "BA", "Türkiye": "TR", "Turkey": "TR",
		"St. Lucia": "LC", "Saint Lucia": "LC", "Hong Kong": "HK", "Czech Republic": "CZ", "Åland Islands": "AX",
	}
	for in, want := range valid {
		if got, ok := ParseCountry(in); !ok || got != want {
			t.Errorf("ParseCountry(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "XZ", "Atlantis", "ZZZ", "EU", "AN", "12", "001", "356", "I N D"} {
		if got, ok := ParseCountry(in); ok {
			t.Errorf("ParseCountry(%q) = %q, want none", in, got)
		}
	}
}

func TestAlpha2HasEveryAssignedCode(t *testing.T) {
	n := 0
	for _, known := range isAlpha2 {
		if known {
			n++
		}
	}
	if n != 249 || len(alpha2) != 2*249 {
		t.Errorf("%d codes in %d letters, want 249 (ISO 3166-1)", n, len(alpha2))
	}
}

func TestCheckPassword(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Lotus#2025", ""},
		{"ünïcode-1", ""},
		{"short1!", "8 characters"},
		{"nodigits!!", "a digit"},
		{"nospecial11", "a special character"},
		{"with space 1", "a special character"},
		{"abc", "8 characters, a digit and a special character"},
	}
	for _, tt := range tests {
		got := checkPassword(tt.in)
		if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("checkPassword(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCheckGSTIN(t *testing.T) {
	tests := []struct{ in, want string }{
		{"27AAPFU0939F1ZV", ""},
		{"29AAGCB7383J1Z4", ""},
		{"27AAPFU0939F1Z", "15 characters"},
		{"27AAPFU0939F1Z-", "letters and digits"},
		{"45AAPFU0939F1ZV", "state code"},
		{"00AAPFU0939F1ZV", "state code"},
		{"271APFU0939F1ZV", "PAN"},
		{"27AAPFU0939F0ZV", "registration"},
		{"27AAPFU0939F1ZW", "check digit"},
		{"29AAPFU0939F1ZV", "check digit"},
	}
	for _, tt := range tests {
		got := checkGSTIN(tt.in)
		if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("checkGSTIN(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestIsZone(t *testing.T) {
	for _, s := range []string{"Asia/Kolkata", "Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"} {
		if !isZone(s) {
			t.Errorf("isZone(%q) = false", s)
		}
	}
	for _, s := range []string{"", "Local", "Mars/Olympus", "../etc/passwd", "IST ", "GMT+5:30"} {
		if isZone(s) {
			t.Errorf("isZone(%q) = true", s)
		}
	}
}

func TestParsePhone(t *testing.T) {
	tests := []struct{ in, region, want string }{
		{"+91 98450 12345", "US", "+919845012345"},
		{"098450 12345", "IN", "+919845012345"},
		{"98450-12345", "IN", "+919845012345"},
		{"0091 98450 12345", "IN", "+919845012345"},
		{"0091 98450 12345", "US", "+919845012345"},
		{"(617) 555-0142", "US", "+16175550142"},
		{"011 91 98450 12345", "US", "+919845012345"},
		{"030/23125418", "DE", "+493023125418"},
		{"+49 (0)30 23125418", "IN", "+493023125418"},
		{"tel:+493023125418", "", "+493023125418"},
		{"＋９１９８４５０１２３４５", "", "+919845012345"},
		{"٠٥٠١٢٣٤٥٦٧", "AE", "+971501234567"},
		{"९८४५०१२३४५", "IN", "+919845012345"},
		{"06 1234 5678", "IT", "+390612345678"},
		{"'+919845012345", "", "+919845012345"},
		{`="+919845012345"`, "", "+919845012345"},
		{"+91–98450–12345", "", "+919845012345"},
	}
	for _, tt := range tests {
		p := ParsePhone(Fold(tt.in), tt.region)
		if p.E164 != tt.want || p.Problem.Text != "" {
			t.Errorf("ParsePhone(%q, %q) = %q (%s), want %q", tt.in, tt.region, p.E164, p.Problem.Text, tt.want)
		}
	}
}

func TestParsePhoneRefuses(t *testing.T) {
	tests := []struct {
		in, region string
		code       Code
		want       string
	}{
		{"12345", "IN", InvalidPhone, "too short"},
		{"+1 617 555 0142 99", "US", InvalidPhone, "too long"},
		{"+1 555 010", "US", InvalidPhone, "too short"},
		{"98450 12345", "", InvalidPhone, "no country calling code"},
		{"+91 98450 12345 ext. 12", "IN", InvalidPhone, "extension"},
		{"98450 12345 x12", "IN", InvalidPhone, "extension"},
		{"98450 12345 #12", "IN", InvalidPhone, "extension"},
		{"tel:+919845012345;ext=12", "IN", InvalidPhone, "extension"},
		{"98450 12345 home", "IN", InvalidPhone, "letters"},
		{"1-800-FLOWERS", "US", InvalidPhone, "letters"},
		{"98450+12345", "IN", InvalidPhone, "+ in the middle"},
		{"98450 12345, 98450 12346", "IN", InvalidPhone, `","`},
		{"none", "IN", InvalidPhone, "letters"},
		{"-", "IN", InvalidPhone, "no digits"},
		{"5000000000", "IN", InvalidPhone, "not a valid number"},
		{strings.Repeat("9", 300), "IN", InvalidPhone, "too long"},
		{"9.19877E+11", "IN", DamagedNumber, "as text"},
		{"9,19877E+11", "IN", DamagedNumber, "as text"},
		{"#REF!", "IN", DamagedNumber, "error value"},
		{"#N/A", "IN", DamagedNumber, "error value"},
		{"919845012345.5", "IN", DamagedNumber, "decimal"},
		{"-110704", "IN", DamagedNumber, "negative number"},
		{"030 231254/18", "DE", InvalidPhone, "two numbers"},
		{"4915123456789", "FR", DamagedNumber, "+4915123456789 with a + before it"},
		{"612345678", "IT", DamagedNumber, "+390612345678 with a 0 before it"},
		{"0091 7423026393", "SG", InvalidPhone, "may be +917423026393 or +17423026393: write it with a +"},
		{"112", "DE", InvalidPhone, "short number"},
		{"911", "US", InvalidPhone, "short number"},
	}
	for _, tt := range tests {
		p := ParsePhone(Fold(tt.in), tt.region)
		if p.E164 != "" || p.Problem.Code != tt.code || !strings.Contains(p.Problem.Text, tt.want) {
			t.Errorf("ParsePhone(%q, %q) = %q, %s %q; want %s with %q", tt.in, tt.region, p.E164, p.Problem.Code, p.Problem.Text, tt.code, tt.want)
		}
	}
}

func TestParsePhoneSaysWhatItRepaired(t *testing.T) {
	tests := []struct{ in, region, want, note string }{
		{"919845012345.0", "IN", "+919845012345", "decimal"},
		{"9.19845012345E+11", "IN", "+919845012345", "decimal"},
		{"919845012345", "IN", "+919845012345", "calling code of IN"},
		{"91 98450 12345", "IN", "+919845012345", "calling code of IN"},
		{"49 1512 3456789", "DE", "+4915123456789", "+494915123456789 is possible, too"},
		{"030 23125418.0", "DE", "+493023125418", "decimal"},
		{"0900 1234567", "DE", "+499001234567", "premium-rate"},
		{"+41 44 668 18 00", "DE", "+41446681800", "belongs to CH"},
		{"4915123456789", "DE", "+4915123456789", "+494915123456789 is possible, too"},
		{"+491512 3456789", "IN", "+4915123456789", "belongs to DE"},
	}
	for _, tt := range tests {
		p := ParsePhone(tt.in, tt.region)
		notes := make([]string, len(p.Notes))
		for i, n := range p.Notes {
			notes[i] = Quoter{}.Message(ShapePhone, n)
		}
		if p.E164 != tt.want || !strings.Contains(strings.Join(notes, "; "), tt.note) {
			t.Errorf("ParsePhone(%q, %q) = %q %q, want %q with %q", tt.in, tt.region, p.E164, notes, tt.want, tt.note)
		}
	}
}

func TestParsePhoneSaysNothingOfWhatIsUsual(t *testing.T) {
	tests := []struct{ in, region string }{
		{"1 617 555 0142", "US"},
		{"(416) 555-0134", "CA"},
		{"1-800-356-9377", "CA"},
		{"01.23.45.67.00", "FR"},
		{"+33 1 23 45 67 89", "FR"},
		{"+39 06 1234 5678", "IT"},
		{"+44 7781 123456", "GG"},
		{"+47 79 02 12 34", "SJ"},
		{"+800 1234 5678", "DE"},
		{"+54 9 11 2345 6789", "AQ"},
	}
	for _, tt := range tests {
		if p := ParsePhone(tt.in, tt.region); p.Problem.Text != "" || len(p.Notes) > 0 {
			t.Errorf("ParsePhone(%q, %q) = %q %q", tt.in, tt.region, p.Problem.Text, p.Notes)
		}
	}
}

// FuzzFold checks that folding twice is folding once.
func FuzzFold(f *testing.F) {
	for _, seed := range []string{"  a  b ", "e\u200b\u0301", "می\u200cخواهم", "\u200d\u0301", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
	})
}
