package numberplan

import (
	"flag"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers"
)

var seed = flag.Uint64("seed", 0, "seed of the property test; 0 takes one from the clock")

// library is the answer the law compares with.
func library(typed, region string) (number string, ok bool) {
	n, err := phonenumbers.Parse(typed, region)
	if err != nil || n.GetExtension() != "" || !phonenumbers.IsValidNumber(n) {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
}

// tally counts how many of the numbers that are valid to the library were
// answered.
type tally struct{ cases, valid, answered, domestic, home int }

func (t tally) share() float64 { return float64(t.answered) / float64(max(t.valid, 1)) }

func (t *tally) add(u tally) {
	t.cases += u.cases
	t.valid += u.valid
	t.answered += u.answered
	t.domestic += u.domestic
	t.home += u.home
}

// hold fails the test if the law does not hold of a case.
func (t *tally) hold(tb testing.TB, typed, region string) {
	tb.Helper()
	want, valid := library(typed, region)
	got, ok := E164(typed, region)
	t.holdDomestic(tb, typed, region)
	t.cases++
	if valid {
		t.valid++
	}
	if !ok {
		return
	}
	t.answered++
	if got != want {
		tb.Errorf("E164(%q, %q) = %q, the library: %q", typed, region, got, want)
	}
}

// holdDomestic fails the test if [Domestic] answers for a number that is
// foreign to the region, or of premium rate, and counts what it should answer.
func (t *tally) holdDomestic(tb testing.TB, typed, region string) {
	tb.Helper()
	want := ""
	if n, err := phonenumbers.Parse(typed, region); err == nil && n.GetExtension() == "" && phonenumbers.IsValidNumber(n) &&
		phonenumbers.GetRegionCodeForNumber(n) == region && phonenumbers.GetNumberType(n) != phonenumbers.PREMIUM_RATE {
		want = phonenumbers.Format(n, phonenumbers.E164)
		t.domestic++
	}
	got, ok := Domestic(typed, region)
	if !ok {
		return
	}
	t.home++
	if got != want {
		tb.Errorf("Domestic(%q, %q) = %q, the library: %q", typed, region, got, want)
	}
}

// numberTypes are the types an example may be asked for.
var numberTypes = []phonenumbers.PhoneNumberType{
	phonenumbers.FIXED_LINE, phonenumbers.MOBILE, phonenumbers.TOLL_FREE,
	phonenumbers.PREMIUM_RATE, phonenumbers.SHARED_COST, phonenumbers.VOIP,
	phonenumbers.PERSONAL_NUMBER, phonenumbers.PAGER, phonenumbers.UAN,
	phonenumbers.VOICEMAIL,
}

func supportedRegions() []string {
	var all []string
	for region := range phonenumbers.GetSupportedRegions() {
		all = append(all, region)
	}
	slices.Sort(all)
	return all
}

// examples returns the metadata's examples for a region, written in every way
// a customer list may have them.
func examples(region string) []string {
	var typed []string
	for _, kind := range numberTypes {
		if n := phonenumbers.GetExampleNumberForType(region, kind); n != nil {
			typed = append(typed, spellings(n, region)...)
		}
	}
	slices.Sort(typed)
	return slices.Compact(typed)
}

func spellings(n *phonenumbers.PhoneNumber, region string) []string {
	national := phonenumbers.GetNationalSignificantNumber(n)
	code := strconv.Itoa(int(n.GetCountryCode()))
	spelt := []string{
		phonenumbers.Format(n, phonenumbers.NATIONAL),
		phonenumbers.Format(n, phonenumbers.INTERNATIONAL),
		phonenumbers.Format(n, phonenumbers.E164),
		strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.RFC3966), "tel:"),
		national, code + national,
		"(+" + code + ") " + national, "+ " + code + "/" + national + " ",
		"00" + code + national, "011" + code + national,
	}
	if prefix := phonenumbers.GetNddPrefixForRegion(region, true); prefix != "" {
		spelt = append(spelt, prefix+national, "("+prefix+")"+national,
			code+prefix+national, "+"+code+" ("+prefix+") "+national,
			"00 "+code+" "+prefix+national)
	}
	return spelt
}

