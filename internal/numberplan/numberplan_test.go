package numberplan

import (
	"fmt"
	"strconv"
	"sync"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

func ExampleProve() {
	for _, typed := range []string{"(030) 901820", "+44 20 7031 3000", "0221/4710 ext. 12"} {
		n, ok := Prove(typed, "DE")
		fmt.Println(n.E164, n.Region, ok)
	}
	// Output:
	// +4930901820 DE true
	// +442070313000 GB true
	//   false
}

// TestProve shows what is proved of numbers that are valid.
func TestProve(t *testing.T) {
	for _, c := range []struct{ why, typed, region, want string }{
		{"national prefix", "030 901820", "DE", "+4930901820"},
		{"no national prefix", "30 901820", "DE", "+4930901820"},
		{"national prefix after the calling code", "+49 (0)30 901820", "", "+4930901820"},
		{"international prefix", "0049 30 901820", "DE", "+4930901820"},
		{"international prefix of Australia", "0011 49 30 901820", "AU", "+4930901820"},
		{"plus before the international prefix", "+0049 30 901820", "DE", "+4930901820"},
		{"calling code without plus", "49 30 901820", "DE", "+4930901820"},
		{"leading zero that belongs to the number", "06 698 12345", "IT", "+390669812345"},
		{"region that shares a calling code", "(416) 555-0134", "US", "+14165550134"},
		{"square brackets", "[416] 555-0134", "US", "+14165550134"},
		{"transform to a mobile number", "011 15-2345-6789", "AR", "+5491123456789"},
		{"local number, area code transformed in", "412-3456", "BB", "+12464123456"},
		{"carrier code", "0 15 11 2345-6789", "BR", "+551123456789"},
		{"calling code of no country", "+800 1234 5678", "", "+80012345678"},
		{"spaces around", "  +4930901820  ", "", "+4930901820"},
		{"signs before", "~-./) (030) 901820", "DE", "+4930901820"},
		{"sign before a plus", "- +49 30 901820", "", "+4930901820"},
		{"signs behind", "030 901820-) ./(", "DE", "+4930901820"},
	} {
		got, ok := Prove(c.typed, c.region)
		if got.E164 != c.want || !got.Valid() || !ok {
			t.Errorf("%s: Prove(%q, %q) = %+v, %v, want %q", c.why, c.typed, c.region, got, ok, c.want)
		}
		var law tally
		law.hold(t, c.typed, c.region)
	}
}

// TestProveDetails shows what else is proved, and that of numbers that are not
// valid.
func TestProveDetails(t *testing.T) {
	for _, c := range []struct {
		why, typed, region string
		want               Number
	}{
		{"at home", "030 901820", "DE", Number{Finding: Valid, E164: "+4930901820", Region: "DE", Here: true}},
		{"abroad", "+49 30 901820", "FR", Number{Finding: Valid, E164: "+4930901820", Region: "DE"}},
		{"of another region with the calling code", "(416) 555-0134", "US", Number{Finding: Valid, E164: "+14165550134", Region: "CA"}},
		{"in its own region with a shared calling code", "(416) 555-0134", "CA", Number{Finding: Valid, E164: "+14165550134", Region: "CA", Here: true}},
		{"toll-free, of every region with the calling code", "800 555 0199", "CA", Number{Finding: Valid, E164: "+18005550199", Region: "US", Here: true}},
		{"premium rate", "0900 1234567", "DE", Number{Finding: Valid, E164: "+499001234567", Region: "DE", Here: true, Premium: true}},
		{"the Vatican's", "+39 06 698 12345", "VA", Number{Finding: Valid, E164: "+390669812345", Region: "VA", Here: true}},
		{"of no country", "+800 1234 5678", "FR", Number{Finding: Valid, E164: "+80012345678", Region: "001"}},

		{"too short", "98765", "IN", Number{Finding: TooShort, E164: "+9198765"}},
		{"too long", "+49 1512 123456789012", "DE", Number{Finding: TooLong, E164: "+491512123456789012"}},
		{"no such number", "+1 123 456 7890", "IN", Number{Finding: Impossible, E164: "+11234567890"}},
		{"a short number", "112", "IN", Number{Finding: TooShort, E164: "+91112", Short: true}},
		{"a short number of another country", "+91 112", "DE", Number{Finding: TooShort, E164: "+91112"}},
		{"longer than any number", "+49 30 901820 901820 901820", "DE", Number{Finding: NotANumber}},
		{"a calling code and nothing else", "+91", "IN", Number{Finding: NotANumber}},
		{"one digit after a plus", "+ 9", "US", Number{Finding: NotANumber}},
		{"unknown calling code", "+999 1234567", "DE", Number{Finding: NotANumber}},
		{"unknown region", "030 901820", "ZZ", Number{Finding: NotANumber}},
		{"region in small letters", "030 901820", "de", Number{Finding: NotANumber}},
	} {
		if got, ok := Prove(c.typed, c.region); got != c.want || !ok {
			t.Errorf("%s: Prove(%q, %q) = %+v, %v, want %+v", c.why, c.typed, c.region, got, ok, c.want)
		}
		var law tally
		law.hold(t, c.typed, c.region)
	}
}

// TestNoProof shows what is left to the library, although it may find a number,
// or that none is there.
func TestNoProof(t *testing.T) {
	for _, c := range []struct{ why, typed, region string }{
		{"extension", "030 901820 ext. 5", "DE"},
		{"extension mark", "030 901820;5", "DE"},
		{"letters", "1-800-FLOWERS", "US"},
		{"other digits", "٠٣٠ ٩٠١٨٢٠", "DE"},
		{"full-width plus", "＋4930901820", "DE"},
		{"second plus", "++4930901820", "DE"},
		{"plus within", "0049+30901820", "DE"},
		{"tilde within", "030~901820", "DE"},
		{"more digits than a number and its prefixes", "030901820030901820030901820", "DE"},
		{"two digits", "12", "DE"},
		{"the world for region", "12345678", worldwide},
		{"nothing", "", "DE"},
		{"plus only", "+", "DE"},
	} {
		if got, ok := Prove(c.typed, c.region); got != (Number{}) || ok {
			t.Errorf("%s: Prove(%q, %q) = %+v, %v, want none", c.why, c.typed, c.region, got, ok)
		}
	}
}

// TestRead shows that the library is asked where there is no proof, and that it is
// counted.
func TestRead(t *testing.T) {
	before := Questions()
	if n := Read("030 901820", "DE"); n.E164 != "+4930901820" || Questions() != before {
		t.Errorf("read as %+v with %d more questions", n, Questions()-before)
	}
	if n := Read("030 901820 ext. 5", "DE"); n.E164 != "+4930901820" || !n.Extension || Questions() != before+1 {
		t.Errorf("read as %+v with %d more questions", n, Questions()-before)
	}
}

func TestCallingCode(t *testing.T) {
	for _, region := range append(supportedRegions(), "", "ZZ", "AQ", worldwide) {
		want := ""
		if code := phonenumbers.GetCountryCodeForRegion(region); code != 0 {
			want = strconv.Itoa(code)
		}
		if got := CallingCode(region); got != want {
			t.Errorf("CallingCode(%q) = %q, want %q", region, got, want)
		}
	}
}

// TestAllocations counts the number in E.164 and nothing else.
func TestAllocations(t *testing.T) {
	for _, c := range []struct {
		typed, region string
		want          float64
	}{
		{"+49 30 901820", "", 1},
		{"030 901820", "DE", 1},
		{"0049 30 901820", "DE", 1},
		{"49 030 901820", "DE", 1},
		{"011 15-2345-6789", "AR", 1},
		{"98765", "IN", 1},
		{"+999 1234567", "DE", 0},
		{"call 030", "DE", 0},
	} {
		if got := testing.AllocsPerRun(100, func() { Prove(c.typed, c.region) }); got != c.want {
			t.Errorf("Prove(%q, %q): %v allocations, want %v", c.typed, c.region, got, c.want)
		}
	}
}

// TestConcurrentFirstUse is for the race detector: plans are unpacked while
// others ask for them.
func TestConcurrentFirstUse(t *testing.T) {
	d := readTables(tables)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, region := range []string{"DE", "US", "FR", "CA", "IT", "VA"} {
				h := *d.home(region)
				h.code.plan().numbers.at([]byte("30901820"))
				h.short()
			}
		})
	}
	all.Wait()
}
