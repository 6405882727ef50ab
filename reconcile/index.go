package reconcile

import (
	"encoding/binary"
	"hash/maphash"
	"slices"

	"vobizsync/importer"
)

// index holds accounts by e-mail, packed: each takes the bytes of its text and
// about 40 more, of which the garbage collector has nothing to follow. The zero
// value is empty.
type index struct {
	// full says to keep what no row is compared by, too: about 50 bytes more.
	full bool

	seed   maphash.Seed
	first  map[uint64]uint64 // hash of the e-mail's key -> place of the newest record with it
	chunks [][]byte

	scratch []byte // for the record that is packed
}

const chunkSize = 1 << 20

// packed lists the fields of an account that the index keeps: those that a row
// is compared by.
var packed = func() (fields []importer.Field) {
	for _, f := range importer.Fields {
		if f != importer.Password {
			fields = append(fields, f)
		}
	}
	return fields
}()

// activities are what the API says of most accounts: the index keeps their place.
// Another word gets the place after the last, and follows it.
var activities = []string{"", "true", "false"}

// more are the texts of an account that only a full index keeps.
func (a *Account) more() []*string { return []*string{&a.KYCStatus, &a.CashCredits, &a.CreatedAt} }

// add puts an account in, unless one of its auth id is there already under the
// same e-mail. It reports whether the account is new.
func (x *index) add(a *Account) bool {
	if x.first == nil {
		x.seed, x.first = maphash.MakeSeed(), map[uint64]uint64{}
	}
	key := importer.EmailKey(a.Email)
	h := maphash.String(x.seed, key)
	for place, ok := x.first[h]; ok; {
		var other Account
		place, ok = x.unpack(place, &other)
		if other.AuthID == a.AuthID {
			return false
		}
	}
	x.first[h] = x.pack(a, x.first[h])
	return true
}

// find returns the account with the e-mail key.
func (x *index) find(key string) (Account, bool) {
	if x.first == nil {
		return Account{}, false
	}
	for place, ok := x.first[maphash.String(x.seed, key)]; ok; {
		var a Account
		place, ok = x.unpack(place, &a)
		if importer.EmailKey(a.Email) == key {
			return a, true
		}
	}
	return Account{}, false
}

// ids returns the auth ids of all accounts with the e-mail key.
func (x *index) ids(key string) (ids []string) {
	if x.first == nil {
		return nil
	}
	for place, ok := x.first[maphash.String(x.seed, key)]; ok; {
		var a Account
		if place, ok = x.unpack(place, &a); importer.EmailKey(a.Email) == key {
			ids = append(ids, a.AuthID)
		}
	}
	return ids
}

// all yields every account.
func (x *index) all(yield func(*Account) bool) {
	x.places(func(_ uint64, a *Account) bool { return yield(a) })
}

// places yields every account with the place of its record.
func (x *index) places(yield func(uint64, *Account) bool) {
	for i, chunk := range x.chunks {
		for b := chunk; len(b) > 0; {
			var a Account
			place := uint64(i)<<32 | uint64(len(chunk)-len(b)) + 1
			if b = x.unpackRecord(b, &a); !yield(place, &a) {
				return
			}
		}
	}
}

// pack appends a record and returns its place. A record is the place of the
// record before it with the same hash (0 for none), whether the account is
// active, then the auth id, the fields, and in a full index all the others, each
// with its length before it.
func (x *index) pack(a *Account, before uint64) uint64 {
	record := x.appendRecord(binary.AppendUvarint(x.scratch[:0], before), a)
	x.scratch = record
	last := len(x.chunks) - 1
	if last < 0 || cap(x.chunks[last])-len(x.chunks[last]) < len(record) {
		x.chunks = append(x.chunks, make([]byte, 0, max(chunkSize, len(record))))
		last++
	}
	place := uint64(last)<<32 | uint64(len(x.chunks[last])) + 1 // 0 means no place
	x.chunks[last] = append(x.chunks[last], record...)
	return place
}

func (x *index) appendRecord(b []byte, a *Account) []byte {
	if i := slices.Index(activities, a.IsActive); i >= 0 {
		b = append(b, byte(i))
	} else {
		b = appendText(append(b, byte(len(activities))), a.IsActive)
	}
	b = appendText(b, a.AuthID)
	for _, f := range packed {
		b = appendText(b, a.Get(f))
	}
	if x.full {
		for _, text := range a.more() {
			b = appendText(b, *text)
		}
	}
	return b
}

// unpack reads the record at a place, and returns the place of the one before
// it with the same hash.
func (x *index) unpack(place uint64, a *Account) (before uint64, more bool) {
	b := x.chunks[place>>32][uint32(place)-1:]
	before, _ = binary.Uvarint(b)
	x.unpackRecord(b, a)
	return before, before != 0
}

// unpackRecord reads a record and returns what follows it.
func (x *index) unpackRecord(b []byte, a *Account) []byte {
	_, n := binary.Uvarint(b)
	activity := int(b[n])
	if b = b[n+1:]; activity < len(activities) {
		a.IsActive = activities[activity]
	} else {
		a.IsActive, b = cutText(b)
	}
	a.AuthID, b = cutText(b)
	for _, f := range packed {
		var s string
		s, b = cutText(b)
		a.Set(f, s)
	}
	if x.full {
		for _, text := range a.more() {
			*text, b = cutText(b)
		}
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func cutText(b []byte) (string, []byte) {
	length, n := binary.Uvarint(b)
	b = b[n:]
	return string(b[:length]), b[length:]
}
