package importer

import "hash/maphash"

// hash128 is a keyed hash of an e-mail's key: two of 64 bits, under two keys of
// this process.
type hash128 struct{ high, low uint64 }

// mailBytes are kept of an e-mail's hash beside 62 bits: of 10 million rows, two have
// the same 78 bits by chance with a probability below 2·10^-10. It would refuse a row.
const mailBytes = 2

// emailSeeds are the keys.
type emailSeeds [2]maphash.Seed

func newEmailSeeds() emailSeeds { return emailSeeds{maphash.MakeSeed(), maphash.MakeSeed()} }

func (s *emailSeeds) hash(key string) hash128 {
	return hash128{maphash.String(s[0], key), maphash.String(s[1], key) | 1} // zero is none
}
