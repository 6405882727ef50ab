package reconcile_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// remember puts creates of an earlier run into a journal's ledger.
func remember(t *testing.T, dir string, created map[string]string) {
	t.Helper()
	j := open(t, dir)
	begin(t, j, pin("before"), false)
	row := 0
	for email, authID := range created {
		row++
		r := intent(row, email)
		if err := j.Intent(r)(); err != nil {
			t.Fatal(err)
		}
		r.Status, r.AuthID = reconcile.Created, authID
		if err := j.Outcome(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(j.Finish(time.Now()), j.Close()); err != nil {
		t.Fatal(err)
	}
}

// odd are the rows of n customers, of whom every hundredth has an e-mail that the
// server spells in its own way.
func odd(n int) (rows reconcile.Rows, accounts []importer.Customer) {
	var of []importer.Entry
	for i := 1; i <= n; i++ {
		e := entry(i, user(i))
		stored := user(i)
		switch i % 300 {
		case 0:
			e.Customer.Email, stored.Email = fmt.Sprintf("u%d@müller.example", i), fmt.Sprintf("u%d@xn--mller-kva.example", i)
		case 100:
			e.Customer.Email, stored.Email = fmt.Sprintf("u%d+shop@example.com", i), fmt.Sprintf("u%d@example.com", i)
		case 200:
			e.Customer.Email, stored.Email = fmt.Sprintf("u%d@old.example", i), fmt.Sprintf("login%d@new.example", i)
		}
		of, accounts = append(of, e), append(accounts, stored)
	}
	return func(context.Context) iter.Seq2[*importer.Entry, error] {
		return func(yield func(*importer.Entry, error) bool) {
			for i := range of {
				if !yield(&of[i], nil) {
					return
				}
			}
		}
	}, accounts
}

// A night of 10,000 customers that exist costs the pages of the list, also where
// the server spells a hundred of our own otherwise, or was told another e-mail.
func TestOwnAccountsAreFoundInTheList(t *testing.T) {
	const n = 10_000
	rows, accounts := odd(n)
	f := &fake{}
	ours := map[string]string{}
	i := 0
	for e := range rows(t.Context()) {
		a := f.add(accounts[i])
		if i++; i%100 == 0 {
			ours[e.Customer.Email] = a.AuthID
		}
	}
	dir := t.TempDir()
	remember(t, dir, ours)
	j := open(t, dir)
	defer j.Close()
	begin(t, j, pin("a"), false)
	x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupAuto, rows, j, n, 4)
	if err != nil {
		t.Fatal(err)
	}
	if f.pages != 100 || f.finds+f.reads > 0 {
		t.Errorf("%d pages, %d searches and %d reads, want 100 pages", f.pages, f.finds, f.reads)
	}
	renamed := 0
	for r, err := range x.Plan(t.Context(), rows, j) {
		want := reconcile.Exists
		if r.Row%300 == 200 {
			want = reconcile.Differs
			renamed++
			if len(r.Changed) != 1 || r.Changed[0].Field != importer.Email || r.Changed[0].Before != fmt.Sprintf("login%d@new.example", r.Row) {
				t.Errorf("row %d: changed %v, want its e-mail", r.Row, r.Changed)
			}
		}
		if err != nil || r.Status != want || r.AuthID != fmt.Sprintf("MA_%d", r.Row) {
			t.Errorf("row %d: %s %s, %v; want %s", r.Row, r.Status, r.AuthID, err, want)
		}
	}
	if renamed == 0 {
		t.Error("no row was renamed")
	}
	for a, err := range x.Missing(t.Context(), rows) {
		t.Errorf("%s (%s, %v) is not in the file, it is said", a.AuthID, a.Email, err)
	}
}

// A list that moves has the rest searched for; what it shows is known even so.
func TestOwnAccountsAreFoundInAListThatMoves(t *testing.T) {
	rows, accounts := odd(1000)
	f := &fake{}
	ours := map[string]string{}
	i := 0
	for e := range rows(t.Context()) {
		a := f.add(accounts[i])
		if i++; i%100 == 0 {
			ours[e.Customer.Email] = a.AuthID
		}
	}
	f.onPage = func(page int) {
		if page == 10 {
			f.accounts = append(f.accounts, reconcile.Account{AuthID: "MA_late", Customer: user(5000)})
		}
	}
	dir := t.TempDir()
	remember(t, dir, ours)
	j := open(t, dir)
	defer j.Close()
	begin(t, j, pin("a"), false)
	x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupAuto, rows, j, 1000, 4)
	if err != nil {
		t.Fatal(err)
	}
	if !x.Moved || f.finds+f.reads > 0 {
		t.Errorf("moved: %t, %d searches and %d reads, want none", x.Moved, f.finds, f.reads)
	}
}

// An account that is gone only after the plan was made is not created again: no
// guard has counted it.
func TestAnAccountThatIsGoneSinceThePlan(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		f := &fake{}
		f.add(user(1))
		remember(t, dir, map[string]string{"u1@example.com": "MA_1"})
		time.Sleep(reconcile.SettledAfter - time.Second)
		f.accounts = nil
		j := open(t, dir)
		defer j.Close()
		begin(t, j, pin("a"), false)
		x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(1), j, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute) // a person is asked
		a := reconcile.NewApplier(f, f)
		a.Journal = j
		for r, err := range a.Run(t.Context(), t.Context(), x.Plan(t.Context(), rows(1), j)) {
			if err != nil || r.Status != reconcile.Unknown || len(f.posts) > 0 {
				t.Errorf("%s, %v after %v, want unknown", r.Status, err, f.posts)
			}
		}
	})
}
