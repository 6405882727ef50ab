package reconcile

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"vobizsync/importer"
)

// task is a row on its way to its status.
type task struct {
	*work
	r     *Result
	row   int               // its place in the order
	c     importer.Customer // as it is sent: without what was refused
	known known
	sends sends // those without an answer
	own   OwnCreate

	witness witness   // of the last of them; witnesses.mu guards it while others may set it
	sent    time.Time // the latest request, by the server's clock

	announced time.Time // its send, by this machine's clock

	number   int // of the latest request, see census
	posts    int // whose answers were lost
	prepared bool
	renewed  bool
	taken    bool    // the API says that the e-mail is in use
	account  Account // the one that was found, or made
	doubt    error   // why it is not known whether the account was made
	err      error   // of the latest request; after an e-mail was in use, what said so
	note     importer.Problem
}

// sends are the times of the first and the last request whose answer is not
// known, by the server's clock; zero where that is not known.
type sends struct{ first, last time.Time }

func (s *sends) add(at time.Time) {
	if s.first.IsZero() {
		s.first = at
	}
	s.last = at
}

// settle takes a row to its status: what the table says is done, and what comes of
// it is looked up in the table again.
func (t *task) settle(calls, stop context.Context) {
	for e := t.begin(calls, stop); ; {
		d := settle(t.known, e)
		if e == ownGone {
			t.known = nothing
			if !t.r.Removed { // else the plan says so
				t.note = removedNote(t.own.AuthID)
			}
		}
		switch d.next {
		case post:
			e = t.post(calls, stop)
		case search:
			e = t.search(calls, t.Settle)
		case searchBit:
			e = t.search(calls, t.Settle[:min(2, len(t.Settle))])
		case hearWitness:
			e = t.hearWitness(calls, stop)
		case readList:
			e = t.readList(calls)
		case readOwn:
			e = t.readOwn(calls)
		case drop:
			t.r.Dropped = append(t.r.Dropped, droppable(&t.c, t.err)...)
			e = t.post(calls, stop)
		case renew:
			e = t.renew(calls, stop)
		case askProfile:
			e = t.askProfile(calls, stop)
		default:
			t.conclude(stop, e, d)
			if d.confirm != noPassword {
				t.census.makes(t.number)
			}
			t.census.answered(t.number)
			if t.posts > 0 {
				t.answers.settles()
			}
			return
		}
	}
}

// begin says what the run's look-up has told of the row.
func (t *task) begin(calls, stop context.Context) event {
	switch {
	case t.r.Status == Create && haltOf(stop) != nil:
		return halted
	case t.r.Status == Create:
		return absent
	case t.r.Status == Unknown: // the look-up did not show an account of ours
		t.r.Problems = nil
		return absent
	case t.r.Status == Failed:
		t.err = errors.New(Text(t.r.Problems))
		t.r.Problems = nil
		return lookFailed
	case t.known == ownCreate:
		t.account.AuthID = t.r.AuthID
		if t.r.AuthID != t.own.AuthID {
			return foundOther
		}
		return found
	}
	// The list keeps neither tokens nor dates.
	if t.account, t.err = t.Accounts.Account(calls, t.r.AuthID); t.err != nil {
		t.looked(t.err)
		return lookFailed
	}
	return t.shown()
}

// post sends the create.
func (t *task) post(calls, stop context.Context) event {
	leave, err := t.prepare(stop)
	defer leave()
	if err != nil {
		t.halt(diskHalt(err))
	}
	if haltOf(stop) != nil {
		return halted
	}
	number := t.denials.sent()
	account, err := t.Accounts.Create(calls, stop, &t.c, func() error {
		leave()
		err := t.renewSend()
		if err == nil {
			err = t.intact()
		}
		if err != nil {
			t.halt(diskHalt(err))
		}
		t.sent = t.Now.now()
		t.number = t.census.sends(t.number)
		return err
	})
	t.err = err
	switch {
	case err == nil:
		t.answers.reset()
		t.denials.accepted(number)
		return t.accept(calls, account)
	case notSent(err):
		t.stopIfFatal(err)
		if haltOf(stop) != nil {
			return halted
		}
		return unsent
	case !refused(err):
		return t.lose(err)
	}
	t.answers.reset()
	t.stopIfFatal(err)
	peek := t.c
	switch dropped := droppable(&peek, err); {
	case emailTaken(err):
		t.taken = true
		t.census.answered(t.number)
		return taken
	case fatal(err):
		return denied
	case forbidden(err):
		return denied403
	case len(dropped) > 0:
		return fieldsRefused
	case t.r.Entry.Customer.Password.IsZero() && !t.renewed && slices.Equal(refusedFields(err), []importer.Field{importer.Password}):
		return passwordRefused
	}
	return declined
}

// lose notes a request whose answer is lost.
func (t *task) lose(err error) event {
	t.lost(err)
	t.census.answered(t.number)
	if t.posts++; t.posts == 1 {
		t.answers.opens()
	}
	t.sends.add(t.sent)
	t.known, t.doubt = freshDoubt, err
	t.prepared = false // the next request has a record of its own
	return lost
}

// accept takes the answer to a create for a success only if it is about the
// customer that was asked for.
func (t *task) accept(calls context.Context, a Account) event {
	t.account = a
	t.r.told = true
	e := accepted
	if a.Email != "" && importer.EmailKey(a.Email) != importer.EmailKey(t.c.Email) {
		e = respelled
	}
	if (e == accepted || sameMailbox(a.Email, t.c.Email) || t.readsBack(calls, a.AuthID)) && t.ids.of(a.AuthID, t.c.Email) && !t.Journal.ownedByAnother(a.AuthID, t.c.Email) {
		t.witnesses.answered(witness{authID: a.AuthID, email: cmp.Or(a.Email, t.c.Email), at: t.Now.now(), now: true})
		return e
	}
	t.r.told = false
	return t.lose(errors.New("the answer to the create is about another customer"))
}

// readsBack reports whether the account of an answer is the row's, although its e-mail
// is not: it has what the row submitted. The API may not show it at once. Where it was
// made just now and is nobody's whom we know, but has something else, no other request
// may be sent: each might make one more.
func (t *task) readsBack(calls context.Context, authID string) bool {
	read, err := t.Accounts.Account(calls, authID)
	for _, pause := range t.Settle {
		if err == nil || fatal(err) || t.rest(calls, context.Background(), pause) != stillAbsent {
			break
		}
		read, err = t.Accounts.Account(calls, authID)
	}
	switch {
	case err != nil:
		return false
	case t.submitted(&read):
		return true
	}
	now := sends{first: t.sent, last: t.sent}
	if !read.created().IsZero() && now.made(&read) && t.ids.free(authID, t.c.Email) && !t.Journal.ownedByAnother(authID, t.c.Email) {
		t.posts = max(t.posts, t.Posts-1)
	}
	return false
}

// droppable clears the best-effort fields that a refusal names, and returns
// them.
func droppable(c *importer.Customer, err error) (dropped []importer.Field) {
	for _, f := range refusedFields(err) {
		if !f.BestEffort() {
			return nil // without it there is no create to repeat
		}
		if c.Get(f) != "" && !slices.Contains(dropped, f) {
			dropped = append(dropped, f)
		}
	}
	for _, f := range dropped {
		c.Clear(f)
	}
	return dropped
}
