package reconcile

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"vobizsync/reconcile/ledger"
)

// That a search shows no account proves little where it lags. How far it is, it
// tells by the other accounts: a create of ours that was answered after a send is
// the witness of that send. As long as the search does not show it, it may not show
// what the send has made, either.

// DefaultHearing gives the search of the API a minute to show a witness.
var DefaultHearing = []time.Duration{2 * time.Second, 3 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 25 * time.Second}

// witness is a create of ours that was answered.
type witness struct {
	authID string
	email  string    // as the server spells it; "" where that has to be asked for
	at     time.Time // of the answer, by the server's clock
	now    bool      // by this start, not by an earlier one
}

// witnesses are what one run knows of them.
type witnesses struct {
	earlier []ledger.Account // of earlier starts, newest first

	mu      sync.Mutex
	latest  witness            // of this start
	waiting map[*task]struct{} // since whose last send no create was answered
	shown   [2]time.Time       // the search shows a create that was answered then, by an earlier start and by this one
	emails  map[string]string  // by auth id: those that were asked for; "" for one that was removed
}

// answered notes a create that a 201 told of.
func (w *witnesses) answered(now witness) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.latest = now
	for t := range w.waiting {
		t.witness = now
	}
	clear(w.waiting)
}

// call finds the witness of a task's last send: the one that was answered first
// after it, as far as they are known; else the next one that is answered.
//
// The order of what this start has sent and got is by its clock, which never goes back.
// That of an earlier start may have been another one: none of its creates came after a
// send of this start, and each of this start came after its sends, whatever the times.
func (w *witnesses) call(t *task, recent []ledger.Account) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t.witness = witness{}
	offer := func(c witness) {
		if c.follows(t) && (t.witness.authID == "" || c.at.Before(t.witness.at)) {
			t.witness = c
		}
	}
	offer(w.latest)
	earlier := map[string]bool{}
	for _, a := range w.earlier {
		earlier[a.AuthID] = true
	}
	for _, known := range [][]ledger.Account{w.earlier, recent} {
		for _, a := range known {
			if email, asked := w.emails[a.AuthID]; !asked || email != "" {
				offer(witness{authID: a.AuthID, email: email, at: a.At, now: !earlier[a.AuthID]})
			}
		}
	}
	if t.witness.authID == "" {
		if w.waiting == nil {
			w.waiting = map[*task]struct{}{}
		}
		w.waiting[t] = struct{}{}
	}
}

// follows reports whether a witness was answered after the task's last send, or in the
// same millisecond: the ledger, and some clocks, tell no less apart.
func (c witness) follows(t *task) bool {
	switch fresh := t.known == freshDoubt; {
	case c.authID == "" || fresh && !c.now:
		return false
	case !fresh && c.now:
		return true
	}
	return !c.at.Before(t.sends.last.Truncate(time.Millisecond))
}

// of returns the witness of a task, and whether the search is known to be that far.
// A task without one waits for none any more.
func (w *witnesses) of(t *task) (found witness, shown bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.waiting, t)
	for i, at := range w.shown {
		shown = shown || !at.IsZero() && witness{authID: "shown", at: at, now: i == 1}.follows(t)
	}
	return t.witness, shown
}

// sees notes a witness that the search shows.
func (w *witnesses) sees(c witness) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := 0
	if c.now {
		i = 1
	}
	if c.at.After(w.shown[i]) {
		w.shown[i] = c.at
	}
}

// named notes how the server spells the e-mail of a witness, "" for one that
// was removed.
func (w *witnesses) named(authID, email string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.emails == nil {
		w.emails = map[string]string{}
	}
	w.emails[authID] = email
}

// callWitness begins to look for the witness of the last send.
func (t *task) callWitness() {
	if t.known == freshDoubt || t.known == youngDoubt || t.known == oldDoubt {
		t.witnesses.call(t, t.Journal.Witnesses(time.Time{}))
	}
}

// hearWitness waits until the search shows the witness, and then searches for the
// row's account once more: what the search did not show before, it may show by now.
func (t *task) hearWitness(calls, stop context.Context) event {
	w, shown := t.witnesses.of(t)
	for i := 0; !shown; i++ {
		var gone bool
		var err error
		for gone = true; gone; {
			if w.authID == "" {
				return t.countLost(calls, stop)
			}
			if shown, gone, err = t.showsWitness(calls, &w); gone {
				t.callWitness()
				w, _ = t.witnesses.of(t)
			}
		}
		switch {
		case err != nil:
			t.err = err
			return t.unsure()
		case shown:
		case i == len(t.Hearing):
			t.witness = w
			return unvouched
		default:
			if e := t.rest(calls, stop, t.Hearing[i]); e != stillAbsent {
				return e
			}
		}
	}
	// The send may have taken effect somewhat later than its witness: the answer to the
	// one, and the request of the other, are under way for a time, and a send of an
	// earlier start is on record for up to a second before it left.
	if e := t.rest(calls, stop, t.Hearing[0]); e != stillAbsent {
		return e
	}
	if e := t.lookFor(calls, t.r.Email); e != stillAbsent {
		return e
	}
	return vouched
}

// rest lets a pause pass. It returns stillAbsent, unless the run is stopped before.
func (t *task) rest(calls, stop context.Context, pause time.Duration) event {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return stillAbsent
	case <-calls.Done():
		t.err = errors.New("interrupted")
		return t.unsure()
	case <-stop.Done():
		return halted
	}
}

// showsWitness reports whether the search shows a witness, and whether that is gone:
// removed in the Console, it says nothing.
func (t *task) showsWitness(calls context.Context, w *witness) (shown, gone bool, err error) {
	if w.email == "" {
		a, err := t.Accounts.Account(calls, w.authID)
		switch {
		case notFound(err):
			if gone = t.Now.now().Sub(w.at) >= settledAfter; gone {
				t.witnesses.named(w.authID, "")
			}
			return false, gone, nil
		case err != nil:
			t.looked(err)
			return false, false, err
		}
		w.email = cmp.Or(a.Email, t.r.Email)
		t.witnesses.named(w.authID, w.email)
	}
	a, found, err := t.Accounts.Find(calls, w.email)
	t.looked(err)
	if err != nil || !found || a.AuthID != w.authID {
		return false, false, err
	}
	t.witnesses.sees(*w)
	return true, false, nil
}
