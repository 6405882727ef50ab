package reconcile

import (
	"errors"
	"time"

	"vobizsync/importer"
)

// The codes that a run can earn, beside those of the file's own content.
const (
	EmailTaken    importer.Code = "email_taken"
	Rejected      importer.Code = "rejected"
	QuotaExceeded importer.Code = "quota_exceeded"
	Forbidden     importer.Code = "forbidden"
	Unavailable   importer.Code = "unavailable"
	InDoubtCode   importer.Code = "in_doubt"
	Interrupted   importer.Code = "interrupted"
)

// The codes of notes on accounts, beside those of the file's own content. They
// are doubts.
const (
	AccountInactive importer.Code = "account_inactive" // nobody can call with it
	AccountRemoved  importer.Code = "account_removed"  // one of ours: the customer is created again
	NotConfirmed    importer.Code = "not_confirmed"    // an account that may not be of our request: its password is not ours
	PasswordGone    importer.Code = "password_gone"    // it was made, and its credentials.csv is gone
	Respelled       importer.Code = "respelled"        // the API spells the e-mail differently
	BalanceUnknown  importer.Code = "balance_unknown"  // it can't be read
)

// NoteCodes lists the codes of notes on accounts.
func NoteCodes() []importer.Code {
	return []importer.Code{AccountInactive, AccountRemoved, BalanceUnknown, NotConfirmed, PasswordGone, Respelled}
}

// Errors of the API cross the border of this package by what they can tell
// about themselves. An error that tells nothing is taken for the worst: nobody
// knows what became of the request.

// notSent reports whether the request certainly did not reach the server.
func notSent(err error) bool {
	var e interface{ NotSent() bool }
	return errors.As(err, &e) && e.NotSent()
}

// refused reports whether the server answered that it did nothing.
func refused(err error) bool {
	var e interface{ Refused() bool }
	return errors.As(err, &e) && e.Refused()
}

// notFound reports whether the server answered that there is no such account.
func notFound(err error) bool {
	var e interface{ NotFound() bool }
	return errors.As(err, &e) && e.NotFound()
}

// fatal reports whether no other request would fare better: the credentials
// are wrong, or the server has been out of reach for too long.
func fatal(err error) bool {
	var e interface{ Fatal() bool }
	return errors.As(err, &e) && e.Fatal()
}

// emailTaken reports whether a refusal may mean that the e-mail is in use.
func emailTaken(err error) bool {
	var e interface{ EmailTaken() bool }
	return errors.As(err, &e) && e.EmailTaken()
}

// saysEmailTaken reports whether a refusal says in so many words that the e-mail
// is in use.
func saysEmailTaken(err error) bool {
	var e interface{ SaysEmailTaken() bool }
	return errors.As(err, &e) && e.SaysEmailTaken()
}

// forbidden reports whether the partner may not do this, because a right
// or room is missing.
func forbidden(err error) bool {
	var e interface{ Forbidden() bool }
	return errors.As(err, &e) && e.Forbidden()
}

// sentAt returns when a refused request was sent, by the server's clock; zero
// where that is not known.
func sentAt(err error) time.Time {
	var e interface{ SentAt() time.Time }
	if errors.As(err, &e) {
		return e.SentAt()
	}
	return time.Time{}
}

// refusedFields returns the fields that a refusal names.
func refusedFields(err error) []importer.Field {
	var e interface{ Fields() []importer.Field }
	if errors.As(err, &e) {
		return e.Fields()
	}
	return nil
}
