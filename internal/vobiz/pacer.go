package vobiz

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"vobizsync/reconcile"
)

const (
	// maxPause is the longest pause that is taken because the server asked.
	maxPause = 5 * time.Minute
	// minPause keeps a server that says "retry at once" from being hammered.
	minPause = time.Second
	// slowest is the least rate that throttling leaves, in requests a second.
	slowest = 0.2
	// climb is how much of the full rate comes back in a second without
	// throttling.
	climb = 0.05
	// maxOutages is how many pauses in a row are taken because nothing works,
	// before the run is given up: 1, 2, 4, 8, 16 and 30 seconds.
	maxOutages = 6
)

// pacer gives every attempt of every request its turn. It holds the rate, and
// the pauses that are shared by all requests.
//
// The limiter has a burst of one, so any second has at most rate+1 turns.
type pacer struct {
	limiter *rate.Limiter
	workers int
	start   time.Time

	mu       sync.Mutex
	full     rate.Limit // the rate that was asked for, or measured where there was no limit
	turns    int
	until    time.Time // nothing is sent before
	epoch    int       // counts the pauses
	asked    int       // how often the server said "too many requests"
	inARow   int       // of these, since the last success
	failures int       // since the last success, over all requests
	outages  int       // pauses because of failures, since the last success
	dead     error     // why nothing is sent any more
}

// turn remembers the pauses that had been taken when a request was sent: its
// failure says nothing about what came after them.
type turn struct{ epoch int }

func newPacer(perSecond float64, workers int) *pacer {
	limit := rate.Limit(perSecond)
	if perSecond <= 0 {
		limit = rate.Inf
	}
	return &pacer{limiter: rate.NewLimiter(limit, 1), full: limit, workers: workers, start: time.Now()}
}

// wait returns when the next request may be sent. Its error means that it must
// not be sent at all.
func (p *pacer) wait(ctx context.Context) (turn, error) {
	halt := reconcile.HaltOf(ctx)
	waiting, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(halt, cancel)()
	for {
		pause, t, err := p.next()
		if err != nil {
			return t, err
		}
		if pause > 0 {
			if err := sleep(waiting, pause); err != nil {
				return t, err
			}
			continue
		}
		if err := p.limiter.Wait(waiting); err != nil {
			return t, &failure{text: "interrupted", err: ctx.Err(), notSent: true}
		}
		// A pause may have begun meanwhile; and both ways may have been open.
		if pause, t, err = p.next(); err != nil || pause > 0 {
			continue
		}
		if halt.Err() != nil {
			return t, &failure{text: "interrupted", err: halt.Err(), notSent: true}
		}
		p.mu.Lock()
		p.turns++
		p.mu.Unlock()
		return t, nil
	}
}

// next returns the rest of the pause, and the error that ended the run.
func (p *pacer) next() (time.Duration, turn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.until), turn{p.epoch}, p.dead
}

// throttled takes the pause that an answer 429 asks for, and halves the rate.
// The error means that the pause would be too long.
func (p *pacer) throttled(t turn, h http.Header, try int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	pause, asked := retryAfter(h)
	if !asked {
		pause = jitter(min(minPause<<min(p.inARow, 6), maxPause))
	}
	if pause > maxPause {
		p.dead = &failure{
			text:  fmt.Sprintf("the server asks for a pause of %s, which is longer than %s", roundUp(pause), maxPause),
			hint:  "run the same command again after that time: it goes on where it stopped",
			fatal: true, notSent: true,
		}
		return p.dead
	}
	if until := time.Now().Add(max(pause, minPause)); until.After(p.until) {
		p.until = until
	}
	if t.epoch == p.epoch { // the first of those that were sent before this pause
		p.epoch++
		p.inARow++
		p.slowDown()
	}
	return nil
}

// slowDown halves the rate.
func (p *pacer) slowDown() {
	limit := p.limiter.Limit()
	if limit == rate.Inf {
		elapsed := max(time.Since(p.start).Seconds(), 1)
		limit = rate.Limit(max(float64(p.turns)/elapsed, 1))
		p.full = limit
	}
	p.limiter.SetLimit(max(limit/2, min(slowest, p.full)))
}

// succeeded lets the rate climb back, by a fixed part of the full rate each
// second.
func (p *pacer) succeeded() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.inARow, p.failures, p.outages = 0, 0, 0
	if limit := p.limiter.Limit(); limit < p.full {
		p.limiter.SetLimit(min(p.full, limit+climb*p.full/limit))
	}
}

// failed counts a failure. When all workers fail in a row, everything pauses;
// after several such pauses in a row the run is given up, with an error that
// says so.
func (p *pacer) failed(t turn, err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failures++
	if p.dead != nil || p.failures < max(p.workers, 4) || t.epoch != p.epoch {
		return err
	}
	if p.outages++; p.outages > maxOutages {
		p.dead = &failure{
			text:  fmt.Sprintf("%d requests in a row have failed, the last one: %v", p.failures, err),
			hint:  "when the API answers again, run the same command: it goes on where it stopped",
			fatal: true, notSent: true, err: err,
		}
		return err
	}
	p.epoch++
	pause := min(minPause<<(p.outages-1), 30*time.Second)
	if until := time.Now().Add(jitter(pause)); until.After(p.until) {
		p.until = until
	}
	return err
}

func (p *pacer) throttles() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// retryAfter reads the header Retry-After (RFC 9110, 10.2.3): seconds, or a
// date, which is held against the answer's own Date, since the clocks may
// differ. What makes no sense counts as not asked.
func retryAfter(h http.Header) (time.Duration, bool) {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(s, 64); err == nil {
		if seconds < 0 || seconds != seconds {
			return 0, false
		}
		return time.Duration(min(seconds, 1e9) * float64(time.Second)), true
	}
	at, err := http.ParseTime(s)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return max(at.Sub(now), 0), true
}

// roundUp makes a pause readable.
func roundUp(d time.Duration) time.Duration {
	return (d + time.Second - 1).Truncate(time.Second)
}

// backoff is the pause before a GET is sent again: 0.25, 0.5, 1, 2, … seconds,
// 8 at most.
func backoff(attempt int) time.Duration {
	return jitter(min(250*time.Millisecond<<min(attempt, 10), 8*time.Second))
}

// jitter takes up to a quarter off, or puts it on, so that those who failed
// together do not come back together.
func jitter(d time.Duration) time.Duration {
	return d*3/4 + time.Duration(rand.Int64N(int64(d)/2+1))
}
