package cli

import (
	"context"
	"fmt"
	"iter"

	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
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

// applyParts applies the plan: all of it, or with --canary first a part.
func (s *syncRun) applyParts(ctx context.Context, w *reports.Writer) error {
	rows := s.before.tally.Rows
	plan := limited(s.before.existing.Plan(s.before.rows, s.journal), s.o.limit, s.journal)
	if s.o.canary == 0 {
		return s.applyPart(ctx, plan, s.phase("creating", rows, s.client.Pause), w.Add)
	}
	first, rest, stop := split(plan, s.o.canary)
	defer stop()
	c, done := &canary{syncRun: s}, 0
	err := s.applyPart(ctx, first, s.phase(fmt.Sprintf("creating the first %d", s.o.canary), -1, s.client.Pause), func(r *reconcile.Result) error {
		done++
		c.take(r)
		return w.Add(r)
	})
	if err != nil {
		return err
	}
	switch err := c.check(ctx); {
	case s.stop.Err() != nil:
		s.applier.Stop(s.halt())
	case err != nil:
		s.applier.Stop(haltOf(err))
		s.refused = exitCode(err) == ExitRefused
	}
	return s.applyPart(ctx, rest, s.phase("creating", rows-done, s.client.Pause), w.Add)
}

// applyPart applies a part of the plan.
func (s *syncRun) applyPart(ctx context.Context, part results, p *progress, take func(*reconcile.Result) error) error {
	defer p.end() // nothing may be said over it
	s.applier.OnResult = func(r *reconcile.Result) { p.add(r.Status) }
	for r, err := range s.withBalances(ctx, s.applier.Run(ctx, part)) {
		if err != nil {
			return err
		}
		if err := take(&r); err != nil {
			return err
		}
	}
	return nil
}

// canary reads the first accounts back from the API, and asks whether to go on.
// An account that was created otherwise than it was asked for ends the run.
type canary struct {
	*syncRun
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

// check holds the created accounts against their rows. Where the run has stopped
// already, there is nothing to decide any more.
func (c *canary) check(ctx context.Context) error {
	switch {
	case c.applier.Halted() != nil:
		return nil
	case len(c.created) == 0 && c.refused != nil:
		return &failure{ExitFailed, fmt.Errorf("none of the first %s was created; row %d: %s", words.Count(c.o.canary, "account"), c.refused.Row, reconcile.Text(c.refused.Problems)),
			"the same command tries the next ones, once this is settled"}
	case len(c.created) == 0:
		return nil
	}
	if err := c.readBack(ctx); err != nil {
		return err
	}
	c.say("%s created and read back as asked for", words.Count(len(c.created), "account"))
	return c.ask("go on with the rest?", "the first accounts were created")
}

func (c *canary) readBack(ctx context.Context) error {
	ctx, cancel := c.untilStop(ctx)
	defer cancel()
	p := c.phase("reading back", len(c.created), c.client.Pause)
	defer p.end()
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

// haltOf turns the canary's error into why the rest was not tried.
func haltOf(err error) reconcile.Halt {
	h := reconcile.Halt{Code: reconcile.Interrupted, Message: "not tried: the run ended after the first accounts: " + err.Error()}
	if exitCode(err) != ExitRefused {
		h.Err = err
	}
	return h
}
