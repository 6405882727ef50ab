package reconcile

import (
	"crypto/rand"
	"errors"
	"iter"
	"path/filepath"
	"sync"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/reconcile/ledger"
)

// ErrLocked is returned where another run is using the folder.
var ErrLocked = errors.New("another run is using the folder")

// ErrNoRun is returned where a folder has no results of a run.
var ErrNoRun = errors.New("no run has left its results here")

// Journal is what a run remembers on disk: in the partner's ledger each create
// that it sends, and what came of it; in its folder the results of its rows so
// far. One process can have a folder open at a time, and one a partner's ledger.
//
// What holds: when Intent or Outcome returns nil for a create, the record is in
// the ledger and survives a crash of the machine. Results of rows are not synced:
// a row whose result is lost is decided again. After the first failure to write,
// nothing more is sent.
//
// A nil Journal forgets everything.
type Journal struct {
	// Now tells the time; nil where the server's is this machine's.
	Now Clock

	rows   *rowsLog
	lock   *ledger.Lock   // of the ledger; nil where it is in memory
	ledger *ledger.Ledger // nil before Begin, and of a journal that is only read
	opts   ledger.Options

	run     string // the run, which may have had earlier starts
	start   string // this start of it
	resumed bool   // some rows are settled, as of Begin
	closed  bool
}

// OpenJournal opens the journal of a folder, and makes it if there is none. The
// ledger is that of the folder that the lock is of, which Close gives back; one in
// memory for nil.
func OpenJournal(dir string, lock *ledger.Lock, opts ledger.Options) (*Journal, error) {
	rows, err := openRows(dir)
	if err != nil {
		return nil, err
	}
	if probe := opts.OnCommit; probe != nil {
		var one sync.Mutex // the rows and the ledger are written at the same time
		opts.OnCommit = func(before bool) error {
			one.Lock()
			defer one.Unlock()
			return probe(before)
		}
		rows.probe = opts.OnCommit
	}
	return &Journal{rows: rows, lock: lock, opts: opts}, nil
}

// ReadJournal opens the results of a folder for reading only, without the ledger.
func ReadJournal(dir string) (*Journal, error) {
	rows, err := readRows(dir)
	if err != nil {
		return nil, err
	}
	return &Journal{rows: rows}, nil
}

// Recall returns what is on record of a partner, for reading only and without its
// lock: dir is the partner's folder in the state folder.
func Recall(dir string) (*Journal, error) {
	l, err := ledger.Read(dir)
	if err != nil {
		return nil, err
	}
	return &Journal{ledger: l}, nil
}

// remember opens the ledger for this start of the run.
func (j *Journal) remember(pin *Pin, started time.Time) (err error) {
	credentials, err := filepath.Abs(filepath.Join(filepath.Dir(j.rows.path), CredentialsFile))
	if err != nil {
		return err
	}
	j.run, j.start = pin.Run, pin.Run+"."+rand.Text()[:8]
	run := ledger.Run{ID: j.start, At: started, Credentials: credentials}
	if j.lock == nil {
		j.ledger, err = ledger.InMemory(run)
	} else {
		j.ledger, err = ledger.Open(j.lock, run, j.opts)
	}
	return err
}

// Doubtful reports whether an earlier start may have created an account for the
// e-mail without having learned of it.
func (j *Journal) Doubtful(email string) bool { return len(j.openSends(email)) > 0 }

// known is what earlier starts have left of an e-mail, and when they sent it.
func (j *Journal) known(email string, now time.Time) (k known, s sends) {
	open := j.openSends(email)
	if len(open) == 0 {
		return nothing, s
	}
	s = sends{first: open[0].At, last: open[len(open)-1].At}
	if now.Sub(s.last) < settledAfter {
		return youngDoubt, s
	}
	return oldDoubt, s
}

// allOpen returns the creates whose answer is not known, of this start, too.
func (j *Journal) allOpen(email string) []ledger.Sent {
	m, _ := j.ledger.Known(importer.EmailKey(email))
	return m.Open
}

// openSends returns the creates of earlier starts whose answer is not known,
// oldest first.
func (j *Journal) openSends(email string) (open []ledger.Sent) {
	if j == nil {
		return nil
	}
	m, ok := j.ledger.Known(importer.EmailKey(email))
	if !ok {
		return nil
	}
	for _, s := range m.Open {
		if s.Run.ID != j.start {
			open = append(open, s)
		}
	}
	return open
}

// Settled returns the result of a row that an earlier start of this run has
// settled. A record counts only for its own e-mail.
func (j *Journal) Settled(e *importer.Entry) (r Result, ok bool, err error) {
	if j == nil || !j.resumed || !j.rows.isSettled(e.Row) {
		return r, false, nil
	}
	rec, ok, err := j.rows.get(e.Row)
	if err != nil || !ok || importer.EmailKey(rec.Email) != importer.EmailKey(e.Customer.Email) {
		return r, false, err
	}
	return rec.result(e.Row), true, nil
}

// Results yields the rows that have a result in order, and the run that they are
// of.
func (j *Journal) Results() (Pin, iter.Seq2[Result, error], error) {
	if j.rows.pin.Version == 0 {
		return Pin{}, nil, ErrNoRun
	}
	return j.rows.pin, func(yield func(Result, error) bool) {
		for row := range j.rows.rows() {
			rec, ok, err := j.rows.get(row)
			if err == nil && !ok {
				continue
			}
			if !yield(rec.result(row), err) || err != nil {
				return
			}
		}
	}, nil
}

// Finish marks the run as finished: the next one in the folder starts over.
func (j *Journal) Finish(at time.Time) error { return j.rows.write(finishedRecord, 0, at) }

// Intact returns an error if the files that this run writes to are no longer those
// of its folder and of its ledger: what is written would be lost.
func (j *Journal) Intact() error {
	if j == nil {
		return nil
	}
	if err := j.ledger.Intact(); err != nil {
		return err
	}
	return disk.Same(j.rows.path, j.rows.file)
}

// Customers is how many customers are on record.
func (j *Journal) Customers() int {
	if j == nil {
		return 0
	}
	return j.ledger.Len()
}

// Runs returns the runs of this partner that are on record, oldest first.
func (j *Journal) Runs() ([]ledger.PastRun, error) {
	if j == nil {
		return nil, nil
	}
	return j.ledger.Runs()
}

// Run is the id of the run, whatever the number of its starts.
func (j *Journal) Run() string { return j.run }

// AddRun puts the run on the partner's list of runs.
func (j *Journal) AddRun(r ledger.PastRun) error {
	r.ID = j.run
	return j.ledger.AddRun(r)
}

// Close writes what is left and closes the journal. Closing it again does
// nothing.
func (j *Journal) Close() error {
	if j == nil || j.closed {
		return nil
	}
	j.closed = true
	err := j.ledger.Close()
	if j.rows == nil {
		return err
	}
	if err == nil {
		err = j.rows.failure()
	}
	disk.Unlock(j.rows.file)
	if cerr := j.rows.file.Close(); err == nil && cerr != nil && j.ledger != nil {
		err = disk.WriteError(j.rows.path, cerr)
	}
	if j.lock != nil {
		if rerr := j.lock.Release(); err == nil {
			err = rerr
		}
	}
	return err
}

func readError(path string, err error) error {
	return disk.ReadError(path, err)
}
