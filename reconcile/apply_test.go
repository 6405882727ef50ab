package reconcile_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

var (
	errLost    = errors.New("the connection was reset")
	errRefused = &apiError{text: "HTTP 422", refused: true}
	errTaken   = &apiError{text: "in use", refused: true, taken: true}
	errDenied  = &apiError{text: "HTTP 403", refused: true, forbidden: true}
	errUnsent  = &apiError{text: "connection refused", notSent: true}
)

// apply plans n rows against the fake and applies the plan, in virtual time.
func apply(t *testing.T, f *fake, n int) (results []reconcile.Result, a *reconcile.Applier) {
	t.Helper()
	if f.profile.Max == 0 {
		f.profile = reconcile.Profile{CanCreate: true, Max: 1000}
	}
	a = reconcile.NewApplier(f, f)
	a.Alone = f.alone
	x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(n), nil, n, 4)
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range a.Run(t.Context(), t.Context(), x.Plan(t.Context(), rows(n), nil)) {
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	if len(results) != n {
		t.Fatalf("%d results for %d rows", len(results), n)
	}
	for i, r := range results {
		if r.Row != i+1 || r.Email != user(i+1).Email {
			t.Fatalf("result %d is of row %d, %s", i+1, r.Row, r.Email)
		}
	}
	return results, a
}

// TestWhatBecomesOfACreate tries each kind of answer on row 3 of 5: the other
// rows must not notice.
func TestWhatBecomesOfACreate(t *testing.T) {
	tests := []struct {
		name      string
		onCreate  func(post int) (bool, error)
		onFind    func(find int) error
		elsewhere bool // the e-mail belongs to an account that is ours since the look-up
		status    reconcile.Status
		code      importer.Code
		posts     int
	}{
		{"works", func(int) (bool, error) { return true, nil }, nil, false, reconcile.Created, "", 1},
		{"answer errLost after the effect", func(int) (bool, error) { return true, errLost }, nil, false, reconcile.Created, "", 1},
		{"answer errLost before the effect", func(post int) (bool, error) { return post > 1, lostFirst(post) }, nil, false, reconcile.Created, "", 2},
		{"two answers errLost before the effect", func(post int) (bool, error) { return post > 2, lostUntil(post, 2) }, nil, false, reconcile.Created, "", 3},
		{"every answer lost", func(int) (bool, error) { return false, errLost }, nil, false, reconcile.Unknown, reconcile.InDoubtCode, 6},
		{"answer errLost and the look-up, too", func(int) (bool, error) { return true, errLost }, func(int) error { return errors.New("HTTP 503") }, false, reconcile.Unknown, reconcile.InDoubtCode, 1},
		{"lost, then in use by the account that it made", func(post int) (bool, error) {
			if post == 1 {
				return false, errLost
			}
			return false, errTaken
		}, nil, false, reconcile.Unknown, reconcile.InDoubtCode, 2},
		{"lost, then refused", func(post int) (bool, error) {
			if post == 1 {
				return false, errLost
			}
			return false, errRefused
		}, nil, false, reconcile.Unknown, reconcile.InDoubtCode, 2},
		{"lost, then no connection", func(post int) (bool, error) {
			if post == 1 {
				return false, errLost
			}
			return false, errUnsent
		}, nil, false, reconcile.Unknown, reconcile.InDoubtCode, 2},
		{"in conflict with something else", func(int) (bool, error) {
			return false, &apiError{text: "phone already registered", refused: true, taken: true, vague: true}
		}, nil, false, reconcile.Failed, reconcile.Rejected, 1},
		{"refused", func(int) (bool, error) { return false, errRefused }, nil, false, reconcile.Failed, reconcile.Rejected, 1},
		{"in use by somebody else", func(int) (bool, error) { return false, errTaken }, nil, false, reconcile.Failed, reconcile.EmailTaken, 1},
		{"in use by an account of ours", func(int) (bool, error) { return false, errTaken }, nil, true, reconcile.Exists, "", 1},
		{"in use, and the look-up fails", func(int) (bool, error) { return false, errTaken }, func(int) error { return errors.New("HTTP 503") }, false, reconcile.Failed, reconcile.Unavailable, 1},
		{"no connection", func(int) (bool, error) { return false, errUnsent }, nil, false, reconcile.Failed, reconcile.Unavailable, 1},
		{"an optional field refused", func(post int) (bool, error) {
			if post == 1 {
				return false, &apiError{text: "city", refused: true, fields: []importer.Field{importer.City}}
			}
			return true, nil
		}, nil, false, reconcile.Created, "", 2},
		{"a required field refused", func(int) (bool, error) {
			return false, &apiError{text: "phone", refused: true, fields: []importer.Field{importer.Phone, importer.City}}
		}, nil, false, reconcile.Failed, reconcile.Rejected, 1},
		{"an optional field errRefused that is empty", func(int) (bool, error) {
			return false, &apiError{text: "gstin", refused: true, fields: []importer.Field{importer.GSTIN}}
		}, nil, false, reconcile.Failed, reconcile.Rejected, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const email = "u3@example.com"
				f := &fake{}
				f.onCreate = func(e string, post int) (bool, error) {
					if e != email {
						return true, nil
					}
					if tt.elsewhere {
						f.add(user(3))
					}
					return tt.onCreate(post)
				}
				if tt.onFind != nil {
					f.onFind = func(_ string, find int) error { return tt.onFind(find) }
				}
				results, _ := apply(t, f, 5)
				r := results[2]
				code := importer.Code("")
				if len(r.Problems) > 0 {
					code = r.Problems[0].Code
				}
				if r.Status != tt.status || code != tt.code || f.posts[email] != tt.posts {
					t.Errorf("%s (%s) after %d POSTs, want %s (%s) after %d: %v", r.Status, code, f.posts[email], tt.status, tt.code, tt.posts, r.Problems)
				}
				if has := r.AuthID != ""; has != (r.Status == reconcile.Created || r.Status == reconcile.Exists) {
					t.Errorf("%s with auth_id %q", r.Status, r.AuthID)
				}
				for _, i := range []int{0, 1, 3, 4} {
					if results[i].Status != reconcile.Created {
						t.Errorf("row %d is %s", i+1, results[i].Status)
					}
				}
			})
		})
	}
}

