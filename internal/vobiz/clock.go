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
//
// One Date that leaps ahead is not believed, as it may be of something on the way: the
// next one has to agree. So is the first one given up if the next two agree on another.
type serverClock struct {
	mu    sync.Mutex
	date  time.Time // the Date that counts; zero before the first
	came  time.Time // when its answer did
	sure  bool      // another Date has agreed
	leapt time.Time // the latest Date, and when it came, if it was not believed
	then  time.Time
}

// leap is how far ahead of the clock a Date is odd.
const leap = time.Minute

// tell notes the Date of an answer.
func (c *serverClock) tell(date, came time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ahead := date.Sub(c.at(came))
	odd := ahead > leap || ahead < -leap && !c.sure
	switch {
	case c.date.IsZero():
		c.date, c.came = date, came
		return
	case odd && (c.leapt.IsZero() || date.Sub(c.leapt.Add(came.Sub(c.then))).Abs() > leap):
		c.leapt, c.then = date, came
		return
	}
	c.sure, c.leapt = true, time.Time{}
	if odd || ahead > 0 {
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
