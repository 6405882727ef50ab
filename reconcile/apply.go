package reconcile

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"vobizsync/importer"
	"vobizsync/internal/inorder"
)

// Applier does what a plan decided.
type Applier struct {
	Accounts Accounts
	Partner  Partner
	// Journal remembers intents and outcomes. Nil for a run that forgets.
	Journal *Journal
	// Credentials makes the passwords of rows that have none. Nil where every
	// row has one.
	Credentials *Credentials
	// Workers is how many requests the client sends at a time.
	Workers int
	// InFlight is how many rows are worked on at a time: while some wait for the
	// journal's disk, or for the search to show a new account, others are sent.
	// At least Workers.
	InFlight int
	// Posts is how often a create whose answers get lost is sent at most, each
	// time after the account was looked for and not found.
	Posts int
	// Settle lists the pauses before the look-ups that follow a lost answer.
	// Their sum is how long the search may lag behind a create.
	Settle []time.Duration

	// OnResult is told of each result as soon as it is there, which is not in the
	// order of the rows. It may be called several times at once. Nil for nobody.
	OnResult func(*Result)

	halt     atomic.Pointer[Halt]
	answers  streak
	starting context.Context // ends with Stop
	endStart context.CancelFunc
	calling  context.Context // ends with Cut
	endCalls context.CancelFunc
}

// NewApplier returns an applier with the default pauses.
func NewApplier(accounts Accounts, partner Partner) *Applier {
	a := &Applier{Accounts: accounts, Partner: partner, Workers: 8, Posts: 6, Settle: DefaultSettle}
	a.starting, a.endStart = context.WithCancel(context.Background())
	a.calling, a.endCalls = context.WithCancel(context.Background())
	return a
}

// DefaultSettle gives the search of the API about six seconds to show a new
// account. How long it takes is not documented.
var DefaultSettle = []time.Duration{
	200 * time.Millisecond, 800 * time.Millisecond, 2 * time.Second, 3 * time.Second,
}

// window is how many rows may wait for a slower one before them. It is wide so
// that one row that waits some seconds for a lost answer does not hold up the
// others: 4,096 rows are 8 seconds at 500 rows a second.
const window = 4096

// Halt is why a run stopped creating accounts before its end.
type Halt struct {
	Code    importer.Code
	Message string // what a skipped row says
	Err     error  // what ends the run with exit code 1; nil for a quota or an interruption
}

// Stop makes the run start no further row, not even one that waits for its turn
// to send a request. Those under way finish. The first call counts.
func (a *Applier) Stop(h Halt) {
	if a.halt.CompareAndSwap(nil, &h) {
		a.endStart()
	}
}

// Cut ends the calls under way, too, some time after Stop. The rows that they are
// about are unknown, and every other row still gets its result.
func (a *Applier) Cut() { a.endCalls() }

// Halted returns why the run stopped, nil if it did not.
func (a *Applier) Halted() *Halt { return a.halt.Load() }

// Run applies the plan's results and yields what came of each, in order. An
// error comes from the plan; what goes wrong with a row is data.
func (a *Applier) Run(ctx context.Context, plan iter.Seq2[Result, error]) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) {
		// Cut ends the calls, but not the sequence: each row has its result.
		calls, cut := context.WithCancel(ctx)
		defer cut()
		defer context.AfterFunc(a.calling, cut)()
		results := inorder.Map(ctx, max(a.InFlight, a.Workers), window, a.intend(ctx, plan), func(_ context.Context, r Result) (Result, error) {
			r = a.apply(calls, r)
			if a.OnResult != nil {
				a.OnResult(&r)
			}
			return r, nil
		})
		for r, err := range results {
			if !yield(r, err) {
				cut() // Map waits for the calls
				return
			}
		}
	}
}

