package numberplan

import (
	"strconv"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// list is a customer list of several countries, in the spellings met most.
var list = func() (l []struct{ typed, region string }) {
	for _, region := range []string{"DE", "FR", "GB", "IN", "US", "BR", "JP", "AU"} {
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
			n := phonenumbers.GetExampleNumberForType(region, kind)
			for _, f := range []phonenumbers.PhoneNumberFormat{
				phonenumbers.NATIONAL, phonenumbers.INTERNATIONAL, phonenumbers.E164,
			} {
				l = append(l, struct{ typed, region string }{phonenumbers.Format(n, f), region})
			}
		}
	}
	return l
}()

func BenchmarkE164(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		n := &list[i%len(list)]
		if _, ok := E164(n.typed, n.region); !ok {
			b.Fatalf("no answer for %q in %s", n.typed, n.region)
		}
	}
}

func BenchmarkAppendE164(b *testing.B) {
	b.ReportAllocs()
	var room [32]byte
	for i := 0; b.Loop(); i++ {
		n := &list[i%len(list)]
		if _, ok := AppendE164(room[:0], n.typed, n.region); !ok {
			b.Fatalf("no answer for %q in %s", n.typed, n.region)
		}
	}
}

// BenchmarkLibrary is what an answer saves.
func BenchmarkLibrary(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		n := &list[i%len(list)]
		if _, ok := library(n.typed, n.region); !ok {
			b.Fatalf("%q in %s is not valid", n.typed, n.region)
		}
	}
}

// BenchmarkLibraryRegionFirst is the most the library can be spared without
// this package: the number is first taken to belong where it was dialled.
func BenchmarkLibraryRegionFirst(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c := &list[i%len(list)]
		n, err := phonenumbers.Parse(c.typed, c.region)
		if err != nil || !phonenumbers.IsValidNumberForRegion(n, c.region) && !phonenumbers.IsValidNumber(n) {
			b.Fatalf("%q in %s is not valid", c.typed, c.region)
		}
		phonenumbers.Format(n, phonenumbers.E164)
	}
}

// BenchmarkCompile is what the first number of a calling code costs.
func BenchmarkCompile(b *testing.B) {
	for _, code := range []int{1, 7, 33, 44, 49, 55, 62, 81, 86, 91} {
		b.Run(strconv.Itoa(code), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := compilePlan(strconv.Itoa(code), metadataOf(code)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDirectory is what the first number of all costs.
func BenchmarkDirectory(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newDirectory()
	}
}
