package sandbox

import (
	"context"
	"sync"
	"time"
)

// ManualClock is a clock for [Server.Clock] that moves only when it is told to.
// The zero value is ready to use and is at the first second of 2026, UTC. It
// is safe for concurrent use.
type ManualClock struct {
	mu     sync.Mutex
	passed time.Duration
}

// Now returns the moment at which the clock stands.
func (c *ManualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(c.passed)
}

// Advance moves the clock by d, back where d is negative.
func (c *ManualClock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.passed += d
}

// clock is the moment by which lags are measured.
func (s *Server) clock() time.Time {
	if s.Clock != nil {
		return s.Clock()
	}
	return time.Now()
}

// now is the server's own clock, which may be wrong.
func (s *Server) now() time.Time { return s.clock().Add(s.ClockSkew).UTC() }

// date is what the Date header says.
func (s *Server) date() time.Time { return s.now().Add(s.DateSkew) }

// wait lets d pass and reports whether the context is still alive.
func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
