package reconcile_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// Something on the way may send a create twice, and hand on the second answer.
func TestAnAccountThatIsTakenByOurOwnRequestIsOurs(t *testing.T) {
	sent := time.Date(2026, 3, 1, 12, 0, 0, 500_000_000, time.UTC)
	for createdAt, want := range map[string]string{
		"2026-03-01T12:00:00Z":      "created ",
		"2026-03-01T12:00:03.5Z":    "created ",
		"2026-03-01T11:59:59Z":      "exists ",
		"2025-03-01T12:00:00+05:30": "exists ",
		"":                          "exists the account may come from a copy of this request, made on the way: its password is not confirmed",
	} {
		synctest.Test(t, func(t *testing.T) {
			f := &fake{alone: true}
			f.onCreate = func(string, int) (bool, error) {
				f.add(user(1))
				f.accounts[0].CreatedAt = createdAt
				return false, &apiError{text: "in use", refused: true, taken: true, sentAt: sent}
			}
			results, _ := apply(t, f, 1)
			if got := string(results[0].Status) + " " + reconcile.Text(results[0].Notes); got != want || results[0].AuthID != "MA_1" {
				t.Errorf("created_at %q: %q, want %q", createdAt, got, want)
			}
		})
	}
}

// Where another run may be under way, it may have made the account in that moment.
func TestAnAccountThatIsTakenMayBeOfAnotherRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
		f := &fake{}
		f.onCreate = func(string, int) (bool, error) {
			f.add(user(1))
			f.accounts[0].CreatedAt = sent.Format(time.RFC3339)
			return false, &apiError{text: "in use", refused: true, taken: true, sentAt: sent}
		}
		if results, _ := apply(t, f, 1); results[0].Status != reconcile.Exists || results[0].AuthID != "MA_1" {
			t.Errorf("%s %s, want exists MA_1", results[0].Status, results[0].AuthID)
		}
	})
}

// The answer to a create may spell the e-mail in another way, and may be about
// somebody else.
func TestWhatAnAnswerToACreateIsAbout(t *testing.T) {
	for _, tt := range []struct {
		name   string
		email  string // of the row
		answer func(*reconcile.Account)
		stored func(*reconcile.Account)
		note   bool
		finds  int // the account is searched for, since the answer is not believed
	}{
		{"the same", "u1@example.com", func(*reconcile.Account) {}, nil, false, 0},
		{"no e-mail", "u1@example.com", func(a *reconcile.Account) { a.Email = "" }, nil, false, 0},
		{"case", "U1@example.com", func(a *reconcile.Account) { a.Email = "u1@EXAMPLE.com" }, nil, false, 0},
		{"punycode", "u1@müller.example", func(a *reconcile.Account) { a.Email = "u1@xn--mller-kva.example" }, nil, true, 0},
		{"without its tag", "u1+shop@example.com", func(a *reconcile.Account) { a.Email = "u1@example.com" }, nil, true, 0},
		{"another, but with the row's name and phone", "u1@example.com", func(a *reconcile.Account) { a.Email = "login@example.com" }, func(*reconcile.Account) {}, true, 0},
		{"another", "u1@example.com", func(a *reconcile.Account) { a.Email = "login@example.com" }, func(a *reconcile.Account) { a.Phone = "+49301" }, false, 1},
		{"another, and not there", "u1@example.com", func(a *reconcile.Account) { a.AuthID, a.Email = "MA_9", "x@example.com" }, nil, false, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &fake{answer: tt.answer}
				c := user(1)
				c.Email = tt.email
				f.onRead = func(string) error {
					if tt.stored == nil {
						return errLost
					}
					tt.stored(&f.accounts[0])
					return nil
				}
				e := &importer.Entry{Row: 1, Line: 2, Customer: c}
				plan := func(yield func(reconcile.Result, error) bool) {
					yield(reconcile.Plan(e, reconcile.Account{}, false), nil)
				}
				for r, err := range reconcile.NewApplier(f, f).Run(t.Context(), t.Context(), plan) {
					if err != nil || r.Status != reconcile.Created || r.AuthID != "MA_1" || (len(r.Notes) > 0) != tt.note || f.finds != tt.finds || f.posts[tt.email] != 1 {
						t.Errorf("%s %s, notes %q, %v, after %d POSTs and %d searches", r.Status, r.AuthID, r.Notes, err, f.posts[tt.email], f.finds)
					}
				}
			})
		})
	}
}

