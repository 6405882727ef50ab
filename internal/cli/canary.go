package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// split cuts a plan into two parts that must be read one after the other: the
// rows up to the n-th create, and the rest. Stop must be called at the end.
func split(plan results, n int) (first, rest results, stop func()) {
	next, stop := iter.Pull2(plan)
	part := func(most int) results {
		return func(yield func(reconcile.Result, error) bool) {
			for creates := 0; most == 0 || creates < most; {
				r, err, ok := next()
				if !ok {
					return
				}
				if r.Status == reconcile.Create {
					creates++
				}
				if !yield(r, err) {
					return
				}
			}
		}
	}
	return part(n), part(0), stop
}

// canary reads the first accounts back from the API, and asks whether to go on.
// An account that was created otherwise than it was asked for ends the run.
type canary struct {
	n       int
	created []reconcile.Result
	refused *reconcile.Result // the first that was not created; nil where all were
}

// take notes a result of the first part.
func (c *canary) take(r *reconcile.Result) {
	switch {
	case r.Settled:
	case r.Status == reconcile.Created:
		c.created = append(c.created, *r)
	case c.refused == nil && (r.Status == reconcile.Failed || r.Status == reconcile.Unknown):
		first := *r
		c.refused = &first
	}
}

// check holds the created accounts against their rows. An error is why the rest
// is not created.
func (c *canary) check(stop context.Context, s *syncRun, q *asker) error {
	switch {
	case len(c.created) == 0 && c.refused != nil:
		return &pasteable{&failure{ExitFailed, fmt.Errorf("none of the first %s was created; row %d: %s", words.Count(c.n, "account"), c.refused.Row, reconcile.Text(c.refused.Problems)),
			"once this is settled, the same command tries the next ones"}, s.again().String()}
	case len(c.created) == 0:
		return nil
	}
	p := s.phase("reading back", len(c.created), s.client.Pause)
	err := c.readBack(stop, s.client, p)
	p.end()
	if other := new(readsOtherwise); errors.As(err, &other) {
		return &pasteable{&failure{ExitFailed, err, "look at it"}, s.call().to("account", other.authID).String()}
	}
	if err != nil {
		return err
	}
	s.say("%s created and read back as requested", words.Count(len(c.created), "account"))
	return q.ask(stop, "continue with the rest?", "the first accounts were created")
}

// readsOtherwise is the error of an account that was created otherwise than it was asked
// for.
type readsOtherwise struct {
	row            int
	authID, fields string
}

func (e *readsOtherwise) Error() string {
	return fmt.Sprintf("the account of row %d does not read back as requested: its %s differs", e.row, e.fields)
}

// accountReader reads one account.
type accountReader interface {
	Account(ctx context.Context, authID string) (reconcile.Account, error)
}

func (c *canary) readBack(ctx context.Context, api accountReader, p *progress) error {
	for i := range c.created {
		r := &c.created[i]
		account, err := api.Account(ctx, r.AuthID)
		if err != nil {
			return fmt.Errorf("reading the first accounts back: %w", err)
		}
		wanted := *r.Entry
		for _, f := range r.Dropped {
			wanted.Customer.Clear(f)
		}
		if read := reconcile.Plan(&wanted, account, true); read.Status != reconcile.Exists {
			return &readsOtherwise{row: r.Row, authID: r.AuthID, fields: fieldNames(read.Changed)}
		}
		p.add("")
	}
	return nil
}

func fieldNames(changed []reconcile.Change) string {
	s := ""
	for i, c := range changed {
		if i > 0 {
			s += ", "
		}
		s += string(c.Field)
	}
	return s
}

// afterCanary is why the rest was not tried.
func afterCanary(err error) *reconcile.Halt {
	return &reconcile.Halt{Code: reconcile.Interrupted, Message: "not tried: the run ended after the first accounts: " + err.Error(), Err: err}
}
