package reconcile

import (
	"context"
	"errors"
	"time"

	"vobizsync/importer"
)

// OwnCreate is an account that an earlier run has created.
type OwnCreate struct {
	AuthID string
	At     time.Time // by the server's clock
}

// settledAfter is how long after a send the API is believed when it shows no
// account. It is not documented how long that takes.
const settledAfter = time.Hour

// readOwn reads an account that an earlier run has created, and that the look-up
// does not show.
func (t *task) readOwn(calls context.Context) event {
	a, err := t.Accounts.Account(calls, t.own.AuthID)
	t.looked(err)
	var missing interface{ NotFound() bool }
	switch {
	case err == nil:
		t.account = a
		if importer.EmailKey(a.Email) == importer.EmailKey(t.r.Email) || sameMailbox(a.Email, t.r.Email) {
			return ownShown
		}
		return ownOther
	case !errors.As(err, &missing) || !missing.NotFound():
		t.err = err
		return ownUnread
	case t.now().Sub(t.own.At) < settledAfter:
		return ownLate
	}
	x, err := t.whole(calls)
	if err != nil {
		t.err = err
		return ownUnread
	}
	a, shown := x.Find(t.r.Email)
	if !shown {
		if a, shown, err = t.Accounts.Find(calls, t.r.Email); err != nil {
			t.err = err
			return ownUnread
		}
	}
	if shown {
		t.account = a
		return foundOther
	}
	return ownGone
}
