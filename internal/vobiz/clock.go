package vobiz

import (
	"sync"
	"time"
)

// serverClock is the server's clock, as far as its answers tell. Between them it
// goes by this machine's monotonic clock, so that it does not follow when the wall
// clock is set.
//
// A Date has whole seconds, and was written some time before it came: the server's
// clock is never behind it. So the Date that is the farthest ahead counts, and what
// this clock shows comes closer to the server's from below. It never goes back, so
// what it dates keeps its order.
type serverClock struct {
	mu   sync.Mutex
	date time.Time // the Date that counts; zero before the first
	came time.Time // when its answer did
}

// tell takes note of the Date of an answer.
func (c *serverClock) tell(date, came time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.date.IsZero() || date.After(c.at(came)) {
		c.date, c.came = date, came
	}
}

// at is what the clock shows at a time. The caller holds the lock.
func (c *serverClock) at(t time.Time) time.Time { return c.date.Add(t.Sub(c.came)) }

// now is the time by it, or by this machine's clock where it was not told yet.
func (c *serverClock) now() (t time.Time, told bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); c.date.IsZero() {
		return now, false
	} else {
		return c.at(now), true
	}
}

// Now is the time by the server's clock. Told is false where no answer had a Date
// yet: then it is the time by this machine's.
func (c *Reader) Now() (t time.Time, told bool) { return c.clock.now() }
