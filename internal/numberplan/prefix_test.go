package numberplan

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// TestPrefixMatchesLikeRegexp compares every prefix of the metadata with
// package regexp, groups included.
func TestPrefixMatchesLikeRegexp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	patterns := make(map[string]bool)
	for code := range phonenumbers.GetSupportedCallingCodes() {
		for _, m := range metadataOf(code) {
			patterns[m.GetInternationalPrefix()] = true
			patterns[m.GetNationalPrefixForParsing()] = true
		}
	}
	matches := 0
	for _, pattern := range slices.Sorted(maps.Keys(patterns)) {
		p, err := compilePrefix(pattern)
		if err != nil {
			t.Errorf("%q: %v", pattern, err)
			continue
		}
		if p == nil {
			continue
		}
		like := regexp.MustCompile("^(?:" + pattern + ")")
		for range 2000 {
			number := walkPrefix(r, p)
			want := like.FindSubmatchIndex(number)
			m, ok := p.match(number)
			if ok != (want != nil) {
				t.Fatalf("%q on %s: match %v, regexp %v", pattern, number, ok, want)
			}
			if !ok {
				continue
			}
			matches++
			if m.end != want[1] {
				t.Fatalf("%q on %s: ends at %d, regexp %v", pattern, number, m.end, want)
			}
			for i, at := range want[2:] {
				if int(m.slots[i+2]) != at {
					t.Fatalf("%q on %s: slots %v, regexp %v", pattern, number, m.slots, want)
				}
			}
		}
	}
	t.Logf("%d prefixes, %d matches", len(patterns), matches)
}

// walkPrefix writes digits by walking through a prefix at random, then some
// more.
func walkPrefix(r *rand.Rand, p *prefix) (number []byte) {
	for pc := p.start; ; {
		in := &p.insts[pc]
		pc = in.out
		switch in.op {
		case opDigit:
			d := byte(r.IntN(10))
			for !in.digits.has(d) && in.digits != 0 && r.IntN(50) != 0 {
				d = byte(r.IntN(10))
			}
			number = append(number, '0'+d)
		case opFork:
			if r.IntN(2) == 0 {
				pc = in.arg
			}
		case opMatch, opFail:
			for range r.IntN(3) * r.IntN(5) {
				number = append(number, byte('0'+r.IntN(10)))
			}
			return number
		}
	}
}

// TestRefusedPatterns shows what makes a calling code silent.
func TestRefusedPatterns(t *testing.T) {
	for _, pattern := range []string{`\b0`, `^0`, `(0`, `(?m)0$`} {
		if _, err := compile(pattern); err == nil {
			t.Errorf("compile(%q): no error", pattern)
		}
	}
	for _, pattern := range []string{`0*`, `(?:0|1)+`, `(0)(1)(2)(3)`} {
		if _, err := compilePrefix(pattern); err == nil {
			t.Errorf("compilePrefix(%q): no error", pattern)
		}
	}
	for _, rule := range []string{`$3`, `$0`, `$1$2`, `9$11`, `123456$1`, `9`} {
		if _, err := parseTransform(rule, 2); err == nil {
			t.Errorf("parseTransform(%q, 2): no error", rule)
		}
	}
	atEnd, err := compile(`0$`)
	if err != nil {
		t.Fatal(err)
	}
	if err := new(determiner).add(atEnd); err == nil {
		t.Error("an assertion in a number pattern: no error")
	}
	nobody := &callingCode{digits: "99", plan: func() *plan { return nil }}
	parser := parser{rooms: &rooms{}}
	if parser.dialled([]byte("30901820"), false, &home{code: nobody}); !parser.unproved {
		t.Error("a plan not compiled proves a number")
	}
}
