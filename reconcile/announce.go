package reconcile

import (
	"context"
	"sync"
	"time"

	"vobizsync/internal/secret"
)

// Before a create is sent, it is on disk that it may have been.

// prepare puts on disk what must be there before the POST: the password, if the
// tool makes it, and the intent. Few rows at a time are between that and their
// request's turn, at which the caller must leave: they are in doubt if the run is
// killed.
func (t *task) prepare(stop context.Context) (leave func(), err error) {
	leave = func() {}
	if t.prepared {
		return leave, nil
	}
	if leave = t.goAhead(stop); haltOf(stop) != nil {
		return leave, nil
	}
	r := t.r
	if r.made = r.Entry.Customer.Password.IsZero(); r.made {
		if r.password, r.passwordLine, err = t.Credentials.Password(r.Email, t.sentBefore()); err != nil {
			return leave, err
		}
		t.c.Password = r.password
	}
	t.prepared, t.announced = true, time.Now()
	return leave, t.Journal.Intent(r)()
}

// goAhead waits until the row may go ahead of its turn, or until the run is stopped.
// Where as many answers in a row were lost as there are requests at a time, a row that
// is not in doubt waits until one comes, or one of those rows is settled.
func (t *task) goAhead(stop context.Context) (leave func()) {
	if t.known == nothing {
		t.order.wait(stop, t.row)
	}
	for {
		select {
		case t.ahead <- struct{}{}:
			leave = sync.OnceFunc(func() { <-t.ahead })
			t.order.pass(t.row)
		case <-stop.Done():
			return func() {}
		}
		eased := t.answers.heavy(max(t.Workers, leastLost))
		if eased == nil || t.known != nothing {
			return leave
		}
		leave()
		select {
		case <-eased:
		case <-stop.Done():
			return func() {}
		}
	}
}

// sentBefore is the password that every unanswered send of the e-mail carried, none
// where they differ: sent once more, it is still the account's, whichever made it.
func (t *task) sentBefore() secret.Text {
	switch {
	case !t.r.password.IsZero() && !t.renewed:
		return t.r.password
	case t.renewed || t.Journal == nil:
		return secret.Text{}
	}
	return t.recall(t.Journal.allOpen(t.r.Email), t.r.Email).password
}

// staleAfter is how long before its request a send may be on record.
const staleAfter = time.Second

// renewSend records the send again if its turn has come late: what an account
// is held against is when its request was sent.
func (t *task) renewSend() error {
	if time.Since(t.announced) < staleAfter {
		return nil
	}
	t.announced = time.Now()
	t.Journal.takeBack(t.r)
	return t.Journal.Intent(t.r)()
}

// intact returns an error if what is written from here on would be lost.
func (t *task) intact() error {
	if err := t.Journal.Intact(); err != nil {
		return err
	}
	return t.Credentials.Intact()
}

// renew makes another password in the place of one that was refused.
func (t *task) renew(calls, stop context.Context) event {
	if _, _, err := t.Credentials.Renew(t.c.Email); err != nil {
		t.halt(diskHalt(err))
		return halted
	}
	t.Journal.takeBack(t.r)
	t.renewed, t.prepared = true, false
	return t.post(calls, stop)
}
