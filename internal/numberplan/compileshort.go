package numberplan

import "github.com/nyaruka/phonenumbers"

// Short numbers are dialled as they are within a region, without a prefix. The
// library has metadata of their own for them.

// noNumbers matches none.
var noNumbers = &automaton{next: make([][10]state, start+1), holds: make([]uint16, start+1), verdicts: make([]verdict, 1)}

// compileShort compiles the short numbers of a region: those which match its
// general pattern and that of short codes. Of a region without metadata no number
// is short.
func compileShort(region *phonenumbers.PhoneMetadata) (*automaton, error) {
	if region.GetGeneralDesc() == nil || region.GetShortCode() == nil {
		return noNumbers, nil
	}
	v := &validity{patterns: make(map[string]int32)}
	general, err := v.describe(region.GetGeneralDesc())
	if err != nil {
		return nil, err
	}
	code, err := v.describe(region.GetShortCode())
	if err != nil {
		return nil, err
	}
	both := general.lengths & code.lengths
	if both == 0 {
		return noNumbers, nil
	}
	return v.programs.determine(func(matched []int32) (j verdict) {
		if has(matched, general.pattern) && has(matched, code.pattern) {
			j.outcomes = []outcome{{lengths: both, valid: true}}
		}
		return j
	})
}
