package reconcile

import (
	"context"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"vobizsync/internal/inorder"
)

// Applier does what a plan decided.
type Applier struct {
	Accounts Accounts
	Partner  Partner
	// Alone means that no other run of the partner can be under way.
	Alone bool
	// Journal remembers intents and outcomes. Nil for a run that forgets.
	Journal *Journal
	// Credentials makes the passwords of rows that have none. Nil where every
	// row has one.
	Credentials *Credentials
	// Workers is how many requests the client sends at a time.
	Workers int
	// InFlight is how many rows are worked on at a time, at least Workers: while some
	// wait for the journal's disk, or for the search to show a new account, others are
	// sent, by which it can be told how far the search is.
	InFlight int
	// Ahead is how many sends may be on record, or on their way to it, whose request
	// is not yet at its turn: so many rows more have to be looked up after a crash. At
	// least one. The sends of those that wait for the disk together share a commit.
	Ahead int
	// Posts is how often a create whose answers get lost is sent at most, each
	// time after the account was looked for and not found.
	Posts int
	// Settle lists the pauses before the look-ups that follow a lost answer.
	// Their sum is how long the search may lag behind a create.
	Settle []time.Duration
	// Hearing lists the pauses between the searches for a witness, which follow those
	// look-ups; the first passes once more before the last look-up. Their sum is how
	// long the search may lag where that can be seen.
	Hearing []time.Duration

	// Now tells the time; nil where the server's is this machine's.
	Now Clock
	// Known is what the run's look-up has found; nil where there was none.
	Known *Existing
	// Profile is what the partner's profile said before; nil where it was not asked.
	Profile *Profile

	// OnResult gets each result as soon as it is there, which is not in the
	// order of the rows. It may be called several times at once. Nil for nobody.
	OnResult func(*Result)

	answers streak // of creates that were lost
	looks   streak // of look-ups that failed
	denials denials
	ids     authIDs

	witnesses witnesses
	census    census

	once   sync.Once
	list   wholeList
	halted atomic.Pointer[Halt]
}

// NewApplier returns an applier with the default pauses.
func NewApplier(accounts Accounts, partner Partner) *Applier {
	return &Applier{Accounts: accounts, Partner: partner, Workers: 8, InFlight: 128, Posts: 6, Settle: DefaultSettle, Hearing: DefaultHearing}
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

// Halted returns why the runs so far stopped before their end, nil if they did
// not.
func (a *Applier) Halted() *Halt { return a.halted.Load() }

// Run applies the plan's results and yields what came of each, in order. An
// error comes from the plan; what goes wrong with a row is data.
//
// When stop ends, no further row is begun, not even one that waits for its turn to
// send a request; its cause is what the rows say that were not tried. Rows under
// way finish, unless calls ends, too: then they are unknown, and every other row
// still gets its result. Calls must not end before stop does. What has halted one
// Run holds for the next, too.
func (a *Applier) Run(calls, stop context.Context, plan iter.Seq2[Result, error]) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) {
		stop, halt := context.WithCancelCause(stop)
		calls, cut := context.WithCancel(calls)
		w := &work{Applier: a, halt: halt, ahead: make(chan struct{}, max(a.Ahead, 1)), order: newOrder()}
		if h := a.Halted(); h != nil {
			halt(h)
		}
		defer halt(nil)
		defer cut()
		a.once.Do(a.begin)
		sequence := context.WithoutCancel(calls) // each row has its result
		results := inorder.Map(sequence, max(a.InFlight, a.Workers), window, numbered(plan), func(_ context.Context, n place) (Result, error) {
			defer w.order.pass(n.row)
			r := w.apply(calls, stop, n)
			if a.OnResult != nil {
				a.OnResult(&r)
			}
			return r, nil
		})
		for r, err := range results {
			if !yield(r, err) {
				halt(nil)
				cut() // Map waits for the calls
				return
			}
		}
		if h := haltOf(stop); h != nil {
			a.halted.CompareAndSwap(nil, h)
		}
	}
}

// work is one Run of an applier.
type work struct {
	*Applier
	halt  context.CancelCauseFunc // ends the stop, by a Halt; the first counts
	order *order
	ahead chan struct{} // has the rows whose send is on record, and whose turn is not there
}

// place is a result and its place among those of a run.
type place struct {
	Result
	row int // from 0
}

func numbered(plan iter.Seq2[Result, error]) iter.Seq2[place, error] {
	return func(yield func(place, error) bool) {
		row := 0
		for r, err := range plan {
			if !yield(place{r, row}, err) {
				return
			}
			row++
		}
	}
}

// begin readies what all runs of the applier share.
func (a *Applier) begin() {
	a.list.known, a.list.read = a.Known, a.Accounts
	if a.census.before = -1; a.Profile != nil {
		a.census.before = a.Profile.Accounts
	}
	a.witnesses.earlier = a.Journal.Witnesses(time.Time{})
}

// apply settles one row.
func (w *work) apply(calls, stop context.Context, at place) Result {
	r := at.Result
	if r.Settled || r.Status == Invalid || r.Status == Skipped {
		if !r.Settled {
			w.record(&r)
		} else if err := w.Journal.repeat(&r); err != nil {
			w.halt(diskHalt(err))
		}
		w.complete(&r)
		return r
	}
	t := &task{work: w, r: &r, c: r.Entry.Customer, row: at.row}
	t.known, t.sends = w.Journal.known(r.Email, w.Now.now())
	if own, ok := w.Journal.ownCreate(r.Email); ok && t.known == nothing {
		t.known, t.own = ownCreate, own
	}
	if r.Status != Create || t.known != nothing { // it may have to look first
		w.order.pass(t.row)
	}
	if r.Status == Create || t.known != nothing {
		t.settle(calls, stop)
	}
	w.record(&r)
	w.confirm(&r)
	if t.known == ownCreate {
		w.complete(&r)
	}
	return r
}

// record writes what came of a row.
func (w *work) record(r *Result) {
	if err := w.Journal.Outcome(r); err != nil {
		w.halt(diskHalt(err))
	}
}
