package numberplan

import "sync"

// A directory finds calling codes and regions. Each plan is unpacked when it is first
// asked for.
type directory struct {
	codes [1000]*callingCode // calling codes have one to three digits
	homes [26 * 26]*home     // by the letters of the region
}

// A callingCode is a country calling code, or that of a network which belongs
// to no country.
type callingCode struct {
	digits string
	plan   func() *plan // nil if it could not be compiled
}

// A home is a region a number may be dialled in.
type home struct {
	code  *callingCode
	index int               // of the region in the plan of its calling code
	short func() *automaton // of the region's short numbers, as plan is
}

// theDirectory is made at the first question rather than at start-up.
var theDirectory = sync.OnceValue(func() *directory { return readTables(tables) })

// worldwide is the metadata's region for calling codes of no country, the
// code of the world in UN M.49. Nothing is dialled in it.
const worldwide = "001"

// home returns the room for a region, nil if it is not two capital letters.
func (d *directory) home(region string) **home {
	if len(region) != 2 {
		return nil
	}
	a, b := region[0]-'A', region[1]-'A'
	if a >= 26 || b >= 26 {
		return nil
	}
	return &d.homes[26*int(a)+int(b)]
}

// homeOf finds a region, nil if it has no calling code.
func homeOf(region string) *home {
	if h := theDirectory().home(region); h != nil {
		return *h
	}
	return nil
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
