package reconcile_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// lagging is an API whose search and list show an account only after a time. The
// answer to the first create is lost, after its effect or before.
func lagging(lag time.Duration, effect bool) (f *fake, lost *string) {
	f = &fake{profile: reconcile.Profile{CanCreate: true, Max: 1000}}
	lost = new(string)
	made := map[string]time.Time{}
	f.onCreate = func(email string, _ int) (bool, error) {
		first := *lost == ""
		if first {
			*lost = email
		}
		if !first || effect {
			made[email] = time.Now()
		}
		if first {
			return effect, errLost
		}
		return true, nil
	}
	f.hidden = func(email string) bool { return time.Since(made[email]) < lag }
	f.listed = func(email string) bool { return time.Since(made[email]) >= lag }
	return f, lost
}

// A create that was answered in the millisecond of the send is a witness, too: no
// clock says which was first.
func TestAWitnessOfTheSameInstant(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, lost := lagging(60*time.Second, true)
		answer := f.onCreate
		others := make(chan struct{}, 5)
		f.onCreate = func(email string, n int) (bool, error) {
			made, err := answer(email, n)
			if err == nil {
				others <- struct{}{}
				return made, err
			}
			f.mu.Unlock()
			defer f.mu.Lock()
			<-others
			synctest.Wait() // the answer is taken note of
			return made, err
		}
		results, _ := apply(t, f, 5)
		for _, r := range results {
			if r.Status != reconcile.Created || f.posts[r.Email] != 1 {
				t.Errorf("row %d (lost: %t): %s after %d POSTs", r.Row, r.Email == *lost, r.Status, f.posts[r.Email])
			}
		}
	})
}

// A lost create is sent again only when the search shows what was created later, or
// when nothing was.
func TestADoubtNeedsAWitness(t *testing.T) {
	for _, tt := range []struct {
		name   string
		rows   int
		lag    time.Duration
		effect bool
		status reconcile.Status
		posts  int
	}{
		{"no lag", 5, 0, true, reconcile.Created, 1},
		{"no lag, no effect", 5, 0, false, reconcile.Created, 2},
		{"it is shown late", 5, 25 * time.Second, true, reconcile.Created, 1},
		{"it would be shown late", 5, 25 * time.Second, false, reconcile.Created, 2},
		{"as late as is waited", 5, 60 * time.Second, true, reconcile.Created, 1},
		{"too late", 5, 5 * time.Minute, true, reconcile.Unknown, 1},
		{"too late, no effect", 5, 5 * time.Minute, false, reconcile.Unknown, 1},
		{"nothing else was created", 1, 25 * time.Second, false, reconcile.Created, 2},
		{"nothing else was created, and it is not shown", 1, 5 * time.Minute, true, reconcile.Unknown, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f, lost := lagging(tt.lag, tt.effect)
				results, _ := apply(t, f, tt.rows)
				for _, r := range results {
					status, posts := reconcile.Created, 1
					if r.Email == *lost {
						status, posts = tt.status, tt.posts
					}
					if r.Status != status || f.posts[r.Email] != posts {
						t.Errorf("row %d: %s after %d POSTs, want %s after %d: %v", r.Row, r.Status, f.posts[r.Email], status, posts, r.Problems)
					}
				}
			})
		})
	}
}

// laterCreate leaves a journal with a lost create of u1, and one of u2 that was
// answered after it.
func laterCreate(t *testing.T, dir string) {
	t.Helper()
	j := open(t, dir)
	begin(t, j, pin("a"), false)
	if err := j.Intent(intent(1, "u1@example.com"))(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	r := intent(2, "u2@example.com")
	if err := j.Intent(r)(); err != nil {
		t.Fatal(err)
	}
	reconcile.Told(r)
	r.Status, r.AuthID = reconcile.Created, "MA_2"
	if err := errors.Join(j.Outcome(r), j.Close()); err != nil {
		t.Fatal(err)
	}
}

// The creates of earlier starts are witnesses, too, whatever they are called.
func TestAWitnessOfAnEarlierStart(t *testing.T) {
	const shown, hidden, removed, unread = "shown", "hidden", "removed", "unread"
	for _, tt := range []struct {
		witness string
		after   time.Duration // of the next start
		status  reconcile.Status
		posts   int
	}{
		{shown, time.Minute, reconcile.Created, 1},
		{shown, 24 * time.Hour, reconcile.Created, 1},
		{hidden, time.Minute, reconcile.Unknown, 0},
		{hidden, 24 * time.Hour, reconcile.Unknown, 0},
		{removed, 2 * time.Minute, reconcile.Unknown, 0}, // or it is not shown by its auth id, either
		{removed, 24 * time.Hour, reconcile.Created, 1},
		{unread, time.Minute, reconcile.Unknown, 0},
	} {
		t.Run(tt.witness+" after "+tt.after.String(), func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				laterCreate(t, dir)
				time.Sleep(tt.after)
				f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 100}}
				f.add(user(50))
				second := user(2)
				second.Email = "two@example.com" // its login was changed, or is spelled so
				f.add(second)
				switch tt.witness {
				case hidden:
					f.hidden = func(email string) bool { return email == second.Email }
				case removed:
					f.accounts = f.accounts[:1]
				case unread:
					f.onRead = func(string) error { return errLost }
				}
				j := open(t, dir)
				defer j.Close()
				begin(t, j, pin("a"), false)
				x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(1), j, 1, 1)
				if err != nil {
					t.Fatal(err)
				}
				a := reconcile.NewApplier(f, f)
				a.Journal = j
				for r, err := range a.Run(t.Context(), t.Context(), x.Plan(t.Context(), rows(1), j)) {
					if err != nil || r.Status != tt.status || f.posts[r.Email] != tt.posts {
						t.Errorf("%s after %d POSTs, %v: %v; want %s after %d", r.Status, f.posts[r.Email], r.Problems, err, tt.status, tt.posts)
					}
				}
			})
		})
	}
}

