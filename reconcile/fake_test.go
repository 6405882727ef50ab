package reconcile_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"sync"

	"vobizsync/importer"
	"vobizsync/internal/secret"
	"vobizsync/reconcile"
)

// fake is the API in memory. Its zero value has no accounts and works.
type fake struct {
	perPage int // 100 if 0

	mu       sync.Mutex
	accounts []reconcile.Account
	finds    int
	pages    int
	posts    map[string]int

	// onCreate says what goes wrong with a create: its answer is lost before or
	// after the effect, or it is refused.
	onCreate func(email string, post int) (effect bool, err error)
	onFind   func(email string, find int) error
	hidden   func(email string) bool // from the search
	onPage   func(page int)          // called before a page is read
	profile  reconcile.Profile
	profiles int
}

func (f *fake) add(c importer.Customer) reconcile.Account {
	a := reconcile.Account{AuthID: fmt.Sprintf("MA_%d", len(f.accounts)+1), Customer: c}
	f.accounts = append(f.accounts, a)
	return a
}

func (f *fake) Find(_ context.Context, email string) (reconcile.Account, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.finds++
	if f.onFind != nil {
		if err := f.onFind(email, f.finds); err != nil {
			return reconcile.Account{}, false, err
		}
	}
	for _, a := range f.accounts {
		if strings.EqualFold(a.Email, email) && (f.hidden == nil || !f.hidden(email)) {
			return a, true, nil
		}
	}
	return reconcile.Account{}, false, nil
}

func (f *fake) All(context.Context) iter.Seq2[reconcile.Page, error] {
	return func(yield func(reconcile.Page, error) bool) {
		size := f.perPage
		if size == 0 {
			size = 100
		}
		for n := 0; ; n++ {
			f.mu.Lock()
			f.pages++
			if f.onPage != nil {
				f.onPage(n + 1)
			}
			from, to := min(n*size, len(f.accounts)), min((n+1)*size, len(f.accounts))
			page := reconcile.Page{Total: len(f.accounts), Accounts: f.accounts[from:to]}
			f.mu.Unlock()
			if !yield(page, nil) || to == len(f.accounts) {
				return
			}
		}
	}
}

func (f *fake) Create(_, stop context.Context, c *importer.Customer) (reconcile.Account, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if stop.Err() != nil { // its turn has come too late
		return reconcile.Account{}, &apiError{text: "interrupted", notSent: true}
	}
	if f.posts == nil {
		f.posts = map[string]int{}
	}
	f.posts[c.Email]++
	effect, err := true, error(nil)
	if f.onCreate != nil {
		effect, err = f.onCreate(c.Email, f.posts[c.Email])
	}
	if !effect {
		return reconcile.Account{}, err
	}
	for _, a := range f.accounts {
		if strings.EqualFold(a.Email, c.Email) {
			return reconcile.Account{}, &apiError{text: "in use", refused: true, taken: true}
		}
	}
	a := f.add(*c)
	return a, err
}

func (f *fake) Profile(context.Context) (reconcile.Profile, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.profiles++
	return f.profile, nil
}

// apiError is an error as an adapter gives it.
type apiError struct {
	text                                      string
	refused, taken, forbidden, fatal, notSent bool
	vague                                     bool // taken, but not in so many words
	fields                                    []importer.Field
}

func (e *apiError) Error() string            { return e.text }
func (e *apiError) Refused() bool            { return e.refused }
func (e *apiError) EmailTaken() bool         { return e.taken }
func (e *apiError) SaysEmailTaken() bool     { return e.taken && !e.vague }
func (e *apiError) Forbidden() bool          { return e.forbidden }
func (e *apiError) Fatal() bool              { return e.fatal }
func (e *apiError) NotSent() bool            { return e.notSent }
func (e *apiError) Fields() []importer.Field { return e.fields }

// rows are n valid rows for the e-mails u1@… to un@….
func rows(n int) reconcile.Rows {
	return func(context.Context) iter.Seq2[*importer.Entry, error] {
		return func(yield func(*importer.Entry, error) bool) {
			for i := 1; i <= n; i++ {
				e := entry(i, user(i))
				if !yield(&e, nil) {
					return
				}
			}
		}
	}
}

func user(i int) importer.Customer {
	return importer.Customer{
		Name: fmt.Sprintf("User %d", i), Email: fmt.Sprintf("u%d@example.com", i),
		Phone: fmt.Sprintf("+4930%08d", i), Country: "DE", City: "Berlin",
		Password: secret.New(fmt.Sprintf("Secret#%d", i)),
	}
}
