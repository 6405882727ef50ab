package importer

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// aKey is what a table keeps of a key.
func aKey(s *sightings, key hash128) hash128 {
	return hash128{key.high &^ 3, key.low >> (64 - 8*s.wide) << (64 - 8*s.wide)}
}

// The table finds what a map finds, whatever the keys have in common.
func TestSightingsAreThoseOfAMap(t *testing.T) {
	lines := 20_000
	if testing.Short() {
		lines = 11_000
	}
	var r *rand.Rand
	crowded := func(segments, bits uint64) func() hash128 {
		return func() hash128 {
			return hash128{r.Uint64N(segments)<<50 | r.Uint64N(1<<bits)<<2, r.Uint64N(3)<<32 | r.Uint64N(2)<<63}
		}
	}
	for name, next := range map[string]func() hash128{
		"hashes":                     func() hash128 { return hash128{r.Uint64(), r.Uint64()} },
		"hashes of which half recur": func() hash128 { h := r.Uint64N(15_000) * 0x9e3779b97f4a7c15; return hash128{h, h} },
		"the first segments":         crowded(3, 12),
		"one segment":                crowded(1, 13),
		"the last segments":          func() hash128 { return hash128{^uint64(0) - r.Uint64N(3)<<50 - r.Uint64N(5000)<<2, r.Uint64N(2) << 40} },
		"the end of every shelf":     func() hash128 { return hash128{r.Uint64() | (1<<segmentBits-1)<<50, 0} },
		"heads that are the same":    crowded(200, 2),
	} {
		r = rand.New(rand.NewPCG(1, 2))
		for _, wide := range []int{0, mailBytes} {
			s, want := sightings{wide: wide}, map[hash128]int{}
			for line := 1; line < lines; line++ {
				at := line
				if line > 10_000 { // lines of 4 bytes
					at = line - 10_001 + shortLines - 100
				}
				key := next()
				first := want[aKey(&s, key)]
				if got := s.see(key, at); got != first {
					t.Fatalf("%s, %d bytes more: %x on line %d was seen on line %d, want %d", name, wide, key, at, got, first)
				}
				if first == 0 {
					want[aKey(&s, key)] = at
				}
			}
			checkShelves(t, fmt.Sprintf("%s, %d bytes more", name, wide), &s, len(want))
		}
	}
}

// checkShelves holds that segments do not overlap, and are sorted.
func checkShelves(t *testing.T, name string, s *sightings, entries int) {
	t.Helper()
	for i := range s.shelves {
		g, end := &s.shelves[i], 0
		for k := range segments {
			from, to := int(g.start[k]), int(g.start[k]+g.count[k])
			if from < end {
				t.Fatalf("%s: segment %d of shelf %d starts at %d, before %d", name, k, i, from, end)
			}
			for at := from + 1; at < to; at++ {
				if head(g.slot(at-1)) > head(g.slot(at)) {
					t.Fatalf("%s: segment %d of shelf %d is not sorted", name, k, i)
				}
			}
			end, entries = to, entries-(to-from)
		}
	}
	if entries != 0 {
		t.Errorf("%s: %d entries are missing", name, entries)
	}
}

// A key costs what its entry has, and a tenth or so for room; a quarter where a shelf
// is a few pages of the allocator's.
func TestSightingsAreDense(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var s sightings
	for n := 1; n <= 500_000; n++ {
		s.see(hash128{high: r.Uint64()}, n)
		if n%50_000 != 0 {
			continue
		}
		size := 0
		for i := range s.shelves {
			size += cap(s.shelves[i].slots)
		}
		if per := float64(size) / float64(n); n >= 200_000 && per > 9*1.3 {
			t.Errorf("%d keys: %.2f bytes each", n, per)
		}
	}
}

func BenchmarkSightings(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		var s sightings
		for n := range 1_000_000 {
			s.see(hash128{high: r.Uint64()}, n+1)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/key")
}
