package vobiz

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// The wall clock may be set while a run is on. A time that has a monotonic reading
// is not moved by that (package time, "Monotonic Clocks"); comparing one that has
// lost it with another is a comparison of wall clocks.
func TestPausesAndTheRateDoNotFollowTheWallClock(t *testing.T) {
	date := time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)
	tests := []struct {
		name  string
		pause func(*pacer, turn)
	}{
		{"seconds", func(p *pacer, t turn) { _ = p.throttled(t, http.Header{"Retry-After": {"20"}}) }},
		{"a date", func(p *pacer, t turn) { _ = p.throttled(t, http.Header{"Retry-After": {date}}) }},
		{"unavailable", func(p *pacer, _ turn) { p.unavailable(http.Header{"Retry-After": {"30"}}) }},
		{"after failures", func(p *pacer, t turn) { p.failed(t, &request{}, &failure{}, true) }},
	}
	for _, tt := range tests {
		p := newPacer(10, 1)
		turn, err := p.wait(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if tt.pause(p, turn); p.until.IsZero() || !monotonic(p.until) {
			t.Errorf("%s: the pause is until %s, by the wall clock", tt.name, p.until)
		}
		if !monotonic(p.turns.start) {
			t.Errorf("%s: the turns are measured from %s, by the wall clock", tt.name, p.turns.start)
		}
	}
}

// monotonic reports whether a time has a monotonic reading, which its String ends
// in.
func monotonic(t time.Time) bool { return strings.Contains(t.String(), " m=") }

// The server's clock is told by the answers: it comes closer to the truth with each,
// runs on between them, and never back.
func TestTheServersClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const ahead = 3*time.Hour + 400*time.Millisecond // of this machine's clock
		var late time.Duration                           // how old the answer's Date is
		s := &sandbox.Server{}
		c := config(s)
		dateless := true
		c.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			resp, err := s.Transport().RoundTrip(r)
			if resp.Header.Del("Date"); !dateless {
				resp.Header.Set("Date", time.Now().Add(ahead-late).UTC().Format(http.TimeFormat))
			}
			return resp, err
		})
		r := newClient(t, c)
		var before time.Time
		for i, after := range []time.Duration{0, 600 * time.Millisecond, 10 * time.Millisecond, 1890 * time.Millisecond, 100 * time.Millisecond, time.Hour, 700 * time.Millisecond, 50 * time.Millisecond, time.Minute} {
			time.Sleep(after)
			if late = 0; i%3 == 2 {
				late = time.Hour // from a cache
			}
			if _, err := r.Profile(t.Context()); err != nil {
				t.Fatal(err)
			}
			now, told := r.Now()
			if dateless {
				if dateless = false; told || !now.Equal(time.Now()) {
					t.Errorf("before any Date: %s, told: %t", now, told)
				}
				continue
			}
			off := time.Until(now) - ahead
			if !told || off > 0 || off <= -time.Second {
				t.Errorf("answer %d: %s off, told: %t", i, off, told)
			}
			if now.Before(before) {
				t.Errorf("answer %d: it went back by %s", i, before.Sub(now))
			}
			before = now
		}
	})
}

// One Date that is far from the others, as of something on the way, moves nothing,
// the first one included; two that agree do.
func TestOneOddDateIsNotBelieved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		day := 24 * time.Hour
		for name, tt := range map[string]struct{ dates, want []time.Duration }{
			"in between":       {[]time.Duration{0, 0, day, 0, day, 0}, []time.Duration{0, 0, 0, 0, 0, 0}},
			"the first":        {[]time.Duration{day, 0, 0, 0, day, 0}, []time.Duration{day, day, 0, 0, 0, 0}},
			"the first, early": {[]time.Duration{-day, 0, 0, 0}, []time.Duration{-day, -day, 0, 0}},
			"set forward":      {[]time.Duration{0, 0, day, day, day}, []time.Duration{0, 0, 0, day, day}},
			"set back":         {[]time.Duration{0, 0, -day, -day, -day}, []time.Duration{0, 0, 0, 0, 0}},
			"odd in two ways":  {[]time.Duration{0, 0, day, 2 * day, 0}, []time.Duration{0, 0, 0, 0, 0}},
		} {
			var c serverClock
			for i, off := range tt.dates {
				time.Sleep(time.Second)
				c.tell(time.Now().Add(off), time.Now())
				if now, told := c.now(); !told || time.Until(now) != tt.want[i] {
					t.Errorf("%s: after Date %d the clock is %s off, want %s", name, i, time.Until(now), tt.want[i])
				}
			}
		}
	})
}
