package reconcile

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"vobizsync/importer"
)

// A server may keep an e-mail in another spelling than the one that was sent, and
// search for nothing but that.

// spellings are the other spellings of an e-mail that a server may keep, see
// sameMailbox: as importer.EmailKey, none for most e-mails.
func spellings(email string) (others []string) {
	key := importer.EmailKey(email)
	at := strings.LastIndexByte(key, '@')
	if at < 0 {
		return nil
	}
	bare, _, _ := strings.Cut(key[:at], "+")
	domains := []string{key[at:]}
	if ascii, err := idna.Lookup.ToASCII(key[at+1:]); err == nil {
		domains = append(domains, "@"+ascii)
	}
	for _, local := range []string{key[:at], bare} {
		for _, domain := range domains {
			if other := local + domain; other != key && local != "" && !slices.Contains(others, other) {
				others = append(others, other)
			}
		}
	}
	return others
}

// lookFor searches for the row's account by its e-mail, in the given spelling, and
// then in those that the server may have made of it. It returns stillAbsent where
// none shows it.
func (t *task) lookFor(calls context.Context, email string) event {
	account, shown, err := t.Accounts.Find(calls, email)
	t.looked(err)
	switch {
	case err != nil:
		t.err = err
		return t.unsure()
	case shown:
		t.account = account
		return t.foundNow()
	}
	for _, other := range spellings(t.r.Email) {
		account, shown, err := t.Accounts.Find(calls, other)
		t.looked(err)
		switch {
		case err != nil:
			t.err = err
			return t.unsure()
		case shown && t.respelled(&account):
			return t.foundRespelled(account)
		}
	}
	return stillAbsent
}

// foundNow says whose the account is that a look after a request shows.
func (t *task) foundNow() event {
	if t.taken && t.known == nothing {
		return t.repeated()
	}
	return t.shown()
}

// respelled reports whether an account with another spelling of the row's e-mail is
// one that a request for the row has made. It may as well be another customer's, so
// more has to agree than of an account with the row's own e-mail.
func (t *task) respelled(a *Account) bool {
	if a.created().IsZero() || !t.submitted(a) || t.Journal.ownedByAnother(a.AuthID, t.c.Email) || !t.ids.free(a.AuthID, t.c.Email) {
		return false
	}
	before := t.account
	defer func() { t.account = before }()
	t.account = *a
	e := t.foundNow()
	return e == takenOurs || t.known != nothing && (e == found || e == takenFound)
}

func (t *task) foundRespelled(a Account) event {
	t.account, t.note = a, notes[respelled]
	return t.foundNow()
}

// submitted reports whether an account has what the row submitted. A phone that the
// API does not show is none that differs.
func (t *task) submitted(a *Account) bool {
	return sameValue(importer.Name, t.c.Name, a.Name) && (a.Phone == "" && !a.created().IsZero() || sameValue(importer.Phone, t.c.Phone, a.Phone))
}
