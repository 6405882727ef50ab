package numberplan

import (
	"errors"
	"fmt"
	"math/bits"

	"github.com/nyaruka/phonenumbers"
)

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
		r.id, r.general = region.GetId(), 1<<i
		p.regions = append(p.regions, r)
	}
	var err error
	p.numbers, err = compileNumbers(regions)
	return p, err
}

func compileRules(region *phonenumbers.PhoneMetadata) (r rules, err error) {
	general := region.GetGeneralDesc()
	possible := lengthsOf(general.GetPossibleLength())
	if possible == 0 {
		return r, errNoMetadata
	}
	local := lengthsOf(general.GetPossibleLengthLocalOnly())
	r.tooShort = (1<<bits.TrailingZeros32(uint32(possible)) - 1) &^ local
	r.tooLong = anyLength << bits.Len32(uint32(possible)) &^ local
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
