package vobiz

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// What becomes of a request that was under way before a pause says nothing about the
// time after it.
func TestOldTurnsSayNothingNew(t *testing.T) {
	turns := func(t *testing.T, p *pacer, n int) (all []turn) {
		t.Helper()
		for range n {
			got, err := p.wait(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, got)
		}
		return all
	}
	t.Run("throttled", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p := newPacer(100, 4)
			old := turns(t, p, 3)
			for _, one := range old[:2] {
				if err := p.throttled(one, http.Header{}); err != nil {
					t.Fatal(err)
				}
			}
			if p.limiter.Limit() != 50 || p.inARow != 1 {
				t.Errorf("the rate is %v after %d pauses, want 50 after one", p.limiter.Limit(), p.inARow)
			}
			if p.succeeded(old[2]); p.limiter.Limit() != 50 || p.inARow != 1 {
				t.Errorf("an old success: the rate is %v, %d pauses in a row", p.limiter.Limit(), p.inARow)
			}
			time.Sleep(time.Minute)
			if p.succeeded(turns(t, p, 1)[0]); p.limiter.Limit() <= 50 || p.inARow != 0 {
				t.Errorf("a new success: the rate is %v, %d pauses in a row", p.limiter.Limit(), p.inARow)
			}
		})
	})
	t.Run("failed", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p := newPacer(100, 4)
			old := turns(t, p, 8)
			var last failure
			for _, one := range old {
				last = failure{}
				p.failed(one, &request{}, &last, false)
			}
			if p.outages != 1 || !last.outage || p.dead != nil {
				t.Errorf("%d pauses after %d failures that were under way together, outage %t, dead: %v", p.outages, len(old), last.outage, p.dead)
			}
		})
	})
}
