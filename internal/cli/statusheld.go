package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"vobizsync/internal/inorder"
	"vobizsync/internal/vobiz"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// completed adds what the accounts have, and the live balance where it is wanted.
func (a *app) completed(ctx context.Context, in iter.Seq2[reconcile.Standing, error], held *reconcile.Held, client *vobiz.Reader, live *liveBalances, o *statusOptions) iter.Seq2[reconcile.Standing, error] {
	workers := 1
	if o.live {
		workers = o.api.concurrency
	}
	return inorder.Map(ctx, workers, 8*workers, in, func(ctx context.Context, s reconcile.Standing) (reconcile.Standing, error) {
		now, _ := client.Now()
		held.Complete(&s, now)
		return s, live.add(ctx, &s)
	})
}

// liveBalances asks for the balances of accounts. One that can't be had is empty, and
// that is said once for all of them; where so many in a row are refused, none is asked
// for any more.
type liveBalances struct {
	client *vobiz.Reader
	wanted bool

	mu      sync.Mutex
	refused int // in a row, since the first
	had     bool
	unknown int
	err     error // of the first
}

// mostRefused is how many refusals end the asking, where no account has answered.
const mostRefused = 5

func (l *liveBalances) add(ctx context.Context, s *reconcile.Standing) error {
	if !l.wanted || !s.Found {
		return nil
	}
	s.Account.CashCredits = "" // it is not live
	if l.closed() {
		return nil
	}
	b, err := l.client.Balance(ctx, s.Account.AuthID)
	if err == nil {
		s.Balance = &b
	}
	return l.tell(ctx, s.Account.AuthID, err)
}

// closed reports whether the source is taken for closed, and counts one more that is
// not known.
func (l *liveBalances) closed() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.had || l.refused < mostRefused {
		return false
	}
	l.unknown++
	return true
}

// tell takes what came of a request. An error that all others would have, too, ends
// the run.
func (l *liveBalances) tell(ctx context.Context, authID string, err error) error {
	var fatal interface{ Fatal() bool }
	var refused interface{ Refused() bool }
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err == nil:
		l.had = true
		return nil
	case ctx.Err() != nil:
		return err
	case errors.As(err, &fatal) && fatal.Fatal():
		return fmt.Errorf("the balance of %s: %w", authID, err)
	case errors.As(err, &refused) && refused.Refused():
		l.refused++
	}
	if l.unknown++; l.err == nil {
		l.err = fmt.Errorf("the balance of %s: %w", authID, err)
	}
	return nil
}

// say says how many are not known.
func (l *liveBalances) say(a *app) {
	if l.unknown > 0 {
		a.sayOnPage(fmt.Sprintf("%s not known, and empty (%v)", words.CountAre(l.unknown, "live balance"), l.err))
	}
}

// sayReliance says which sources are not open to this partner, or can't be relied on.
func (a *app) sayReliance(held *reconcile.Held) {
	a.sayHow("numbers", "numbers, unrouted_numbers, next_renewal", &held.NumbersFrom)
	a.sayHow("KYC sessions", "kyc_session, kyc_expires_at", &held.SessionsFrom)
}

func (a *app) sayHow(what, columns string, r *reconcile.Reliance) {
	const decides = ", and where they decide it ready and next_step, "
	switch {
	case r.Closed != nil:
		a.sayOnPage(fmt.Sprintf("the columns %s%sstay empty: this partner may not read them (%v)", columns, decides, r.Closed))
	case r.Moved:
		a.sayOnPage(fmt.Sprintf("the columns %s%sstay empty: the list of %s changed each time it was read; run the command again", columns, decides, what))
	case r.Shown != r.Total:
		a.sayOnPage(fmt.Sprintf("the list of %s says that it has %s, and shows %s: what is shown is taken for all", what, words.Number(r.Total), words.Number(r.Shown)))
	}
	if n := r.Unread(); n > 0 {
		a.sayOnPage(fmt.Sprintf("the columns %s%sstay empty for %s that can't be read by itself", columns, decides, words.Count(n, "account")))
	}
}

// sayOnPage says a warning, which is on the page of status, too.
func (a *app) sayOnPage(line string) {
	s := a.ending.summary
	s.StatusNotes = append(s.StatusNotes, words.Printable(line))
	a.note("warning: %s", line)
}