// A stop is not kept waiting by a witness.
func TestAStopEndsTheWaitForAWitness(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, lost := lagging(time.Hour, true)
		a := reconcile.NewApplier(f, f)
		stop, interrupt := context.WithCancelCause(t.Context())
		start := time.Now()
		time.AfterFunc(20*time.Second, func() { interrupt(errSignal) })
		for r, err := range a.Run(t.Context(), stop, (&reconcile.Existing{}).Plan(t.Context(), rows(3), nil)) {
			if err != nil || r.Email == *lost && r.Status != reconcile.Unknown {
				t.Errorf("row %d is %s, %v", r.Row, r.Status, err)
			}
		}
		if took := time.Since(start); took != 20*time.Second || f.posts[*lost] != 1 {
			t.Errorf("ended after %s and %d POSTs, want 20s and one", took, f.posts[*lost])
		}
	})
}

// Many doubts ask for few witnesses: what the search shows of one holds for all that
// were sent before.
func TestDoubtsShareTheirWitnesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, _ := lagging(0, false)
		f.onCreate = func(_ string, post int) (bool, error) { return post > 1, lostFirst(post) }
		results, _ := apply(t, f, 200)
		for _, r := range results {
			if r.Status != reconcile.Created || f.posts[r.Email] != 2 {
				t.Errorf("row %d is %s after %d POSTs", r.Row, r.Status, f.posts[r.Email])
			}
		}
		if most := 200 * (len(reconcile.DefaultSettle) + 2); f.finds > most || f.reads > 0 {
			t.Errorf("%d searches and %d reads, want %d at most", f.finds, f.reads, most)
		}
	})
}

// A clock that is set back between two starts makes no create of the earlier one a
// witness of a send of this one.
func TestAWitnessIsNotOfBefore(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		begin(t, j, pin("a"), false)
		earlier := intent(9, "u9@example.com")
		if err := j.Intent(earlier)(); err != nil {
			t.Fatal(err)
		}
		reconcile.Told(earlier)
		earlier.Status, earlier.AuthID = reconcile.Created, "MA_1"
		if err := errors.Join(j.Outcome(earlier), j.Close()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		f, lost := lagging(25*time.Second, true)
		f.add(user(9))
		j = open(t, dir)
		defer j.Close()
		j.Now = func() (time.Time, bool) { return time.Now().Add(-24 * time.Hour), true }
		begin(t, j, pin("b"), false)
		a := reconcile.NewApplier(&afterTheFirst{fake: f}, f)
		a.Ahead = 3 // none waits for the turn of another
		a.Journal, a.Now = j, j.Now
		for r, err := range a.Run(t.Context(), t.Context(), (&reconcile.Existing{}).Plan(t.Context(), rows(3), j)) {
			if err != nil || r.Status != reconcile.Created || f.posts[r.Email] != 1 {
				t.Errorf("row %d: %s after %d POSTs, %v: %v", r.Row, r.Status, f.posts[r.Email], r.Problems, err)
			}
		}
		if *lost != "u1@example.com" {
			t.Errorf("the answer to %s was lost", *lost)
		}
	})
}

// afterTheFirst creates the first row's account at once, and the others later.
type afterTheFirst struct{ *fake }

func (l *afterTheFirst) Create(calls, stop context.Context, c *importer.Customer, ready func() error) (reconcile.Account, error) {
	if c.Email != "u1@example.com" {
		time.Sleep(time.Second)
	}
	return l.fake.Create(calls, stop, c, ready)
}
