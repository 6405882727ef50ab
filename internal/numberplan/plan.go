package numberplan

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
	id      string // the region
	general uint32 // the region's bit in verdict.general

	internationalPrefix *prefix
	nationalPrefix      *prefix
	transform           transform

	// tooShort and tooLong have the lengths below and above the possible ones.
	// strippable has the lengths a number must have for its national prefix to
	// stay off: the possible and, as in the library, the too long.
	tooShort, tooLong, strippable lengths
}

// A verdict is what holds of the numbers that end in a state of the automaton.
type verdict struct {
	general  uint32    // the regions whose general pattern they match
	outcomes []outcome // by length; mostly none or one
}

// An outcome is what holds of numbers of some lengths that are of a type in some
// region.
type outcome struct {
	lengths lengths
	in      uint32 // the regions in which they are of a type
	valid   bool   // they are so in the region where they belong
	premium bool   // there, they are premium-rate numbers
	region  uint8  // where valid ones belong
}

// at returns the outcome of a length, nil for numbers of no type.
func (v *verdict) at(length int) *outcome {
	for i := range v.outcomes {
		if v.outcomes[i].lengths.has(length) {
			return &v.outcomes[i]
		}
	}
	return nil
}

// lengths has bit n set for a length n.
type lengths uint32

const (
	anyLength lengths = 1<<32 - 1
	nsnLength lengths = 1<<(maxNSN+1) - 1<<minNSN
)

func (l lengths) has(n int) bool { return l>>n&1 != 0 }

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
