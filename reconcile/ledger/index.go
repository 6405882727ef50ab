package ledger

import (
	"encoding/binary"
	"hash/maphash"
)

// index finds the records of a customer, and the customer of an account. It
// holds no pointer to a record, so that a million of them are 76 bytes each and
// nothing for the collector to follow; the records themselves stay in the file.
type index struct {
	keys   list[Key]    // of the customers, in the order of their first record
	last   list[uint32] // of each customer: its last record
	links  list[link]   // of each record about a customer
	byKey  table        // first bytes of a key → customer
	byAuth table        // hash of an auth id → record of its create
	seed   maphash.Seed

	warm uint64 // see touch

	latest []uint32 // the records of the last creates that a 201 told of, oldest first
	runs   []Run
}

// link is where a record is, and which one of the same customer was before
// it; 0 is none, others are counted from 1.
type link struct{ previous, low, high uint32 }

func (l link) offset() int64 { return int64(l.high)<<32 | int64(l.low) }

// witnesses is how many of the last creates are at hand.
const witnesses = 32

func newIndex(size int64) *index {
	x := &index{seed: maphash.MakeSeed()}
	// A create is a send of 42 bytes and an outcome of 48 or so.
	x.byKey.grow(size / 90)
	x.byAuth.grow(size / 90)
	return x
}

// customer returns the number of a customer.
func (x *index) customer(k Key) (uint32, bool) {
	hash := keyHash(k)
	for i := x.byKey.home(hash); ; i = x.byKey.next(i) {
		n, ok := x.byKey.at(i, hash)
		if !ok || n != no && *x.keys.at(n) == k {
			return n, ok
		}
	}
}

// placed is a payload, and where it is.
type placed struct {
	payload []byte
	offset  int64
	auth    uint32 // the hash of its auth id
}

// place readies a payload for the index.
func (x *index) place(payload []byte, offset int64) placed {
	p := placed{payload: payload, offset: offset}
	if kind(payload[0]) == createdKind {
		p.auth = uint32(maphash.Bytes(x.seed, authOf(payload)))
	}
	return p
}

// touch reads the slots that the payloads will need, which are all over the
// memory: the processor fetches several at a time, which it can't while each
// decides where the next goes. It halves the time to load a large ledger.
func (x *index) touch(all []placed) {
	for i := range all {
		p := &all[i]
		if kind(p.payload[0]) != runKind {
			x.warm += x.byKey.slots[x.byKey.home(keyHash(Key(p.payload[prefixSize:])))]
		}
		if kind(p.payload[0]) == createdKind {
			x.warm += x.byAuth.slots[x.byAuth.home(p.auth)]
		}
	}
}

// add notes a payload.
func (x *index) add(p placed) {
	payload, offset := p.payload, p.offset
	k, body := kind(payload[0]), payload[prefixSize:]
	if k == runKind {
		r := decode(payload)
		x.runs = append(x.runs, Run{ID: r.runID, At: r.at, Credentials: r.path})
		return
	}
	key := Key(body)
	n, ok := x.customer(key)
	if !ok {
		n = x.keys.add(key)
		x.last.add(0)
		x.byKey.put(keyHash(key), n)
	}
	last := x.last.at(n)
	id := x.links.add(link{*last, uint32(offset), uint32(offset >> 32)}) + 1
	*last = id
	if k != createdKind {
		return
	}
	x.byAuth.put(p.auth, id)
	if body[customer-1]&foundFlag == 0 {
		if len(x.latest) == witnesses {
			x.latest = append(x.latest[:0], x.latest[1:]...)
		}
		x.latest = append(x.latest, id)
	}
}

func keyHash(k Key) uint32 { return binary.LittleEndian.Uint32(k[:]) }

// list grows without being copied.
type list[T any] struct {
	chunks [][]T
	n      uint32
}

const chunkBits = 12

func (l *list[T]) at(i uint32) *T { return &l.chunks[i>>chunkBits][i&(1<<chunkBits-1)] }

func (l *list[T]) add(v T) uint32 {
	i := l.n
	if i>>chunkBits == uint32(len(l.chunks)) {
		l.chunks = append(l.chunks, make([]T, 1<<chunkBits))
	}
	l.n++
	*l.at(i) = v
	return i
}

// table is an open hash table, at most three quarters full. A slot is a hash and
// a number, counted from 1; 0 is an empty slot.
type table struct {
	slots []uint64
	used  int
}

// grow makes room for n in all.
func (t *table) grow(n int64) {
	size := max(64, len(t.slots))
	for int64(size)*3/4 <= n {
		size *= 2
	}
	if size == len(t.slots) {
		return
	}
	old := t.slots
	t.slots, t.used = make([]uint64, size), 0
	for _, s := range old {
		if s != 0 {
			t.put(uint32(s>>32), uint32(s)-1)
		}
	}
}

// home is the first slot for a hash. The product spreads what is stored apart
// from it, whose upper bits are compared anyway.
func (t *table) home(hash uint32) int {
	return int((uint64(hash) * 0x9E3779B97F4A7C15 >> 20) & uint64(len(t.slots)-1))
}

// put adds a number, also where one with that hash is there.
func (t *table) put(hash, n uint32) {
	if t.used+1 > len(t.slots)*3/4 {
		t.grow(int64(t.used + 1))
	}
	i := t.home(hash)
	for t.slots[i] != 0 {
		i = t.next(i)
	}
	t.slots[i] = uint64(hash)<<32 | uint64(n+1)
	t.used++
}

// no is the number of no one.
const no = ^uint32(0)

// at returns the number in a slot, no where it has another hash, and false where
// the slot is empty.
func (t *table) at(slot int, hash uint32) (uint32, bool) {
	s := t.slots[slot]
	if uint32(s>>32) != hash {
		return no, s != 0
	}
	return uint32(s) - 1, s != 0
}

func (t *table) next(slot int) int { return (slot + 1) & (len(t.slots) - 1) }
