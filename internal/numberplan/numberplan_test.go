package numberplan

import (
	"fmt"
	"sync"
	"testing"
)

func ExampleE164() {
	fmt.Println(E164("(030) 901820", "DE"))
	fmt.Println(E164("+44 20 7031 3000", "DE"))
	fmt.Println(E164("0221/4710 ext. 12", "DE"))
	// Output:
	// +4930901820 true
	// +442070313000 true
	//  false
}

// TestE164 shows what is answered, and what is left to the library although
// it would find a number, or that none is there.
func TestE164(t *testing.T) {
	const none = ""
	for _, c := range []struct{ why, typed, region, want string }{
		{"national prefix", "030 901820", "DE", "+4930901820"},
		{"no national prefix", "30 901820", "DE", "+4930901820"},
		{"national prefix after the calling code", "+49 (0)30 901820", "", "+4930901820"},
		{"international prefix", "0049 30 901820", "DE", "+4930901820"},
		{"international prefix of Australia", "0011 49 30 901820", "AU", "+4930901820"},
		{"calling code without plus", "49 30 901820", "DE", "+4930901820"},
		{"leading zero that belongs to the number", "06 698 12345", "IT", "+390669812345"},
		{"region that shares a calling code", "(416) 555-0134", "US", "+14165550134"},
		{"transform to a mobile number", "011 15-2345-6789", "AR", "+5491123456789"},
		{"local number, area code transformed in", "412-3456", "BB", "+12464123456"},
		{"carrier code", "0 15 11 2345-6789", "BR", "+551123456789"},
		{"calling code of no country", "+800 1234 5678", "", "+80012345678"},
		{"spaces around", "  +4930901820  ", "", "+4930901820"},

		{"extension", "030 901820 ext. 5", "DE", none},
		{"extension mark", "030 901820;5", "DE", none},
		{"letters", "1-800-FLOWERS", "US", none},
		{"other digits", "٠٣٠ ٩٠١٨٢٠", "DE", none},
		{"full-width plus", "＋4930901820", "DE", none},
		{"second plus", "++4930901820", "DE", none},
		{"plus within", "0049+30901820", "DE", none},
		{"sign before", "-030901820", "DE", none},
		{"sign after", "030901820.", "DE", none},
		{"plus before the international prefix", "+0049 30 901820", "DE", none},
		{"unknown calling code", "+999 1234567", "DE", none},
		{"unknown region", "030 901820", "ZZ", none},
		{"region in small letters", "030 901820", "de", none},
		{"the world for region", "12345678", worldwide, none},
		{"invalid", "030 1", "DE", none},
		{"nothing", "", "DE", none},
		{"plus only", "+", "DE", none},
		{"zeros only", "000000000000", "DE", none},
	} {
		got, ok := E164(c.typed, c.region)
		if got != c.want || ok != (c.want != none) {
			t.Errorf("%s: E164(%q, %q) = %q, %v, want %q", c.why, c.typed, c.region, got, ok, c.want)
		}
		var law tally
		law.hold(t, c.typed, c.region)
	}
}

// TestAppendE164 shows that dst is kept, and returned as it was without an
// answer.
func TestAppendE164(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"030 901820", "tel:+4930901820"},
		{"030 901820 ext. 5", "tel:"},
		{"030 1", "tel:"},
	} {
		got, ok := AppendE164([]byte("tel:"), c.typed, "DE")
		if string(got) != c.want || ok != (len(c.want) > 4) {
			t.Errorf("AppendE164(%q, %q) = %q, %v, want %q", "tel:", c.typed, got, ok, c.want)
		}
	}
}

// TestAllocations counts the string returned and nothing else.
func TestAllocations(t *testing.T) {
	var room [32]byte
	for _, c := range []struct{ typed, region string }{
		{"+49 30 901820", ""},
		{"030 901820", "DE"},
		{"0049 30 901820", "DE"},
		{"49 030 901820", "DE"},
		{"011 15-2345-6789", "AR"},
	} {
		appended := testing.AllocsPerRun(100, func() { AppendE164(room[:0], c.typed, c.region) })
		if appended != 0 {
			t.Errorf("AppendE164(%q, %q): %v allocations, want 0", c.typed, c.region, appended)
		}
		returned := testing.AllocsPerRun(100, func() { E164(c.typed, c.region) })
		if returned != 1 {
			t.Errorf("E164(%q, %q): %v allocations, want 1", c.typed, c.region, returned)
		}
	}
	silent := testing.AllocsPerRun(100, func() { E164("call 030", "DE") })
	if silent != 0 {
		t.Errorf("no answer: %v allocations, want 0", silent)
	}
}

// TestConcurrentFirstUse is for the race detector: plans are compiled while
// others ask for them.
func TestConcurrentFirstUse(t *testing.T) {
	d := newDirectory()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, region := range []string{"DE", "US", "FR", "CA", "IT", "VA"} {
				h := d.homes[region]
				h.code.plan().valid([]byte("30901820"))
			}
		})
	}
	all.Wait()
}

// TestDomestic shows what is foreign.
func TestDomestic(t *testing.T) {
	for _, c := range []struct{ why, typed, region, want string }{
		{"national", "030 901820", "DE", "+4930901820"},
		{"with a plus", "+49 30 901820", "DE", "+4930901820"},
		{"of another country", "+49 30 901820", "FR", ""},
		{"of another region with the calling code", "(416) 555-0134", "US", ""},
		{"of its own region with a shared calling code", "(416) 555-0134", "CA", "+14165550134"},
		{"premium rate", "0900 1234567", "DE", ""},
		{"no region", "+49 30 901820", "", ""},
	} {
		if got, _ := Domestic(c.typed, c.region); got != c.want {
			t.Errorf("%s: Domestic(%q, %q) = %q, want %q", c.why, c.typed, c.region, got, c.want)
		}
	}
}
