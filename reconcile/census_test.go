package reconcile_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// Something on the way may send a create twice and hand on the second answer, while
// neither search nor list show new accounts yet. The profile counts them: the row is
// unknown then, not somebody else's. An e-mail that is somebody else's is said to be
// so, also where many other creates are under way.
func TestTheProfileCountsWhatNothingElseShows(t *testing.T) {
	for _, tt := range []struct {
		name   string
		counts bool // the profile counts new accounts at once
		twice  func(row int) bool
		theirs func(row int) bool // the e-mail is of an account that is not the partner's
		want   func(row int) reconcile.Status
	}{
		{"every create is repeated", true, func(int) bool { return true }, nil, func(int) reconcile.Status { return reconcile.Unknown }},
		{"the profile lags, too", false, func(int) bool { return true }, nil, func(int) reconcile.Status { return reconcile.Failed }},
		{"some e-mails are others'", true, func(int) bool { return false }, func(row int) bool { return row%4 == 0 }, func(row int) reconcile.Status {
			if row%4 == 0 {
				return reconcile.Failed
			}
			return reconcile.Created
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const n = 40
				f := &fake{alone: true, profile: reconcile.Profile{CanCreate: true, Max: 1000}}
				f.hidden, f.listed = func(string) bool { return true }, func(string) bool { return false }
				row := map[string]int{}
				for i := 1; i <= n; i++ {
					row[user(i).Email] = i
				}
				f.onCreate = func(email string, _ int) (bool, error) {
					i := row[email]
					taken := &apiError{text: "in use", refused: true, taken: true, sentAt: time.Now()}
					if tt.theirs != nil && tt.theirs(i) {
						return false, taken
					}
					if tt.counts {
						f.profile.Accounts++
					}
					if tt.twice(i) {
						f.add(user(i))
						return false, taken
					}
					return true, nil
				}
				slow := &slowAnswers{fake: f}
				a := reconcile.NewApplier(slow, f)
				a.Alone, a.Profile = true, &reconcile.Profile{CanCreate: true, Max: 1000}
				for r, err := range a.Run(t.Context(), t.Context(), (&reconcile.Existing{}).Plan(t.Context(), rows(n), nil)) {
					if err != nil || r.Status != tt.want(r.Row) {
						t.Errorf("row %d: %s %v, %v; want %s", r.Row, r.Status, r.Problems, err, tt.want(r.Row))
					}
				}
				if f.profiles > n/4 {
					t.Errorf("the profile was asked for %d times, for %d rows", f.profiles, n)
				}
			})
		})
	}
}

// slowAnswers are those of creates, some seconds after the effect.
type slowAnswers struct{ *fake }

func (s *slowAnswers) Create(calls, stop context.Context, c *importer.Customer, ready func() error) (reconcile.Account, error) {
	a, err := s.fake.Create(calls, stop, c, ready)
	var i int
	for _, d := range c.Phone {
		i += int(d)
	}
	time.Sleep(time.Duration(i%7) * 700 * time.Millisecond)
	return a, err
}

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
