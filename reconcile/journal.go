package reconcile

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"vobizsync/importer"
)

// JournalFile is the journal's name in the folder of a run.
const JournalFile = "journal.db"

// ErrLocked is returned where another run has the journal open.
var ErrLocked = errors.New("another run is using the folder")

// ErrNoRun is returned where a folder has no journal of a run.
var ErrNoRun = errors.New("no run has been journaled here")

var (
	runBucket   = []byte("run")    // "pin" -> pin
	rowsBucket  = []byte("rows")   // row, 4 bytes big endian -> record
	doubtBucket = []byte("doubts") // e-mail key -> "": creates of earlier runs whose outcome is not known
	pinKey      = []byte("pin")
)

// Journal is what a run remembers on disk: for each row an intent before its
// POST, and the outcome after it. One process can have it open at a time.
//
// What holds: when Intent or Outcome returns nil for a create, the record is on
// disk and survives a crash of the machine. Records of rows that need no create
// are written along with others, and Close writes the last of them. After the
// first failure to write, nothing more is written.
//
// A nil Journal forgets everything.
type Journal struct {
	db     *bbolt.DB
	path   string
	doubts map[string]bool // e-mail keys, as of Begin

	queue  chan write
	done   chan struct{}
	closed bool

	mu     sync.Mutex
	failed error

	// onCommit is called before and after every commit, for tests that end the
	// process there.
	onCommit func(before bool) error
}

// write is a record on its way to disk. Done is nil where nobody waits.
type write struct {
	key, value []byte
	undoubt    []byte // the e-mail key whose doubt the record ends
	done       chan error
}

// JournalOptions are for tests.
type JournalOptions struct {
	// OnCommit is called before and after every commit. An error makes the
	// commit fail.
	OnCommit func(before bool) error
}

// OpenJournal opens the journal of a folder, and makes it if there is none.
func OpenJournal(dir string, opts JournalOptions) (*Journal, error) {
	path := filepath.Join(dir, JournalFile)
	db, err := openBolt(path, false)
	if err != nil {
		return nil, err
	}
	if err := syncDir(dir); err != nil {
		db.Close()
		return nil, err
	}
	j := &Journal{db: db, path: path, onCommit: opts.OnCommit, queue: make(chan write, 1024), done: make(chan struct{})}
	go j.commitLoop()
	return j, nil
}

// ReadJournal opens the journal of a folder for reading only.
func ReadJournal(dir string) (*Journal, error) {
	path := filepath.Join(dir, JournalFile)
	if _, err := os.Stat(path); err != nil {
		return nil, ErrNoRun
	}
	db, err := openBolt(path, true)
	if err != nil {
		return nil, err
	}
	return &Journal{db: db, path: path}, nil
}

// openBolt opens the database; what a damaged file makes bbolt panic with
// becomes an error.
func openBolt(path string, readOnly bool) (db *bbolt.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damaged(path, fmt.Errorf("%v", p))
		}
	}()
	db, err = bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: 100 * time.Millisecond, NoFreelistSync: true, FreelistType: bbolt.FreelistMapType, ReadOnly: readOnly,
	})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrLocked
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return nil, damaged(path, err)
	}
	return db, err
}

// damagedError is a journal that can't be read.
type damagedError struct {
	path string
	err  error
}

func (e *damagedError) Error() string { return fmt.Sprintf("%s is damaged: %v", e.path, e.err) }
func (e *damagedError) Unwrap() error { return e.err }
func (e *damagedError) Advice() string {
	return "move it away and run again: accounts that exist are found by their e-mail, none is created twice"
}

func damaged(path string, err error) error { return &damagedError{path, err} }

// syncDir makes a new file's name in a folder durable. Windows has no way to ask
// for that.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

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
	err = j.db.Update(func(tx *bbolt.Tx) error {
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
		if b.Resumed {
			b.Started = old.Started
			return putDoubts(tx, j.doubts) // a row that is skipped this time loses its intent, not its doubt
		}
		b.Settled = 0
		return startRun(tx, &pin, j.doubts)
	})
	if err != nil {
		return b, fmt.Errorf("%s: %w", j.path, err)
	}
	return b, nil
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
		return fmt.Sprintf("other options are given (%s)", joinWords(names))
	case old.Program != now.Program:
		return fmt.Sprintf("it was begun by version %s of this program", old.Program)
	}
	return ""
}

