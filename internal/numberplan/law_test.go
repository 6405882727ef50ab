package numberplan

import (
	"flag"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

var seed = flag.Uint64("seed", 1, "seed of the property test; others search further")

// tally counts the cases that were proved.
type tally struct{ cases, proved, valid, provedValid int }

func (t tally) share() float64 { return float64(t.proved) / float64(max(t.cases, 1)) }

func (t tally) validShare() float64 { return float64(t.provedValid) / float64(max(t.valid, 1)) }

func (t *tally) add(u tally) {
	t.cases += u.cases
	t.proved += u.proved
	t.valid += u.valid
	t.provedValid += u.provedValid
}

// hold fails the test if the law does not hold of a case.
func (t *tally) hold(tb testing.TB, typed, region string) {
	tb.Helper()
	want := Ask(typed, region)
	got, ok := Prove(typed, region)
	t.cases++
	valid := want.Valid() && !want.Extension
	if valid {
		t.valid++
	}
	if !ok {
		return
	}
	t.proved++
	if valid {
		t.provedValid++
	}
	if got != want {
		tb.Errorf("Prove(%q, %q) = %+v, the library: %+v", typed, region, got, want)
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
// which leads to the edges of the patterns that examples do not reach. Some have
// a digit more, or fewer, than a pattern has.
func wander(r *rand.Rand, region string) string {
	h := homeOf(region)
	plan := h.code.plan()
	numbers := plan.numbers
	if r.IntN(8) == 0 {
		numbers = h.short()
	}
	var b []byte
	for s := start; len(b) < maxNSN; {
		d := r.IntN(10)
		next := numbers.next[s][d]
		if next == dead && r.IntN(50) != 0 {
			if numbers.next[s] == [10]state{} {
				break
			}
			continue
		}
		b = append(b, byte('0'+d))
		if s = next; numbers.verdict(s).at(len(b)) != nil && r.IntN(2) == 0 {
			break
		}
	}
	switch r.IntN(6) {
	case 0:
		b = append(b, byte('0'+r.IntN(10)))
	case 1:
		b = b[:max(0, len(b)-1-r.IntN(3))]
	}
	main := phonenumbers.GetNddPrefixForRegion(region, true)
	prefixes := []string{"", "", "+" + plan.code, plan.code, "0", "00" + plan.code, "1", "8", plan.code + "0", main, "+" + plan.code + main, "+00" + plan.code, "011" + plan.code}
	before := []string{"", "", "", "", "", "-", "~", ". ", "/)", "]- "}
	behind := []string{"", "", "", "-", ".", ")", " /", "](", "- "}
	return before[r.IntN(len(before))] + prefixes[r.IntN(len(prefixes))] + string(b) + behind[r.IntN(len(behind))]
}

// randomDigits is 1 to 17 digits, sometimes with a plus.
func randomDigits(r *rand.Rand) string {
	b := make([]byte, 1+r.IntN(maxNSN))
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	switch r.IntN(8) {
	case 0, 1:
		return "+" + string(b)
	case 2:
		return string(b) + "-)."[:1+r.IntN(3)]
	}
	return string(b)
}

// underRace reports whether the race detector slows the library down twenty
// times. TestLaw has but one goroutine to show it.
func underRace() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// sharing are the regions that share a calling code with others, in whose places
// a number is dialled that belongs to another of them.
func sharing() (groups [][]string) {
	for _, code := range slices.Sorted(maps.Keys(phonenumbers.GetSupportedCallingCodes())) {
		if regions := phonenumbers.GetRegionCodesForCountryCode(code); len(regions) > 1 {
			groups = append(groups, regions)
		}
	}
	return groups
}

// oddly adds to a number what no proof is for: extensions, letters, other signs.
func oddly(r *rand.Rand, typed string) string {
	odd := []string{" ext. 12", "x5", " #7", ";ext=9", "abc", " / ", "~1", ",,3", "-", ".", "+1", "\u00a0", "٣", " or 5"}
	return typed + odd[r.IntN(len(odd))]
}

// TestLaw holds the law for examples of all regions, for numbers near them, and
// for numbers at random; dialled in their own region, in any other, and in those
// that share their calling code. Each kind has a floor under the share of the
// numbers that are proved, so that the law does not hold by silence.
func TestLaw(t *testing.T) {
	t.Logf("-seed=%d", *seed)
	rounds := 120
	switch {
	case testing.Short():
		rounds = 10
	case underRace():
		rounds = 30
	}
	r := rand.New(rand.NewPCG(*seed, 1))
	var exact, near, walked, random, abroad, shared, odd tally
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
			abroad.hold(t, wander(r, regions[r.IntN(len(regions))]), region)
			odd.hold(t, oddly(r, wander(r, region)), region)
		}
		abroad.hold(t, typed[0], "")
		abroad.hold(t, typed[0], "ZZ")
	}
	for _, group := range sharing() {
		for range 10 * rounds {
			shared.hold(t, wander(r, group[r.IntN(len(group))]), group[r.IntN(len(group))])
		}
	}
	for _, code := range slices.Sorted(maps.Keys(phonenumbers.GetSupportedGlobalNetworkCallingCodes())) {
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
		floor float64 // of the valid numbers
		most  float64 // of all
		tally
	}{
		// What is lost among the mutations is a second plus or a sign in
		// front; among random digits, numbers of two digits and fewer.
		{"examples", 0.999, 0.999, exact},
		{"mutations", 0.90, 0.80, near},
		{"walks", 0.999, 0.95, walked},
		{"walks abroad", 0.999, 0.95, abroad},
		{"walks where a calling code is shared", 0.999, 0.95, shared},
		{"random digits", 0.98, 0.85, random},
		{"odd ones", 0, 0, odd},
	} {
		t.Logf("%s: %d cases, %.3f %% of them proved; %d valid, %.3f %% of them proved",
			part.name, part.cases, 100*part.share(), part.valid, 100*part.validShare())
		if part.validShare() < part.floor || part.share() < part.most {
			t.Errorf("%s: %.3f of the valid numbers proved, want %.3f; %.3f of all, want %.3f",
				part.name, part.validShare(), part.floor, part.share(), part.most)
		}
		all.add(part.tally)
	}
	t.Logf("%d cases, %d proved", all.cases, all.proved)
}
