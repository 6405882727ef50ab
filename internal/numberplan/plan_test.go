package numberplan

import (
	"strconv"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// metadataOf returns the metadata of a calling code's regions in the library's
// order.
func metadataOf(code int) (all []*phonenumbers.PhoneMetadata) {
	collection, err := phonenumbers.MetadataCollection()
	if err != nil {
		panic(err)
	}
	for _, region := range phonenumbers.GetRegionCodesForCountryCode(code) {
		for _, m := range collection.GetMetadata() {
			if m.GetId() == region && int(m.GetCountryCode()) == code {
				all = append(all, m)
			}
		}
	}
	return all
}

// TestCoverage says which calling codes get no answers: none with the metadata
// this was written for. Should new metadata bring a pattern that is not
// understood, this names it.
func TestCoverage(t *testing.T) {
	states, largest := 0, 0
	for code := range phonenumbers.GetSupportedCallingCodes() {
		p, err := compilePlan(strconv.Itoa(code), metadataOf(code))
		if err != nil {
			t.Errorf("calling code %d, regions %v: %v",
				code, phonenumbers.GetRegionCodesForCountryCode(code), err)
			continue
		}
		states += len(p.numbers.next)
		largest = max(largest, len(p.numbers.next))
	}
	t.Logf("%d states for all calling codes, %d for the largest", states, largest)
}