// intend writes the intents of the next rows while those before them are worked
// on, so that a worker seldom waits for the disk before its POST. After a crash,
// as many rows more have to be looked up as were ahead: two for each request.
func (a *Applier) intend(ctx context.Context, plan iter.Seq2[Result, error]) iter.Seq2[Result, error] {
	type step struct {
		r   Result
		err error
	}
	return func(yield func(Result, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		ahead := make(chan step, 2*a.Workers)
		var reading errgroup.Group
		reading.Go(func() error {
			defer close(ahead)
			for r, err := range plan {
				if err == nil && r.Status == Create && a.Halted() == nil {
					r.intent = a.Journal.Intent(r.Row, r.Email)
				}
				select {
				case ahead <- step{r, err}:
				case <-ctx.Done():
					return nil
				}
			}
			return nil
		})
		defer func() {
			cancel()
			_ = reading.Wait() // what it met, it has sent
		}()
		for s := range ahead {
			if !yield(s.r, s.err) {
				return
			}
		}
	}
}

// apply settles one row.
func (a *Applier) apply(ctx context.Context, r Result) Result {
	if r.Settled {
		return r
	}
	d := a.Journal.doubt(r.Email)
	switch {
	case r.Status == Invalid || r.Status == Skipped || r.Status != Create && d == noDoubt:
	case r.Status != Create: // an earlier start has sent this create, and lost the answer
		a.adopt(ctx, &r)
	case a.Halted() != nil:
		h := a.Halted()
		r.fail(Skipped, h.Code, h.Message)
	default:
		a.create(ctx, &r, d)
	}
	if r.Status == Unknown {
		r.lost = time.Now()
	}
	if r.unconfirmed {
		return r // the intent stays: the next start finds the account, and confirms it
	}
	if err := a.Journal.Outcome(&r); err != nil {
		a.Stop(diskHalt(err))
	}
	return r
}

func diskHalt(err error) Halt {
	return Halt{Code: Interrupted, Message: "the run was stopped: " + err.Error(), Err: err}
}

// create creates the row's account.
func (a *Applier) create(ctx context.Context, r *Result, d doubt) {
	c := r.Entry.Customer
	if d != noDoubt && a.settle(ctx, r, errors.New("an earlier run was cut off before the answer came"), a.adopted) {
		return
	}
	if err := a.prepare(r, &c); err != nil {
		h := diskHalt(err)
		a.Stop(h)
		r.fail(Skipped, h.Code, h.Message)
		return
	}
	for post := 1; ; post++ {
		account, err := a.Accounts.Create(withHalt(ctx, a.starting), &c)
		if err == nil || refused(err) {
			a.answers.reset()
		}
		switch {
		case err == nil:
			a.created(r, account)
			return
		case notSent(err):
			a.unsent(ctx, r, err, d)
			return
		case !refused(err):
			a.lost(err)
			if d = ownDoubt; a.settle(ctx, r, err, a.created) {
				return
			}
			if post >= a.Posts {
				r.fail(Unknown, InDoubtCode, fmt.Sprintf("%d answers in a row were lost, the last one: %v; no account was found; run sync again to find out", post, err))
				return
			}
		default:
			dropped := droppable(&c, err)
			if len(dropped) == 0 || emailTaken(err) {
				a.refuse(ctx, r, err, d)
				return
			}
			r.Dropped = append(r.Dropped, dropped...)
			post-- // a refusal is an answer
		}
		if h := a.Halted(); h != nil {
			if d != noDoubt {
				r.fail(Unknown, InDoubtCode, "an answer was lost, no account was found yet, and then the run was stopped; run sync again to find out")
			} else {
				r.fail(Skipped, h.Code, h.Message)
			}
			return
		}
	}
}

// prepare puts on disk what must be there before the first POST: the password,
// if the tool made it, and the intent.
func (a *Applier) prepare(r *Result, c *importer.Customer) error {
	if c.Password.IsZero() {
		p, err := a.Credentials.Password(c.Email)
		if err != nil {
			return err
		}
		c.Password = p
	}
	return r.intent()
}

// droppable clears the best-effort fields that a refusal names, and returns
// them.
func droppable(c *importer.Customer, err error) (dropped []importer.Field) {
	for _, f := range refusedFields(err) {
		if !f.BestEffort() {
			return nil // without it there is no create to repeat
		}
		if c.Get(f) != "" && !slices.Contains(dropped, f) {
			dropped = append(dropped, f)
		}
	}
	for _, f := range dropped {
		c.Clear(f)
	}
	return dropped
}