// An auth id that this run has for one e-mail is never that of another.
func TestAnAuthIDIsOneCustomers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{answer: func(a *reconcile.Account) { a.AuthID, a.Email = "MA_1", "" }}
		results, _ := apply(t, f, 5)
		seen := map[string]bool{}
		for _, r := range results {
			if r.Status != reconcile.Created || seen[r.AuthID] || f.posts[r.Email] != 1 {
				t.Errorf("row %d: %s %s after %d POSTs", r.Row, r.Status, r.AuthID, f.posts[r.Email])
			}
			seen[r.AuthID] = true
		}
	})
}

// A search that minds case, or that lags, does not make an own account another's:
// the list is read before that is said, once for all rows.
func TestTheListIsReadBeforeAnEmailIsSomebodyElses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{hidden: func(string) bool { return true }, profile: reconcile.Profile{CanCreate: true, Max: 100}}
		f.onCreate = func(email string, _ int) (bool, error) {
			if email < "u3" {
				f.add(importer.Customer{Email: email})
			}
			return false, errTaken
		}
		var plan []reconcile.Result
		for e := range rows(4)(t.Context()) {
			plan = append(plan, reconcile.Plan(e, reconcile.Account{}, false))
		}
		a := reconcile.NewApplier(f, f)
		a.Workers, a.InFlight = 1, 1
		want := []reconcile.Status{reconcile.Differs, reconcile.Failed, reconcile.Failed, reconcile.Failed}
		var got []reconcile.Status
		for r := range a.Run(t.Context(), t.Context(), func(yield func(reconcile.Result, error) bool) {
			for _, r := range plan {
				if !yield(r, nil) {
					return
				}
			}
		}) {
			got = append(got, r.Status)
		}
		if !slices.Equal(got, want) || f.pages != 1 {
			t.Errorf("%v after %d pages, want %v after one: the list is that of the first", got, f.pages, want)
		}
	})
}

func deny(denied func(i int) bool) func(string, int) (bool, error) {
	return func(email string, _ int) (bool, error) {
		var i int
		_, _ = fmt.Sscanf(email, "u%d@", &i)
		if denied(i) {
			return false, errDenied
		}
		return true, nil
	}
}

// A firewall may have something against single rows.
func TestADeniedRowEndsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{onCreate: deny(func(i int) bool { return i%3 == 0 })}
		results, a := apply(t, f, 120)
		for _, r := range results {
			want, code := reconcile.Created, importer.Code("")
			if r.Row%3 == 0 {
				want, code = reconcile.Failed, reconcile.Forbidden
			}
			if r.Status != want || code != "" && r.Problems[0].Code != code {
				t.Errorf("row %d is %s %v", r.Row, r.Status, r.Problems)
			}
		}
		if h := a.Halted(); h != nil {
			t.Errorf("the run was halted: %v", h)
		}
	})
}

// Five in a row are about the partner, and so are twenty where a create that was
// under way has gone through meanwhile.
func TestDeniedRowsInARowEndTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{onCreate: deny(func(i int) bool { return i > 10 }), profile: reconcile.Profile{CanCreate: true, Max: 1000}}
		a := reconcile.NewApplier(f, f)
		a.Workers, a.InFlight = 1, 1
		counts := map[reconcile.Status]int{}
		for r := range a.Run(t.Context(), t.Context(), (&reconcile.Existing{}).Plan(t.Context(), rows(60), nil)) {
			counts[r.Status]++
		}
		if counts[reconcile.Created] != 10 || counts[reconcile.Failed] != 5 || counts[reconcile.Skipped] != 45 || f.profiles != 2 {
			t.Errorf("%v after asking for the profile %d times, want 10 created, 5 failed, the rest skipped, asked twice", counts, f.profiles)
		}
		if h := a.Halted(); h == nil || h.Code != reconcile.Forbidden || h.Err == nil {
			t.Errorf("halted by %+v", h)
		}
	})
}

// A look-up that fails for one e-mail fails that row.
func TestAFailedLookUpFailsItsRow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 100}}
		f.onFind = func(email string, _ int) error {
			if email == "u2@example.com" {
				return errRefused
			}
			return nil
		}
		x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupSearch, rows(3), nil, 3, 2)
		if err != nil {
			t.Fatal(err)
		}
		for r, err := range reconcile.NewApplier(f, f).Run(t.Context(), t.Context(), x.Plan(t.Context(), rows(3), nil)) {
			want := reconcile.Created
			if r.Row == 2 {
				want = reconcile.Failed
			}
			if err != nil || r.Status != want || r.Row == 2 && r.Problems[0].Code != reconcile.Unavailable {
				t.Errorf("row %d: %s %v %v", r.Row, r.Status, r.Problems, err)
			}
		}
		if n := f.posts["u2@example.com"]; n > 0 {
			t.Errorf("%d POSTs for the row", n)
		}
	})
}

