package reconcile

import (
	"context"
	"fmt"
	"iter"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/inorder"
)

// ownLook is what the API says of an account that we have created, and that the
// look-up does not show.
type ownLook struct {
	event   event
	account Account
	own     OwnCreate
	err     error // why it is not known
}

// askForOwn reads an account that an earlier run has created. The complete list is
// asked for only where the account is gone.
func askForOwn(ctx context.Context, dir Directory, own OwnCreate, email string, now time.Time, whole func(context.Context) (*Existing, error)) ownLook {
	l := ownLook{own: own}
	l.account, l.err = dir.Account(ctx, own.AuthID)
	switch {
	case l.err == nil:
		if l.event = ownOther; importer.EmailKey(l.account.Email) == importer.EmailKey(email) || sameMailbox(l.account.Email, email) || own.spelled(l.account.Email) {
			l.event = ownShown
		}
		return l
	case !notFound(l.err):
		l.event = ownUnread
		return l
	case now.Sub(own.At) < settledAfter:
		l.event = ownLate
		return l
	}
	x, err := whole(ctx)
	if err != nil {
		l.event, l.err = ownUnread, err
		return l
	}
	a, shown := x.Find(email)
	if !shown {
		if a, shown, err = dir.Find(ctx, email); err != nil {
			l.event, l.err = ownUnread, err
			return l
		}
	}
	l.account, l.err = a, nil
	if l.event = ownGone; shown {
		l.event = foundOther
	}
	return l
}

// plan decides about a row whose account we have created.
func (l *ownLook) plan(e *importer.Entry) Result {
	r := Plan(e, l.account, l.event == ownShown || l.event == ownOther || l.event == foundOther)
	switch l.event {
	case ownOther:
		r.Status = Differs
		r.Changed = append(r.Changed, Change{Field: importer.Email, Before: l.account.Email, After: e.Customer.Email})
	case ownLate:
		r.fail(Unknown, InDoubtCode, fmt.Sprintf("it was created as %s less than an hour ago, and the API does not show it yet", l.own.AuthID))
	case ownUnread:
		r.fail(Unknown, Unavailable, fmt.Sprintf("it was created as %s, and reading that failed: %v", l.own.AuthID, l.err))
	case ownGone:
		if r.Status == Create {
			r.Removed = true
			r.note(removedNote(l.own.AuthID))
		}
	}
	return r
}

func removedNote(authID string) importer.Problem {
	return importer.Problem{Code: AccountRemoved, Message: "the account " + authID + " was removed: the customer is created again"}
}

// lookForOwn asks for the accounts that we have created for rows without one.
func (x *Existing) lookForOwn(ctx context.Context, dir Directory, rows Rows, j *Journal, workers int) error {
	if j == nil {
		return nil
	}
	type answer struct {
		key  string
		look ownLook
	}
	list := wholeList{known: x, read: dir}
	looks := inorder.Map(ctx, workers, 8*workers, x.ownHidden(ctx, rows, j), func(ctx context.Context, email string) (answer, error) {
		own, _ := j.ownCreate(email)
		l := askForOwn(ctx, dir, own, email, j.Now.now(), list.get)
		if l.err != nil && (fatal(l.err) || ctx.Err() != nil) {
			return answer{}, fmt.Errorf("%s: %w", email, l.err)
		}
		return answer{importer.EmailKey(email), l}, nil
	})
	for a, err := range looks {
		if err != nil {
			return err
		}
		if x.own == nil {
			x.own = map[string]ownLook{}
		}
		x.own[a.key] = a.look
	}
	return nil
}

// ownHidden yields the e-mails of the open rows whose account we have created, and
// that the look-up does not show.
func (x *Existing) ownHidden(ctx context.Context, rows Rows, j *Journal) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for email, err := range x.unmatched(ctx, rows, j) {
			if err != nil {
				yield("", err)
				return
			}
			if _, ok := j.Own(email); ok && !j.Doubtful(email) && !yield(email, nil) {
				return
			}
		}
	}
}
