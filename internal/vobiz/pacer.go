package vobiz

import (
	"context"
	"fmt"
	"net/http"
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
	// maxThrottled is how many pauses in a row are taken because the server says
	// "too many requests", before the run is given up. From the second on they
	// double, up to about a minute: five minutes in all, or more if it asks for more.
	maxThrottled = 10
)

// pacer gives every attempt of every request its turn. It holds the rate, and
// the pauses that are shared by all requests.
//
// Requests wait in a line and only the first of them reserves a place in time,
// so a new rate or pause holds for all others at once, and nobody overtakes. The
// limiter has a burst of one, so any second has at most rate+1 turns.
//
// In trouble, that is from a pause until the next success, one request at a time
// feels its way and the others stay in line.
type pacer struct {
	limiter *rate.Limiter
	asked   rate.Limit // the rate of the configuration
	workers int
	line    chan struct{} // full while somebody is at its head
	wake    chan struct{} // tells the head that the trouble may be over

	mu       sync.Mutex
	full     rate.Limit // what the rate climbs back to
	turns    meter
	until    time.Time // nothing is sent before
	epoch    int       // counts the pauses
	probing  bool      // in trouble, a request is under way
	answers  int       // how often the server said "too many requests"
	inARow   int       // pauses because of that, since the last success
	failures int       // since the last success, over all requests
	outages  int       // pauses because of failures, since the last success
	first    *request  // the first of these failures
	others   bool      // another request has failed, too
	dead     error     // why nothing is sent any more
}

// turn is the right to send one request. It remembers the pauses that had been
// taken by then: what becomes of the request says nothing about a later one.
type turn struct {
	epoch int
	probe bool
}

func newPacer(perSecond float64, workers int) *pacer {
	limit := rate.Limit(perSecond)
	if perSecond <= 0 {
		limit = rate.Inf
	}
	return &pacer{
		limiter: rate.NewLimiter(limit, 1), asked: limit, full: limit, workers: workers,
		line: make(chan struct{}, 1), wake: make(chan struct{}, 1),
	}
}

// wait returns when the next request may be sent; done must follow once its
// outcome is known. An error means that it must not be sent at all.
func (p *pacer) wait(stop context.Context) (turn, error) {
	select {
	case p.line <- struct{}{}:
	default:
		select {
		case p.line <- struct{}{}:
		case <-stop.Done():
			return turn{}, interrupted(stop)
		}
	}
	defer func() { <-p.line }()
	for reserved := (time.Time{}); ; {
		// A select takes any open way, so each round asks again.
		if stop.Err() != nil {
			return turn{}, interrupted(stop)
		}
		t, pause, err := p.take(&reserved)
		if err != nil || pause == 0 {
			return t, err
		}
		p.rest(stop, pause)
	}
}

// rest lets a pause pass, unless something happens that ends it before.
func (p *pacer) rest(stop context.Context, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-p.wake:
	case <-stop.Done():
	}
}

// take returns a turn, or how long to wait before asking again. Reserved is the
// place in time that is waited for, zero where there is none yet: whatever wakes
// the head of the line, it does not go before.
func (p *pacer) take(reserved *time.Time) (turn, time.Duration, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	trouble := p.inARow > 0 || p.outages > 0
	now := time.Now()
	switch {
	case p.dead != nil:
		return turn{}, 0, p.dead
	case now.Before(p.until):
		*reserved = time.Time{} // it was a place before the pause
		return turn{}, p.until.Sub(now), nil
	case trouble && p.probing:
		return turn{}, maxPause, nil // done wakes
	}
	if reserved.IsZero() {
		*reserved = now.Add(p.limiter.ReserveN(now, 1).DelayFrom(now))
	}
	if d := reserved.Sub(now); d > 0 {
		return turn{}, d, nil
	}
	p.turns.count(now)
	p.probing = trouble
	return turn{p.epoch, trouble}, 0, nil
}

// done ends a turn.
func (p *pacer) done(t turn) {
	if !t.probe {
		return
	}
	p.mu.Lock()
	p.probing = false
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default: // the head has not read the last one yet
	}
}

