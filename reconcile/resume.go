package reconcile

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"vobizsync/importer"
)

// Pin says which run a journal is of: a run goes on only where all of this is
// the same.
type Pin struct {
	Version  int               `json:"v"`
	Input    string            `json:"input"`   // the file's name, for people
	SHA256   string            `json:"sha256"`  // of the file, in hex
	Size     int64             `json:"size"`    // of the file, in bytes
	Options  map[string]string `json:"options"` // those that decide what the rows mean, and which partner is meant
	Program  string            `json:"program"` // the tool's version
	Started  time.Time         `json:"started"`
	Finished time.Time         `json:"finished,omitzero"`
}

// PartnerOption is the member of Pin.Options that names the partner account.
const PartnerOption = "partner"

// Beginning says how a run began.
type Beginning struct {
	Resumed bool
	// Why says why an unfinished run was not gone on with; "" where there was
	// none.
	Why string
	// Settled is how many rows of the resumed run cost no request any more.
	Settled int
	// Doubtful is how many creates of earlier runs have no known outcome.
	Doubtful int
	Started  time.Time
}

// Begin goes on with the unfinished run of the journal, if it is of the same
// input, and starts a new one otherwise, or where fresh is set. Creates of any
// earlier run whose outcome is not known stay doubtful until they are settled.
func (j *Journal) Begin(pin Pin, fresh bool) (b Beginning, err error) {
	pin.Version = recordVersion
	b.Started = pin.Started
	err = j.update(func(tx *bbolt.Tx) error {
		old, ok, err := readPin(tx)
		if err != nil {
			return err
		}
		if ok && old.Finished.IsZero() {
			if b.Why = whyNot(&old, &pin); fresh {
				b.Why = "it was asked for a fresh start"
			}
			b.Resumed = b.Why == ""
		}
		if j.doubts, b.Settled, err = gatherDoubts(tx); err != nil {
			return err
		}
		if old.Options[PartnerOption] != pin.Options[PartnerOption] {
			j.doubts = nil // what became of another partner's creates is not seen from here
		}
		b.Doubtful = len(j.doubts)
		if b.Settled == 0 && b.Doubtful == 0 { // nothing to go on with
			b.Resumed, b.Why = false, ""
		}
		if j.resumed = b.Resumed && b.Settled > 0; b.Resumed {
			b.Started = old.Started
			return putDoubts(tx, j.doubts) // a row that is skipped this time loses its intent, not its doubt
		}
		b.Settled = 0
		return startRun(tx, &pin, j.doubts)
	})
	return b, err
}

// whyNot says why a run can't be gone on with, "" if it can.
func whyNot(old, now *Pin) string {
	switch {
	case old.SHA256 != now.SHA256:
		return fmt.Sprintf("the file has changed (it had %d bytes and SHA-256 %.12s…, now %d and %.12s…)", old.Size, old.SHA256, now.Size, now.SHA256)
	case old.Options[PartnerOption] != now.Options[PartnerOption]:
		return "it is of another partner account"
	case !maps.Equal(old.Options, now.Options):
		var names []string
		for _, k := range slices.Sorted(maps.Keys(now.Options)) {
			if old.Options[k] != now.Options[k] {
				names = append(names, k)
			}
		}
		return fmt.Sprintf("other options are given (%s)", strings.Join(names, ", "))
	case old.Program != now.Program:
		return fmt.Sprintf("it was begun by version %s of this program", old.Program)
	}
	return ""
}

func readPin(tx *bbolt.Tx) (pin Pin, ok bool, err error) {
	b := tx.Bucket(runBucket)
	if b == nil {
		return pin, false, nil
	}
	if err := json.Unmarshal(b.Get(pinKey), &pin); err != nil {
		return pin, false, damaged(tx.DB().Path(), err)
	}
	if pin.Version != recordVersion {
		return pin, false, fmt.Errorf("the journal is of version %d, this program reads version %d", pin.Version, recordVersion)
	}
	return pin, true, nil
}

// gatherDoubts collects the e-mails of creates without an outcome, and counts
// the settled rows.
func gatherDoubts(tx *bbolt.Tx) (doubts map[string]sends, settled int, err error) {
	doubts = map[string]sends{}
	if b := tx.Bucket(doubtBucket); b != nil {
		err = b.ForEach(func(k, v []byte) error {
			var s sends
			if len(v) == 16 {
				s.last, s.first = millis(int64(binary.BigEndian.Uint64(v))), millis(int64(binary.BigEndian.Uint64(v[8:])))
			}
			doubts[string(k)] = s
			return nil
		})
	}
	b := tx.Bucket(rowsBucket)
	if b == nil || err != nil {
		return doubts, 0, err
	}
	err = b.ForEach(func(_, v []byte) error {
		rec, err := decodeRecord(v)
		if rec.Intent {
			doubts[importer.EmailKey(rec.Email)] = sends{first: millis(cmp.Or(rec.First, rec.At)), last: millis(rec.At)}
		}
		if rec.settled() {
			settled++
		}
		return err
	})
	return doubts, settled, err
}

// startRun empties the journal but for the doubts.
func startRun(tx *bbolt.Tx, pin *Pin, doubts map[string]sends) error {
	for _, name := range [][]byte{runBucket, rowsBucket, doubtBucket} {
		if err := resetBucket(tx, name); err != nil {
			return err
		}
	}
	if err := putDoubts(tx, doubts); err != nil {
		return err
	}
	return putPin(tx, pin)
}

// resetBucket empties a bucket, or makes it.
func resetBucket(tx *bbolt.Tx, name []byte) error {
	if tx.Bucket(name) != nil {
		if err := tx.DeleteBucket(name); err != nil {
			return err
		}
	}
	_, err := tx.CreateBucket(name)
	return err
}

// putDoubts writes doubts, each with the time of its last send and that of its
// first, in ms since 1970, 8 bytes big endian each; nothing where they are not
// known.
func putDoubts(tx *bbolt.Tx, doubts map[string]sends) error {
	for email, s := range doubts {
		var v []byte
		if !s.last.IsZero() {
			v = binary.BigEndian.AppendUint64(nil, uint64(s.last.UnixMilli()))
			v = binary.BigEndian.AppendUint64(v, uint64(s.first.UnixMilli()))
		}
		if err := tx.Bucket(doubtBucket).Put([]byte(email), v); err != nil {
			return err
		}
	}
	return nil
}

func putPin(tx *bbolt.Tx, pin *Pin) error {
	b, err := json.Marshal(pin)
	if err != nil {
		return err
	}
	return tx.Bucket(runBucket).Put(pinKey, b)
}
