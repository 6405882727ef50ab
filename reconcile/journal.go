package reconcile

import (
	"encoding/binary"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"vobizsync/importer"
	"vobizsync/internal/disk"
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
	doubtBucket = []byte("doubts") // e-mail key -> when, see putDoubts: creates of earlier runs whose outcome is not known
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
	db      *bbolt.DB
	path    string
	doubts  map[string]sends // by e-mail key, when they were sent, as of Begin
	resumed bool             // some rows are settled, as of Begin

	queue  chan write
	done   chan struct{}
	closed bool

	mu     sync.Mutex
	failed error
	open   map[string]sends // those doubts that a row of this run has left as they are

	opts JournalOptions
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
	// OneByOne gives each record a commit of its own, so that a run has the same
	// commits each time.
	OneByOne bool
}

// OpenJournal opens the journal of a folder, and makes it if there is none.
func OpenJournal(dir string, opts JournalOptions) (*Journal, error) {
	path := filepath.Join(dir, JournalFile)
	db, err := openBolt(path, false)
	if err != nil {
		return nil, err
	}
	if err := disk.SyncDir(dir); err != nil {
		_ = db.Close() // nothing was written
		return nil, err
	}
	j := &Journal{db: db, path: path, opts: opts, queue: make(chan write, 1024), done: make(chan struct{})}
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

// Doubtful reports whether an earlier run may have created an account for the
// e-mail without having learned of it.
func (j *Journal) Doubtful(email string) bool {
	k, _ := j.known(email, time.Time{})
	return k != nothing
}

// known is what earlier runs have left of an e-mail, and when they sent it.
func (j *Journal) known(email string, now time.Time) (known, sends) {
	if j == nil || len(j.doubts) == 0 {
		return nothing, sends{}
	}
	s, doubtful := j.doubts[importer.EmailKey(email)]
	switch {
	case !doubtful:
		return nothing, s
	case now.Sub(s.last) < settledAfter:
		return youngDoubt, s
	}
	return oldDoubt, s
}

// Settled returns the result of a row that an earlier start of this run has
// settled: of the row of that number, if it has that row's e-mail.
func (j *Journal) Settled(e *importer.Entry) (r Result, ok bool, err error) {
	if j == nil || !j.resumed {
		return r, false, nil
	}
	err = j.view(func(tx *bbolt.Tx) error {
		v := tx.Bucket(rowsBucket).Get(rowKey(e.Row))
		if v == nil {
			return nil
		}
		rec, err := decodeRecord(v)
		if err == nil && rec.settled() && importer.EmailKey(rec.Email) == importer.EmailKey(e.Customer.Email) {
			r, ok = rec.result(e.Row), true
		}
		return err
	})
	return r, ok, err
}

// Results yields the journaled rows in order, and the run that they are of.
func (j *Journal) Results() (Pin, iter.Seq2[Result, error], error) {
	var pin Pin
	err := j.view(func(tx *bbolt.Tx) error {
		var ok bool
		var err error
		if pin, ok, err = readPin(tx); err == nil && !ok {
			err = ErrNoRun
		}
		return err
	})
	return pin, func(yield func(Result, error) bool) {
		errStop := errors.New("stopped")
		err := j.view(func(tx *bbolt.Tx) error {
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
		if err != nil && !errors.Is(err, errStop) {
			yield(Result{}, err)
		}
	}, err
}

// Finish marks the run as finished: the next one in the folder starts anew.
// Doubts about e-mails that are not in the file end with it: the next file that
// has them is looked up like any other. Those about rows that were invalid this
// time stay.
func (j *Journal) Finish(at time.Time) error {
	if err := j.flush(); err != nil {
		return err
	}
	return j.update(func(tx *bbolt.Tx) error {
		pin, _, err := readPin(tx)
		if err != nil {
			return err
		}
		pin.Finished = at
		if err := resetBucket(tx, doubtBucket); err != nil {
			return err
		}
		if err := putDoubts(tx, j.open); err != nil {
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