// Ten in a row by the network end the look-up; what the server has against e-mails
// does not.
func TestLookUpsThatFailInARow(t *testing.T) {
	for _, tt := range []struct {
		err  error
		from int // e-mails from that one on fail
		ends bool
	}{{errLost, 1, true}, {errLost, 32, false}, {errRefused, 1, false}} {
		f := &fake{onFind: func(email string, _ int) error {
			var i int
			if _, _ = fmt.Sscanf(email, "u%d@", &i); i >= tt.from {
				return tt.err
			}
			return nil
		}}
		_, err := reconcile.LookUp(t.Context(), f, reconcile.LookupSearch, rows(40), nil, 40, 2)
		if (err != nil) != tt.ends {
			t.Errorf("%v from e-mail %d on: %v", tt.err, tt.from, err)
		}
	}
}

// An own create that the look-up does not show is read by its auth id, and never
// sent again while it is there.
func TestAnOwnCreate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		age    time.Duration
		onRead func(*fake) error
		status reconcile.Status
		code   importer.Code
		posts  int
	}{
		{"is there", time.Minute, nil, reconcile.Exists, "", 0},
		{"has another e-mail", time.Minute, func(f *fake) error { f.accounts[0].Email = "new@example.com"; return nil }, reconcile.Differs, "", 0},
		{"is not there yet", time.Minute, func(f *fake) error { f.accounts = nil; return nil }, reconcile.Unknown, reconcile.InDoubtCode, 0},
		{"was removed", 2 * time.Hour, func(f *fake) error { f.accounts = nil; return nil }, reconcile.Created, "", 1},
		{"can't be read", 2 * time.Hour, func(*fake) error { return errLost }, reconcile.Unknown, reconcile.Unavailable, 0},
	} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			f := &fake{}
			f.add(user(1))
			f.onRead = func(string) error {
				if tt.onRead == nil {
					return nil
				}
				return tt.onRead(f)
			}
			j := open(t, dir)
			begin(t, j, pin("a"), false)
			sent := intent(1, "u1@example.com")
			if err := j.Intent(sent)(); err != nil {
				t.Fatal(err)
			}
			sent.Status, sent.AuthID = reconcile.Created, "MA_1"
			if err := errors.Join(j.Outcome(sent), j.Close()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(tt.age)
			j = open(t, dir)
			defer j.Close()
			begin(t, j, pin("b"), false)
			f.listed, f.hidden = func(string) bool { return false }, func(string) bool { return true }
			x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(1), j, 1, 1)
			if err != nil {
				t.Fatal(err)
			}
			a := reconcile.NewApplier(f, f)
			a.Journal = j
			for r, err := range a.Run(t.Context(), t.Context(), x.Plan(t.Context(), rows(1), j)) {
				code := importer.Code("")
				if len(r.Problems) > 0 {
					code = r.Problems[0].Code
				}
				if err != nil || r.Status != tt.status || code != tt.code || f.posts[r.Email] != tt.posts {
					t.Errorf("%s: %s (%s) after %d POSTs, %v: %v", tt.name, r.Status, code, f.posts[r.Email], r.Problems, err)
				}
			}
		})
	}
}

