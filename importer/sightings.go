package importer

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// sightings remember the line of the first row with each key, of which they keep 62
// bits, and the wide bytes after the first 64. The zero value is empty.
//
// The first bits of a key number a shelf and its segment, and are not stored. A
// segment's entries are sorted. A shelf's segments stand in one slice, in their order,
// with what is free of it between them: a new entry moves what stands between it and
// the next gap. A shelf grows by a sixteenth, and by itself; so the table is 93 % full
// on average, and never stands beside a second one.
type sightings struct {
	wide    int
	shelves [1 << shelfBits]shelf
}

const (
	shelfBits   = 7
	segmentBits = 7 // of the segments of a shelf
	segments    = 1 << segmentBits
	headSize    = 6       // bytes of a key that a segment is sorted by
	shortLines  = 1 << 24 // fit into 3 bytes
)

// shelf is a part of the table. An entry is headSize bytes of its key, those that
// are kept besides, and the line, in 3 bytes as long as that does.
type shelf struct {
	slots []byte
	width int // of an entry
	used  int // entries
	start [segments]uint32
	count [segments]uint32
}

// see takes the next row with a key. Where one was seen before, it returns that row's
// line, else 0. Lines are positive, ascend, and have 32 bits.
func (s *sightings) see(key hash128, line int) (first int) {
	g, i := s.place(key)
	var entry [headSize + 8 + 4]byte
	binary.BigEndian.PutUint64(entry[:], key.high<<(shelfBits+segmentBits))
	binary.BigEndian.PutUint64(entry[headSize:], key.low)
	size := headSize + s.wide
	switch {
	case g.width == 0:
		g.rebuild(16, size+3, size)
	case line >= shortLines && g.width < size+4:
		g.rebuild(g.room(), size+4, size)
	}
	at, seen := g.find(i, entry[:size])
	if seen {
		for _, b := range g.slot(at)[size:] {
			first = first<<8 | int(b)
		}
		return first
	}
	for k := g.width - 1; k >= size; k-- {
		entry[k] = byte(line)
		line >>= 8
	}
	g.insert(i, at, entry[:g.width], size)
	return 0
}

// place returns the shelf of a key, and its segment there.
func (s *sightings) place(key hash128) (g *shelf, segment int) {
	n := key.high >> (64 - shelfBits - segmentBits)
	return &s.shelves[n>>segmentBits], int(n % segments)
}

// fetch reads memory where a key is, or would be, and returns a byte of it. The keys of
// a batch are fetched before the first is looked up: so the processor waits for several
// at a time, and not for each.
func (s *sightings) fetch(key hash128) byte {
	g, segment := s.place(key)
	if at := g.near(segment, key.high<<(shelfBits+segmentBits)) * g.width; at < len(g.slots) {
		return g.slots[at]
	}
	return 0
}

func (g *shelf) slot(at int) []byte { return g.slots[at*g.width : (at+1)*g.width] }

func (g *shelf) room() int { return len(g.slots) / g.width }

// head returns what the entry at the start of some bytes is sorted by.
func head(slots []byte) uint64 { return binary.BigEndian.Uint64(slots) >> (64 - 8*headSize) }

// near returns where a key is if all of its segment are equally far apart, as hashes
// nearly are; key has its first bits behind those of the segment.
func (g *shelf) near(segment int, key uint64) int {
	share, _ := bits.Mul64(key, uint64(g.count[segment]))
	return int(g.start[segment]) + int(share)
}

// find returns the place of a key, or the one where it belongs in its segment.
func (g *shelf) find(segment int, key []byte) (at int, seen bool) {
	from := int(g.start[segment])
	to := from + int(g.count[segment])
	want := head(key[:8])
	at = g.near(segment, want<<(64-8*headSize))
	for at > from && head(g.slots[(at-1)*g.width:]) >= want {
		at--
	}
	for at < to && head(g.slots[at*g.width:]) < want {
		at++
	}
	for at < to && head(g.slots[at*g.width:]) == want {
		if bytes.Equal(g.slot(at)[headSize:len(key)], key[headSize:]) {
			return at, true
		}
		at++
	}
	return at, false
}

// insert puts an entry into a segment, at the place that find returned. The first
// size bytes of it are the key's.
func (g *shelf) insert(segment, at int, entry []byte, size int) {
	next, gap := g.gap(segment)
	if room := g.room(); gap == room || g.used >= room-room/24 {
		at -= int(g.start[segment])
		g.rebuild(room+room/16+16, g.width, size)
		at += int(g.start[segment])
		next, gap = g.gap(segment)
	}
	copy(g.slots[(at+1)*g.width:], g.slots[at*g.width:gap*g.width])
	copy(g.slot(at), entry)
	g.count[segment]++
	for i := segment + 1; i < next; i++ {
		g.start[i]++
	}
	g.used++
}

// gap returns the first free place after a segment, and the segment behind it: those
// between stand without a gap.
func (g *shelf) gap(segment int) (next, at int) {
	at = int(g.start[segment] + g.count[segment])
	for next = segment + 1; next < segments && int(g.start[next]) == at; next++ {
		at += int(g.count[next])
	}
	return next, at
}

// rebuild moves the entries to a slice with at least so much room for those of a
// width. What is free is shared out evenly, so that a new entry has little to move.
func (g *shelf) rebuild(room, width, size int) {
	slots := append([]byte(nil), make([]byte, room*width)...) // with all that is allocated
	slots = slots[:cap(slots)/width*width]
	from, free, before := g.start, len(slots)/width-g.used, 0
	for i := range segments {
		g.start[i] = uint32(before + i*free/segments)
		before += int(g.count[i])
	}
	for i := range segments {
		old := g.slots[int(from[i])*g.width:][:int(g.count[i])*g.width]
		to := slots[int(g.start[i])*width:]
		if width == g.width {
			copy(to, old)
			continue
		}
		for len(old) > 0 { // a line has one byte more
			copy(to, old[:size])
			copy(to[size+1:], old[size:g.width])
			old, to = old[g.width:], to[width:]
		}
	}
	g.slots, g.width = slots, width
}