// The search may mind the case of an e-mail: after a lost answer it is asked for
// in lower case, too.
func TestALostCreateIsFoundWhateverItsCase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 10}}
		f.onCreate = func(_ string, post int) (bool, error) { return true, errLost }
		var sought []string
		f.onFind = func(email string, _ int) error {
			sought = append(sought, email)
			return nil
		}
		f.hidden = func(email string) bool { return email != strings.ToLower(email) }
		c := user(1)
		c.Email = "U1@example.com"
		e := &importer.Entry{Row: 1, Line: 2, Customer: c}
		plan := func(yield func(reconcile.Result, error) bool) {
			yield(reconcile.Plan(e, reconcile.Account{}, false), nil)
		}
		for r, err := range reconcile.NewApplier(f, f).Run(t.Context(), t.Context(), plan) {
			if err != nil || r.Status != reconcile.Created || f.posts["u1@example.com"]+f.posts["U1@example.com"] != 1 {
				t.Errorf("%s, %v after %v, searches %q", r.Status, err, f.posts, sought)
			}
		}
	})
}

// A server that answers every search and loses every create is noticed over all
// rows: the run ends, and the rows that it did not come to were not tried.
func TestAnAPIThatAnswersNoCreateEndsTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 500
		f := &fake{onCreate: func(string, int) (bool, error) { return false, errLost }}
		results, a := apply(t, f, n)
		counts, posts := map[reconcile.Status]int{}, 0
		for _, r := range results {
			counts[r.Status]++
			posts += f.posts[r.Email]
		}
		if counts[reconcile.Unknown] > 2*a.Workers || counts[reconcile.Unknown]+counts[reconcile.Skipped] != n || posts > 12*a.Workers {
			t.Errorf("%v after %d POSTs, want a few unknown and the rest skipped", counts, posts)
		}
		if last := results[n-1].Problems; len(last) != 1 || last[0].Code != reconcile.Unavailable {
			t.Errorf("the last row says %v, want unavailable", last)
		}
		h := a.Halted()
		var hinted interface{ Advice() string }
		if h == nil || h.Err == nil || !errors.As(h.Err, &hinted) || hinted.Advice() == "" {
			t.Errorf("the run ended with %+v, want an error with a hint", h)
		}
	})
}

