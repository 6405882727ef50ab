package vobiz

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

func TestRateIsHeldAndUsed(t *testing.T) {
	for _, rate := range []int{10, 50, 500} {
		synctest.Test(t, func(t *testing.T) {
			const seconds = 10
			s := &sandbox.Server{KeepLog: true, Latency: 50 * time.Millisecond}
			cfg := config(s)
			cfg.Rate, cfg.Workers = float64(rate), 64
			c := newClient(t, cfg)
			start := time.Now()
			if err := parallel(64, rate*seconds, true, search(t.Context(), c)); err != nil {
				t.Fatal(err)
			}
			if n := mostInASecond(s.Log()); n > rate+1 {
				t.Errorf("rate %d: %d requests in a second", rate, n)
			}
			took := time.Since(start) - s.Latency
			if used := seconds / took.Seconds(); used < 0.97 {
				t.Errorf("rate %d: %.1f %% of it were used", rate, 100*used)
			}
		})
	}
}

func TestNobodyWaitsLongerThanTheLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &sandbox.Server{}
		cfg := config(s)
		cfg.Rate = 10
		c := newClient(t, cfg)
		err := parallel(20, 200, true, func(n int) error {
			start := time.Now()
			err := search(t.Context(), c)(n)
			if waited := time.Since(start); waited > 2*time.Second {
				err = fmt.Errorf("request %d waited %s among 20 at 10 a second", n, waited)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// Each form of Retry-After, compared with the server's own record of arrivals.
func TestRetryAfter(t *testing.T) {
	date := func(layout string) func(time.Time) string {
		return func(now time.Time) string { return now.Add(4 * time.Second).Format(layout) }
	}
	text := func(s string) func(time.Time) string { return func(time.Time) string { return s } }
	tests := []struct {
		name        string
		header      func(now time.Time) string
		least, most time.Duration // of the pause
	}{
		{"seconds", text("2"), 2 * time.Second, 2 * time.Second},
		{"zero", text("0"), time.Second, time.Second},
		{"negative", text("-1"), time.Second, 1250 * time.Millisecond},
		{"fraction", text("1.5"), 1500 * time.Millisecond, 1500 * time.Millisecond},
		{"the longest", text("300"), 5 * time.Minute, 5 * time.Minute},
		// A date has whole seconds, and so has the Date that it is held against.
		{"IMF-fixdate", date(http.TimeFormat), 3 * time.Second, 5 * time.Second},
		{"RFC 850", date("Monday, 02-Jan-06 15:04:05 GMT"), 3 * time.Second, 5 * time.Second},
		{"asctime", date(time.ANSIC), 3 * time.Second, 5 * time.Second},
		{"past date", text("Sun, 06 Nov 1994 08:49:37 GMT"), time.Second, time.Second},
		{"missing", text(""), time.Second, 1250 * time.Millisecond},
		{"garbage", text("soon"), time.Second, 1250 * time.Millisecond},
		{"no number of RFC 9110", text("Inf"), time.Second, 1250 * time.Millisecond},
	}
	for _, tt := range tests {
		for _, skew := range []time.Duration{0, time.Hour, -time.Hour} {
			for _, rate := range []float64{0, 10} {
				for _, post := range []bool{false, true} {
					name := fmt.Sprintf("%s/skew %s/rate %g/post %t", tt.name, skew, rate, post)
					t.Run(name, func(t *testing.T) {
						synctest.Test(t, func(t *testing.T) {
							var at, asked time.Time
							s := &sandbox.Server{KeepLog: true, ClockSkew: skew}
							s.Fault = func(c sandbox.Call) sandbox.Fault {
								if c.N != 4 {
									return sandbox.Fault{}
								}
								at = time.Now()
								header := tt.header(at.Add(skew).UTC())
								asked, _ = http.ParseTime(header)
								return sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: header}
							}
							cfg := config(s)
							cfg.Rate = rate
							c := newClient(t, cfg)
							time.Sleep(300 * time.Millisecond)
							work := search(t.Context(), c)
							if post {
								work = func(n int) error {
									_, err := c.Create(t.Context(), t.Context(), customer(n), nil)
									return err
								}
							}
							if err := parallel(8, 40, true, work); err != nil {
								t.Fatal(err)
							}
							var next time.Time
							for _, r := range s.Log() {
								if next.IsZero() && r.Time.After(at) {
									next = r.Time
								}
							}
							if pause := next.Sub(at); pause < tt.least || pause > tt.most {
								t.Errorf("the pause was %s, want %s to %s", pause, tt.least, tt.most)
							}
							if !asked.IsZero() && next.Add(skew).Before(asked) {
								t.Errorf("sent at %s of the server's clock, asked for %s", next.Add(skew), asked)
							}
							if c.Throttled() != 1 || len(s.Log()) != 41 {
								t.Errorf("%d throttled, %d requests for 40", c.Throttled(), len(s.Log()))
							}
						})
					})
				}
			}
		}
	}
}

// After a pause the rate holds from the first request on: who waits for a turn
// is not given one early because another request has just ended.
func TestNoTurnIsTakenEarlyAfterAPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rate = 10
		s := &sandbox.Server{KeepLog: true, Latency: time.Millisecond, Fault: func(c sandbox.Call) sandbox.Fault {
			if c.N%5 == 1 {
				return sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "1"}
			}
			return sandbox.Fault{}
		}}
		cfg := config(s)
		cfg.Rate = rate
		if err := parallel(1, 20, true, search(t.Context(), newClient(t, cfg))); err != nil {
			t.Fatal(err)
		}
		log := s.Log()
		for i := range log[1:] {
			if gap := log[i+1].Time.Sub(log[i].Time); gap < time.Second/rate {
				t.Errorf("request %d was sent %s after the one before, at %d a second", i+2, gap, rate)
			}
		}
	})
}

