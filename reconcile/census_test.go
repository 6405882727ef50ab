package reconcile_test

import (
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/reconcile"
)

// A lost answer without a witness is waited for as long as the profile counts an
// account that nothing else shows: the last create of a run, or the only one.
func TestALostAnswerThatTheProfileCounts(t *testing.T) {
	for _, tt := range []struct {
		name   string
		lag    time.Duration
		effect bool
		counts bool
		status reconcile.Status
		posts  int
	}{
		{"it is shown late", 25 * time.Second, true, true, reconcile.Created, 1},
		{"it would be shown late", 25 * time.Second, false, true, reconcile.Created, 2},
		{"too late", 5 * time.Minute, true, true, reconcile.Unknown, 1},
		{"the profile lags, too", 25 * time.Second, true, false, reconcile.Unknown, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f, _ := lagging(tt.lag, tt.effect)
				inner := f.onCreate
				f.onCreate = func(email string, post int) (bool, error) {
					effect, err := inner(email, post)
					if effect && tt.counts {
						f.profile.Accounts++
					}
					return effect, err
				}
				a := reconcile.NewApplier(f, f)
				a.Profile = &reconcile.Profile{CanCreate: true, Max: 1000}
				for r, err := range a.Run(t.Context(), t.Context(), (&reconcile.Existing{}).Plan(t.Context(), rows(1), nil)) {
					if err != nil || r.Status != tt.status || f.posts[r.Email] != tt.posts {
						t.Errorf("%s after %d POSTs, %v: %v; want %s after %d", r.Status, f.posts[r.Email], err, r.Problems, tt.status, tt.posts)
					}
				}
			})
		})
	}
}
