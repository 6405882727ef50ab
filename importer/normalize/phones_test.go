package normalize

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"vobizsync/internal/numberplan"

	"github.com/nyaruka/phonenumbers"
)

// TestPhonesAgreeWithAnotherImplementation compares every number of
// testdata/phones with what libphonenumber-js says of it. Where the two differ,
// one of the importer's own rules must be the reason. (The metadata of both is
// of one date as far as these numbers tell.)
func TestPhonesAgreeWithAnotherImplementation(t *testing.T) {
	file, err := os.Open("testdata/phones/numbers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n, valid, regions := 0, 0, map[string]bool{}
	reasons := map[string]int{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		cells := strings.Split(lines.Text(), ",")
		typed, region, want := cells[0], cells[1], cells[2]
		n++
		regions[region] = true
		if want != "" {
			valid++
		}
		p := ParsePhone(Fold(typed), region)
		if p.E164 == want && (p.Problem.Text == "") == (want != "") {
			continue
		}
		reason := whyOther(typed, region, want, p)
		if reason == "" {
			t.Errorf("%q in %s = %q (%s %q), libphonenumber-js: %q", typed, region, p.E164, p.Problem.Text, p.Notes, want)
		}
		reasons[reason]++
	}
	t.Logf("%d numbers of %d regions, %d valid; differences by reason: %v", n, len(regions), valid, reasons)
	if n < 2000 || len(regions) < 240 || valid < n/2 {
		t.Errorf("only %d numbers of %d regions, %d valid", n, len(regions), valid)
	}
}

// whyOther names the rule by which the importer reads a number otherwise than
// libphonenumber-js does, "" if there is none.
func whyOther(typed, region, want string, p Phone) string {
	digits := DigitsAndPlus(typed)
	switch {
	case p.E164 == "+"+digits && startsWithOwnCode(typed, region):
		return "a number that starts with its own calling code is taken that way, and it is said"
	case want == "" && strings.HasPrefix(digits, "00") && p.E164 == "+"+digits[2:]:
		return "00 is an international prefix everywhere"
	}
	return ""
}

// The rules above must leave a trace in what is said.
func TestOwnReadingsOfPhonesAreSaid(t *testing.T) {
	for region := range phonenumbers.GetSupportedRegions() {
		n := phonenumbers.GetExampleNumberForType(region, phonenumbers.MOBILE)
		if n == nil {
			continue
		}
		typed := e164(n)[1:]
		p := ParsePhone(typed, region)
		if p.Problem.Text != "" || p.E164 != e164(n) {
			t.Errorf("%q in %s = %q (%s)", typed, region, p.E164, p.Problem.Text)
			continue
		}
		other, err := phonenumbers.Parse(typed, region)
		silent := err == nil && phonenumbers.IsValidNumber(other) && e164(other) == p.E164 &&
			phonenumbers.GetNddPrefixForRegion(region, true) == numberplan.CallingCode(region)
		if said := slices.ContainsFunc(p.Notes, func(n Reason) bool { return strings.Contains(n.Text, "starts with the calling code") }); said == silent {
			t.Errorf("%q in %s: notes %q", typed, region, p.Notes)
		}
	}
}

func e164(n *phonenumbers.PhoneNumber) string { return phonenumbers.Format(n, phonenumbers.E164) }
