package reconcile

import (
	"encoding/json"
	"time"

	"go.etcd.io/bbolt"

	"vobizsync/importer"
	"vobizsync/internal/disk"
)

// Records are committed in groups: while one commit waits for the disk, the
// rows that come meanwhile gather for the next. So the rate of creates is not
// bound by how many times a second the disk can sync.

// groupSize bounds a commit.
const groupSize = 4096

// Intent says that a POST for the row is about to be sent, and when. The record is on disk
// when the function that it returns does, without an error.
func (j *Journal) Intent(row int, email string, at time.Time) (durable func() error) {
	if j == nil {
		return func() error { return nil }
	}
	s := j.doubts[importer.EmailKey(email)]
	s.add(at)
	return j.put(row, record{Version: recordVersion, Intent: true, Email: email, At: at.UnixMilli(), First: s.first.UnixMilli()}, nil, true)
}

// leaveOpen notes that a row of this run has not ended its doubt.
func (j *Journal) leaveOpen(key string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.open == nil {
		j.open = map[string]sends{}
	}
	j.open[key] = j.doubts[key]
}

// Outcome says what came of a row. It returns when the record of a row that had
// an intent is on disk; the others follow in their own time.
func (j *Journal) Outcome(r *Result) error {
	if j == nil {
		return nil
	}
	var undoubt []byte
	if j.Doubtful(r.Email) {
		key := importer.EmailKey(r.Email)
		if r.Status == Unknown || r.Status == Skipped || r.Status == Invalid {
			j.leaveOpen(key)
		} else {
			undoubt = []byte(key)
		}
	}
	needed := r.Status != Exists && r.Status != Differs && r.Status != Invalid && r.Status != Skipped
	return j.put(r.Row, newRecord(r), undoubt, needed || undoubt != nil)()
}

// put queues a record. The function that it returns waits until the record is on
// disk, or, where nobody needs to wait, only says whether writing has failed.
func (j *Journal) put(row int, rec record, undoubt []byte, wait bool) func() error {
	if j.failure() != nil {
		return j.failure
	}
	value, err := json.Marshal(rec)
	if err != nil {
		return func() error { return err }
	}
	w := write{key: rowKey(row), value: value, undoubt: undoubt}
	if !wait {
		j.queue <- w
		return j.failure
	}
	w.done = make(chan error, 1)
	j.queue <- w
	return func() error {
		if err := <-w.done; err != nil {
			return err
		}
		return j.failure() // of a later commit: the next POST must not be sent, either
	}
}

// flush waits until everything that was put is on disk.
func (j *Journal) flush() error {
	w := write{done: make(chan error, 1)}
	j.queue <- w
	return <-w.done
}

// commitLoop commits whatever has gathered in the queue, again and again.
func (j *Journal) commitLoop() {
	defer close(j.done)
	most := groupSize
	if j.opts.OneByOne {
		most = 1
	}
	for first := range j.queue {
		group := append(make([]write, 0, 64), first)
	gather:
		for len(group) < most {
			select {
			case w, ok := <-j.queue:
				if !ok {
					break gather
				}
				group = append(group, w)
			default:
				break gather
			}
		}
		err := j.failure()
		if err == nil {
			if err = j.commit(group); err != nil {
				err = disk.WriteError(j.path, err)
				j.mu.Lock()
				j.failed = err
				j.mu.Unlock()
			}
		}
		for _, w := range group {
			if w.done != nil {
				w.done <- err
			}
		}
	}
}

func (j *Journal) commit(group []write) error {
	if err := j.probe(true); err != nil {
		return err
	}
	err := j.write(func(tx *bbolt.Tx) error {
		rows, doubts := tx.Bucket(rowsBucket), tx.Bucket(doubtBucket)
		rows.FillPercent = 0.9 // rows come in order, more or less
		for _, w := range group {
			if w.key == nil {
				continue
			}
			if err := rows.Put(w.key, w.value); err != nil {
				return err
			}
			if w.undoubt != nil {
				if err := doubts.Delete(w.undoubt); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return j.probe(false)
}

func (j *Journal) probe(before bool) error {
	if j.opts.OnCommit == nil {
		return nil
	}
	return j.opts.OnCommit(before)
}

// failure returns the error that ended the writing.
func (j *Journal) failure() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.failed
}
