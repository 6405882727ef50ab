package ledger

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"time"
)

// The format of sends.log; docs/ledger.md names every byte of it. Numbers are
// little endian.

const (
	magic      = "vobizled"
	version    = 1
	headerSize = 48 // magic 8, version 2, zero 2, key 32, CRC-32C of those 4

	frameSize  = 6    // CRC-32C 4, length of the payload 2
	prefixSize = 5    // of a payload: kind 1, distance to the start of its group 4
	customer   = 23   // of a record about a customer: key 16, time 6, flags 1
	maxPayload = 8192 // the longest is a run's
	maxAuthID  = 128  // bytes
	maxRunID   = 128  // bytes
	maxPath    = 4096 // bytes
)

// kind says what a record tells.
type kind byte

const (
	_           kind = iota
	runKind          // a run: its time, its id, and its credentials file
	sendKind         // a create is about to be sent
	createdKind      // an account came of it
	refusedKind      // no account came of the last send
	overKind         // no account of ours came of any send so far
)

// The flags of a record.
const (
	serverTime  = 1 << iota // the time is by the server's Date
	madeFlag                // the password was made here
	foundFlag               // the account was found by a look-up, not told by a 201
	spelledFlag             // the server spells the e-mail otherwise
)

// Key stands for an e-mail: the first 16 bytes of the HMAC-SHA256 of its e-mail
// key with the key of the ledger. The zero Key is nobody's.
type Key [16]byte

// record is one record of sends.log, of any kind.
type record struct {
	kind  kind
	key   Key
	at    time.Time // milliseconds; to 1970 at the earliest
	flags byte

	run, line uint32 // of a send: the number of its run record, from 0, and the line of the credentials file

	authID   string // of a create
	spelling Key    // of a create with spelledFlag

	runID, path string // of a run
}

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) } // made once

// checksum is of a record behind its first four bytes. It starts from the record's
// offset, so that a piece of the file in another place is not a record.
func checksum(offset int64, b []byte) uint32 {
	return crc32.Update(uint32(offset)^uint32(offset>>32), castagnoli(), b)
}

// appendHeader appends the header of a ledger with that key.
func appendHeader(b []byte, key [32]byte) []byte {
	start := len(b)
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint16(b, version)
	b = append(b, 0, 0)
	b = append(b, key[:]...)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[start:], castagnoli()))
}

var errNewer = errors.New("it was written by a newer version of vobizsync")

// readHeader returns the key of a ledger.
func readHeader(b []byte) (key [32]byte, err error) {
	switch {
	case len(b) < headerSize || string(b[:8]) != magic:
		return key, errors.New("it does not start like a ledger")
	case binary.LittleEndian.Uint16(b[8:]) > version:
		return key, errNewer
	case binary.LittleEndian.Uint32(b[44:]) != crc32.Checksum(b[:44], castagnoli()),
		binary.LittleEndian.Uint16(b[8:]) != version, b[10]|b[11] != 0:
		return key, errors.New("its header is damaged")
	}
	return [32]byte(b[12:44]), nil
}

// appendRecord appends a record that will be at the offset, in a group that
// starts at another.
func appendRecord(b []byte, r *record, offset, group int64) []byte {
	start := len(b)
	b = append(b, make([]byte, frameSize)...)
	b = append(b, byte(r.kind))
	b = binary.LittleEndian.AppendUint32(b, uint32(offset-group))
	if r.kind == runKind {
		b = appendTime(b, r.at)
		b = append(b, byte(len(r.runID)))
		b = append(b, r.runID...)
		b = binary.LittleEndian.AppendUint16(b, uint16(len(r.path)))
		b = append(b, r.path...)
	} else {
		b = append(b, r.key[:]...)
		b = appendTime(b, r.at)
		b = append(b, r.flags)
	}
	switch r.kind {
	case sendKind:
		b = binary.LittleEndian.AppendUint32(b, r.run)
		b = binary.LittleEndian.AppendUint32(b, r.line)
	case createdKind:
		b = append(b, byte(len(r.authID)))
		b = append(b, r.authID...)
		if r.flags&spelledFlag != 0 {
			b = append(b, r.spelling[:]...)
		}
	}
	binary.LittleEndian.PutUint16(b[start+4:], uint16(len(b)-start-frameSize))
	binary.LittleEndian.PutUint32(b[start:], checksum(offset, b[start+4:]))
	return b
}