// Rows whose doubt can't be settled hold no other up.
func TestDoubtsThatStayDoNotHoldTheOthersUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		lost := map[string]bool{}
		f := &fake{}
		f.onCreate = func(email string, _ int) (bool, error) {
			mu.Lock()
			defer mu.Unlock()
			if len(lost) < 15 || lost[email] {
				lost[email] = true
				return false, errLost
			}
			return true, nil
		}
		f.onFind = func(string, int) error { return errRefused }
		results, a := apply(t, f, 60)
		counts := map[reconcile.Status]int{}
		for _, r := range results {
			counts[r.Status]++
		}
		if counts[reconcile.Unknown] != 15 || counts[reconcile.Created] != 45 || a.Halted() != nil {
			t.Errorf("%v, halted by %v, want 15 unknown and 45 created", counts, a.Halted())
		}
	})
}

// A lost answer now and then ends nothing.
func TestLostAnswersBetweenOthersEndNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{onCreate: func(_ string, post int) (bool, error) { return post > 1, lostFirst(post) }}
		results, a := apply(t, f, 400)
		for _, r := range results {
			if r.Status != reconcile.Created {
				t.Fatalf("row %d is %s: %v", r.Row, r.Status, r.Problems)
			}
		}
		if h := a.Halted(); h != nil {
			t.Errorf("the run was stopped: %+v", h)
		}
	})
}

func lostFirst(post int) error { return lostUntil(post, 1) }

func lostUntil(post, n int) error {
	if post <= n {
		return errLost
	}
	return nil
}

func TestARefusedOptionalFieldIsDroppedAndSaid(t *testing.T) {
	f := &fake{onCreate: func(_ string, post int) (bool, error) {
		if post == 1 {
			return false, &apiError{refused: true, fields: []importer.Field{importer.City, importer.City}}
		}
		return true, nil
	}}
	results, _ := apply(t, f, 1)
	if d := results[0].Dropped; len(d) != 1 || d[0] != importer.City {
		t.Errorf("dropped = %q, want city", d)
	}
	if got := f.accounts[0].City; got != "" {
		t.Errorf("the account was created with city %q", got)
	}
	if got := results[0].Entry.Customer.City; got != "Berlin" {
		t.Errorf("the row has errLost its own city: %q", got)
	}
}

func TestAFullQuotaSkipsTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{}
		f.profile = reconcile.Profile{CanCreate: true, Max: 1000}
		f.onCreate = func(string, int) (bool, error) {
			if len(f.accounts) == 20 {
				f.profile = reconcile.Profile{CanCreate: true, Accounts: 1000, Max: 1000}
				return false, errDenied
			}
			return true, nil
		}
		results, a := apply(t, f, 60)
		count := map[reconcile.Status]int{}
		for _, r := range results {
			count[r.Status]++
			if r.Status == reconcile.Skipped && r.Problems[0].Code != reconcile.QuotaExceeded {
				t.Errorf("row %d is skipped for %s", r.Row, r.Problems[0].Code)
			}
		}
		if count[reconcile.Created] != 20 || count[reconcile.Skipped] != 40 {
			t.Errorf("got %v, want 20 created and 40 skipped", count)
		}
		if h := a.Halted(); h == nil || h.Code != reconcile.QuotaExceeded || h.Err != nil {
			t.Errorf("halt = %+v, want one for the quota that is not a failure of the run", h)
		}
	})
}

