package ledger

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"vobizsync/internal/disk"
)

// Records are committed in groups: while one group is on its way to disk, the
// records that come meanwhile gather for the next. So the rate of creates is not
// bound by how many times a second the disk can sync.

// groupSize bounds a group, in records.
const groupSize = 4096

// Send is a create that is about to be sent.
type Send struct {
	EmailKey   string    // as importer.EmailKey
	At         time.Time // to the millisecond
	ServerTime bool      // At is by the server's Date, not by this machine's clock
	Made       bool      // the password was made here, not given by the row
	Line       int       // of the run's credentials file, with that password; 0 for none
}

// Send queues the record of a create. It must not be sent before the function
// that Send returns has returned nil: the record is on disk then. The function
// may be called more than once.
func (l *Ledger) Send(s Send) (durable func() error) {
	r := record{kind: sendKind, at: s.At, flags: bit(s.ServerTime, serverTime) | bit(s.Made, madeFlag)}
	if s.Line > 0 {
		r.line = uint32(s.Line)
	}
	return l.put(s.EmailKey, r)
}

// Outcome is an account that a create of ours made.
type Outcome struct {
	EmailKey   string    // of the row, as importer.EmailKey
	AuthID     string    // at most 128 bytes
	Spelled    string    // the key of the e-mail as the server spells it; "" where it is EmailKey
	At         time.Time // of the answer, or of the look-up
	ServerTime bool      // At is by the server's Date
	Found      bool      // by a look-up, after a lost answer; else a 201 told
}

// Created queues the record of an account. It answers every send of the e-mail
// that has no answer. The function is as that of [Ledger.Send].
func (l *Ledger) Created(o Outcome) (durable func() error) {
	if o.AuthID == "" || len(o.AuthID) > maxAuthID {
		return func() error { return fmt.Errorf("an auth_id of %d bytes can't be recorded", len(o.AuthID)) }
	}
	r := record{kind: createdKind, authID: o.AuthID, at: o.At, flags: bit(o.ServerTime, serverTime) | bit(o.Found, foundFlag)}
	if o.Spelled != "" && o.Spelled != o.EmailKey {
		r.flags |= spelledFlag
		r.spelling = l.Key(o.Spelled)
	}
	return l.put(o.EmailKey, r)
}

// Refused queues that no account came of the last send of the e-mail that has no
// answer: the server refused it, or it never left.
func (l *Ledger) Refused(emailKey string, at time.Time, byServer bool) (durable func() error) {
	return l.put(emailKey, record{kind: refusedKind, at: at, flags: bit(byServer, serverTime)})
}

// Over queues that no account of ours came of any send of the e-mail so far: the
// doubts about it are over.
func (l *Ledger) Over(emailKey string, at time.Time, byServer bool) (durable func() error) {
	return l.put(emailKey, record{kind: overKind, at: at, flags: bit(byServer, serverTime)})
}

func bit(set bool, f byte) byte {
	if set {
		return f
	}
	return 0
}

func (l *Ledger) put(emailKey string, r record) func() error {
	if l == nil {
		return func() error { return nil }
	}
	r.key = l.Key(emailKey)
	return l.queue.put(r, l.opts.OneByOne)
}

// commit writes a group, syncs it, and makes it known.
func (l *Ledger) commit(records []record) error {
	if err := l.probe(true); err != nil {
		return disk.WriteError(l.path, err)
	}
	b := make([]byte, 0, 64*len(records)+256)
	number := uint32(len(l.index.runs)) // only this goroutine changes the index
	if l.begun {
		number--
	} else {
		b = appendRecord(b, &record{kind: runKind, at: l.run.At, runID: l.run.ID, path: l.run.Credentials}, l.end, l.end)
	}
	for i := range records {
		records[i].run = number
		b = appendRecord(b, &records[i], l.end+int64(len(b)), l.end)
	}
	_, err := l.file.WriteAt(b, l.end)
	if err == nil {
		err = l.file.Sync()
	}
	if err != nil {
		_ = l.file.Truncate(l.end) // else the next run does
		return disk.WriteError(l.path, err)
	}
	l.mu.Lock()
	l.begun = true
	for len(b) > 0 {
		payload, size, _ := frame(b, l.end)
		l.index.add(l.index.place(payload, l.end))
		b, l.end = b[size:], l.end+int64(size)
	}
	l.mu.Unlock()
	if err := l.probe(false); err != nil {
		return disk.WriteError(l.path, err)
	}
	return nil
}

func (l *Ledger) probe(before bool) error {
	if l.opts.OnCommit == nil {
		return nil
	}
	return l.opts.OnCommit(before)
}

// queue holds the groups that wait to be written.
type queue struct {
	mu      sync.Mutex
	wake    *sync.Cond
	groups  []*group
	failed  error
	stopped chan struct{} // nil where nothing can be written
	closed  bool
}

// group is what shares one sync.
type group struct {
	records []record
	done    chan struct{}
	err     error // once done
}

var (
	errReadOnly = errors.New("the ledger was opened for reading only")
	errClosed   = errors.New("the ledger is closed")
)

func (q *queue) start(commit func([]record) error) {
	q.wake, q.stopped = sync.NewCond(&q.mu), make(chan struct{})
	go q.loop(commit)
}

// put queues a record.
func (q *queue) put(r record, alone bool) func() error {
	q.mu.Lock()
	defer q.mu.Unlock()
	err := q.failed
	if err == nil && q.stopped == nil {
		err = errReadOnly
	}
	if err == nil && q.closed {
		err = errClosed
	}
	if err != nil {
		return func() error { return err }
	}
	if n := len(q.groups); n == 0 || alone || len(q.groups[n-1].records) == groupSize {
		q.groups = append(q.groups, &group{done: make(chan struct{})})
	}
	g := q.groups[len(q.groups)-1]
	g.records = append(g.records, r)
	q.wake.Signal()
	return func() error {
		<-g.done
		if g.err != nil {
			return g.err
		}
		return q.failure() // of a later commit: the next POST must not be sent, either
	}
}

func (q *queue) loop(commit func([]record) error) {
	defer close(q.stopped)
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		for len(q.groups) == 0 {
			if q.closed {
				return
			}
			q.wake.Wait()
		}
		g := q.groups[0]
		q.groups = q.groups[1:]
		if q.failed == nil {
			q.mu.Unlock()
			err := commit(g.records)
			q.mu.Lock()
			if err != nil && q.failed == nil {
				q.failed = err
			}
		}
		g.err = q.failed
		g.records = nil
		close(g.done)
	}
}

// fail ends the writing.
func (q *queue) fail(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.failed == nil {
		q.failed = err
	}
}

// failure returns the error that ended the writing.
func (q *queue) failure() error {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.failed
}

func (q *queue) close() error {
	q.mu.Lock()
	q.closed = true
	if q.stopped != nil {
		q.wake.Signal()
		q.mu.Unlock()
		<-q.stopped
		q.mu.Lock()
	}
	defer q.mu.Unlock()
	return q.failed
}