// wellFormed reports whether a payload has the length that it says.
func wellFormed(p []byte) bool {
	if len(p) < prefixSize {
		return false
	}
	k, body := kind(p[0]), p[prefixSize:]
	switch {
	case k == runKind:
		if len(body) < 9 {
			return false
		}
		id := int(body[6])
		return len(body) >= 9+id && len(body) == 9+id+int(binary.LittleEndian.Uint16(body[7+id:]))
	case len(body) < customer:
		return false
	case k == sendKind:
		return len(body) == customer+8
	case k == refusedKind, k == overKind:
		return len(body) == customer
	case k == createdKind && len(body) > customer:
		n := customer + 1 + int(body[customer])
		if body[customer-1]&spelledFlag != 0 {
			n += len(Key{})
		}
		return len(body) == n
	}
	return false
}

// frame finds the record at the start of b, which is at an offset. Size is
// that of the whole record. More is true where b is too short to tell.
func frame(b []byte, offset int64) (payload []byte, size int, more bool) {
	if len(b) < frameSize {
		return nil, 0, true
	}
	n := int(binary.LittleEndian.Uint16(b[4:]))
	if n < prefixSize || n > maxPayload {
		return nil, 0, false
	}
	size = frameSize + n
	if len(b) < size {
		return nil, size, true
	}
	payload = b[frameSize:size]
	if !wellFormed(payload) || binary.LittleEndian.Uint32(b) != checksum(offset, b[4:size]) {
		return nil, 0, false
	}
	return payload, size, false
}

// decode reads a payload that is well formed.
func decode(p []byte) (r record) {
	r.kind = kind(p[0])
	b := p[prefixSize:]
	if r.kind == runKind {
		id := int(b[6])
		r.at, r.runID, r.path = readTime(b), string(b[7:7+id]), string(b[9+id:])
		return r
	}
	r.key, r.at, r.flags = Key(b), readTime(b[16:]), b[22]
	switch b = b[customer:]; r.kind {
	case sendKind:
		r.run, r.line = binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
	case createdKind:
		n := int(b[0])
		r.authID = string(b[1 : 1+n])
		if r.flags&spelledFlag != 0 {
			r.spelling = Key(b[1+n:])
		}
	}
	return r
}

// sentBy is the number of a send's run.
func sentBy(p []byte) uint32 { return binary.LittleEndian.Uint32(p[prefixSize+customer:]) }

// authOf is the auth id of a create.
func authOf(p []byte) []byte {
	b := p[prefixSize+customer:]
	return b[1 : 1+int(b[0])]
}

// groupDistance is how many bytes before a record its group starts.
func groupDistance(p []byte) int64 { return int64(binary.LittleEndian.Uint32(p[1:])) }

// appendTime appends 6 bytes: milliseconds since 1970, 0 for none.
func appendTime(b []byte, t time.Time) []byte {
	var ms uint64
	if !t.IsZero() {
		ms = uint64(max(0, t.UnixMilli()))
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(ms))
	return binary.LittleEndian.AppendUint16(b, uint16(ms>>32))
}

func readTime(b []byte) time.Time {
	ms := int64(binary.LittleEndian.Uint32(b)) | int64(binary.LittleEndian.Uint16(b[4:]))<<32
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// mac is the HMAC-SHA256 of a text.
func mac(key [32]byte, text string) []byte {
	h := hmac.New(sha256.New, key[:])
	_, _ = h.Write([]byte(text)) // never fails
	return h.Sum(nil)
}

// damagedError is a ledger that can't be read.
type damagedError struct {
	path   string
	offset int64
	err    error
}

func (e *damagedError) Error() string {
	if errors.Is(e.err, errNewer) {
		return fmt.Sprintf("%s can't be read: %v", e.path, e.err)
	}
	return fmt.Sprintf("%s is damaged at byte %d: %v", e.path, e.offset, e.err)
}

func (e *damagedError) Unwrap() error { return e.err }

func (e *damagedError) Advice() string {
	if errors.Is(e.err, errNewer) {
		return "use that version"
	}
	return "replace it with a backup; without one, move it aside, keep it, " +
		"and start again when the last run is an hour old: by then the server shows what was created"
}
