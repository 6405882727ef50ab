package reconcile_test

import (
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// one applies a plan that creates one customer.
func one(t *testing.T, f *fake, c importer.Customer) (result reconcile.Result) {
	t.Helper()
	e := &importer.Entry{Row: 1, Line: 2, Customer: c}
	a := reconcile.NewApplier(f, f)
	a.Alone = f.alone
	a.Profile = &f.profile
	for r, err := range a.Run(t.Context(), t.Context(), func(yield func(reconcile.Result, error) bool) {
		yield(reconcile.Plan(e, reconcile.Account{}, false), nil)
	}) {
		if err != nil {
			t.Fatal(err)
		}
		result = r
	}
	return result
}

// A server may store an e-mail in another spelling, and lose the answer to the create,
// or have something on the way send it twice: the account is found in its spelling, as
// far as it has what the row submitted, and was made by the request.
func TestALostCreateIsFoundInTheServersSpelling(t *testing.T) {
	now := func(a *reconcile.Account) { a.CreatedAt = time.Now().Format(time.RFC3339Nano) }
	for _, tt := range []struct {
		name, email, stored string
		change              func(*reconcile.Account)
		ours                bool
	}{
		{"punycode", "u1@müller.example", "u1@xn--mller-kva.example", now, true},
		{"without its tag", "u1+shop@example.com", "u1@example.com", now, true},
		{"both", "U1+shop@Müller.example", "u1@xn--mller-kva.example", now, true},
		{"the domain alone", "u1+shop@müller.example", "u1+shop@xn--mller-kva.example", now, true},
		{"without a phone", "u1+shop@example.com", "u1@example.com", func(a *reconcile.Account) { now(a); a.Phone = "" }, true},
		{"another's phone", "u1+shop@example.com", "u1@example.com", func(a *reconcile.Account) { now(a); a.Phone = "+49301" }, false},
		{"another's name", "u1+shop@example.com", "u1@example.com", func(a *reconcile.Account) { now(a); a.Name = "Somebody" }, false},
		{"made yesterday", "u1+shop@example.com", "u1@example.com", func(a *reconcile.Account) { a.CreatedAt = time.Now().Add(-24 * time.Hour).Format(time.RFC3339) }, false},
		{"made nobody knows when", "u1+shop@example.com", "u1@example.com", func(*reconcile.Account) {}, false},
	} {
		for _, how := range []string{"lost", "twice", "twice, and in the list alone"} {
			t.Run(tt.name+", "+how, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					f := &fake{alone: true, profile: reconcile.Profile{CanCreate: true, Max: 10}}
					c := user(1)
					c.Email = tt.email
					f.hidden = func(string) bool { return how == "twice, and in the list alone" }
					f.onCreate = func(_ string, post int) (bool, error) {
						if post > 1 {
							return false, errTaken
						}
						stored := c
						stored.Email = tt.stored
						f.add(stored)
						tt.change(&f.accounts[0])
						if how == "lost" {
							return false, errLost
						}
						return false, &apiError{text: "in use", refused: true, taken: true, sentAt: time.Now()}
					}
					r := one(t, f, c)
					switch {
					case tt.ours && (r.Status != reconcile.Created || r.AuthID != "MA_1" || len(r.Notes) != 1 || f.posts[tt.email] != 1):
						t.Errorf("%s %q, notes %v, after %d POSTs: %v", r.Status, r.AuthID, r.Notes, f.posts[tt.email], r.Problems)
					case !tt.ours && (r.Status == reconcile.Created || r.AuthID != ""):
						t.Errorf("%s %q: not the row's", r.Status, r.AuthID)
					}
				})
			})
		}
	}
}

// An account with another spelling of a row's e-mail may be another row's.
func TestAnotherRowsAccountIsNoOtherSpelling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 10}}
		tagged := user(1)
		tagged.Email = "u1+shop@example.com"
		f.onCreate = func(email string, post int) (bool, error) {
			return email == "u1@example.com" || post > 1, lostFirst(map[bool]int{true: post, false: 2}[email != "u1@example.com"])
		}
		f.answer = func(a *reconcile.Account) {
			f.accounts[len(f.accounts)-1].CreatedAt = time.Now().Format(time.RFC3339)
		}
		a := reconcile.NewApplier(f, f)
		a.Workers, a.InFlight = 1, 1
		var got []reconcile.Result
		for r := range a.Run(t.Context(), t.Context(), func(yield func(reconcile.Result, error) bool) {
			for i, c := range []importer.Customer{user(1), tagged} {
				if !yield(reconcile.Plan(&importer.Entry{Row: i + 1, Line: i + 2, Customer: c}, reconcile.Account{}, false), nil) {
					return
				}
			}
		}) {
			got = append(got, r)
		}
		if got[0].AuthID != "MA_1" || got[1].AuthID != "MA_2" || got[1].Status != reconcile.Created {
			t.Errorf("%s %s and %s %s, want an account each", got[0].Status, got[0].AuthID, got[1].Status, got[1].AuthID)
		}
	})
}

// A 201 with an unknown spelling is read back, although the API does not show the
// account at once.
func TestAnAnswerIsReadBackUntilItIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 10}, answer: func(a *reconcile.Account) { a.Email = "login@example.com" }}
		f.hidden = func(string) bool { return true } // by the row's e-mail
		f.onRead = func(string) error {
			if f.reads <= 2 {
				return &apiError{text: "HTTP 404", refused: true, notFound: true}
			}
			return nil
		}
		if r := one(t, f, user(1)); r.Status != reconcile.Created || r.AuthID != "MA_1" || f.posts["u1@example.com"] != 1 {
			t.Errorf("%s %q after %d POSTs: %v", r.Status, r.AuthID, f.posts["u1@example.com"], r.Problems)
		}
	})
}

// An answer that is about an account which was made just now, and is nobody's whom we
// know, may be of this request, whatever the account has: each further request might
// make one more.
func TestNoPOSTFollowsAnAccountThatMayBeOurs(t *testing.T) {
	for name, posts := range map[string]int{"just now": 1, "yesterday": 6} {
		synctest.Test(t, func(t *testing.T) {
			f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 10}, answer: func(a *reconcile.Account) { a.AuthID, a.Email = "MA_X", "login@example.com" }}
			f.hidden = func(string) bool { return true }
			f.onCreate = func(string, int) (bool, error) {
				f.accounts = []reconcile.Account{{AuthID: "MA_X", Customer: importer.Customer{Name: "LOGIN", Email: "login@example.com", Phone: "+49301"}}}
				if f.accounts[0].CreatedAt = time.Now().Format(time.RFC3339); name != "just now" {
					f.accounts[0].CreatedAt = time.Now().Add(-24 * time.Hour).Format(time.RFC3339)
				}
				return true, nil
			}
			if r := one(t, f, user(1)); r.Status != reconcile.Unknown || r.AuthID != "" || f.posts["u1@example.com"] != posts {
				t.Errorf("%s: %s %q after %d POSTs, want unknown after %d", name, r.Status, r.AuthID, f.posts["u1@example.com"], posts)
			}
		})
	}
}
