package reconcile

import "time"

// Clock tells the time by the server's clock. Where that is not known, told is
// false, and the time is this machine's. Nil is this machine's clock.
type Clock func() (now time.Time, told bool)

func (c Clock) now() time.Time {
	now, _ := c.tell()
	return now
}

func (c Clock) tell() (now time.Time, told bool) {
	if c == nil {
		return time.Now(), false
	}
	return c()
}
