package reconcile

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"vobizsync/importer"
	"vobizsync/internal/inorder"
)

// LookupMode says how the existing accounts are found.
type LookupMode string

// The modes of look-up.
const (
	LookupAuto   LookupMode = "auto"   // whichever costs fewer requests
	LookupSearch LookupMode = "search" // one search for each row
	LookupList   LookupMode = "list"   // all pages of the list, once
	LookupWhole  LookupMode = "whole"  // the same, and all of an account is kept, for Missing
)

// Rows reads the rows of a file from the first on. It can be called again.
type Rows func(ctx context.Context) iter.Seq2[*importer.Entry, error]

// Existing is what is known about the accounts that exist.
type Existing struct {
	index  index
	alike  alike              // by what else tells a customer, where the list was read
	failed map[string]error   // why the look-up of an e-mail failed, by its key
	own    map[string]ownLook // of our accounts that are not found under their row's e-mail, by its key
	whole  bool               // all of the list was read, and it did not move
	// Total is how many accounts the partner has, -1 where no list was read.
	Total int
	// Mode is the mode that was used.
	Mode LookupMode
	// Strict has Plan refuse rows that look like an account under another e-mail,
	// except those that were sent without an answer: what became of these must be
	// known first.
	Strict bool
	// Odd is how many items of the list are not accounts that can be used.
	Odd int
	// Moved means that the list changed while it was read, so that the rows
	// without an account in it were searched for, one by one.
	Moved bool
}

// Find returns the account with an e-mail.
func (x *Existing) Find(email string) (Account, bool) {
	return x.index.find(importer.EmailKey(email))
}

