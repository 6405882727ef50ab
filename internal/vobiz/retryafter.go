package vobiz

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"vobizsync/internal/lazy"
)

// seconds is the form of a pause in seconds. RFC 9110 has whole ones only; a
// fraction is understood, too.
var seconds = lazy.Regexp(`^[0-9]+(\.[0-9]*)?$`)

// maxDate is the length of the longest date of HTTP, "Wednesday, 09-Nov-94 08:49:37
// GMT"; more of a header is not shown.
const maxDate = 34

// retryAfter reads the header Retry-After (RFC 9110, 10.2.3): seconds, or a
// date, which is compared with the answer's own Date, since the clocks may
// differ. What makes no sense counts as not asked.
func retryAfter(h http.Header) (time.Duration, bool) {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if seconds().MatchString(s) {
		n, _ := strconv.ParseFloat(s, 64) // too large is +Inf, and that is what it should be
		return time.Duration(min(n, 1e9) * float64(time.Second)), true
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
	if t := d.Truncate(time.Second); t < d && t < 1<<62 {
		return t + time.Second
	} else {
		return t
	}
}

// backoff is the pause before a request is sent again: 0.25, 0.5, 1, 2, …
// seconds, 8 at most.
func backoff(attempt int) time.Duration {
	return jitter(min(250*time.Millisecond<<min(attempt, 10), 8*time.Second))
}

// jitter takes up to a quarter off, or puts it on, so that those who failed
// together do not come back together.
func jitter(d time.Duration) time.Duration {
	return d*3/4 + time.Duration(rand.Int64N(int64(d)/2+1))
}

// sleep lets d pass, unless the run is stopped before.
func sleep(stop context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-stop.Done():
		return interrupted(stop)
	}
}

// interrupted is the error of a request that was not sent.
func interrupted(stop context.Context) error {
	return &failure{text: "interrupted", err: stop.Err(), notSent: true}
}
