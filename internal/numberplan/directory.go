package numberplan

import (
	"strconv"
	"sync"

	"github.com/nyaruka/phonenumbers"
)

// A directory finds calling codes and regions. Making it costs little, since
// the library has decoded the metadata anyway; each plan is compiled when it
// is first asked for.
type directory struct {
	codes [1000]*callingCode // calling codes have one to three digits
	homes map[string]home    // by region
}

// A callingCode is a country calling code, or that of a network which belongs
// to no country.
type callingCode struct {
	digits string
	plan   func() *plan // compiles the plan at the first call; nil if it can't be
}

// A home is a region a number may be dialled in.
type home struct {
	code  *callingCode
	index int               // of the region in the plan of its calling code
	short func() *automaton // of the region's short numbers, as plan is
}

// theDirectory is made at the first question rather than at start-up.
var theDirectory = sync.OnceValue(newDirectory)

// worldwide is the metadata's region for calling codes of no country, the
// code of the world in UN M.49. Nothing is dialled in it.
const worldwide = "001"

func newDirectory() *directory {
	d := &directory{homes: make(map[string]home)}
	collection, err := phonenumbers.MetadataCollection()
	if err != nil {
		// The library has decoded the same bytes when it started, or the
		// program would not be running.
		return d
	}
	short := shortMetadata()
	ofRegion := make(map[string]*phonenumbers.PhoneMetadata)
	ofWorld := make(map[int]*phonenumbers.PhoneMetadata)
	for _, m := range collection.GetMetadata() {
		if m.GetId() == worldwide {
			ofWorld[int(m.GetCountryCode())] = m
		} else {
			ofRegion[m.GetId()] = m
		}
	}
	for code := range phonenumbers.GetSupportedCallingCodes() {
		cc := &callingCode{digits: strconv.Itoa(code)}
		var regions []*phonenumbers.PhoneMetadata
		for i, region := range phonenumbers.GetRegionCodesForCountryCode(code) {
			if region == worldwide {
				regions = append(regions, ofWorld[code])
				continue
			}
			regions = append(regions, ofRegion[region])
			d.homes[region] = home{cc, i, compileOnce(func() (*automaton, error) { return compileShort(short[region]) })}
		}
		cc.plan = compileOnce(func() (*plan, error) { return compilePlan(cc.digits, regions) })
		d.codes[code] = cc
	}
	return d
}

// compileOnce compiles at the first call. What can't be compiled is nil.
func compileOnce[T any](compile func() (*T, error)) func() *T {
	return sync.OnceValue(func() *T {
		compiled, err := compile()
		if err != nil {
			return nil
		}
		return compiled
	})
}

// homeOf finds a region.
func homeOf(region string) (home, bool) {
	h, ok := theDirectory().homes[region]
	return h, ok
}

// callingCodeOf finds the calling code that number, in ASCII, begins with, or
// nil. No calling code is the beginning of another, and none begins with zero.
func callingCodeOf(number []byte) *callingCode {
	d := theDirectory()
	code := 0
	for i := 0; i < 3 && i < len(number); i++ {
		code = 10*code + int(number[i]-'0')
		if code == 0 {
			return nil
		}
		if cc := d.codes[code]; cc != nil {
			return cc
		}
	}
	return nil
}
