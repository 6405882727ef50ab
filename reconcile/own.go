package reconcile

import (
	"context"
	"time"
)

// OwnCreate is an account that an earlier run has created.
type OwnCreate struct {
	AuthID string
	At     time.Time // by the server's clock
	// ThisRun means that an earlier start of this run created it: then its row is
	// created, not merely there.
	ThisRun bool

	spelling func(email string) bool // the server spells the e-mail so; nil for no other spelling
}

func (o *OwnCreate) spelled(email string) bool { return o.spelling != nil && o.spelling(email) }

// settledAfter is how long after a send the API is believed when it shows no
// account. It is not documented how long that takes.
const settledAfter = time.Hour

// readOwn reads an account that an earlier run has created, and that the look-up
// does not show.
func (t *task) readOwn(calls context.Context) event {
	l := askForOwn(calls, t.Accounts, t.own, t.r.Email, t.Now.now(), t.whole)
	t.looked(l.err)
	if l.event == ownGone && !t.r.Removed {
		l.event = ownLate // it was not when the plan was made, which guards how many are created again
	}
	t.account, t.err = l.account, l.err
	return l.event
}
