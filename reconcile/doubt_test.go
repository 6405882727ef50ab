package reconcile_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/reconcile"
)

// lostCreate leaves a journal of the run "a", which was cut off when the create of
// row 1 was under way.
func lostCreate(t *testing.T, dir string) {
	t.Helper()
	j := open(t, dir)
	begin(t, j, pin("a"), false)
	if err := errors.Join(j.Intent(intent(1, "u1@example.com"))(), j.Close()); err != nil {
		t.Fatal(err)
	}
}

// A doubt outlives runs that do not get to its row, of its file and of others,
// until one settles it.
func TestADoubtIsNotLost(t *testing.T) {
	dir := t.TempDir()
	lostCreate(t, dir)
	for _, of := range []string{"a", "a", "b", "c"} {
		j := open(t, dir)
		if begin(t, j, pin(of), false); !j.Doubtful("u1@example.com") {
			t.Fatalf("in the run of %q the doubt is gone", of)
		}
		row := reconcile.Result{Row: 1, Email: "u1@example.com"}
		switch of {
		case "a":
			row.Skip(reconcile.Interrupted, "not tried")
		case "b": // perhaps because an option was not given
			row.Status = reconcile.Invalid
		case "c":
			row.Status, row.AuthID = reconcile.Created, "MA_1"
		}
		if err := j.Outcome(&row); err != nil {
			t.Fatal(err)
		}
		if of != "a" {
			if err := j.Finish(time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
	j := open(t, dir)
	defer j.Close()
	if begin(t, j, pin("a"), false); j.Doubtful("u1@example.com") {
		t.Error("the doubt was settled, and is there again")
	}
}

// What a refusal means after a lost answer depends on how long ago that was: the
// search may not show the account of a minute ago, but that of yesterday.
func TestARefusalAfterAnOldDoubtIsBelieved(t *testing.T) {
	for _, tt := range []struct {
		after  time.Duration
		err    error
		status reconcile.Status
	}{
		{time.Minute, errRefused, reconcile.Unknown},
		{time.Minute, errTaken, reconcile.Unknown},
		{time.Minute, errDenied, reconcile.Unknown},
		{24 * time.Hour, errRefused, reconcile.Failed},
		{24 * time.Hour, errTaken, reconcile.Failed},
	} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			lostCreate(t, dir)
			time.Sleep(tt.after)
			j := open(t, dir)
			begin(t, j, pin("a"), false)
			f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 10}, onCreate: func(string, int) (bool, error) { return false, tt.err }}
			a := reconcile.NewApplier(f, f)
			a.Journal = j
			for r, err := range a.Run(t.Context(), t.Context(), (&reconcile.Existing{}).Plan(t.Context(), rows(1), j)) {
				if err != nil || r.Status != tt.status {
					t.Errorf("%v after %s: %s, %v; want %s", tt.err, tt.after, r.Status, err, tt.status)
				}
			}
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// The file may have changed since an earlier start created the account.
func TestAnAdoptedAccountIsHeldAgainstItsRow(t *testing.T) {
	for name, want := range map[string]reconcile.Status{"User 1": reconcile.Created, "Somebody": reconcile.Differs} {
		dir := t.TempDir()
		lostCreate(t, dir)
		j := open(t, dir)
		begin(t, j, pin("b"), false)
		f := &fake{}
		account := user(1)
		account.Name = name
		f.add(account)
		x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(1), nil, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		a := reconcile.NewApplier(f, f)
		a.Journal = j
		for r, err := range a.Run(t.Context(), t.Context(), x.Plan(t.Context(), rows(1), j)) {
			if err != nil || r.Status != want || r.AuthID != "MA_1" || len(f.posts) > 0 {
				t.Errorf("an account called %s: %s with %q, %v, POSTs %v; want %s", name, r.Status, r.AuthID, err, f.posts, want)
			}
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
