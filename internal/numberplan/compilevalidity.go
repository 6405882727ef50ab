package numberplan

import (
	"fmt"

	"github.com/nyaruka/phonenumbers"
)

// validity decides, from the patterns a national number matches, whether it is
// valid for a calling code. It is consulted once for each state when the
// automaton is built, never for a number.
type validity struct {
	regions  []regionPatterns
	patterns map[string]int32 // by text: regions share many
	programs determiner
	typed    []lengths // room for judge
}

// regionPatterns names the patterns of a region by their numbers in the
// automaton.
type regionPatterns struct {
	general description
	types   []description // a number of the region is of one or more of them
	premium description   // one of types, of no length where the region has none
	// leading is the pattern a number of the region begins with, or
	// noPattern where the library tells the region by the types.
	leading int32
}

const noPattern = -1

// description is a pattern with the lengths at which it counts.
type description struct {
	pattern int32
	lengths lengths
}

// compileNumbers builds the automaton over the patterns of all regions of a
// calling code.
func compileNumbers(regions []*phonenumbers.PhoneMetadata) (*automaton, error) {
	v := &validity{patterns: make(map[string]int32)}
	for _, region := range regions {
		if err := v.add(region); err != nil {
			return nil, fmt.Errorf("region %s: %w", region.GetId(), err)
		}
	}
	return v.programs.determine(v.judge)
}

// add enters the patterns of a region.
func (v *validity) add(region *phonenumbers.PhoneMetadata) (err error) {
	r := regionPatterns{leading: noPattern}
	if r.general, err = v.describe(region.GetGeneralDesc()); err != nil {
		return err
	}
	types := []*phonenumbers.PhoneNumberDesc{
		region.GetPremiumRate(), region.GetTollFree(), region.GetSharedCost(),
		region.GetVoip(), region.GetPersonalNumber(), region.GetPager(),
		region.GetUan(), region.GetVoicemail(), region.GetFixedLine(),
	}
	if !region.GetSameMobileAndFixedLinePattern() {
		types = append(types, region.GetMobile())
	}
	for i, desc := range types {
		d, err := v.describe(desc)
		if err != nil {
			return err
		}
		if i == 0 {
			r.premium = d
		}
		if d.lengths != 0 {
			r.types = append(r.types, d)
		}
	}
	if leading := region.GetLeadingDigits(); leading != "" {
		// A number that begins with the leading digits is one that
		// matches them and any digits more.
		if r.leading, err = v.pattern("(?:" + leading + `)\d*`); err != nil {
			return err
		}
	}
	v.regions = append(v.regions, r)
	return nil
}

// describe enters the pattern of a description. A description without lengths
// of its own counts at every length; one with none but -1 never counts.
func (v *validity) describe(desc *phonenumbers.PhoneNumberDesc) (description, error) {
	if desc == nil {
		return description{}, errNoMetadata
	}
	l := anyLength
	if list := desc.GetPossibleLength(); len(list) > 0 {
		l = lengthsOf(list)
	}
	if l == 0 {
		return description{}, nil
	}
	id, err := v.pattern(desc.GetNationalNumberPattern())
	return description{id, l & nsnLength}, err
}

// pattern returns the number of a pattern, which it enters if it is new.
func (v *validity) pattern(text string) (int32, error) {
	if id, ok := v.patterns[text]; ok {
		return id, nil
	}
	p, err := compile(text)
	if err != nil {
		return 0, err
	}
	id := int32(len(v.patterns))
	v.patterns[text] = id
	return id, v.programs.add(p)
}

// judge returns the verdict on numbers that match the given patterns.
//
// The library first settles the region a number belongs to, then asks whether
// the number is of some type there. Where regions share a calling code, it is
// the first whose leading digits the number has, or, of those that state none,
// the first in which it is of some type. A region found by leading digits is
// final, even if the number is then of no type.
func (v *validity) judge(matched []int32) (j verdict) {
	if len(matched) == 0 {
		return j
	}
	typed := v.typed[:0] // by region
	var any lengths
	for i := range v.regions {
		l, general := v.regions[i].typed(matched)
		if general {
			j.general |= 1 << i
		}
		typed, any = append(typed, l), any|l
	}
	v.typed = typed
	for ; any != 0; any &= any - 1 {
		o := v.outcome(matched, typed, any&-any)
		if n := len(j.outcomes); n > 0 && o.alike(&j.outcomes[n-1]) {
			j.outcomes[n-1].lengths |= o.lengths
			continue
		}
		j.outcomes = append(j.outcomes, o)
	}
	return j
}

// outcome judges numbers of one length, of which typed tells at which lengths
// they are of a type in each region.
func (v *validity) outcome(matched []int32, typed []lengths, length lengths) outcome {
	o := outcome{lengths: length}
	settled := false
	for i := range v.regions {
		r := &v.regions[i]
		here := typed[i]&length != 0
		if here {
			o.in |= 1 << i
		}
		if settled {
			continue
		}
		if settled = here; len(v.regions) > 1 && r.leading != noPattern {
			settled = has(matched, r.leading)
		}
		if settled && here {
			o.valid, o.region = true, uint8(i)
			o.premium = has(matched, r.premium.pattern) && r.premium.lengths&length != 0
		}
	}
	return o
}

// alike reports whether two outcomes differ in their lengths only.
func (o outcome) alike(other *outcome) bool {
	o.lengths = other.lengths
	return o == *other
}

// typed returns the lengths at which a number that matches the given patterns
// is of some type in the region, and whether it matches the general pattern.
func (r *regionPatterns) typed(matched []int32) (l lengths, general bool) {
	if !has(matched, r.general.pattern) {
		return 0, false
	}
	for _, t := range r.types {
		if has(matched, t.pattern) {
			l |= t.lengths
		}
	}
	return l & r.general.lengths, true
}

func has(matched []int32, pattern int32) bool {
	for _, id := range matched {
		if id == pattern {
			return true
		}
	}
	return false
}