// mutate changes typed in one to three places.
func mutate(r *rand.Rand, typed string) string {
	b := []byte(typed)
	for range 1 + r.IntN(3) {
		digit := byte('0' + r.IntN(10))
		at := r.IntN(len(b) + 1)
		switch r.IntN(5) {
		case 0, 1:
			if at < len(b) && '0' <= b[at] && b[at] <= '9' {
				b[at] = digit
			}
		case 2:
			if at < len(b) && len(b) > 1 {
				b = slices.Delete(b, at, at+1)
			}
		case 3:
			b = slices.Insert(b, at, digit)
		case 4:
			signs := "0123456789 -./()+"
			prefixes := []string{"0", "00", "1", "8", "06", "011", "+", "+1", "+44", "90", "180020", string(signs[r.IntN(len(signs))])}
			b = append([]byte(prefixes[r.IntN(len(prefixes))]), b...)
		}
	}
	return string(b)
}

// wander writes a number by walking through the automaton of a region's plan,
// which leads to the edges of the patterns that examples do not reach.
func wander(r *rand.Rand, region string) string {
	h, _ := homeOf(region)
	plan := h.code.plan()
	var b []byte
	for s := start; len(b) < maxNSN; {
		d := r.IntN(10)
		next := plan.numbers.next[s][d]
		if next == dead && r.IntN(50) != 0 {
			if plan.numbers.next[s] == [10]state{} {
				break
			}
			continue
		}
		b = append(b, byte('0'+d))
		if s = next; plan.numbers.verdicts[s].valid.has(len(b)) && r.IntN(2) == 0 {
			break
		}
	}
	prefixes := []string{"", "", "+" + plan.code, plan.code, "0", "00" + plan.code, "1", "8", plan.code + "0"}
	return prefixes[r.IntN(len(prefixes))] + string(b)
}

// randomDigits is 1 to 17 digits, sometimes with a plus.
func randomDigits(r *rand.Rand) string {
	b := make([]byte, 1+r.IntN(maxNSN))
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	if r.IntN(4) == 0 {
		return "+" + string(b)
	}
	return string(b)
}

// underRace reports whether the race detector slows the library down twenty
// times. TestLaw has but one goroutine to show it.
func underRace() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// TestLaw holds the law for examples of all regions, for numbers near them,
// and for numbers at random. Each kind has a floor under the share of the valid
// numbers that are answered, lest the law hold by silence.
func TestLaw(t *testing.T) {
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-seed=%d", *seed)
	rounds := 350
	if testing.Short() || underRace() {
		rounds = 30
	}
	r := rand.New(rand.NewPCG(*seed, 1))
	var exact, near, walked, random tally
	regions := supportedRegions()
	for _, region := range regions {
		typed := examples(region)
		for _, s := range typed {
			exact.hold(t, s, region)
			exact.hold(t, s, regions[r.IntN(len(regions))])
		}
		for range rounds {
			near.hold(t, mutate(r, typed[r.IntN(len(typed))]), region)
			walked.hold(t, wander(r, region), region)
			random.hold(t, randomDigits(r), region)
		}
	}
	for code := range phonenumbers.GetSupportedGlobalNetworkCallingCodes() {
		n := phonenumbers.GetExampleNumberForNonGeoEntity(code)
		for _, s := range spellings(n, "US") {
			exact.hold(t, s, "US")
			for range rounds {
				near.hold(t, mutate(r, s), "US")
			}
		}
	}
	var all tally
	for _, part := range []struct {
		name  string
		floor float64
		tally
	}{
		// What is lost among the mutations is a second plus, a sign in
		// front, or a plus before the international prefix.
		{"examples", 0.999, exact},
		{"mutations", 0.90, near},
		{"walks", 0.999, walked},
		{"random digits", 0.98, random},
	} {
		t.Logf("%s: %d cases, %d valid, %.3f %% of them answered",
			part.name, part.cases, part.valid, 100*part.share())
		if part.share() < part.floor {
			t.Errorf("%s: %.3f of the valid numbers answered, want %.3f",
				part.name, part.share(), part.floor)
		}
		all.add(part.tally)
	}
	t.Logf("%d cases, %d valid, %d of %d domestic ones answered", all.cases, all.valid, all.home, all.domestic)
	if share := float64(all.home) / float64(all.domestic); share < 0.95 {
		t.Errorf("%.3f of the domestic numbers answered, want 0.95", share)
	}
}
