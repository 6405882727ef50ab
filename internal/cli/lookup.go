package cli

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// reading is what a file said when it was read.
type reading struct {
	*importer.Reading
	rows    reconcile.Rows
	invalid int
	open    int // valid, and not settled by an earlier start
}

// read reads a file, once and for all, and closes it.
func (a *app) read(ctx context.Context, in *input) (*reading, error) {
	kept, err := reconcile.Keep(ctx, in.File, runtime.NumCPU())
	if err != nil {
		return nil, err
	}
	a.sayNotes(in)
	return &reading{Reading: kept, rows: reconcile.RowsOf(kept)}, nil
}

// count counts the rows that are to be looked up.
func (a *app) count(ctx context.Context, r *reading, j *reconcile.Journal) error {
	doubtful := 0
	for e, err := range r.rows(ctx) {
		if err != nil {
			return err
		}
		_, settled, err := j.Settled(e)
		switch {
		case err != nil:
			return err
		case !e.Valid():
			r.invalid++
		case !settled:
			r.open++
			if j.Doubtful(e.Customer.Email) {
				doubtful++
			}
		}
	}
	if doubtful > 0 {
		a.say("%s may have been sent without an answer: looking them up first", words.Count(doubtful, "create"))
	}
	a.explain("%s: %d rows read, %d to look up", r.Name(), r.Tally().Rows, r.open)
	return nil
}

// known is what is known before anything is decided.
type known struct {
	*reading
	profile  reconcile.Profile
	existing *reconcile.Existing
}

// directory is the part of the client that plan and sync share.
type directory interface {
	reconcile.Directory
	reconcile.Partner
	Pause() time.Duration
}

// lookUp asks for the partner's profile, and looks the customers up that the
// journal has not settled.
func (a *app) lookUp(ctx context.Context, r *reading, api directory, o *planOptions, j *reconcile.Journal) (*known, error) {
	k := &known{reading: r}
	var err error
	if k.profile, err = api.Profile(ctx); err != nil {
		return nil, fmt.Errorf("asking for the partner's profile: %w", err)
	}
	a.namePartner(k.profile.Name)
	mode, n := o.api.mode(), r.open
	if o.missing {
		mode, n = reconcile.LookupWhole, max(n, 1)
	}
	progress := a.phase("looking up", -1, api.Pause)
	defer progress.end()
	if k.existing, err = reconcile.LookUp(ctx, watchedDirectory{api, progress}, mode, r.rows, j, n, o.api.concurrency); err != nil {
		return nil, err
	}
	k.existing.Strict = o.input.strict
	if n := k.existing.Odd; n > 0 {
		a.say("warning: ignored %s in the list of accounts without a usable e-mail or auth_id", words.Count(n, "item"))
	}
	if k.existing.Moved {
		a.say("the list of accounts changed while it was read: customers without an account in it were searched for, one by one")
	}
	return k, nil
}

// watchedDirectory counts what is looked up.
type watchedDirectory struct {
	reconcile.Directory
	progress *progress
}

func (w watchedDirectory) Find(ctx context.Context, email string) (reconcile.Account, bool, error) {
	defer w.progress.add("")
	return w.Directory.Find(ctx, email)
}

func (w watchedDirectory) All(ctx context.Context) iter.Seq2[reconcile.Page, error] {
	return func(yield func(reconcile.Page, error) bool) {
		for page, err := range w.Directory.All(ctx) {
			w.progress.addMany(len(page.Accounts))
			if !yield(page, err) {
				return
			}
		}
	}
}
