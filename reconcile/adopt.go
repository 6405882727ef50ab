package reconcile

import (
	"context"
	"time"
)

// doubt is whether an account that turns up may be the row's own: one that an
// earlier request made, whose answer was lost.
type doubt int

const (
	_          doubt = iota
	noDoubt          // no request was sent, or each had its answer
	oldDoubt         // an earlier start lost an answer, so long ago that the search must show the account
	youngDoubt       // an earlier start lost one of late: the search may not show the account yet
	ownDoubt         // this start has lost one, seconds ago
)

// open reports whether an account may be there that the search does not show.
func (d doubt) open() bool { return d == youngDoubt || d == ownDoubt }

// settledAfter is how long after a lost answer the search of the API is believed
// when it shows no account. It is not documented how long that takes.
const settledAfter = time.Hour

// created makes the account that this start has made the row's own. The password
// that was sent is the row's, or one from the credentials.
func (w *work) created(r *Result, account Account) {
	w.answers.reset() // the server acts, whatever becomes of its answers
	r.adopt(Created, account)
	r.At = time.Now()
	w.confirm(r, r.Entry.Customer.Password.IsZero())
}

// adopted makes the account that an earlier start has made the row's own. The
// file may have changed since, or the API may have refused a field of it then.
func (w *work) adopted(r *Result, account Account) {
	r.compare(account)
	w.own(r)
}

// own settles a row that was held against the account of an earlier start.
func (w *work) own(r *Result) {
	if r.Status == Exists {
		r.Status, r.At = Created, time.Now()
	}
	w.confirm(r, true)
}

// adopt makes the account that the look-up has found the row's own. The list of
// accounts has no tokens any more: where they are kept, it is read once more.
func (w *work) adopt(calls context.Context, r *Result) {
	if w.Credentials.keepsTokens() {
		if account, found, err := w.Accounts.Find(calls, r.Email); err == nil && found {
			w.adopted(r, account)
			return
		}
	}
	w.own(r)
}

// confirm completes the credentials of a row: the password that was made for it
// is that of its account.
func (w *work) confirm(r *Result, made bool) {
	if err := w.Credentials.Confirm(r.Email, r.AuthID, r.Token, made); err != nil {
		r.unconfirmed = true
		w.halt(diskHalt(err))
	}
}
