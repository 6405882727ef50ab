package numberplan

import (
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// The metadata of today do not tell some rules of the library apart from
// simpler ones. These tests do, with metadata made up for a calling code 99.

func desc(pattern string, lengths ...int32) *phonenumbers.PhoneNumberDesc {
	return &phonenumbers.PhoneNumberDesc{NationalNumberPattern: &pattern, PossibleLength: lengths}
}

// region is made-up metadata with a general description, fixed lines and
// mobile numbers.
func region(leading, nationalPrefix string, general, fixed, mobile *phonenumbers.PhoneNumberDesc) *phonenumbers.PhoneMetadata {
	idd, none := "00", desc("", -1)
	return &phonenumbers.PhoneMetadata{
		LeadingDigits: &leading, InternationalPrefix: &idd, NationalPrefixForParsing: &nationalPrefix,
		GeneralDesc: general, FixedLine: fixed, Mobile: mobile,
		TollFree: none, PremiumRate: none, SharedCost: none, PersonalNumber: none,
		Voip: none, Pager: none, Uan: none, Voicemail: none,
	}
}

func mustCompile(t *testing.T, regions ...*phonenumbers.PhoneMetadata) *plan {
	t.Helper()
	p, err := compilePlan("99", regions)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestValidity(t *testing.T) {
	none := desc("", -1)
	any5 := desc(`\d{4,6}`, 5)
	twos := region("2", "", any5, desc(`2\d{4}`), none)
	rest := region("", "", any5, desc(`[23]\d{4}`), none)
	settled := region("2", "", any5, desc(`29\d{3}`), none)
	sameType := region("", "", any5, desc(`2\d{4}`), desc(`3\d{4}`))
	same := true
	sameType.SameMobileAndFixedLinePattern = &same
	for _, c := range []struct {
		why     string
		regions []*phonenumbers.PhoneMetadata
		number  string
		want    bool
	}{
		{"a type", []*phonenumbers.PhoneMetadata{twos}, "21111", true},
		{"no type", []*phonenumbers.PhoneMetadata{twos}, "31111", false},
		{"a length the general description has not",
			[]*phonenumbers.PhoneMetadata{region("", "", any5, desc(`2\d{3,5}`), none)}, "2111", false},
		{"a length the type has not",
			[]*phonenumbers.PhoneMetadata{region("", "", desc(`\d{4,6}`, 4, 5, 6), desc(`2\d{3,5}`, 4, 6), none)}, "21111", false},
		{"a length the type has",
			[]*phonenumbers.PhoneMetadata{region("", "", desc(`\d{4,6}`, 4, 5, 6), desc(`2\d{3,5}`, 4, 6), none)}, "211111", true},
		{"general pattern not matched",
			[]*phonenumbers.PhoneMetadata{region("", "", desc(`3\d{4}`, 5), desc(`2\d{4}`), none)}, "21111", false},
		{"leading digits settle the region",
			[]*phonenumbers.PhoneMetadata{settled, rest}, "21111", false},
		{"leading digits of a later region do not",
			[]*phonenumbers.PhoneMetadata{rest, settled}, "21111", true},
		{"other leading digits do not",
			[]*phonenumbers.PhoneMetadata{settled, rest}, "31111", true},
		{"leading digits of an only region do not count",
			[]*phonenumbers.PhoneMetadata{region("7", "", any5, desc(`2\d{4}`), none)}, "21111", true},
		{"mobile pattern said to be that of fixed lines",
			[]*phonenumbers.PhoneMetadata{sameType}, "31111", false},
	} {
		o := mustCompile(t, c.regions...).numbers.at([]byte(c.number)).at(len(c.number))
		if got := o != nil && o.valid; got != c.want {
			t.Errorf("%s: %s valid: %v, want %v", c.why, c.number, got, c.want)
		}
	}
}

// TestMainRegionStripsAgain shows by whose rules a national prefix is taken
// off once the calling code is.
func TestMainRegionStripsAgain(t *testing.T) {
	none := desc("", -1)
	five := desc(`[2-5]\d{4}`, 5)
	p := mustCompile(t, region("", "8", five, five, none), region("", "7", five, five, none))
	const main, other = 0, 1
	for _, c := range []struct {
		typed  string
		region int
		want   string
	}{
		{"821111", main, "+9921111"},
		{"821111", other, ""},
		{"721111", other, "+9921111"},
		{"99721111", other, "+9921111"},
		{"99821111", other, "+9921111"},
		{"997821111", other, "+9921111"},
		{"998721111", other, ""},
	} {
		dialling := &home{code: &callingCode{digits: "99", plan: func() *plan { return p }}, index: c.region, short: func() *automaton { return p.numbers }}
		parser := parser{rooms: &rooms{}}
		got := ""
		if national := parser.dialled([]byte(c.typed), false, dialling); national != nil {
			if n, ok := parser.number(c.typed, national, dialling); ok && n.Valid() {
				got = n.E164
			}
		}
		if got != c.want {
			t.Errorf("%s in region %d: %q, want %q", c.typed, c.region, got, c.want)
		}
	}
}

// TestInternationalPrefix shows that a zero after it makes it none.
func TestInternationalPrefix(t *testing.T) {
	five := desc(`[2-5]\d{4}`, 5)
	p := mustCompile(t, region("", "", five, five, five))
	for _, c := range []struct{ typed, want string }{
		{"009921111", "9921111"},
		{"0009921111", ""},
		{"00", ""},
		{"21111", ""},
	} {
		rest, ok := p.regions[mainRegion].stripInternationalPrefix([]byte(c.typed))
		if wantOK := c.typed == "00" || c.want != ""; ok != wantOK || ok && string(rest) != c.want {
			t.Errorf("%s: %q, %v, want %q", c.typed, rest, ok, c.want)
		}
	}
}