// Plan decides about each row, except for those that the journal has settled
// already: their results are taken as they are.
func (x *Existing) Plan(ctx context.Context, rows Rows, j *Journal) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) {
		for e, err := range rows(ctx) {
			if err != nil {
				yield(Result{}, err)
				return
			}
			r, settled, err := j.Settled(e)
			if err != nil {
				yield(Result{}, err)
				return
			}
			if settled {
				r.Entry, r.Settled = e, true
			} else {
				r = x.plan(e)
				if x.Strict && r.LookAlike && !j.Doubtful(e.Customer.Email) {
					r.refuseLookAlike()
				}
				j.claim(&r)
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (x *Existing) plan(e *importer.Entry) Result {
	if own, ok := x.own[importer.EmailKey(e.Customer.Email)]; ok && e.Valid() {
		return own.plan(e)
	}
	if err := x.failed[importer.EmailKey(e.Customer.Email)]; err != nil && e.Valid() {
		r := newResult(e, Failed)
		r.fail(Failed, Unavailable, "the look-up failed: "+err.Error())
		return r
	}
	a, found := x.Find(e.Customer.Email)
	r := Plan(e, a, found)
	x.alike.note(&r)
	return r
}

// LookUp finds the accounts of the file's valid rows that the journal has not
// settled, of which there are n. It takes min(n, pages of the list) + 1 requests
// at most in mode auto, as long as the list does not move while it is read, and shows
// every account that we have created. Where the list was read, rows to create are
// compared with its phones and GSTINs, too. Up to workers searches run at a time.
func LookUp(ctx context.Context, dir Directory, mode LookupMode, rows Rows, j *Journal, n, workers int) (*Existing, error) {
	x := &Existing{Total: -1, Mode: mode, index: index{full: mode == LookupWhole}}
	return x, x.lookUp(ctx, dir, mode, rows, j, n, workers)
}

// LookUpWhole is LookUp that keeps all of each account.
func LookUpWhole(ctx context.Context, dir Directory, mode LookupMode, rows Rows, j *Journal, n, workers int) (*Existing, error) {
	x := &Existing{Total: -1, Mode: mode, index: index{full: true}}
	return x, x.lookUp(ctx, dir, mode, rows, j, n, workers)
}

func (x *Existing) lookUp(ctx context.Context, dir Directory, mode LookupMode, rows Rows, j *Journal, n, workers int) error {
	if n == 0 {
		return nil
	}
	if mode != LookupSearch {
		complete, err := x.list(ctx, dir, mode, n)
		if err != nil {
			return fmt.Errorf("listing the accounts: %w", err)
		}
		if err := x.listedOwn(ctx, rows, j); err != nil {
			return err
		}
		if complete {
			x.alike.read(&x.index, mostAlike)
		}
		if x.whole = complete && !x.Moved; x.whole {
			return x.lookForOwn(ctx, dir, rows, j, workers)
		}
	}
	if err := x.search(ctx, dir, rows, j, workers); err != nil {
		return fmt.Errorf("searching for accounts: %w", err)
	}
	return x.lookForOwn(ctx, dir, rows, j, workers)
}

// list reads the list, and reports whether it read all of it. In mode auto it
// stops after the first page when searching for n rows takes fewer requests
// than the pages that remain.
func (x *Existing) list(ctx context.Context, dir Directory, mode LookupMode, n int) (complete bool, err error) {
	distinct, seen, first := 0, 0, -1
	for page, err := range dir.All(ctx) {
		if err != nil {
			return false, err
		}
		if first < 0 {
			first = page.Total
		}
		x.Total = page.Total
		for i := range page.Accounts {
			seen++
			if x.index.add(&page.Accounts[i]) {
				distinct++
			}
		}
		for _, email := range page.Unnamed {
			x.fail(email, errors.New("its account has no auth_id"))
		}
		x.Odd += page.Odd
		seen, distinct = seen+page.Odd, distinct+page.Odd
		perPage := len(page.Accounts) + page.Odd
		if mode == LookupAuto && seen == perPage && perPage > 0 && page.Total > perPage {
			if rest := (page.Total - 1) / perPage; n < rest {
				x.Mode = LookupSearch
				return false, nil
			}
		}
	}
	x.Mode = LookupList
	x.Moved = x.Total != first || distinct != x.Total || seen != distinct
	return true, nil
}

// search looks for each open row that has no account in the index yet. Where that
// fails, it fails that row; so many in a row, by the network or by the server, end
// the run.
func (x *Existing) search(ctx context.Context, dir Directory, rows Rows, j *Journal, workers int) error {
	type match struct {
		email   string
		account Account
		found   bool
		err     error
	}
	matches := inorder.Map(ctx, workers, 8*workers, x.unmatched(ctx, rows, j), func(ctx context.Context, email string) (match, error) {
		m := match{email: email}
		if m.account, m.found, m.err = dir.Find(ctx, email); m.err != nil && (fatal(m.err) || ctx.Err() != nil) {
			return m, fmt.Errorf("%s: %w", email, m.err)
		}
		return m, nil
	})
	var found []Account
	failures := 0 // in a row
	for m, err := range matches {
		switch {
		case err != nil:
			return err
		case m.err == nil:
			failures = 0
			delete(x.failed, importer.EmailKey(m.email))
		default:
			x.fail(m.email, m.err)
			if refused(m.err) {
				continue // it is about this e-mail
			}
			if failures++; failures == mostUnlooked {
				return fmt.Errorf("%d in a row have failed, the last one of %s: %w", failures, m.email, m.err)
			}
		}
		if m.found {
			found = append(found, m.account)
		}
	}
	for i := range found {
		x.index.add(&found[i])
	}
	return nil
}

// fail notes why an e-mail can't be looked up.
func (x *Existing) fail(email string, err error) {
	if x.failed == nil {
		x.failed = map[string]error{}
	}
	x.failed[importer.EmailKey(email)] = err
}

// listReads is how often the list is read again because it moved meanwhile.
const listReads = 3

// wholeList is the complete list of the accounts, which is read once, and only if
// somebody needs it.
type wholeList struct {
	known *Existing // what the look-up has found; nil for nothing
	read  Directory

	mu sync.Mutex
	x  *Existing
}

func (w *wholeList) get(ctx context.Context) (*Existing, error) {
	if w.known != nil && w.known.whole {
		return w.known, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for try := 0; w.x == nil; try++ {
		x := &Existing{}
		complete, err := x.list(ctx, w.read, LookupList, 0)
		switch {
		case err != nil:
			return nil, fmt.Errorf("listing the accounts: %w", err)
		case complete && !x.Moved:
			w.x = x
		case try == listReads:
			return nil, errors.New("listing the accounts: the list keeps changing")
		}
	}
	return w.x, nil
}

// whole returns the complete list of the accounts.
func (w *work) whole(ctx context.Context) (*Existing, error) {
	x, err := w.list.get(ctx)
	w.looked(err)
	return x, err
}

// unmatched yields the e-mails of the open rows whose account is not found yet.
func (x *Existing) unmatched(ctx context.Context, rows Rows, j *Journal) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for e, err := range rows(ctx) {
			settled := false
			if err == nil {
				_, settled, err = j.Settled(e)
			}
			if err != nil {
				yield("", err)
				return
			}
			if settled || !e.Valid() {
				continue
			}
			_, found := x.Find(e.Customer.Email)
			if _, own := x.own[importer.EmailKey(e.Customer.Email)]; !found && !own && !yield(e.Customer.Email, nil) {
				return
			}
		}
	}
}

// Missing yields the accounts that no row of the file has the e-mail of, whether
// the row is valid or not. The look-up must have been LookupWhole.
func (x *Existing) Missing(ctx context.Context, rows Rows) iter.Seq2[Account, error] {
	return func(yield func(Account, error) bool) {
		listed := map[string]bool{} // the auth ids of accounts that have a row
		for e, err := range rows(ctx) {
			if err != nil {
				yield(Account{}, err)
				return
			}
			if a, ok := x.Find(e.Customer.Email); ok {
				listed[a.AuthID] = true
			} else if own, ok := x.own[importer.EmailKey(e.Customer.Email)]; ok {
				listed[own.account.AuthID] = true
			}
		}
		x.index.all(func(a *Account) bool {
			return listed[a.AuthID] || yield(*a, nil)
		})
	}
}
