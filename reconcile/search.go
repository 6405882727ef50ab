package reconcile

import (
	"context"
	"time"

	"vobizsync/importer"
)

// An account is a send's only if it was created at about that time.
const (
	madeBefore = 5 * time.Minute // clocks differ
	madeAfter  = time.Hour       // the server may act late
)

// made reports whether a send can have made the account.
func (s *sends) made(a *Account) bool {
	at := a.created()
	return at.IsZero() || s.last.IsZero() || !at.Before(s.first.Add(-madeBefore)) && !at.After(s.last.Add(madeAfter))
}

// shown says whose the account is that was found.
func (t *task) shown() event {
	ours := t.known == nothing || t.sends.made(&t.account)
	switch {
	case t.taken && ours:
		return takenFound
	case t.taken:
		return takenOther
	case ours:
		return found
	}
	return foundOther
}

// search looks for the account after each of the pauses, until it is found. It is
// not documented whether the search minds the case of an e-mail, so every second
// search is in lower case.
func (t *task) search(calls context.Context, pauses []time.Duration) event {
	t.callWitness()
	for i, pause := range pauses {
		if e := t.rest(calls, context.Background(), pause); e != stillAbsent {
			return e
		}
		sought := t.r.Email
		if i%2 == 1 {
			sought = importer.EmailKey(sought)
		}
		if e := t.lookFor(calls, sought); e != stillAbsent {
			return e
		}
	}
	switch {
	case t.taken:
		return takenHidden
	case t.posts >= t.Posts:
		return lostOften
	}
	return stillAbsent
}

func (t *task) unsure() event {
	if t.taken {
		return takenUnsure
	}
	return lookFailed
}

// repeated says whose the account is whose e-mail is in use: something on the way
// may have sent our request twice, and handed the second answer on. So may another
// run have made it just now, unless this one is alone.
func (t *task) repeated() event {
	sent, made := sentAt(t.err), t.account.created()
	switch {
	case made.IsZero():
		return takenUndated
	case t.Alone && !sent.IsZero() && !made.Before(sent.Truncate(time.Second)): // both may have whole seconds only
		return takenOurs
	}
	return takenFound
}

// readList looks for the account in the complete list.
func (t *task) readList(calls context.Context) event {
	x, err := t.whole(calls)
	if err == nil {
		err = x.failed[importer.EmailKey(t.r.Email)]
	}
	if err != nil {
		t.err = err
		return t.unsure()
	}
	if a, shown := x.Find(t.r.Email); shown {
		return t.readListed(calls, a.AuthID, false)
	}
	for _, other := range spellings(t.r.Email) {
		if a, shown := x.Find(other); shown {
			if e := t.readListed(calls, a.AuthID, true); e != stillAbsent {
				return e
			}
		}
	}
	return takenNowhere
}

// readListed reads an account that the list has with the row's e-mail, or with another
// spelling of it: the list keeps no dates. It returns stillAbsent where it is not the
// row's.
func (t *task) readListed(calls context.Context, authID string, respelled bool) event {
	a, err := t.Accounts.Account(calls, authID)
	switch {
	case respelled && notFound(err):
	case err != nil:
		t.err = err
		return t.unsure()
	case !respelled:
		t.account = a
		return t.foundNow()
	case t.respelled(&a):
		return t.foundRespelled(a)
	}
	return stillAbsent
}
