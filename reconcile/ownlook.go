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
		l.event = own.shownAs(email, l.account.Email)
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

// shownAs tells the row's own account from one whose e-mail was changed.
func (o *OwnCreate) shownAs(email, spelled string) event {
	if importer.EmailKey(spelled) == importer.EmailKey(email) || sameMailbox(spelled, email) || o.spelled(spelled) {
		return ownShown
	}
	return ownOther
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

// listedOwn finds, by their auth ids, the accounts in the list that we have created
// for rows whose e-mail the server spells otherwise, or that have another one by now.
func (x *Existing) listedOwn(ctx context.Context, rows Rows, j *Journal) error {
	if j == nil {
		return nil
	}
	wanted := map[string]string{} // auth id -> e-mail of the row
	for email, err := range x.ownHidden(ctx, rows, j) {
		if err != nil {
			return err
		}
		own, _ := j.Own(email)
		wanted[own.AuthID] = email
	}
	if len(wanted) == 0 {
		return nil
	}
	x.index.all(func(a *Account) bool {
		if email, ok := wanted[a.AuthID]; ok {
			own, _ := j.ownCreate(email)
			x.keepOwn(email, ownLook{own: own, account: *a, event: own.shownAs(email, a.Email)})
		}
		return true
	})
	return nil
}

func (x *Existing) keepOwn(email string, l ownLook) {
	if x.own == nil {
		x.own = map[string]ownLook{}
	}
	x.own[importer.EmailKey(email)] = l
}

// lookForOwn asks for the accounts that we have created for rows without one.
func (x *Existing) lookForOwn(ctx context.Context, dir Directory, rows Rows, j *Journal, workers int) error {
	if j == nil {
		return nil
	}
	type answer struct {
		email string
		look  ownLook
	}
	list := wholeList{known: x, read: dir}
	looks := inorder.Map(ctx, workers, 8*workers, x.ownHidden(ctx, rows, j), func(ctx context.Context, email string) (answer, error) {
		own, _ := j.ownCreate(email)
		l := askForOwn(ctx, dir, own, email, j.Now.now(), list.get)
		if l.err != nil && (fatal(l.err) || ctx.Err() != nil) {
			return answer{}, fmt.Errorf("%s: %w", email, l.err)
		}
		return answer{email, l}, nil
	})
	var answers []answer // kept when all are there: the rows are read meanwhile, and look at what is kept
	for a, err := range looks {
		if err != nil {
			return err
		}
		answers = append(answers, a)
	}
	for i := range answers {
		x.keepOwn(answers[i].email, answers[i].look)
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
