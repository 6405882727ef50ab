package reconcile

import (
	"context"
	"iter"
	"strconv"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/secret"
)

// Account is a customer's account as the API describes it.
type Account struct {
	AuthID    string      // opaque, as "MA_…"
	AuthToken secret.Text // the API sends it in every answer

	// Customer holds the fields that a file can fill, as the API has them; the
	// password is always empty.
	importer.Customer

	KYCStatus   string
	CashCredits string // a decimal number in the wallet's currency, as "1300.00000"
	IsActive    string // "true" or "false"; "" where the API does not say
	CreatedAt   string // RFC 3339
}

// Inactive reports whether the API says that the account can't be used.
func (a *Account) Inactive() bool {
	active, err := strconv.ParseBool(a.IsActive)
	return err == nil && !active
}

// Active reports whether the API says that the account can be used.
func (a *Account) Active() bool {
	active, err := strconv.ParseBool(a.IsActive)
	return err == nil && active
}

// created is when the account was created, zero where the API does not say.
func (a *Account) created() time.Time {
	t, err := time.Parse(time.RFC3339, a.CreatedAt)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Page is a part of the list of all accounts.
type Page struct {
	Accounts []Account
	Total    int // accounts in the whole list, at the time of this page
	// Odd is how many items more it has: accounts without an e-mail or an auth id.
	Odd int
	// Unnamed are the e-mails of those that have one.
	Unnamed []string
}

// Directory finds accounts that exist.
type Directory interface {
	// Find returns the account whose e-mail is the given one without regard to
	// case, over all pages of the search's answer.
	Find(ctx context.Context, email string) (account Account, found bool, err error)
	// All returns the pages of the list of all accounts, from the first on.
	// Accounts may be in two pages, or in none, when the list moves meanwhile.
	All(ctx context.Context) iter.Seq2[Page, error]
	// Account reads one account. The error of one that is not there says so by its
	// method NotFound.
	Account(ctx context.Context, authID string) (Account, error)
}

// Accounts is what a run acts on: it finds accounts and creates them.
type Accounts interface {
	Directory
	// Create creates an account, which e-mails the customer and can't be undone.
	// Nothing is sent once stop has ended; a request under way continues until calls
	// ends, which must not be before stop does. Ready is asked when the request's
	// turn has come, each time right before it is sent; its error keeps it from being
	// sent. Errors tell by their methods what became of the request: failure.go lists
	// them.
	Create(calls, stop context.Context, c *importer.Customer, ready func() error) (Account, error)
}

// Profile is what the partner may do.
type Profile struct {
	Name      string
	CanCreate bool
	Accounts  int // that exist
	Max       int // that may exist
}

// Room is how many accounts more the partner may have.
func (p Profile) Room() int { return max(0, p.Max-p.Accounts) }

// Partner tells what the partner may do.
type Partner interface {
	Profile(ctx context.Context) (Profile, error)
}

// Balance is what an account's wallet holds at the moment.
type Balance struct {
	Amount   string // a decimal number, as "1300.00000"
	Currency string // ISO 4217, as "INR"
}
