package reconcile

import (
	"strings"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile/ledger"
)

// What the ledger knows of the accounts that we created.

// Own returns the account that we created for an e-mail, the last one.
func (j *Journal) Own(email string) (a ledger.Account, ok bool) {
	if j == nil {
		return a, false
	}
	m, _ := j.ledger.Known(importer.EmailKey(email))
	return m.Own()
}

// ownedByAnother reports whether an auth id is on record for another e-mail.
func (j *Journal) ownedByAnother(authID, email string) bool {
	if j == nil {
		return false
	}
	key, ok := j.ledger.Owner(authID)
	return ok && key != j.ledger.Key(importer.EmailKey(email))
}

// Witnesses returns our creates that a 201 told of after a time, newest first.
func (j *Journal) Witnesses(after time.Time) []ledger.Account {
	if j == nil {
		return nil
	}
	return j.ledger.Witnesses(after)
}

// Explains reports whether our own creates of the last hour are as many as so many
// accounts: then a list may not show them yet.
func (j *Journal) Explains(accounts int) bool {
	return j != nil && j.ledger.Sent(j.Now.now().Add(-settledAfter), accounts) >= accounts
}

// ownCreate returns the account that an earlier start has created for an e-mail.
func (j *Journal) ownCreate(email string) (own OwnCreate, ok bool) {
	a, ok := j.Own(email)
	if !ok {
		return own, false
	}
	return OwnCreate{AuthID: a.AuthID, At: a.At, ThisRun: j.ofThisRun(&a), spelling: func(email string) bool {
		return a.Spelling == j.ledger.Key(importer.EmailKey(email))
	}}, true
}

// ofThisRun reports whether an account was created by an earlier start of this
// run: then its row is created, not merely there.
func (j *Journal) ofThisRun(a *ledger.Account) bool {
	return len(a.Sends) > 0 && strings.HasPrefix(a.Sends[len(a.Sends)-1].Run.ID, j.run+".")
}

// claim makes a planned row created whose account an earlier start of this run has
// made, without having kept the row's result.
func (j *Journal) claim(r *Result) {
	if j == nil || r.Status != Exists && r.Status != Differs {
		return
	}
	own, ok := j.ownCreate(r.Email)
	if !ok || own.AuthID != r.AuthID || !own.ThisRun {
		return
	}
	r.ours = true
	if r.Status == Exists {
		r.Status, r.At = Created, own.At.UTC()
	}
}
