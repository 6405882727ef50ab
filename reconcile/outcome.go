package reconcile

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"vobizsync/importer"
)

// conclude gives the row its status.
func (t *task) conclude(stop context.Context, e event, d verdict) {
	r := t.r
	switch d.status {
	case Created, Exists, Differs:
		t.adopt(e, d)
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
func (t *task) adopt(e event, d verdict) {
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
	if t.known == ownCreate && t.own.ThisRun && r.AuthID == t.own.AuthID && r.Status == Exists {
		r.Status, r.At = Created, t.own.At.UTC()
	}
	if e == ownOther {
		r.Changed = append(r.Changed, Change{Field: importer.Email, Before: t.account.Email, After: r.Email})
	}
	if note := cmp.Or(t.note, notes[e]); note != (importer.Problem{}) {
		r.note(note)
	}
	if d.confirm != noPassword {
		t.ids.of(r.AuthID, r.Email)
		if t.account.Email != "" {
			r.spelled = importer.EmailKey(t.account.Email)
		}
		t.prove()
	}
}

// notes are what is worth a look about an account.
var notes = map[event]importer.Problem{
	foundOther:   {Code: NotConfirmed, Message: "the account was not created by this tool, or not at the time of its request: its password is not confirmed"},
	takenOther:   {Code: NotConfirmed, Message: "the account was not created at the time of this tool's request: its password is not confirmed"},
	takenUndated: {Code: NotConfirmed, Message: "the account may come from a copy of this request, made on the way: its password is not confirmed"},
	respelled:    {Code: Respelled, Message: "the API spells the e-mail differently"},
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
	case unvouched:
		if t.witness.authID == "" {
			return why + "; no account was found, but the partner has one more than is known"
		}
		return fmt.Sprintf("%s; no account was found, but the search does not show what was created later, either (%s)", why, t.witness.authID)
	case takenNowhere:
		return why + "; then the e-mail was in use, but no account with it was found"
	case takenUnsure:
		return fmt.Sprintf("%s; then the e-mail was in use, and looking up by whom failed: %v", why, t.err)
	case halted:
		return why + "; no account was found before the run was stopped"
	case unsent:
		return fmt.Sprintf("%s; no account was found yet, and asking again failed: %v", why, t.err)
	case ownLate:
		return "an earlier run created it as " + t.own.AuthID + ", which the API does not show yet"
	case ownUnread:
		return fmt.Sprintf("an earlier run created it as %s, and reading that failed: %v", t.own.AuthID, t.err)
	}
	return fmt.Sprintf("%s; no account was found yet, and asking again was refused: %v", why, t.err)
}
