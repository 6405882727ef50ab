package vobiz

import (
	"sync"
	"time"
)

// serverClock is the server's clock, as far as its answers tell. Between them it
// goes by this machine's monotonic clock, so that it does not follow when the
// wall clock is set.
type serverClock struct {
	mu   sync.Mutex
	date time.Time // the newest Date of an answer; zero before the first
	came time.Time // when that answer did
}

// tell takes note of the Date of an answer. An older one than the newest was on
// its way for longer, or comes from a cache.
func (c *serverClock) tell(date, came time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if date.After(c.date) {
		c.date, c.came = date, came
	}
}

func (c *serverClock) now() (t time.Time, told bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	if c.date.IsZero() {
		return now, false
	}
	return c.date.Add(now.Sub(c.came)), true
}

// Now is the time by the server's clock. Told is false where no answer had a Date
// yet: then it is the time by this machine's.
func (c *Reader) Now() (t time.Time, told bool) { return c.clock.now() }
