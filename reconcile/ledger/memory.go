package ledger

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"time"
)

// Memory is what the ledger knows of a customer.
type Memory struct {
	Sends    int       // all of them
	Open     []Sent    // those without an answer, the doubts, oldest first
	Creates  []Account // our creates of the customer, oldest first: more than one where an account was removed and made again
	Refusals int
	Refused  time.Time // the last refusal
}

// Sent is a send on record.
type Sent struct {
	At         time.Time
	ServerTime bool // At is by the server's Date
	Made       bool // the password was made here
	Run        Run  // with the credentials file
	Line       int  // of that file; 0 for none
}

// Account is a create on record.
type Account struct {
	Key        Key // of the customer
	AuthID     string
	At         time.Time // of the answer, or of the look-up
	ServerTime bool
	Found      bool   // by a look-up, after a lost answer; else a 201 told
	Spelling   Key    // of the e-mail as the server spells it; Key where it is the same
	Sends      []Sent // that it answered, oldest first; the last one made it, if a 201 told
}

// Own returns the last create of the customer.
func (m *Memory) Own() (a Account, ok bool) {
	if len(m.Creates) == 0 {
		return a, false
	}
	return m.Creates[len(m.Creates)-1], true
}

// AllMade reports whether there are sends among these, and each carried a password
// that was made here.
func AllMade(sends []Sent) bool {
	for _, s := range sends {
		if !s.Made {
			return false
		}
	}
	return len(sends) > 0
}

// Key returns the key of an e-mail, given as importer.EmailKey.
func (l *Ledger) Key(emailKey string) (k Key) {
	if l != nil {
		copy(k[:], mac(l.secret, emailKey))
	}
	return k
}

// Known returns what is on disk about a customer. If the file can't be read, it
// returns nothing, and from then on nothing can be sent: see [Ledger.Err].
func (l *Ledger) Known(emailKey string) (Memory, bool) {
	if l.empty() {
		return Memory{}, false
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	n, ok := l.index.customer(l.Key(emailKey))
	if !ok {
		return Memory{}, false
	}
	return l.replay(*l.index.last.at(n))
}

// Owner returns whose account an auth_id is, by our records.
func (l *Ledger) Owner(authID string) (Key, bool) {
	if l.empty() {
		return Key{}, false
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	x := l.index
	hash := uint32(maphash.String(x.seed, authID))
	for i := x.byAuth.home(hash); ; i = x.byAuth.next(i) {
		id, ok := x.byAuth.at(i, hash)
		if !ok {
			return Key{}, false
		}
		if id == no {
			continue
		}
		if r, err := l.record(id); err != nil || r.authID == authID {
			return r.key, err == nil
		}
	}
}

// Witnesses returns creates that a 201 told of after a time, newest first, of the
// last 32 in all. Their Sends are left out.
func (l *Ledger) Witnesses(after time.Time) []Account {
	if l.empty() {
		return nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	var found []Account
	for i := len(l.index.latest) - 1; i >= 0; i-- {
		if r, err := l.record(l.index.latest[i]); err == nil && r.at.After(after) {
			found = append(found, r.account())
		}
	}
	return found
}

// Latest returns the auth_ids of the accounts that were created after a time, newest
// first. It looks no further than the first record before that: records are in
// the order of their times, as far as clocks do.
func (l *Ledger) Latest(after time.Time) (ids []string, err error) {
	if l.empty() {
		return nil, nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	for id := l.index.links.n; id > 0; id-- {
		r, err := l.record(id)
		if err != nil {
			return nil, err
		}
		if !r.at.IsZero() && !r.at.After(after) {
			break
		}
		if r.kind == createdKind {
			ids = append(ids, r.authID)
		}
	}
	return ids, nil
}

// Sent counts the sends after a time that may have made an account: most of them at
// most.
func (l *Ledger) Sent(after time.Time, most int) (n int) {
	if l.empty() {
		return 0
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	for id := l.index.links.n; id > 0 && n < most; id-- {
		r, err := l.record(id)
		switch {
		case err != nil || !r.at.After(after):
			return n
		case r.kind == sendKind:
			n++
		case r.kind == refusedKind:
			n--
		}
	}
	return n
}

// Len returns how many customers are on record.
func (l *Ledger) Len() int {
	if l == nil {
		return 0
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	return int(l.index.keys.n)
}

// Err returns the error that ended the writing, or the reading.
func (l *Ledger) Err() error {
	if l == nil {
		return nil
	}
	return l.queue.failure()
}

func (l *Ledger) empty() bool { return l.Len() == 0 }

// replay reads the records of a customer, given the last one.
func (l *Ledger) replay(last uint32) (m Memory, ok bool) {
	var records []record
	for id := last; id != 0; id = l.index.links.at(id - 1).previous {
		r, err := l.record(id)
		if err != nil {
			return m, false
		}
		records = append(records, r)
	}
	for i := len(records) - 1; i >= 0; i-- {
		switch r := records[i]; r.kind {
		case sendKind:
			m.Sends++
			m.Open = append(m.Open, Sent{
				At: r.at, ServerTime: r.flags&serverTime != 0, Made: r.flags&madeFlag != 0,
				Run: l.index.runs[r.run], Line: int(r.line),
			})
		case createdKind:
			a := r.account()
			a.Sends, m.Open = m.Open, nil
			m.Creates = append(m.Creates, a)
		case refusedKind:
			m.Refusals, m.Refused = m.Refusals+1, r.at
			m.Open = m.Open[:max(0, len(m.Open)-1)]
		case overKind:
			m.Open = nil
		}
	}
	return m, true
}

func (r *record) account() Account {
	a := Account{
		Key: r.key, AuthID: r.authID, At: r.at, Spelling: r.key,
		ServerTime: r.flags&serverTime != 0, Found: r.flags&foundFlag != 0,
	}
	if r.flags&spelledFlag != 0 {
		a.Spelling = r.spelling
	}
	return a
}

// record reads a record about a customer. Its failure ends the writing.
func (l *Ledger) record(id uint32) (record, error) {
	var b [256]byte // longer than any
	at := l.index.links.at(id - 1).offset()
	n, err := l.file.ReadAt(b[:], at)
	payload, _, _ := frame(b[:n], at)
	if payload != nil {
		return decode(payload), nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		err = errors.New("it was changed by another program")
	}
	err = fmt.Errorf("%s can't be read: %w", l.path, err)
	l.queue.fail(err)
	return record{}, err
}
