package vobiz

import (
	"net/http"
	"strings"
	"testing"
	"time"
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
