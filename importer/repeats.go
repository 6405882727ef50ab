package importer

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"slices"
	"unicode"

	"vobizsync/importer/normalize"
)

// repeat is what a row has in common with one before it, when the two may be one
// customer: an account can't be deleted.
type repeat byte

const (
	sameEmail repeat = iota // the one that is a problem
	samePhone
	sameGSTIN
	sameCompany // and postal code
)

// repeatNotes are the notes on those that are doubts.
var repeatNotes = [...]struct {
	code  Code
	field Field
	words string
}{
	samePhone:   {normalize.SamePhone, Phone, "the same phone as on line %d"},
	sameGSTIN:   {normalize.SameGSTIN, GSTIN, "the same GSTIN as on line %d"},
	sameCompany: {normalize.SameCompany, Company, "the same company and postal code as on line %d"},
}

// repeated notes what the row has in common with a line before it.
func (e *Entry) repeated(what repeat, line int, strict bool) {
	if what == sameEmail {
		e.problem(DuplicateEmail, Email, fmt.Sprintf("already on line %d", line))
		return
	}
	n := repeatNotes[what]
	if text := fmt.Sprintf(n.words, line); strict {
		e.problem(n.code, n.field, text)
	} else {
		e.note(n.code, n.field, text)
	}
}

// keys are keyed hashes of a row's phone, of its GSTIN, and of its company with
// the postal code; 0 for what it does not have. No two of these are the same text:
// a phone starts with a +, and only the last has zero bytes in it.
type keys [3]uint64

// keys hashes what rows are held together by.
func (s *emailSeeds) keys(c *Customer) (k keys) {
	if c.Phone != "" {
		k[samePhone-1] = maphash.String(s[0], c.Phone) | 1
	}
	if c.GSTIN != "" {
		k[sameGSTIN-1] = maphash.String(s[0], c.GSTIN) | 1
	}
	if c.Company != "" && c.ZipCode != "" {
		var room [160]byte
		key := appendLetters(room[:0], c.Company)
		if len(key) == 0 {
			return k
		}
		key = append(append(append(key, 0), c.Country...), 0)
		k[sameCompany-1] = maphash.Bytes(s[0], appendLetters(key, c.ZipCode)) | 1
	}
	return k
}

// asciiLetters are what is appended for the characters of ASCII, -1 for nothing.
var asciiLetters = func() (of [0x80]int8) {
	for r := range rune(0x80) {
		if of[r] = int8(unicode.ToLower(r)); unicode.IsSpace(r) || unicode.IsPunct(r) {
			of[r] = -1
		}
	}
	return of
}()

// appendLetters appends a text without what differs between two spellings of one
// name: case, space and punctuation.
func appendLetters(to []byte, s string) []byte {
	for ; s != "" && s[0] < 0x80; s = s[1:] {
		if c := asciiLetters[s[0]]; c >= 0 {
			to = append(to, byte(c))
		}
	}
	for _, r := range s {
		switch {
		case r < 0x80 && ('a' <= r && r <= 'z' || '0' <= r && r <= '9'):
			to = append(to, byte(r))
		case 'A' <= r && r <= 'Z':
			to = append(to, byte(r)|0x20)
		case !unicode.IsSpace(r) && !unicode.IsPunct(r):
			to = binary.AppendUvarint(to, uint64(unicode.ToLower(r)))
		}
	}
	return to
}

// repeats remembers the line of the first row with each key, in 10 bytes and a
// tenth or so for room: sorted segments by some bits of the hash. Of a million keys
// two have the same 62 bits by chance with a probability of 10^-7, which would make
// one doubt too many. The zero value is empty.
type repeats struct{ segments [1 << repeatBits][]sighting }

const repeatBits = 14

// sighting is 48 bits of a key, and the line of the first row with it: five halves
// of a word, so that nothing is lost between two of them.
type sighting struct {
	hash [3]uint16
	line [2]uint16
}

func (s *sighting) key() uint64 {
	return uint64(s.hash[0])<<32 | uint64(s.hash[1])<<16 | uint64(s.hash[2])
}

// see takes the next row with a key. Where one was seen before, it returns that
// row's line, else 0.
func (r *repeats) see(key uint64, line int) int {
	g := &r.segments[key>>(64-repeatBits)]
	want := key >> (64 - repeatBits - 48) & (1<<48 - 1)
	at, seen := slices.BinarySearchFunc(*g, want, func(s sighting, want uint64) int { return cmp.Compare(s.key(), want) })
	if seen {
		first := (*g)[at].line
		return int(first[0])<<16 | int(first[1])
	}
	if n := len(*g); n == cap(*g) {
		grown := make([]sighting, n, n+n/8+2)
		copy(grown, *g)
		*g = grown
	}
	*g = slices.Insert(*g, at, sighting{
		[3]uint16{uint16(want >> 32), uint16(want >> 16), uint16(want)}, [2]uint16{uint16(line >> 16), uint16(line)},
	})
	return 0
}