// An account of a lost create is ours if it was made at about that time.
func TestAnAccountOfAnotherTimeIsNotAdopted(t *testing.T) {
	for createdAt, want := range map[string]reconcile.Status{
		"":         reconcile.Created,
		"-4m":      reconcile.Created,
		"-6m":      reconcile.Exists,
		"59m":      reconcile.Created,
		"61m":      reconcile.Exists,
		"-10000h":  reconcile.Exists,
		"the past": reconcile.Created, // it does not say
	} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			lostCreate(t, dir)
			f := &fake{}
			f.add(user(1))
			f.accounts[0].CreatedAt = createdAt
			if d, err := time.ParseDuration(createdAt); err == nil {
				f.accounts[0].CreatedAt = time.Now().Add(d).Format(time.RFC3339)
			}
			time.Sleep(48 * time.Hour)
			j := open(t, dir)
			begin(t, j, pin("a"), false)
			x, err := reconcile.LookUp(t.Context(), f, reconcile.LookupList, rows(1), nil, 1, 1)
			if err != nil {
				t.Fatal(err)
			}
			a := reconcile.NewApplier(f, f)
			a.Journal = j
			for r, err := range a.Run(t.Context(), t.Context(), x.Plan(t.Context(), rows(1), j)) {
				if err != nil || r.Status != want || r.AuthID != "MA_1" || (len(r.Notes) > 0) != (want == reconcile.Exists) {
					t.Errorf("created_at %q: %s %v %v, want %s", createdAt, r.Status, r.Notes, err, want)
				}
			}
			if err := j.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A made password that the API refuses by name is replaced, once.
func TestAMadePasswordThatIsRefusedIsReplaced(t *testing.T) {
	for refusals, want := range map[int]reconcile.Status{1: reconcile.Created, 2: reconcile.Failed} {
		synctest.Test(t, func(t *testing.T) {
			dir := t.TempDir()
			c, err := reconcile.OpenCredentials(dir, false)
			if err != nil {
				t.Fatal(err)
			}
			f := &fake{onCreate: func(_ string, post int) (bool, error) {
				if post <= refusals {
					return false, &apiError{text: "password", refused: true, fields: []importer.Field{importer.Password}}
				}
				return true, nil
			}}
			a := reconcile.NewApplier(f, f)
			a.Credentials = c
			e := entry(1, user(1))
			e.Customer.Password = importer.Customer{}.Password
			for r := range a.Run(t.Context(), t.Context(), func(yield func(reconcile.Result, error) bool) {
				yield(reconcile.Plan(&e, reconcile.Account{}, false), nil)
			}) {
				if r.Status != want {
					t.Errorf("%d refusals: %s %v", refusals, r.Status, r.Problems)
				}
			}
			text, err := os.ReadFile(filepath.Join(dir, reconcile.CredentialsFile))
			if err != nil {
				t.Fatal(err)
			}
			if want == reconcile.Created && !strings.Contains(string(text), ",MA_1,"+f.accounts[0].Password.Reveal()+"\n") {
				t.Errorf("the password of the account is not confirmed:\n%s", text)
			}
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// early is an API that answers its first create only after another was denied.
type early struct {
	*fake
	first  atomic.Bool
	denied chan struct{}
	once   sync.Once
}

func (e *early) Create(calls, stop context.Context, c *importer.Customer, ready func() error) (reconcile.Account, error) {
	if err := ready(); err != nil {
		return reconcile.Account{}, err
	}
	yes := func() error { return nil }
	if e.first.CompareAndSwap(false, true) {
		<-e.denied
		e.mu.Lock()
		e.onCreate = nil
		e.mu.Unlock()
		a, err := e.fake.Create(calls, stop, c, yes)
		e.mu.Lock()
		e.onCreate = denyAll
		e.mu.Unlock()
		return a, err
	}
	wait := 2 * time.Second // meanwhile the first is answered
	e.once.Do(func() {
		wait = 0
		time.AfterFunc(time.Second, func() { close(e.denied) })
	})
	a, err := e.fake.Create(calls, stop, c, yes)
	time.Sleep(wait)
	return a, err
}

func denyAll(string, int) (bool, error) { return false, errDenied }

// Twenty that are denied in a row end the run in any case: also where a create that
// was under way at the first of them has gone through.
func TestTwentyDeniedRowsEndTheRun(t *testing.T) {
	for _, through := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			const n = 60
			f := &fake{profile: reconcile.Profile{CanCreate: true, Max: 1000}, onCreate: denyAll}
			var accounts reconcile.Accounts = f
			created, denied := 0, 5
			if through {
				accounts, created, denied = &early{fake: f, denied: make(chan struct{})}, 1, 20
			}
			a := reconcile.NewApplier(accounts, f)
			a.Workers, a.InFlight = 2, 2
			counts := map[reconcile.Status]int{}
			for r, err := range a.Run(t.Context(), t.Context(), (&reconcile.Existing{}).Plan(t.Context(), rows(n), nil)) {
				if err != nil {
					t.Fatal(err)
				}
				counts[r.Status]++
			}
			// The one that is under way at the last of them fails, too.
			if f := counts[reconcile.Failed]; counts[reconcile.Created] != created || f < denied || f > denied+1 || counts[reconcile.Skipped] != n-created-f {
				t.Errorf("%v, want %d created, %d failed, and the rest skipped", counts, created, denied)
			}
			if h := a.Halted(); h == nil || h.Code != reconcile.Forbidden {
				t.Errorf("halted by %+v", h)
			}
		})
	}
}
