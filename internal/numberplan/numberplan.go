// Package numberplan answers what github.com/nyaruka/phonenumbers would answer
// about a telephone number: itself, over a hundred times faster, where it can
// prove the answer, else by asking the library. The library's own metadata (the
// patterns Google publishes with libphonenumber) are compiled ahead into one automaton
// over the ten digits for each country calling code; see [Compile].
//
// What holds:
//
//   - What [Prove] says is what [Ask] says, for numbers of every country, the
//     invalid ones included.
//   - No proof means no verdict. A number without one may be valid, invalid or not
//     a number at all: the library knows.
//   - The text proved has ASCII digits, at most one plus before them, and the
//     separators space, hyphen, full stop, slash, parentheses and square
//     brackets; before them, also a tilde. Letters, extensions, other scripts and
//     any other sign get no proof.
//   - The metadata decides, not this package: it has no list of countries. A
//     calling code whose patterns use anything but digits, alternation and
//     repetition gets no proofs, rather than approximate ones.
//   - Proving allocates nothing but the number in E.164, and is safe for
//     concurrent use.
package numberplan

import (
	"sync/atomic"

	"github.com/nyaruka/phonenumbers"
)

// Number is what the library says of a number as dialled in a region.
type Number struct {
	Finding Finding
	// E164 is the number in E.164 form ("+", the calling code, the national
	// significant number), whether it is valid or not; empty for NotANumber.
	E164 string
	// Region is where a valid number belongs: an ISO 3166-1 alpha-2 code, or
	// "001" for a calling code of no country.
	Region string
	// Here means that the number is valid in the region that it was dialled in.
	// A toll-free number of North America is valid in each of its regions. Where
	// regions share a calling code, a number may be valid in one of them that is
	// not Valid, since its first digits are another's.
	Here bool
	// Premium means that a valid number is one of premium rate.
	Premium bool
	// Extension means that digits to dial after the call was answered follow.
	Extension bool
	// Short means that a number that is not valid is a short one of the region
	// that it was dialled in, as those of emergency services.
	Short bool
}

// Valid reports whether the number is one that may be in use.
func (n *Number) Valid() bool { return n.Finding == Valid }

// Finding is what a number turned out to be.
type Finding uint8

// The findings. A length is compared with those of the numbers of the calling
// code's main region.
const (
	_          Finding = iota
	NotANumber         // it can't be parsed
	TooShort           // for every number of its calling code
	TooLong            // for every number of its calling code
	Impossible         // not valid for another reason
	Valid
)

// questions counts the numbers that the library was asked about.
var questions atomic.Int64

// Questions returns how many numbers the library was asked about by [Read].
func Questions() int64 { return questions.Load() }

// Read returns what the library says of typed as dialled in region, an ISO 3166-1
// alpha-2 code in capitals. For a number with a plus, region may be anything.
func Read(typed, region string) Number {
	if n, ok := Prove(typed, region); ok {
		return n
	}
	questions.Add(1)
	return Ask(typed, region)
}

// Ask is [Read] by the library.
func Ask(typed, region string) Number {
	n, err := phonenumbers.Parse(typed, region)
	if err != nil {
		return Number{Finding: NotANumber}
	}
	said := Number{
		Finding: Impossible, E164: phonenumbers.Format(n, phonenumbers.E164),
		Here:      phonenumbers.IsValidNumberForRegion(n, region),
		Extension: n.GetExtension() != "",
	}
	if phonenumbers.IsValidNumber(n) {
		said.Finding = Valid
		said.Region = phonenumbers.GetRegionCodeForNumber(n)
		said.Premium = phonenumbers.GetNumberType(n) == phonenumbers.PREMIUM_RATE
		return said
	}
	switch phonenumbers.IsPossibleNumberWithReason(n) {
	case phonenumbers.TOO_SHORT:
		said.Finding = TooShort
	case phonenumbers.TOO_LONG:
		said.Finding = TooLong
	}
	said.Short = phonenumbers.IsValidShortNumberForRegion(n, region)
	return said
}

// HasCallingCode reports whether a text starts with the digits of a calling code.
func HasCallingCode(s string) bool {
	var room [3]byte
	n := copy(room[:], s)
	for i, c := range room[:n] {
		if c < '0' || c > '9' {
			n = i
			break
		}
	}
	return callingCodeOf(room[:n]) != nil
}

// CallingCode returns the calling code of a region in digits, "" for a region
// that has none of its own.
func CallingCode(region string) string {
	if h := homeOf(region); h != nil {
		return h.code.digits
	}
	return ""
}
