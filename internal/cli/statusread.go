package cli

import (
	"context"
	"fmt"
	"iter"

	"vobizsync/internal/vobiz"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// statusRows reads FILE; nil without one.
func (a *app) statusRows(ctx context.Context, name string, summary *reports.Summary, o *statusOptions) (*reading, error) {
	if o.all {
		return nil, nil
	}
	opts, err := o.input.options(true)
	if err != nil {
		return nil, err
	}
	opts.EmailOnly = true
	in, err := a.openInput(ctx, name, summary.Folder, opts)
	if err != nil {
		return nil, err
	}
	defer in.close()
	rows, err := a.read(ctx, in)
	if err == nil {
		summary.SHA256, summary.Empty, summary.Headers = rows.SHA256(), rows.Tally().Empty, rows.Tally().Headers
	}
	return rows, err
}

// standings returns the customers with their accounts, and the auth ids of these.
func (a *app) standings(ctx context.Context, rows *reading, client *vobiz.Reader, conn *connection, o *statusOptions) (iter.Seq2[reconcile.Standing, error], []string, error) {
	if o.all {
		return a.everyAccount(ctx, client), nil, nil
	}
	emails := reconcile.OnlyEmails(rows.rows)
	n, left := 0, 0
	for _, err := range emails(ctx) {
		if err != nil {
			return nil, nil, err
		}
		n++
	}
	for e, err := range rows.rows(ctx) {
		if err != nil {
			return nil, nil, err
		}
		if !e.EmailUsable() {
			left++
		}
	}
	if left > 0 {
		verb := "have"
		if left == 1 {
			verb = "has"
		}
		a.say("warning: %s %s no e-mail that can be looked up: vobizsync validate says why", words.Count(left, "row"), verb)
	}
	memory, err := a.recall(&o.api, conn)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = memory.Close() }() // it was read only
	progress := a.phase("looking up", -1, client.Pause)
	defer progress.end()
	known, err := reconcile.LookUpWhole(ctx, watchedDirectory{client, progress}, o.api.mode(), emails, memory, n, o.api.concurrency)
	if err != nil {
		return nil, nil, err
	}
	var ids []string
	seen := map[string]bool{}
	all := func(yield func(reconcile.Standing, error) bool) {
		for e, err := range rows.rows(ctx) {
			if err != nil {
				yield(reconcile.Standing{}, err)
				return
			}
			if !yield(known.Standing(e), nil) {
				return
			}
		}
	}
	for s, err := range all {
		if err != nil {
			return nil, nil, err
		}
		if s.Found && !seen[s.Account.AuthID] {
			seen[s.Account.AuthID] = true
			ids = append(ids, s.Account.AuthID)
		}
	}
	return all, ids, nil
}

// everyAccount yields every account of the partner, once. It is said where the list
// changed while it was read.
func (a *app) everyAccount(ctx context.Context, client *vobiz.Reader) iter.Seq2[reconcile.Standing, error] {
	return func(yield func(reconcile.Standing, error) bool) {
		row, odd, first, last := 0, 0, -1, -1
		seen := map[string]bool{}
		for page, err := range client.All(ctx) {
			if err != nil {
				yield(reconcile.Standing{}, fmt.Errorf("listing the accounts: %w", err))
				return
			}
			if last = page.Total; first < 0 {
				first = page.Total
			}
			for i := range page.Accounts {
				account := &page.Accounts[i]
				if seen[account.AuthID] {
					continue
				}
				row, seen[account.AuthID] = row+1, true
				if !yield(reconcile.Standing{Row: row, Email: account.Email, Account: *account, Found: true}, nil) {
					return
				}
			}
			odd += page.Odd
		}
		if first != last || row+odd != last {
			a.sayOnPage("the list of accounts changed while it was read: some may be missing here, run the command again")
		}
	}
}