func TestPauseThatIsTooLongEndsTheRun(t *testing.T) {
	for _, header := range []string{"999999999999", "301", "date+6m", "date+24h", "Fri, 31 Dec 9999 23:59:59 GMT", strings.Repeat("9", 400)} {
		synctest.Test(t, func(t *testing.T) {
			s := &sandbox.Server{ClockSkew: -time.Hour, Fault: func(sandbox.Call) sandbox.Fault {
				return sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: header}
			}}
			c := newClient(t, config(s))
			start := time.Now()
			_, err := c.Create(t.Context(), t.Context(), customer(1), nil)
			if class(err) != "not sent, fatal" || !strings.Contains(err.Error(), "Retry-After: ") || strings.Contains(err.Error(), "of -") {
				t.Errorf("%.20s: %s: %v", header, class(err), err)
			}
			_, _, again := c.Find(t.Context(), "a@x.example")
			if class(again) != "not sent, fatal" || time.Since(start) != 0 || len(s.Posts()) != 1 || s.Requests()["GET /accounts"] != 0 {
				t.Errorf("%.20s: the run went on: %v after %s", header, again, time.Since(start))
			}
		})
	}
}

// A server that throttles everything for half a minute.
func TestStorm(t *testing.T) {
	for _, rate := range []float64{0, 10, 500} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			s := &sandbox.Server{KeepLog: true, Latency: 50 * time.Millisecond}
			s.Fault = func(sandbox.Call) sandbox.Fault {
				if time.Since(start) < 30*time.Second {
					return sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "1"}
				}
				return sandbox.Fault{}
			}
			cfg := config(s)
			cfg.Rate, cfg.Workers = rate, 64
			if err := parallel(64, 200, true, search(t.Context(), newClient(t, cfg))); err != nil {
				t.Fatal(err)
			}
			var last time.Time
			for _, r := range s.Log() {
				// All that were under way when the first 429 came have arrived by then.
				if r.Status != http.StatusTooManyRequests || r.Time.Sub(start) <= s.Latency {
					continue
				}
				if !last.IsZero() && r.Time.Sub(last) < time.Second {
					t.Errorf("rate %g: two tries within %s while throttled", rate, r.Time.Sub(last))
				}
				last = r.Time
			}
			if last.IsZero() {
				t.Errorf("rate %g: the storm was not met", rate)
			}
		})
	}
}

// Many answers 429 to requests that were under way together are one reason to
// slow down, not many; and the rate comes back.
func TestRateIsHalvedOncePerPauseAndClimbs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rate = 200
		start := time.Now()
		s := &sandbox.Server{KeepLog: true, Latency: 100 * time.Millisecond}
		s.Fault = func(sandbox.Call) sandbox.Fault {
			if time.Since(start) < s.Latency {
				return sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "2"}
			}
			return sandbox.Fault{}
		}
		cfg := config(s)
		cfg.Rate, cfg.Workers = rate, 64
		c := newClient(t, cfg)
		if err := parallel(64, 25*rate, true, search(t.Context(), c)); err != nil {
			t.Fatal(err)
		}
		if c.Throttled() < 10 {
			t.Fatalf("only %d were under way together", c.Throttled())
		}
		perSecond := map[int]int{}
		for _, r := range s.Log() {
			perSecond[int(r.Time.Sub(start)/time.Second)]++
		}
		// The pause and the one request that feels its way take until 2.3 s.
		if n := perSecond[3]; n < rate*45/100 || n > rate*65/100 {
			t.Errorf("%d requests in the first second after the pause, want about half of %d", n, rate)
		}
		for second := 4; second < 20; second++ {
			if grown := perSecond[second] - perSecond[second-1]; grown > rate*climb*1.5+1 {
				t.Errorf("%d more requests in second %d than in the one before", grown, second)
			}
		}
		if n := perSecond[18]; n < rate*97/100 || n > rate+1 {
			t.Errorf("%d requests in second 18, want %d", n, rate)
		}
		if n := mostInASecond(s.Log()); n > rate+1 {
			t.Errorf("%d requests in a second", n)
		}
	})
}

// Without a configured rate, what counts is what was sent lately, not the mean of
// a run that waited for a person's answer.
func TestUnlimitedRateIsMeasuredLately(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &sandbox.Server{KeepLog: true, Latency: 50 * time.Millisecond}
		s.Fault = func(c sandbox.Call) sandbox.Fault {
			if c.N == 400 {
				return sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "1"}
			}
			return sandbox.Fault{}
		}
		c := newClient(t, config(s))
		if err := search(t.Context(), c)(0); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Minute)
		start := time.Now()
		if err := parallel(8, 2000, true, search(t.Context(), c)); err != nil {
			t.Fatal(err)
		}
		// 8 workers make 160 requests a second; half of it, climbing, takes 20 s.
		if took := time.Since(start); took > 25*time.Second {
			t.Errorf("2000 requests took %s", took)
		}
	})
}

// Without a date of its own, the answer is compared with this machine's clock.
func TestRetryAfterWithoutADate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := http.Header{"Retry-After": {time.Now().Add(7 * time.Second).UTC().Format(http.TimeFormat)}}
		if d, asked := retryAfter(h); !asked || d != 7*time.Second {
			t.Errorf("%s, %t", d, asked)
		}
	})
}
