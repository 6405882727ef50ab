package numberplan

import (
	"errors"
	"fmt"

	"github.com/nyaruka/phonenumbers"
)

// A plan is the numbering plan of a calling code: what the regions that share
// it say about national numbers, compiled.
type plan struct {
	code    string // the calling code in digits
	regions []rules
	numbers *automaton
}

// mainRegion is the place of the region that stands for the calling code, as
// the United States for 1. The library lists it first.
const mainRegion = 0

// maxRegions is how many regions a plan may have: the bits of verdict.general.
// The largest plan, that of calling code 1, has 25.
const maxRegions = 32

// rules is what a region says about dialling.
type rules struct {
	general uint32 // the region's bit in verdict.general

	internationalPrefix *prefix
	nationalPrefix      *prefix
	transform           transform

	// tooLong has the lengths above the possible ones. strippable has the
	// lengths a number must have for its national prefix to stay off: the
	// possible and, as in the library, the too long.
	tooLong, strippable lengths
}

// A verdict is what holds of a national number that ends in a state of the
// automaton.
type verdict struct {
	valid   lengths // the lengths at which it is valid
	general uint32  // the regions whose general pattern it matches

	// region is where the number belongs at the lengths of domestic, at which
	// it is valid, too, and no premium-rate number. Where it belongs to several
	// regions by its length, this is the first; there is no answer for others.
	region   uint8
	domestic lengths
}

// lengths has bit n set for a length n.
type lengths uint32

const (
	anyLength lengths = 1<<32 - 1
	nsnLength lengths = 1<<(maxNSN+1) - 1<<minNSN
)

func (l lengths) has(n int) bool { return l>>n&1 != 0 }

// lengthsOf reads a list of the metadata, in which -1 stands for no length at
// all.
func lengthsOf(list []int32) (l lengths) {
	for _, n := range list {
		if n >= 0 {
			l |= 1 << n
		}
	}
	return l
}

// valid reports what IsValidNumber says of a national number.
func (p *plan) valid(number []byte) bool {
	return p.numbers.at(number).valid.has(len(number))
}

// domestic reports whether a national number is valid, belongs to a region, and
// is no premium-rate number.
func (p *plan) domestic(number []byte, region int) bool {
	v := p.numbers.at(number)
	return int(v.region) == region && v.domestic.has(len(number))
}

// matchesGeneral reports whether number matches the general pattern of the
// region, whatever its length.
func (p *plan) matchesGeneral(number []byte, rules *rules) bool {
	return p.numbers.at(number).general&rules.general != 0
}

// stripInternationalPrefix takes the international prefix off number. It is
// none if a zero follows, since no calling code begins with one.
func (r *rules) stripInternationalPrefix(number []byte) (rest []byte, ok bool) {
	if r.internationalPrefix == nil {
		return number, false
	}
	m, ok := r.internationalPrefix.match(number)
	if !ok || m.end < len(number) && number[m.end] == '0' {
		return number, false
	}
	return number[m.end:], true
}

// stripNationalPrefix takes the national prefix off number, or transforms the
// number as the region's rule says; room is for the transformed number. The
// prefix stays if number matches the region's general pattern with it and
// would not without.
func (p *plan) stripNationalPrefix(number []byte, rules *rules, room *digits) []byte {
	if rules.nationalPrefix == nil || len(number) == 0 {
		return number
	}
	m, ok := rules.nationalPrefix.match(number)
	if !ok {
		return number
	}
	bare := number[m.end:]
	if rules.transform.group != 0 && m.slots[2*rules.nationalPrefix.groups] >= 0 {
		bare = rules.transform.apply(number, &m, room)
	}
	if p.matchesGeneral(number, rules) && !p.matchesGeneral(bare, rules) {
		return number
	}
	return bare
}

var (
	errNoMetadata  = errors.New("no metadata")
	errManyRegions = errors.New("too many regions")
)

// compilePlan compiles the plan of a calling code from the metadata of its
// regions, in the library's order.
func compilePlan(code string, regions []*phonenumbers.PhoneMetadata) (*plan, error) {
	if len(regions) > maxRegions {
		return nil, errManyRegions
	}
	p := &plan{code: code}
	for i, region := range regions {
		r, err := compileRules(region)
		if err != nil {
			return nil, fmt.Errorf("region %s: %w", region.GetId(), err)
		}
		r.general = 1 << i
		p.regions = append(p.regions, r)
	}
	var err error
	p.numbers, err = compileNumbers(regions)
	return p, err
}

// silentPlan is the plan of a calling code that could not be compiled. No
// number is valid in it, so that nothing is answered.
func silentPlan(regions int) *plan {
	return &plan{
		regions: make([]rules, max(regions, 1)),
		numbers: &automaton{next: make([][10]state, start+1), verdicts: make([]verdict, start+1)},
	}
}

func compileRules(region *phonenumbers.PhoneMetadata) (r rules, err error) {
	general := region.GetGeneralDesc()
	possible := lengthsOf(general.GetPossibleLength())
	if possible == 0 {
		return r, errNoMetadata
	}
	local := lengthsOf(general.GetPossibleLengthLocalOnly())
	longest := 0
	for n := range maxNSN + 1 {
		if possible.has(n) {
			longest = n
		}
	}
	r.tooLong = anyLength << (longest + 1) &^ local
	r.strippable = (possible | r.tooLong) &^ local

	if r.internationalPrefix, err = compilePrefix(region.GetInternationalPrefix()); err != nil {
		return r, err
	}
	if r.nationalPrefix, err = compilePrefix(region.GetNationalPrefixForParsing()); err != nil {
		return r, err
	}
	if r.nationalPrefix != nil {
		r.transform, err = parseTransform(region.GetNationalPrefixTransformRule(), r.nationalPrefix.groups)
	}
	return r, err
}
