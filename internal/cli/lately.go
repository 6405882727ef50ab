package cli

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"time"

	"vobizsync/internal/vobiz"
	"vobizsync/reconcile"
	"vobizsync/reconcile/ledger"
)

// lately is how long a list may not show what was created.
const lately = time.Hour

// ownAccounts are those that this machine has created within the last hour.
type ownAccounts struct {
	ids    []string
	hidden int // of those that the API does not show even when asked for them
}

// createdLately finds them in the partner's ledger, without its lock.
func (a *app) createdLately(f *apiFlags, conn *connection) (*ownAccounts, error) {
	if f.sandbox {
		return &ownAccounts{}, nil
	}
	state, partner, err := a.locate(&f.state, conn)
	if err != nil {
		return nil, err
	}
	l, err := ledger.Read(filepath.Join(state, partner))
	if err != nil {
		return nil, err
	}
	defer func() { _ = l.Close() }() // it was read only
	ids, err := l.Latest(time.Now().Add(-lately))
	return &ownAccounts{ids: ids}, err
}

// behind yields accounts, and then those of ours that are not written yet.
func (o *ownAccounts) behind(ctx context.Context, client *vobiz.Reader, accounts iter.Seq2[reconcile.Account, error], written map[string]bool) iter.Seq2[reconcile.Account, error] {
	return func(yield func(reconcile.Account, error) bool) {
		for account, err := range accounts {
			if !yield(account, err) || err != nil {
				return
			}
		}
		for _, id := range o.ids {
			if written[id] {
				continue
			}
			written[id] = true
			account, err := client.Account(ctx, id)
			var missing interface{ NotFound() bool }
			if errors.As(err, &missing) && missing.NotFound() {
				o.hidden++
				continue
			}
			if !yield(account, err) || err != nil {
				return
			}
		}
	}
}