func joinWords(words []string) string {
	s := ""
	for i, w := range words {
		if i > 0 {
			s += ", "
		}
		s += w
	}
	return s
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
func gatherDoubts(tx *bbolt.Tx) (doubts map[string]bool, settled int, err error) {
	doubts = map[string]bool{}
	if b := tx.Bucket(doubtBucket); b != nil {
		err = b.ForEach(func(k, _ []byte) error {
			doubts[string(k)] = true
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
			doubts[importer.EmailKey(rec.Email)] = true
		}
		if rec.settled() {
			settled++
		}
		return err
	})
	return doubts, settled, err
}

// startRun empties the journal but for the doubts.
func startRun(tx *bbolt.Tx, pin *Pin, doubts map[string]bool) error {
	for _, name := range [][]byte{runBucket, rowsBucket, doubtBucket} {
		if tx.Bucket(name) != nil {
			if err := tx.DeleteBucket(name); err != nil {
				return err
			}
		}
		if _, err := tx.CreateBucket(name); err != nil {
			return err
		}
	}
	if err := putDoubts(tx, doubts); err != nil {
		return err
	}
	return putPin(tx, pin)
}

func putDoubts(tx *bbolt.Tx, doubts map[string]bool) error {
	for email := range doubts {
		if err := tx.Bucket(doubtBucket).Put([]byte(email), nil); err != nil {
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

// Doubtful reports whether an earlier run may have created an account for the
// e-mail without having learned of it.
func (j *Journal) Doubtful(email string) bool {
	return j != nil && len(j.doubts) > 0 && j.doubts[importer.EmailKey(email)]
}

// Settled returns the result of a row that an earlier start of this run has
// settled.
func (j *Journal) Settled(row int) (r Result, ok bool, err error) {
	if j == nil {
		return r, false, nil
	}
	err = j.db.View(func(tx *bbolt.Tx) error {
		v := tx.Bucket(rowsBucket).Get(rowKey(row))
		if v == nil {
			return nil
		}
		rec, err := decodeRecord(v)
		if err == nil && rec.settled() {
			r, ok = rec.result(row), true
		}
		return err
	})
	return r, ok, err
}

// Results yields the journaled rows in order, and the run that they are of.
func (j *Journal) Results() (Pin, iter.Seq2[Result, error], error) {
	var pin Pin
	err := j.db.View(func(tx *bbolt.Tx) error {
		var ok bool
		var err error
		if pin, ok, err = readPin(tx); err == nil && !ok {
			err = ErrNoRun
		}
		return err
	})
	return pin, func(yield func(Result, error) bool) {
		errStop := errors.New("stopped")
		err := j.db.View(func(tx *bbolt.Tx) error {
			return tx.Bucket(rowsBucket).ForEach(func(k, v []byte) error {
				rec, err := decodeRecord(v)
				if err != nil {
					return err
				}
				if !yield(rec.result(int(binary.BigEndian.Uint32(k))), nil) {
					return errStop
				}
				return nil
			})
		})
		if err != nil && err != errStop {
			yield(Result{}, err)
		}
	}, err
}

// Finish marks the run as finished: the next one in the folder starts anew.
// What is still doubtful then is about e-mails that are not in the file; the
// next file that has them is looked up like any other.
func (j *Journal) Finish(at time.Time) error {
	if err := j.flush(); err != nil {
		return err
	}
	return j.db.Update(func(tx *bbolt.Tx) error {
		pin, _, err := readPin(tx)
		if err != nil {
			return err
		}
		pin.Finished = at
		if err := tx.DeleteBucket(doubtBucket); err != nil {
			return err
		}
		if _, err := tx.CreateBucket(doubtBucket); err != nil {
			return err
		}
		return putPin(tx, &pin)
	})
}

// Close writes what is left and closes the journal. Closing it again does
// nothing.
func (j *Journal) Close() error {
	if j == nil || j.closed {
		return nil
	}
	j.closed = true
	if j.queue != nil {
		close(j.queue)
		<-j.done
	}
	if err := j.db.Close(); err != nil {
		return err
	}
	return j.failure()
}

func rowKey(row int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(row)) }