func TestAMissingRightEndsTheRun(t *testing.T) {
	for name, profile := range map[string]reconcile.Profile{
		"may not create":        {CanCreate: false, Max: 1000},
		"room, but still a 403": {CanCreate: true, Max: 1000},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &fake{profile: profile, onCreate: func(string, int) (bool, error) { return false, errDenied }}
				results, a := apply(t, f, 30)
				count := map[reconcile.Status]int{}
				for _, r := range results {
					count[r.Status]++
					if r.Problems[0].Code != reconcile.Forbidden {
						t.Errorf("row %d is %s (%s)", r.Row, r.Status, r.Problems[0].Code)
					}
				}
				// Those that were asked for at the same time fail, too.
				if count[reconcile.Failed] < 1 || count[reconcile.Failed] > a.Workers || count[reconcile.Failed]+count[reconcile.Skipped] != 30 {
					t.Errorf("got %v, want one to %d failed, the rest skipped", count, a.Workers)
				}
				if h := a.Halted(); h == nil || h.Err == nil {
					t.Errorf("halt = %+v, want one that fails the run", h)
				}
			})
		})
	}
}

var errSignal = errors.New("a signal")

func TestStopStartsNoFurtherRow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 100}}
		a := reconcile.NewApplier(f, f)
		stop, interrupt := context.WithCancelCause(t.Context())
		f.onCreate = func(string, int) (bool, error) {
			if len(f.accounts) == 9 {
				interrupt(errSignal)
			}
			return true, nil
		}
		a.Workers, a.InFlight = 1, 1
		x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(30), nil, 30, 1)
		if err != nil {
			t.Fatal(err)
		}
		count := map[reconcile.Status]int{}
		for r, err := range a.Run(t.Context(), stop, x.Plan(t.Context(), rows(30), nil)) {
			if err != nil {
				t.Fatal(err)
			}
			count[r.Status]++
			if r.Status == reconcile.Skipped && reconcile.Text(r.Problems) != "not tried: a signal" {
				t.Errorf("row %d says %q", r.Row, reconcile.Text(r.Problems))
			}
		}
		if h := a.Halted(); h == nil || !errors.Is(h, errSignal) {
			t.Errorf("the run was halted by %v, want the cause of its stop", h)
		}
		if count[reconcile.Created] != 10 || count[reconcile.Skipped] != 20 {
			t.Errorf("got %v, want 10 created and 20 skipped", count)
		}
		if len(f.accounts) != 10 {
			t.Errorf("%d accounts, want 10", len(f.accounts))
		}
	})
}

// A errLost answer whose account the search shows only seconds later is found all
// the same, and no second POST is sent.
func TestASearchThatLagsIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{}
		var hidden []reconcile.Account
		f.onCreate = func(string, int) (bool, error) { return true, errLost }
		f.onFind = func(_ string, find int) error {
			switch {
			case find < 4:
				if len(f.accounts) > 0 {
					hidden, f.accounts = f.accounts, nil
				}
			case hidden != nil:
				f.accounts, hidden = hidden, nil
			}
			return nil
		}
		results, _ := apply(t, f, 1)
		if r := results[0]; r.Status != reconcile.Created || f.posts[r.Email] != 1 {
			t.Errorf("%s after %d POSTs, want created after 1", r.Status, f.posts[r.Email])
		}
	})
}

func TestTextJoinsTheProblems(t *testing.T) {
	got := reconcile.Text([]importer.Problem{{Field: importer.Phone, Message: "is too short"}, {Message: "the row is odd"}})
	if want := "phone: is too short; the row is odd"; got != want || strings.HasSuffix(got, ".") {
		t.Errorf("Text = %q, want %q", got, want)
	}
}
