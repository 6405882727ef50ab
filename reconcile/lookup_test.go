package reconcile_test

import (
	"fmt"
	"testing"

	"vobizsync/reconcile"
)

func TestLookUpTakesTheCheaperWay(t *testing.T) {
	tests := []struct {
		mode           reconcile.LookupMode
		rows, accounts int
		pages, finds   int
	}{
		{reconcile.LookupAuto, 0, 1000, 0, 0},
		{reconcile.LookupAuto, 5, 0, 1, 0},
		{reconcile.LookupAuto, 5, 100, 1, 0},
		{reconcile.LookupAuto, 1, 101, 2, 0},
		{reconcile.LookupAuto, 5, 550, 6, 0},
		{reconcile.LookupAuto, 5, 700, 1, 5},
		{reconcile.LookupAuto, 5, 100_000, 1, 5},
		{reconcile.LookupAuto, 500, 2000, 20, 0},
		{reconcile.LookupSearch, 50, 10, 0, 50},
		{reconcile.LookupList, 1, 1000, 10, 0},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s %d rows %d accounts", tt.mode, tt.rows, tt.accounts), func(t *testing.T) {
			f := &fake{}
			for i := range tt.accounts {
				c := user(0)
				c.Email = fmt.Sprintf("other%d@example.com", i)
				f.add(c)
			}
			if _, err := reconcile.LookUp(t.Context(), f, tt.mode, rows(tt.rows), nil, tt.rows, 4); err != nil {
				t.Fatal(err)
			}
			if f.pages != tt.pages || f.finds != tt.finds {
				t.Errorf("%d pages and %d searches, want %d and %d", f.pages, f.finds, tt.pages, tt.finds)
			}
			if most := min(tt.rows, (tt.accounts+99)/100) + 1; tt.mode == reconcile.LookupAuto && f.pages+f.finds > most {
				t.Errorf("%d requests, want %d at most", f.pages+f.finds, most)
			}
		})
	}
}

// statuses plans the rows and counts what comes of them.
func statuses(t *testing.T, x *reconcile.Existing, rows reconcile.Rows) map[reconcile.Status]int {
	t.Helper()
	m := map[reconcile.Status]int{}
	for r, err := range x.Plan(t.Context(), rows, nil) {
		if err != nil {
			t.Fatal(err)
		}
		m[r.Status]++
	}
	return m
}

func TestEveryModeFindsTheSame(t *testing.T) {
	for _, mode := range []reconcile.LookupMode{reconcile.LookupAuto, reconcile.LookupSearch, reconcile.LookupList} {
		t.Run(string(mode), func(t *testing.T) {
			f := &fake{perPage: 7}
			for i := 1; i <= 100; i += 2 {
				c := user(i)
				if i%10 == 1 {
					c.Name = "Somebody else"
				}
				c.Email = fmt.Sprintf("U%d@Example.com", i)
				f.add(c)
			}
			x, err := reconcile.LookUp(t.Context(), f, mode, rows(60), nil, 60, 4)
			if err != nil {
				t.Fatal(err)
			}
			got := statuses(t, x, rows(60))
			if got[reconcile.Create] != 30 || got[reconcile.Exists] != 24 || got[reconcile.Differs] != 6 {
				t.Errorf("got %v, want 30 to create, 24 that exist, 6 that differ", got)
			}
		})
	}
}

// While the list is read, somebody else creates an account, and the order is by
// name: the new one lands on a page that was read already, and the one that
// ends that page moves to the next.
func TestAListThatMovesIsMadeUpFor(t *testing.T) {
	f := &fake{perPage: 10}
	for i := 1; i <= 40; i++ {
		f.add(user(i))
	}
	f.onPage = func(page int) {
		if page == 3 {
			late := reconcile.Account{AuthID: "MA_late", Customer: user(41)}
			f.accounts = append([]reconcile.Account{late}, f.accounts...)
		}
	}
	x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(45), nil, 45, 4)
	if err != nil {
		t.Fatal(err)
	}
	if !x.Moved {
		t.Fatal("nobody noticed that the list moved")
	}
	got := statuses(t, x, rows(45))
	if got[reconcile.Exists] != 41 || got[reconcile.Create] != 4 {
		t.Errorf("got %v, want 41 that exist and 4 to create", got)
	}
	if f.finds != 5 {
		t.Errorf("%d searches, want one for each of the 5 rows that the list had no account for", f.finds)
	}
}

func TestALotOfAccountsOfOneHashSlotAreToldApart(t *testing.T) {
	f := &fake{}
	for i := 1; i <= 3000; i++ {
		f.add(user(i))
	}
	x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(1), nil, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 3000; i++ {
		a, ok := x.Find(user(i).Email)
		if !ok || a.AuthID != fmt.Sprintf("MA_%d", i) || a.Phone != user(i).Phone || a.City != "Berlin" {
			t.Fatalf("Find(%q) = %+v, %v", user(i).Email, a, ok)
		}
	}
	if _, ok := x.Find("nobody@example.com"); ok {
		t.Error("an account was found for nobody")
	}
}
