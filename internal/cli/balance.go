package cli

import (
	"context"

	"vobizsync/internal/inorder"
	"vobizsync/reconcile"
)

// balancer tells an account's live balance.
type balancer interface {
	Balance(ctx context.Context, authID string) (reconcile.Balance, error)
}

// addBalance asks for the balance of a result's account, if it has one. A balance
// that can't be had is a note of the row.
func addBalance(ctx context.Context, api balancer, r *reconcile.Result) {
	if r.AuthID == "" {
		return
	}
	b, err := api.Balance(ctx, r.AuthID)
	switch {
	case err == nil:
		r.Balance = &b
	case ctx.Err() != nil:
		r.Note(reconcile.BalanceUnknown, "the balance is not known: "+context.Cause(ctx).Error())
	default:
		r.Note(reconcile.BalanceUnknown, "the balance is not known: "+err.Error())
	}
}

// withBalances adds the balance to each result of a plan, if --balances is given.
func withBalances(ctx context.Context, o *planOptions, api balancer, in results) results {
	if !o.balances {
		return in
	}
	return inorder.Map(ctx, o.api.concurrency, 8*o.api.concurrency, in, func(ctx context.Context, r reconcile.Result) (reconcile.Result, error) {
		addBalance(ctx, api, &r)
		return r, nil
	})
}
