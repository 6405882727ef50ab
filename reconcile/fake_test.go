package reconcile_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/secret"
	"vobizsync/reconcile"
)

// fake is the API in memory. Its zero value has no accounts and works.
type fake struct {
	alone   bool // no other run is under way
	perPage int  // 100 if 0

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
	onRead   func(authID string) error
	answer   func(*reconcile.Account) // changes the answer to a create
	listed   func(email string) bool  // in the list; nil for all
	reads    int
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

func (f *fake) Account(_ context.Context, authID string) (reconcile.Account, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads++
	if f.onRead != nil {
		if err := f.onRead(authID); err != nil {
			return reconcile.Account{}, err
		}
	}
	for _, a := range f.accounts {
		if a.AuthID == authID {
			return a, nil
		}
	}
	return reconcile.Account{}, &apiError{text: "HTTP 404", refused: true, notFound: true}
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
			all := slices.DeleteFunc(slices.Clone(f.accounts), func(a reconcile.Account) bool { return f.listed != nil && !f.listed(a.Email) })
			from, to := min(n*size, len(all)), min((n+1)*size, len(all))
			page := reconcile.Page{Total: len(all), Accounts: all[from:to]}
			f.mu.Unlock()
			if !yield(page, nil) || to == len(all) {
				return
			}
		}
	}
}

func (f *fake) Create(_, stop context.Context, c *importer.Customer, ready func() error) (reconcile.Account, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if stop.Err() != nil { // its turn has come too late
		return reconcile.Account{}, &apiError{text: "interrupted", notSent: true}
	}
	if err := ready(); err != nil {
		return reconcile.Account{}, &apiError{text: err.Error(), notSent: true}
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
	if f.answer != nil {
		f.answer(&a)
	}
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
	notFound                                  bool
	sentAt                                    time.Time
	fields                                    []importer.Field
}

func (e *apiError) Error() string            { return e.text }
func (e *apiError) Refused() bool            { return e.refused }
func (e *apiError) EmailTaken() bool         { return e.taken }
func (e *apiError) SaysEmailTaken() bool     { return e.taken && !e.vague }
func (e *apiError) Forbidden() bool          { return e.forbidden }
func (e *apiError) Fatal() bool              { return e.fatal }
func (e *apiError) NotSent() bool            { return e.notSent }
func (e *apiError) NotFound() bool           { return e.notFound }
func (e *apiError) SentAt() time.Time        { return e.sentAt }
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
