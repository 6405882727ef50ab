package cli

import (
	"context"
	"fmt"
	"iter"

	"vobizsync/reconcile"
)

// results is a plan, or what came of it.
type results = iter.Seq2[reconcile.Result, error]

// limited skips the creates of a plan after the first n; 0 is no limit. Creates
// that an earlier run may have sent are settled all the same.
func limited(plan results, n int, j *reconcile.Journal) results {
	if n <= 0 {
		return plan
	}
	return func(yield func(reconcile.Result, error) bool) {
		creates := 0
		for r, err := range plan {
			if err == nil && r.Status == reconcile.Create && !j.Doubtful(r.Email) {
				if creates++; creates > n {
					r.Skip(reconcile.Interrupted, fmt.Sprintf("not tried: --limit %d was reached", n))
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

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
	*syncRun
	created []reconcile.Result
}

// take notes a result of the first part.
func (c *canary) take(r *reconcile.Result) {
	if r.Status == reconcile.Created && !r.Settled {
		c.created = append(c.created, *r)
	}
}

// check holds the created accounts against their rows.
func (c *canary) check(ctx context.Context) error {
	if len(c.created) == 0 {
		return nil
	}
	for i := range c.created {
		r := &c.created[i]
		account, err := c.client.Account(ctx, r.AuthID)
		if err != nil {
			return fmt.Errorf("reading the first accounts back: %w", err)
		}
		wanted := *r.Entry
		for _, f := range r.Dropped {
			wanted.Customer.Clear(f)
		}
		if read := reconcile.Plan(&wanted, account, true); read.Status != reconcile.Exists {
			return &failure{ExitFailed, fmt.Errorf("the account of row %d reads back with another %s than its row", r.Row, fieldNames(read.Changed)),
				"look at it with: vobizsync account " + r.AuthID}
		}
	}
	c.say("%s created and read back as asked for", countOf(len(c.created), "account"))
	return c.ask(ctx, "go on with the rest?", "the first accounts were created")
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

// haltOf turns the canary's error into why the rest was not tried.
func haltOf(err error) reconcile.Halt {
	h := reconcile.Halt{Code: reconcile.Interrupted, Message: "not tried: the run ended after the first accounts: " + err.Error()}
	if exitCode(err) != ExitRefused {
		h.Err = err
	}
	return h
}
