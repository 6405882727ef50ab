package importer

import (
	"bytes"
	"hash/maphash"
	"sort"

	"vobizsync/importer/normalize"
	"vobizsync/importer/table"
)

// firsts remembers the first row of each e-mail.
type firsts interface {
	// see takes the next row. Where a row with its e-mail was seen before, it
	// returns that row's line.
	see(e *Entry) (line int, seen bool)
	// begin takes a batch of rows before its first row.
	begin(b *Batch)
}

// newFirsts chooses how the rows are remembered: for a file whose text can be
// read again at any place, by a hash and the place; else by the e-mail itself.
func (f *File) newFirsts() firsts {
	if f.Placed() && f.Size() < maxPlace {
		seed := maphash.MakeSeed()
		hash := func(key string) uint64 { return maphash.String(seed, key) }
		return &placedFirsts{file: f, hash: hash, slots: make([]uint64, minSlots)}
	}
	return mapFirsts{}
}

// mapFirsts remembers the line of each e-mail.
type mapFirsts map[string]int

func (m mapFirsts) begin(*Batch) {}

func (m mapFirsts) see(e *Entry) (line int, seen bool) {
	if line, seen = m[e.key]; !seen {
		m[e.key] = e.Line
	}
	return line, seen
}

// placedFirsts takes 8 bytes for each e-mail, and half as much again or so for
// the table's free slots: 28 bits of a hash, and 36 bits of the place in the
// file where the row starts. Where the hashes are the same, the first row is
// read again and its e-mail compared, so a collision is never taken for a
// duplicate.
type placedFirsts struct {
	file   *File
	hash   func(key string) uint64
	slots  []uint64 // hash in the high bits, place + 1 in the low ones; 0 is free
	used   int
	blocks []blockStart // in order
}

// blockStart says in which line a place is.
type blockStart struct {
	place int64
	line  int
}

const (
	placeBits = 36
	hashBits  = 64 - placeBits
	maxPlace  = 1<<placeBits - 1 // 64 GiB
	minSlots  = 1 << 10
)

func (p *placedFirsts) begin(b *Batch) {
	p.blocks = append(p.blocks, blockStart{b.place, b.line})
}

func (p *placedFirsts) see(e *Entry) (line int, seen bool) {
	hash := p.hash(e.key) >> placeBits
	at := p.slot(hash)
	for ; p.slots[at] != 0; at = (at + 1) % len(p.slots) {
		if p.slots[at]>>placeBits != hash {
			continue
		}
		if place := int64(p.slots[at]&maxPlace) - 1; p.file.emailAt(place) == e.key {
			return p.line(place), true
		}
	}
	p.slots[at] = hash<<placeBits | uint64(e.place+1)
	if p.used++; p.used*4 > len(p.slots)*3 {
		p.grow()
	}
	return 0, false
}

// slot is where the search for a hash starts.
func (p *placedFirsts) slot(hash uint64) int { return int(hash * uint64(len(p.slots)) >> hashBits) }

func (p *placedFirsts) grow() {
	old := p.slots
	p.slots = make([]uint64, 2*len(old))
	for _, s := range old {
		if s == 0 {
			continue
		}
		at := p.slot(s >> placeBits)
		for p.slots[at] != 0 {
			at = (at + 1) % len(p.slots)
		}
		p.slots[at] = s
	}
}

// emailAt reads the row at a place of the file again, and returns the key of its
// e-mail, "" if it can't be read.
func (f *File) emailAt(place int64) string {
	for size := 1 << 10; ; size *= 8 {
		raw := make([]byte, size)
		n, _ := f.ReadAt(raw, place)
		end, open := table.RecordEnd(raw[:n], f.Delimiter())
		if open && n == size && size < table.MaxRecord {
			continue
		}
		p := f.newPlainReader(&Block{Raw: raw[:end]})
		e, ok := p.next()
		if !ok {
			return ""
		}
		return EmailKey(unescape(normalize.Fold(e.Customer.Email)))
	}
}

// line returns the line of a place, counted from the start of its block.
func (p *placedFirsts) line(place int64) int {
	i := sort.Search(len(p.blocks), func(i int) bool { return p.blocks[i].place > place }) - 1
	text := make([]byte, place-p.blocks[i].place)
	n, _ := p.file.ReadAt(text, p.blocks[i].place)
	return p.blocks[i].line + bytes.Count(text[:n], []byte{'\n'})
}
