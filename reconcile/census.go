package reconcile

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
)

// The partner's profile counts its accounts. Where it counts more than there were
// before, and our creates explain, somebody's create has made an account that
// neither search nor list shows yet: it may be that of a request whose answer was
// lost.

// census checks that count against the creates of the run.
type census struct {
	before int // accounts before the first create; negative where that is not known

	mu      sync.Mutex
	last    int              // the number of the last create that was sent
	pending map[int]struct{} // those that are not answered
	made    int              // those that have made an account, as far as that is known
	count   *count           // the latest
	open    []*count         // those that wait for answers
}

// count is the profile's count of accounts at one moment.
type count struct {
	from, to int // creates that were sent before it was asked for, and before it came
	accounts int
	err      error
	made     int           // accounts that the creates before it have made
	open     int           // creates before it that are not answered
	done     chan struct{} // closed when none is
}

// sends numbers a create that is about to be sent, and gives the number up that it
// had before, if any.
func (x *census) sends(before int) (number int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.answer(before)
	x.last++
	if x.pending == nil {
		x.pending = map[int]struct{}{}
	}
	x.pending[x.last] = struct{}{}
	return x.last
}

// answered notes that a create has its answer, or will have none.
func (x *census) answered(number int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.answer(number)
}

func (x *census) answer(number int) {
	if _, ok := x.pending[number]; !ok {
		return
	}
	delete(x.pending, number)
	x.open = slices.DeleteFunc(x.open, func(c *count) bool {
		if number > c.to {
			return false
		}
		if c.open--; c.open == 0 {
			close(c.done)
		}
		return c.open == 0
	})
}

// makes notes that a create has made an account.
func (x *census) makes(number int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if number == 0 {
		return
	}
	x.made++
	for _, c := range x.open {
		if number <= c.to {
			c.made++
		}
	}
	if c := x.count; c != nil && c.open == 0 && number <= c.to {
		c.made++ // its answer was lost
	}
	x.answer(number)
}

// newCount asks for a count after every create: it is a number beyond that of each.
const newCount = math.MaxInt

// take counts, unless that was done since a create was sent.
func (x *census) take(ctx context.Context, partner Partner, number int) *count {
	x.mu.Lock()
	c := x.count
	if c != nil && c.from >= number {
		x.mu.Unlock()
		return c
	}
	from := x.last
	x.mu.Unlock()
	profile, err := partner.Profile(ctx)
	x.mu.Lock()
	defer x.mu.Unlock()
	c = &count{from: from, to: x.last, accounts: profile.Accounts, err: err, made: x.made, open: len(x.pending), done: make(chan struct{})}
	if x.count = c; c.open == 0 {
		close(c.done)
	} else {
		x.open = append(x.open, c)
	}
	return c
}

// excess reports whether the profile counts an account that no create of the run
// explains, as of the last count since a create.
func (t *task) excess(calls context.Context, number int) (bool, error) {
	x := &t.census
	if x.before < 0 {
		return false, nil
	}
	c := x.take(calls, t.Partner, number)
	if c.err != nil {
		t.looked(c.err)
		return false, fmt.Errorf("asking for the partner's profile: %w", c.err)
	}
	select {
	case <-c.done:
	case <-calls.Done():
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return c.accounts > x.before+c.made, nil
}

// countLost does for a lost answer without a witness what the witness does: as long as
// the profile counts an account more than is known of, the search may show it yet.
func (t *task) countLost(calls, stop context.Context) event {
	if t.known != freshDoubt {
		return vouched // what an earlier start has made was counted before
	}
	for i := 0; ; i++ {
		more, err := t.excess(calls, newCount)
		switch {
		case err != nil:
			t.err = err
			return t.unsure()
		case !more:
			return vouched
		case i == len(t.Hearing):
			return unvouched
		}
		if e := t.rest(calls, stop, t.Hearing[i]); e != stillAbsent {
			return e
		}
		if e := t.lookFor(calls, t.r.Email); e != stillAbsent {
			return e
		}
	}
}
