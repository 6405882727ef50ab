package numberplan

import (
	"strconv"
	"strings"
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

func BenchmarkProve(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		n := &list[i%len(list)]
		if _, ok := Prove(n.typed, n.region); !ok {
			b.Fatalf("no proof for %q in %s", n.typed, n.region)
		}
	}
}

// BenchmarkProveInvalid is of numbers that are too short.
func BenchmarkProveInvalid(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		n := &list[i%len(list)]
		short := strings.TrimRight(n.typed[:7], "-) ")
		if _, ok := Prove(short, n.region); !ok {
			b.Fatalf("no proof for %q in %s", short, n.region)
		}
	}
}

// BenchmarkAsk is what a proof saves.
func BenchmarkAsk(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		n := &list[i%len(list)]
		Ask(n.typed, n.region)
	}
}

// BenchmarkCompile is what it takes to make the tables.
func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := Compile(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDirectory is what the first number of all costs.
func BenchmarkDirectory(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		readTables(tables)
	}
}

// BenchmarkPlan is what the first number of a calling code costs.
func BenchmarkPlan(b *testing.B) {
	for _, code := range []int{1, 7, 33, 44, 49, 55, 62, 81, 86, 91} {
		b.Run(strconv.Itoa(code), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				readTables(tables).codes[code].plan()
			}
		})
	}
}
