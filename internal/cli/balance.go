package cli

import (
	"context"

	"vobizsync/internal/inorder"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// balancer tells an account's live balance.
type balancer interface {
	Balance(ctx context.Context, authID string) (reconcile.Balance, error)
}

// withBalances asks for the balance of each result that has an account, if
// --balances is given. One that can't be had is a note of its row.
func withBalances(ctx context.Context, o *planOptions, api balancer, in results) results {
	if !o.balances {
		return in
	}
	return inorder.Map(ctx, o.api.concurrency, 8*o.api.concurrency, in, func(ctx context.Context, r reconcile.Result) (reconcile.Result, error) {
		if r.AuthID == "" {
			return r, nil
		}
		b, err := api.Balance(ctx, r.AuthID)
		if err != nil {
			r.Note("the balance is not known: " + err.Error())
			return r, nil
		}
		r.Balance = &b
		return r, nil
	})
}

func (s *syncRun) withBalances(ctx context.Context, in results) results {
	return withBalances(ctx, &s.o.planOptions, stoppableBalances{s}, in)
}

// stoppableBalances asks for no balance once the run is stopped.
type stoppableBalances struct{ *syncRun }

func (s stoppableBalances) Balance(ctx context.Context, authID string) (reconcile.Balance, error) {
	ctx, cancel := s.untilStop(ctx)
	defer cancel()
	var b reconcile.Balance
	err := s.stop.Err()
	if err == nil {
		b, err = s.client.Balance(ctx, authID)
	}
	if err != nil && s.stop.Err() != nil {
		err = context.Cause(s.stop)
	}
	return b, err
}

// writeMissing lists the accounts that are not in the file, if --missing is
// given.
func (a *app) writeMissing(before *prepared, o *planOptions, w *reports.Writer) {
	if o.missing {
		w.Missing(before.existing.Missing(before.rows))
	}
}