// throttled takes the pause that an answer 429 asks for, and halves the rate.
// The error means that the run is given up.
func (p *pacer) throttled(t turn, h http.Header) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers++
	pause, asked := retryAfter(h)
	if err := p.refuseLong(pause, h); err != nil {
		return err
	}
	if t.epoch == p.epoch { // the first of those that were sent before this pause
		if p.inARow == maxThrottled {
			p.dead = &failure{
				text:  fmt.Sprintf("the server answered HTTP 429 (too many requests) %d times in a row", p.inARow+1),
				hint:  "run the same command again later, perhaps with a lower --rate: it resumes where it stopped",
				fatal: true, notSent: true,
			}
			return p.dead
		}
		if !asked || p.inARow > 0 { // waiting as long as it said was not enough
			pause = max(pause, jitter(minPause<<min(p.inARow, 6)))
		}
		p.epoch++
		p.inARow++
		p.slowDown()
	}
	p.pause(max(pause, minPause))
	return nil
}

// unavailable takes the pause that an answer 5xx asks for, and reports whether
// it asks for one.
func (p *pacer) unavailable(h http.Header) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	pause, asked := retryAfter(h)
	if p.refuseLong(pause, h) == nil {
		p.pause(pause)
	}
	return asked
}

// refuseLong gives the run up when a pause would be too long.
func (p *pacer) refuseLong(pause time.Duration, h http.Header) error {
	if pause <= maxPause {
		return nil
	}
	p.dead = &failure{
		text: fmt.Sprintf("the server asks for a pause of %s (Retry-After: %s), which is longer than %s",
			roundUp(pause), cut(h.Get("Retry-After"), maxDate), maxPause),
		hint:  "run the same command again after that time: it resumes where it stopped",
		fatal: true, notSent: true,
	}
	return p.dead
}

func (p *pacer) pause(d time.Duration) {
	if until := time.Now().Add(d); until.After(p.until) {
		p.until = until
	}
}

// slowDown halves the rate. Where there was no limit, it is half of what was
// recently sent in a second.
func (p *pacer) slowDown() {
	limit := p.limiter.Limit()
	if limit == rate.Inf {
		limit = rate.Limit(p.turns.perSecond())
		p.full = limit
	}
	p.limiter.SetLimit(max(limit/2, min(slowest, p.full)))
}

// succeeded ends the trouble, and lets the rate climb back by a fixed part of
// the full rate each second. Without a configured rate it climbs on.
func (p *pacer) succeeded(t turn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t.epoch != p.epoch {
		return // it was under way before the pause
	}
	p.inARow, p.failures, p.outages = 0, 0, 0
	limit := p.limiter.Limit()
	if limit >= p.asked {
		return
	}
	limit += climb * p.full / limit
	p.full = min(max(p.full, limit), p.asked)
	p.limiter.SetLimit(min(limit, p.asked))
}

// failed counts a failure. When all workers fail in a row, or the server asks for
// it, everything pauses; after several such pauses in a row the run is given up,
// with an error that says so. Until then, the failure costs its request none of
// its attempts.
func (p *pacer) failed(t turn, req *request, f *failure, asked bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failures++; p.failures == 1 {
		p.first, p.others = req, false
	}
	p.others = p.others || req != p.first
	switch {
	case p.dead != nil:
	case p.outages == 0 && p.failures < max(p.workers, 4) && !asked:
	case t.epoch != p.epoch:
		f.outage = p.outages > 0
	case p.outages < maxOutages:
		p.pause(jitter(min(minPause<<p.outages, 30*time.Second)))
		p.epoch++
		p.outages++
		f.outage = true
	case p.others:
		p.dead = &failure{
			text:  fmt.Sprintf("%d requests in a row have failed, the last one: %v", p.failures, f),
			hint:  reconcile.WhenItAnswers,
			fatal: true, notSent: true, err: f,
		}
	default:
		// Only this request was tried, and it may be the one that the server can't
		// answer: that ends it, but not the run. The next one will tell.
		f.again = false
	}
}

func (p *pacer) throttles() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.answers
}

// meter measures how many turns were recently taken in a second.
type meter struct {
	start     time.Time // of this second
	now, last int       // turns in it, and in the one before
}

func (m *meter) count(t time.Time) {
	switch passed := t.Sub(m.start); {
	case passed >= 2*time.Second:
		m.start, m.last, m.now = t, 0, 0
	case passed >= time.Second:
		m.start, m.last, m.now = m.start.Add(time.Second), m.now, 0
	}
	m.now++
}

func (m *meter) perSecond() int { return max(m.now, m.last, 1) }
