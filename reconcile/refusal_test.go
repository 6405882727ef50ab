package reconcile_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"vobizsync/reconcile"
)

// A refusal is an answer: however many answers are lost between refusals, the server
// is at work, and the run continues.
func TestARefusalIsNotALostAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 60 // more than may be lost in a row, over more than half a minute
		f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 1000}}
		f.onCreate = func(_ string, post int) (bool, error) {
			if post == 1 {
				return false, errors.New("the connection broke")
			}
			return false, errRefused
		}
		a := reconcile.NewApplier(f, f)
		a.Alone, a.Workers, a.InFlight = true, 1, 1
		x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(n), nil, n, 1)
		if err != nil {
			t.Fatal(err)
		}
		unknown := 0
		for r, err := range a.Run(t.Context(), t.Context(), x.Plan(t.Context(), rows(n), nil)) {
			if err != nil {
				t.Fatal(err)
			}
			if r.Status == reconcile.Unknown {
				unknown++
			}
		}
		if h := a.Halted(); h != nil || unknown != n || len(f.posts) != n {
			t.Errorf("%d of %d rows are unknown after POSTs for %d; halted: %+v", unknown, n, len(f.posts), h)
		}
	})
}

// Where the e-mail is in use, the search has two pauses to show an account: one that
// it shows after the second is found without the whole list.
func TestATakenEmailIsSearchedForTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{}
		finds := 0
		f.hidden = func(string) bool { finds++; return finds < 2 }
		f.onCreate = func(string, int) (bool, error) {
			if len(f.accounts) == 0 {
				f.add(user(1)) // by somebody else, since the look-up
			}
			return true, nil
		}
		results, _ := apply(t, f, 1)
		if r := results[0]; r.Status != reconcile.Exists || finds != 2 || f.pages != 1 {
			t.Errorf("%s after %d searches and %d pages, the first of which was the look-up's", r.Status, finds, f.pages)
		}
	})
}
