package importer

import (
	"hash/maphash"
	"math/bits"
)

// hash128 is a keyed hash of an e-mail's key: two of 64 bits, under two keys of
// this process. Of 10 million rows, two have the same by chance with a probability
// below 10^-17, as many of its bits as are kept.
type hash128 struct{ high, low uint64 }

// emailSeeds are the keys.
type emailSeeds [2]maphash.Seed

func newEmailSeeds() emailSeeds { return emailSeeds{maphash.MakeSeed(), maphash.MakeSeed()} }

func (s *emailSeeds) hash(key string) hash128 {
	return hash128{maphash.String(s[0], key), maphash.String(s[1], key) | 1} // zero is none
}

// duplicates remembers the line of the first row of each e-mail, in 16 bytes and
// a fifth or so for free slots: a segment by some bits of the hash, and in it a
// table with open addresses that holds 96 others. The zero value is empty.
type duplicates struct{ segments [1 << segmentBits]segment }

const segmentBits = 10

type segment struct {
	slots []slot
	used  int
}

type slot struct {
	high uint64
	low  uint32
	line uint32 // 0 in a free slot
}

// see takes the next row. Where a row with its e-mail was seen before, it returns
// that row's line, else 0.
func (d *duplicates) see(e *Entry) (line int) {
	if e.mail == (hash128{}) {
		return 0
	}
	return d.segments[e.mail.low>>(64-segmentBits)].see(slot{e.mail.high, uint32(e.mail.low), uint32(e.Line)})
}

func (g *segment) see(s slot) (line int) {
	if g.used*8 >= len(g.slots)*7 {
		g.grow()
	}
	at := g.find(s)
	if line := g.slots[at].line; line != 0 {
		return int(line)
	}
	g.slots[at] = s
	g.used++
	return 0
}

// find returns the place of a hash, or the free one where it would be.
func (g *segment) find(s slot) int {
	at, _ := bits.Mul64(s.high, uint64(len(g.slots)))
	for g.slots[at].line != 0 && (g.slots[at].high != s.high || g.slots[at].low != s.low) {
		if at++; at == uint64(len(g.slots)) {
			at = 0
		}
	}
	return int(at)
}

func (g *segment) grow() {
	old := g.slots
	g.slots = make([]slot, len(old)+len(old)/4+8)
	for _, s := range old {
		if s.line != 0 {
			g.slots[g.find(s)] = s
		}
	}
}
