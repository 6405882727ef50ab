package reconcile

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"vobizsync/importer"
)

// OnlyEmails returns the rows with nothing but their e-mails, those without a
// usable one and those of one that came before left out: what is wrong with other
// fields does not matter to a look-up.
func OnlyEmails(rows Rows) Rows {
	return func(ctx context.Context) iter.Seq2[*importer.Entry, error] {
		return func(yield func(*importer.Entry, error) bool) {
			for e, err := range rows(ctx) {
				if err != nil {
					yield(nil, err)
					return
				}
				if e.EmailUsable() && !repeats(e) && !yield(&importer.Entry{Row: e.Row, Line: e.Line, Customer: importer.Customer{Email: e.Customer.Email}}, nil) {
					return
				}
			}
		}
	}
}

func repeats(e *importer.Entry) bool {
	return slices.ContainsFunc(e.Problems, func(p importer.Problem) bool { return p.Code == importer.DuplicateEmail })
}

// ErrNoEmail is a row that can't be looked up.
var ErrNoEmail = errors.New("no e-mail that can be looked up")

// Standing is what the look-up says of a row: its account, or why it is not known.
func (x *Existing) Standing(e *importer.Entry) Standing {
	s := Standing{Row: e.Row, Line: e.Line, Email: e.Customer.Email}
	if !e.EmailUsable() {
		s.Err = ErrNoEmail
		return s
	}
	key := importer.EmailKey(s.Email)
	if own, ok := x.own[key]; ok {
		s.Account, s.Err = own.account, own.err
		s.Found = own.event == ownShown || own.event == ownOther || own.event == foundOther
		if own.event == ownGone || s.Found {
			s.Err = nil
		}
		return s
	}
	if s.Err = x.failed[key]; s.Err != nil {
		return s
	}
	if ids := x.index.ids(key); len(ids) > 1 {
		s.Err = fmt.Errorf("%d accounts have this e-mail: %s", len(ids), strings.Join(ids, ", "))
		return s
	}
	s.Account, s.Found = x.Find(s.Email)
	return s
}
