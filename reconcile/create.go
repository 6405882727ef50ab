package reconcile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"vobizsync/importer"
)

// task is a row on its way to its status.
type task struct {
	*work
	r     *Result
	c     importer.Customer // as it is sent: without what was refused
	known known
	sends sends // those without an answer
	own   OwnCreate

	posts    int // whose answers were lost
	prepared bool
	renewed  bool
	taken    bool    // the API says that the e-mail is in use
	account  Account // the one that was found, or made
	doubt    error   // why it is not known whether the account was made
	err      error   // of the latest request; after an e-mail was in use, what said so
	note     string
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

// settle takes a row to its status: what the table says is done, and what comes of
// it is looked up in the table again.
func (t *task) settle(calls, stop context.Context) {
	for e := t.begin(calls, stop); ; {
		d := settle(t.known, e)
		if e == ownGone {
			t.known, t.note = nothing, "the account "+t.own.AuthID+" was removed: the customer was created again"
		}
		switch d.next {
		case post:
			e = t.post(calls, stop)
		case search:
			e = t.search(calls, t.Settle)
		case searchBit:
			e = t.search(calls, t.Settle[:min(2, len(t.Settle))])
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
			t.conclude(calls, stop, e, d)
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

// post sends the create.
func (t *task) post(calls, stop context.Context) event {
	if err := t.prepare(); err != nil {
		t.halt(diskHalt(err))
	}
	if haltOf(stop) != nil {
		return halted
	}
	number := t.denials.sent()
	account, err := t.Accounts.Create(calls, stop, &t.c)
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

// prepare puts on disk what must be there before the first POST: the password,
// if the tool made it, and the intent.
func (t *task) prepare() error {
	if t.prepared {
		return nil
	}
	if t.c.Password.IsZero() {
		p, err := t.Credentials.Password(t.c.Email)
		if err != nil {
			return err
		}
		t.c.Password = p
	}
	t.prepared = true
	if t.r.intent == nil {
		t.r.intent = t.Journal.Intent(t.r.Row, t.r.Email, t.now())
	}
	return t.r.intent()
}

// renew makes another password in the place of one that was refused.
func (t *task) renew(calls, stop context.Context) event {
	p, err := t.Credentials.Renew(t.c.Email)
	if err != nil {
		t.halt(diskHalt(err))
		return halted
	}
	t.c.Password, t.renewed = p, true
	return t.post(calls, stop)
}

// lose takes note of a request whose answer is lost.
func (t *task) lose(err error) event {
	t.lost(err)
	t.posts++
	t.sends.add(t.now())
	t.known, t.doubt = freshDoubt, err
	return lost
}

// accept takes the answer to a create for a success only if it is about the
// customer that was asked for.
func (t *task) accept(calls context.Context, a Account) event {
	t.account = a
	e := accepted
	if a.Email != "" && importer.EmailKey(a.Email) != importer.EmailKey(t.c.Email) {
		e = respelled
	}
	if (e == accepted || sameMailbox(a.Email, t.c.Email) || t.readsBack(calls, a.AuthID)) && t.ids.of(a.AuthID, t.c.Email) {
		return e
	}
	return t.lose(errors.New("the answer to the create is about another customer"))
}

// readsBack reports whether an account has what the row submitted.
func (t *task) readsBack(calls context.Context, authID string) bool {
	read, err := t.Accounts.Account(calls, authID)
	return err == nil && sameValue(importer.Phone, t.c.Phone, read.Phone) && sameValue(importer.Name, t.c.Name, read.Name)
}

// search looks for the account after each of the pauses, until it is found. It is
// not documented whether the search minds the case of an e-mail, so every second
// search is in lower case.
func (t *task) search(calls context.Context, pauses []time.Duration) event {
	for i, pause := range pauses {
		timer := time.NewTimer(pause)
		select {
		case <-calls.Done():
			timer.Stop()
			t.err = errors.New("interrupted")
			return t.unsure()
		case <-timer.C:
		}
		sought := t.r.Email
		if i%2 == 1 {
			sought = importer.EmailKey(sought)
		}
		account, shown, err := t.Accounts.Find(calls, sought)
		t.looked(err)
		switch {
		case err != nil:
			t.err = err
			return t.unsure()
		case shown && t.taken && t.known == nothing:
			t.account = account
			return t.repeated()
		case shown:
			t.account = account
			return t.shown()
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
// may have sent our request twice, and handed the second answer on.
func (t *task) repeated() event {
	sent, made := sentAt(t.err), t.account.created()
	switch {
	case made.IsZero():
		return takenUndated
	case !sent.IsZero() && !made.Before(sent.Truncate(time.Second)): // both may have whole seconds only
		return takenOurs
	}
	return takenFound
}

// readList looks for the account in the complete list.
func (t *task) readList(calls context.Context) event {
	refusal := t.err
	x, err := t.whole(calls)
	if err == nil {
		err = x.failed[importer.EmailKey(t.r.Email)]
	}
	if err != nil {
		t.err = err
		return t.unsure()
	}
	a, shown := x.Find(t.r.Email)
	if !shown {
		return takenNowhere
	}
	if t.account, t.err = t.Accounts.Account(calls, a.AuthID); t.err != nil { // the list keeps no dates
		return t.unsure()
	}
	if t.err = refusal; t.known == nothing {
		return t.repeated()
	}
	return t.shown()
}

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

// conclude gives the row its status.
func (t *task) conclude(calls, stop context.Context, e event, d verdict) {
	r := t.r
	switch d.status {
	case Created, Exists, Differs:
		t.adopt(calls, e, d)
	case Unknown:
		r.lost, r.firstLost = t.sends.last, t.sends.first
		r.fail(Unknown, d.code, "it may or may not have been created: "+t.uncertainty(e)+"; run sync again to find out")
	case Skipped:
		h := haltOf(stop)
		r.fail(Skipped, h.Code, h.Message)
	default:
		code, message := d.code, t.err.Error()
		switch {
		case code == EmailTaken && !saysEmailTaken(t.err):
			code = Rejected
		case code == EmailTaken:
			message = "the e-mail is in use by an account that is not yours"
		}
		r.fail(d.status, code, message)
	}
}

// adopt makes the account the row's own.
func (t *task) adopt(calls context.Context, e event, d verdict) {
	r := t.r
	if d.compare && t.account.Email != "" {
		r.compare(t.account)
	} else if !d.compare {
		r.adopt(d.status, t.account)
	}
	if d.status == Created {
		t.answers.reset() // the server acts, whatever becomes of its answers
		if r.Status == Exists {
			r.Status = Created
		}
		if r.Status == Created {
			r.At = time.Now()
		}
	}
	if e == ownOther {
		r.Changed = append(r.Changed, Change{Field: importer.Email, Before: t.account.Email, After: r.Email})
	}
	if note := cmp.Or(t.note, notes[e]); note != "" {
		r.Note(note)
	}
	if d.confirm == noPassword {
		return
	}
	t.ids.of(r.AuthID, r.Email)
	made := d.confirm == sentEarlier || r.Entry.Customer.Password.IsZero()
	if err := t.Credentials.Confirm(r.Email, r.AuthID, r.Token, made); err != nil {
		r.unconfirmed = true
		t.halt(diskHalt(err))
	}
}

// notes are what is worth a look about an account.
var notes = map[event]string{
	foundOther:   "the account was not made by this tool, or not at the time of its request: no password was confirmed",
	takenOther:   "the account was not made at the time of this tool's request: no password was confirmed",
	takenUndated: "the account may be the one of this request, which something on the way has repeated: no password was confirmed",
	respelled:    "the API spells the e-mail in another way",
}

// uncertainty says why it is not known whether there is an account.
func (t *task) uncertainty(e event) string {
	why := "an earlier run was cut off before the answer came"
	if t.doubt != nil {
		why = t.doubt.Error()
	}
	switch e {
	case lookFailed:
		return fmt.Sprintf("%s; the look-up failed, too: %v", why, t.err)
	case lostOften:
		return fmt.Sprintf("%d answers in a row were lost, the last one: %v; no account was found", t.posts, t.doubt)
	case takenNowhere:
		return why + "; then the e-mail was in use, but no account of it was found"
	case takenUnsure:
		return fmt.Sprintf("%s; then the e-mail was in use, and the look-up that would tell by whom failed: %v", why, t.err)
	case halted:
		return why + "; no account was found yet, and then the run was stopped"
	case unsent:
		return fmt.Sprintf("%s; no account was found yet, and asking again failed: %v", why, t.err)
	case ownLate:
		return "an earlier run has created it as " + t.own.AuthID + ", which the API does not show yet"
	case ownUnread:
		return fmt.Sprintf("an earlier run has created it as %s, and reading that failed: %v", t.own.AuthID, t.err)
	}
	return fmt.Sprintf("%s; no account was found yet, and asking again was refused: %v", why, t.err)
}
