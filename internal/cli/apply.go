package cli

import (
	"context"
	"fmt"
	"time"

	"vobizsync/reconcile"
	"vobizsync/reports"
)

// So many rows are worked on at a time, or more for many requests at a time: the disk
// and the network are busy at the same time then, and rows that wait for a lost answer
// hold no other up.
const (
	inFlight           = 128
	inFlightPerRequest = 4
)

// Of those, few have their sends on record before their turn, since they are in doubt
// if the run is killed: as many as are sent while a slow disk syncs.
const (
	slowSync  = 20 * time.Millisecond
	fastAhead = 64 // without a rate
)

// ahead is how many sends are on record before their turn.
func ahead(rate float64) int {
	if rate == 0 {
		return fastAhead
	}
	return max(2, min(int(rate*slowSync.Seconds()), fastAhead))
}

// applier returns what creates the accounts.
func (s *syncRun) applier(credentials *reconcile.Credentials) *reconcile.Applier {
	a := reconcile.NewApplier(s.client, s.client)
	a.Alone = true // the ledger is locked
	a.Workers, a.Ahead = s.o.api.concurrency, ahead(s.o.api.rate)
	a.InFlight = max(inFlight, inFlightPerRequest*a.Workers)
	a.Posts = 2 * (s.o.api.retries + 1)
	if s.Settle != nil {
		a.Settle, a.Hearing = s.Settle, s.Settle
	}
	a.Journal, a.Now = s.journal, s.client.Now
	a.Credentials = credentials // also where none may be made: an earlier run may have made one
	return a
}

// apply creates what is missing: all of it, or with --canary first a part. It
// returns why it stopped before the end, nil if it did not.
func (s *syncRun) apply(stop context.Context, k *known, credentials *reconcile.Credentials, q *asker, w *reports.Writer) (*reconcile.Halt, error) {
	calls, end := s.calls(stop)
	defer end()
	stop, halt := context.WithCancelCause(stop)
	defer halt(nil)
	applier, rows := s.applier(credentials), k.Tally().Rows
	applier.Known, applier.Profile = k.existing, &k.profile
	every := context.WithoutCancel(stop) // each row gets its answer
	plan := limited(k.existing.Plan(every, k.rows, s.journal), s.o.limit, s.journal)
	if s.o.canary > 0 {
		first, rest, release := split(plan, s.o.canary)
		defer release()
		c, done := &canary{n: s.o.canary}, 0
		err := s.applyPart(calls, stop, applier, first, s.phase(fmt.Sprintf("creating the first %d", c.n), -1, s.client.Pause), func(r *reconcile.Result) error {
			done++
			c.take(r)
			return w.Add(r)
		})
		if err != nil {
			return nil, err
		}
		if applier.Halted() == nil { // else there is nothing to decide any more
			if err := c.check(stop, s, q); err != nil && stop.Err() == nil {
				halt(afterCanary(err))
			}
		}
		plan, rows = rest, rows-done
	}
	err := s.applyPart(calls, stop, applier, plan, s.phase("creating", rows, s.client.Pause), w.Add)
	return applier.Halted(), err
}

// applyPart applies a part of the plan.
func (s *syncRun) applyPart(calls, stop context.Context, applier *reconcile.Applier, part results, p *progress, take func(*reconcile.Result) error) error {
	defer p.end() // nothing may be said over it
	applier.OnResult = func(r *reconcile.Result) {
		if s.o.balances {
			addBalance(stop, s.client, r)
		}
		p.add(r.Status)
	}
	for r, err := range applier.Run(calls, stop, part) {
		if err != nil {
			return err
		}
		if err := take(&r); err != nil {
			return err
		}
	}
	return nil
}
