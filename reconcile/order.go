package reconcile

import (
	"context"
	"sync"
)

// order lets rows come to their first send in the order of the file, however they are
// scheduled: what runs out on the way, such as the room of the partner, runs out for
// the last ones. A row that has something else to do first lets the others pass.
type order struct {
	mu      sync.Mutex
	next    int                   // the first row that has not passed
	passed  map[int]bool          // rows after it that have
	waiting map[int]chan struct{} // closed when all rows before one have passed
}

func newOrder() *order {
	return &order{passed: map[int]bool{}, waiting: map[int]chan struct{}{}}
}

// wait returns when all rows before a row have passed, or the run is stopped; at once if
// the row itself has passed, and comes to a send after all.
func (o *order) wait(stop context.Context, row int) {
	o.mu.Lock()
	if o.next >= row || o.passed[row] {
		o.mu.Unlock()
		return
	}
	turn := make(chan struct{})
	o.waiting[row] = turn
	o.mu.Unlock()
	select {
	case <-turn:
	case <-stop.Done():
	}
}

// pass lets the rows after a row go on. It may be called twice.
func (o *order) pass(row int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if row < o.next {
		return
	}
	o.passed[row] = true
	for o.passed[o.next] {
		delete(o.passed, o.next)
		o.next++
	}
	if turn := o.waiting[o.next]; turn != nil {
		delete(o.waiting, o.next)
		close(turn)
	}
}
