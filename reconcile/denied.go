package reconcile

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// A create that is denied (HTTP 403) may be about the partner or about the row. So
// many in a row are about the partner: mostDenied where no create has gone through
// since the first, allDenied in any case.
const (
	mostDenied = 5
	allDenied  = 20
)

// denials counts the creates in a row that were denied. One that was sent after
// the first of them and goes through ends the row; one that was under way then
// only means that not all are denied.
type denials struct {
	mu      sync.Mutex
	posts   int // that were sent
	n       int
	first   int  // the posts that had been sent when the first was denied
	through bool // a create has gone through since
}

// sent counts a create, and returns its number.
func (d *denials) sent() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.posts++
	return d.posts
}

// accepted notes a create that has gone through.
func (d *denials) accepted(number int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.through = d.n > 0; number > d.first {
		d.n, d.through = 0, false
	}
}

// add counts a create that was denied. The caller holds the lock.
func (d *denials) add() int {
	if d.n++; d.n == 1 {
		d.first, d.through = d.posts, false
	}
	return d.n
}

// enough reports whether they are about the partner. The caller holds the lock.
func (d *denials) enough() bool { return d.n >= allDenied || d.n >= mostDenied && !d.through }

// askProfile tells a full quota and a missing right, which hold for every row,
// from a refusal of this row.
func (t *task) askProfile(calls, stop context.Context) event {
	d := &t.denials
	d.mu.Lock()
	defer d.mu.Unlock() // those that are denied meanwhile wait for the profile, too
	if h := haltOf(stop); h != nil && h.Code == QuotaExceeded {
		return noRoom
	}
	n := d.add()
	if n == 1 || n == mostDenied {
		profile, err := t.Partner.Profile(calls)
		switch {
		case err != nil:
			t.stopIfFatal(err)
		case profile.CanCreate && profile.Room() == 0:
			t.halt(&Halt{Code: QuotaExceeded, Message: fmt.Sprintf("no room: %d of %d accounts are in use", profile.Accounts, profile.Max)})
			return noRoom
		case !profile.CanCreate:
			t.err = errors.New("this partner may not create accounts")
			t.halt(&Halt{Code: Forbidden, Message: "not tried: " + t.err.Error(), Err: t.err})
		}
	}
	if d.enough() {
		err := fmt.Errorf("%d creates in a row were refused, the last one: %w", n, t.err)
		t.halt(&Halt{Code: Forbidden, Message: "not tried: " + err.Error(), Err: err})
	}
	return denied
}
