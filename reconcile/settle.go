package reconcile

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vobizsync/importer"
)

// settle looks for the account of a create whose answer was lost, and hands it
// to adopt. It reports whether the row is settled: found, or impossible to find
// out.
func (w *work) settle(calls context.Context, r *Result, lost error, adopt func(*Result, Account)) bool {
	account, found, err := w.look(calls, r.Email, w.Settle)
	switch {
	case err != nil:
		r.fail(Unknown, InDoubtCode, fmt.Sprintf("it may or may not have been created: %v; the look-up failed, too: %v; run sync again to find out", lost, err))
		w.stopIfFatal(err)
		return true
	case found:
		adopt(r, account)
		return true
	}
	return false
}

// look searches for an account after each of the pauses, until it is found. It
// is not documented whether the search minds the case of an e-mail, so every
// second search is in lower case.
func (w *work) look(calls context.Context, email string, pauses []time.Duration) (account Account, found bool, err error) {
	for i, pause := range pauses {
		timer := time.NewTimer(pause)
		select {
		case <-calls.Done():
			timer.Stop()
			return Account{}, false, errors.New("interrupted")
		case <-timer.C:
		}
		sought := email
		if i%2 == 1 {
			sought = importer.EmailKey(email)
		}
		account, found, err = w.Accounts.Find(calls, sought)
		if err != nil || found {
			return account, found, err
		}
	}
	return Account{}, false, nil
}

// unsent answers for a create that never reached the server.
func (w *work) unsent(stop context.Context, r *Result, err error, d doubt) {
	w.stopIfFatal(err)
	switch h := haltOf(stop); {
	case d != noDoubt:
		r.fail(Unknown, InDoubtCode, fmt.Sprintf("an answer was lost, no account was found yet, and asking again failed: %v; run sync again to find out", err))
	case h != nil:
		r.fail(Skipped, h.Code, h.Message)
	default:
		r.fail(Failed, Unavailable, err.Error())
	}
}

// stopIfFatal ends the run after an error that every other row would meet, too.
func (w *work) stopIfFatal(err error) {
	if fatal(err) {
		code := Unavailable
		if forbidden(err) {
			code = Forbidden
		}
		w.halt(&Halt{Code: code, Message: "not tried: " + err.Error(), Err: err})
	}
}

// refuse answers for a create that the server refused. Where the answer to an
// earlier request was lost of late, a refusal of this one says nothing about that.
func (w *work) refuse(calls context.Context, r *Result, err error, d doubt) {
	if emailTaken(err) {
		w.taken(calls, r, err, d)
		return
	}
	status, code, message := Failed, Rejected, err.Error()
	if forbidden(err) {
		status, code, message = w.forbid(calls, err)
	}
	if d.open() {
		r.fail(Unknown, InDoubtCode, "an answer was lost, no account was found yet, and asking again was refused: "+message+"; run sync again to find out")
		return
	}
	r.fail(status, code, message)
}

// taken answers for a create whose e-mail is in use, or may be: by an account of
// ours, or by somebody else's.
func (w *work) taken(calls context.Context, r *Result, refusal error, d doubt) {
	pauses := w.Settle
	if d == noDoubt { // an account of ours may still be a second old
		pauses = pauses[:min(2, len(pauses))]
	}
	account, found, err := w.look(calls, r.Email, pauses)
	switch {
	case err != nil:
		r.fail(Unknown, InDoubtCode, fmt.Sprintf("the e-mail is in use, and the look-up that would tell by whom failed: %v; run sync again to find out", err))
		w.stopIfFatal(err)
	case found && d == ownDoubt:
		w.created(r, account)
	case found && d != noDoubt:
		w.adopted(r, account)
	case found:
		r.compare(account)
	case d == ownDoubt: // a later run can tell: by then the search has caught up
		r.fail(Unknown, InDoubtCode, "an answer was lost, then the e-mail was in use, but no account of it was found; run sync again to find out")
	case saysEmailTaken(refusal):
		r.fail(Failed, EmailTaken, "the e-mail is in use by an account that is not yours")
	default:
		r.fail(Failed, Rejected, refusal.Error())
	}
}

// forbid tells a full quota from a missing right by asking for the profile: the
// text of the refusal is not documented. It ends the run, and returns what
// becomes of the row.
func (w *work) forbid(calls context.Context, refusal error) (Status, importer.Code, string) {
	profile, err := w.Partner.Profile(calls)
	if err == nil && profile.CanCreate && profile.Room() == 0 {
		h := &Halt{Code: QuotaExceeded, Message: fmt.Sprintf("no room: %d of %d accounts are in use", profile.Accounts, profile.Max)}
		w.halt(h)
		return Skipped, h.Code, h.Message
	}
	why := refusal
	if err != nil {
		why = err
	} else if !profile.CanCreate {
		why = errors.New("this partner may not create accounts")
	}
	w.halt(&Halt{Code: Forbidden, Message: "not tried: " + why.Error(), Err: why})
	return Failed, Forbidden, why.Error()
}
