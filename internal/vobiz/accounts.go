package vobiz

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vobizsync/importer"
	"vobizsync/internal/inorder"
	"vobizsync/internal/secret"
	"vobizsync/reconcile"
)

// perPage is the most that the API lists at a time (Partner API, page "Customer
// Accounts", "Query Parameters").
const perPage = 100

// text is a JSON string, or anything else in its own spelling; null is "". The
// API's pages disagree about which numbers are strings.
type text string

func (t *text) UnmarshalJSON(b []byte) (err error) {
	if string(b) != "null" {
		*t, err = textOf(b)
	}
	return err
}

func textOf(b []byte) (text, error) {
	if b[0] != '"' {
		return text(b), nil
	}
	if s := b[1 : len(b)-1]; bytes.IndexByte(s, '\\') < 0 && utf8.Valid(s) {
		return text(s), nil // nothing to decode: most of a list is such strings
	}
	var s string
	err := json.Unmarshal(b, &s)
	return text(s), err
}

// key is a text that something depends on: an object, a list or a boolean is
// none, nor are two values under one name. Where it is none, it is odd.
type key string

// maxKey is the length of the longest key, bytes: an e-mail has 320 at most, an
// auth_id is shorter.
const maxKey = 512

// odd is a key that can't be used. No other key has a control character.
const odd key = "\x00"

func (k *key) UnmarshalJSON(b []byte) error {
	var t text
	before := *k
	if *k = odd; b[0] == '{' || b[0] == '[' || b[0] == 't' || b[0] == 'f' || t.UnmarshalJSON(b) != nil {
		return nil
	}
	now := key(strings.TrimSpace(string(t)))
	if before == "" || before == now {
		if len(now) <= maxKey && !strings.ContainsFunc(string(t), unicode.IsControl) {
			*k = now
		}
	}
	return nil
}

// usable reports whether it is a key.
func (k key) usable() bool { return k != "" && k != odd }

// count is a number of things, however it is spelled: 7, 7.0 or "7".
type count int

func (n *count) UnmarshalJSON(b []byte) error {
	v, err := strconv.ParseFloat(strings.Trim(string(b), `"`), 64)
	if err != nil || !(v >= 0 && v <= 1<<53) || v != math.Trunc(v) {
		return errors.New("not a valid count")
	}
	*n = count(v)
	return nil
}

// authToken is a secret that nothing depends on: what is not a string is not one.
type authToken struct{ secret.Text }

func (t *authToken) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		t.Text = secret.New(s)
	}
	return nil
}

// word is a text that is shown as it is: an object or a list is none, nor is what is
// longer than any word.
type word string

func (w *word) UnmarshalJSON(b []byte) error {
	var t text
	if b[0] != '{' && b[0] != '[' && t.UnmarshalJSON(b) == nil && len(t) <= maxKey {
		*w = word(t)
	}
	return nil
}

// account is an item of the list, as far as this tool reads it.
type account struct {
	AuthID      key
	AuthToken   authToken
	Email       key
	Customer    importer.Customer // all of it but the e-mail and the password
	KYCStatus   word
	CashCredits word
	IsActive    word
	CreatedAt   text
}

// fields are the names of the customer's fields that an account shows as texts.
var fields = func() map[string]importer.Field {
	names := map[string]importer.Field{}
	for _, f := range importer.Fields {
		if f != importer.Email && f != importer.Password {
			names[string(f)] = f
		}
	}
	return names
}()

// UnmarshalJSON reads an object. Anything else is an account without a name. Two
// thirds of an item are members that nobody reads, so they are passed over as they
// stand.
func (a *account) UnmarshalJSON(b []byte) error {
	for name, value := range members(b) {
		var err error
		switch string(name) {
		case "auth_id":
			err = a.AuthID.UnmarshalJSON(value)
		case "auth_token":
			err = a.AuthToken.UnmarshalJSON(value)
		case "email":
			err = a.Email.UnmarshalJSON(value)
		case "kyc_status":
			err = a.KYCStatus.UnmarshalJSON(value)
		case "cash_credits":
			err = a.CashCredits.UnmarshalJSON(value)
		case "is_active":
			err = a.IsActive.UnmarshalJSON(value)
		case "created_at":
			err = a.CreatedAt.UnmarshalJSON(value)
		default:
			if f, ok := fields[string(name)]; ok && string(value) != "null" {
				var t text
				t, err = textOf(value)
				a.Customer.Set(f, string(t))
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// created is the account that a create has made: an object, or the answer is none.
type created account

func (a *created) UnmarshalJSON(b []byte) error {
	if b[0] != '{' && string(b) != "null" {
		return errShape
	}
	return (*account)(a).UnmarshalJSON(b)
}

var errShape = errors.New("not in the documented format")

func (a *account) account() reconcile.Account {
	if a.Email == odd {
		a.Email = ""
	}
	c := a.Customer
	c.Email = string(a.Email)
	return reconcile.Account{
		AuthID: string(a.AuthID), AuthToken: a.AuthToken.Text, Customer: c,
		KYCStatus: string(a.KYCStatus), CashCredits: string(a.CashCredits), IsActive: string(a.IsActive), CreatedAt: string(a.CreatedAt),
	}
}

// list is a page of the list.
type list struct {
	Accounts *[]account `json:"accounts"`
	Total    *count     `json:"total"`
}

// page reads a page of the list, or of the answer to a search.
func (c *Reader) page(ctx context.Context, k kind, search string, n int) (reconcile.Page, error) {
	q := url.Values{"page": {strconv.Itoa(n)}, "per_page": {strconv.Itoa(perPage)}}
	if search != "" {
		q.Set("search", search)
	}
	var l list
	if err := c.get(ctx, k, "/accounts?"+q.Encode(), &l); err != nil {
		return reconcile.Page{}, err
	}
	if l.Accounts == nil || l.Total == nil {
		return reconcile.Page{}, &failure{text: "the list of accounts is not in the documented format"}
	}
	p := reconcile.Page{Total: int(*l.Total), Accounts: make([]reconcile.Account, 0, len(*l.Accounts))}
	for i := range *l.Accounts {
		switch a := &(*l.Accounts)[i]; {
		case a.AuthID.usable() && a.Email.usable():
			p.Accounts = append(p.Accounts, a.account())
		case a.Email.usable():
			p.Unnamed = append(p.Unnamed, string(a.Email))
			fallthrough
		default:
			p.Odd++
		}
	}
	// The total of a search may be that of all accounts.
	if n == 1 && k == kindList && p.Total > 0 && len(*l.Accounts) == 0 {
		return reconcile.Page{}, &failure{text: fmt.Sprintf("the list is empty, but gives its total as %d accounts", p.Total)}
	}
	return p, nil
}

// maxSearchPages bounds the answer to one search: 10,000 accounts.
const maxSearchPages = 100

// Find searches for an e-mail. The search of the API finds every account with
// the text in its name or e-mail, so all of its pages are read, and only an
// account with just this e-mail counts.
func (c *Reader) Find(ctx context.Context, email string) (reconcile.Account, bool, error) {
	key := importer.EmailKey(email)
	seen, before := 0, reconcile.Page{}
	for n := 1; n <= maxSearchPages; n++ {
		p, err := c.page(ctx, kindSearch, email, n)
		if err != nil {
			return reconcile.Account{}, false, err
		}
		for _, a := range p.Accounts {
			if importer.EmailKey(a.Email) == key {
				return a, true, nil
			}
		}
		for _, unnamed := range p.Unnamed {
			if importer.EmailKey(unnamed) == key {
				return reconcile.Account{}, false, &failure{text: "the account with this e-mail has no auth_id", refused: true}
			}
		}
		if seen += len(p.Accounts) + p.Odd; seen >= p.Total || isLast(&p, &before) {
			return reconcile.Account{}, false, nil
		}
		before = p
	}
	return reconcile.Account{}, false, &failure{text: fmt.Sprintf("the search for an e-mail has more than %d pages", maxSearchPages)}
}

// isLast reports whether nothing can follow a page: it is empty, or the one before
// it once more, from a server that minds no page numbers.
func isLast(p, before *reconcile.Page) bool {
	same := func(a, b reconcile.Account) bool { return a.AuthID == b.AuthID }
	return len(p.Accounts)+p.Odd == 0 || len(p.Accounts) > 0 && slices.EqualFunc(p.Accounts, before.Accounts, same)
}

// All reads the list of all accounts: the first page by itself, since it says
// how many there are, and the others several at a time. Pages that appear while
// the list is read are read, too.
func (c *Reader) All(ctx context.Context) iter.Seq2[reconcile.Page, error] {
	return func(yield func(reconcile.Page, error) bool) {
		p, err := c.page(ctx, kindList, "", 1)
		if !yield(p, err) || err != nil {
			return
		}
		size, before := max(len(p.Accounts)+p.Odd, 1), p
		for read := 1; read*size < p.Total; {
			last := (p.Total + size - 1) / size
			numbers := func(yield func(int, error) bool) {
				for n := read + 1; n <= last && yield(n, nil); n++ {
				}
			}
			pages := inorder.Map(ctx, c.workers, 2*c.workers, numbers, func(ctx context.Context, n int) (reconcile.Page, error) {
				return c.page(ctx, kindList, "", n)
			})
			for p, err = range pages {
				// The list may have become shorter, or say more than it has: the pages
				// after an empty one are empty.
				if !yield(p, err) || err != nil || isLast(&p, &before) {
					return
				}
				before = p
			}
			read = last
		}
	}
}

// newAccount is the body of a create. Optional fields that are empty are left out.
func newAccount(c *importer.Customer) ([]byte, error) {
	body := map[string]string{}
	for _, f := range importer.Fields {
		value := c.Get(f)
		if f == importer.Password {
			value = c.Password.Reveal()
		}
		if value != "" || f.Required() {
			body[string(f)] = value
		}
	}
	return json.Marshal(body)
}

// Create creates an account. It sends the POST once, and again only where the
// server can't have acted on it: it said "too many requests", or there was no
// connection to it. Nothing is sent once stop has ended; what is under way continues
// until calls ends, which must not be before. Ready is asked each time right before
// the POST is sent, which its error prevents; nil for always.
func (c *Client) Create(calls, stop context.Context, customer *importer.Customer, ready func() error) (reconcile.Account, error) {
	body, err := newAccount(customer)
	if err != nil {
		return reconcile.Account{}, &failure{text: "the request can't be made", notSent: true}
	}
	req := &request{kind: kindCreate, method: http.MethodPost, path: "/accounts", body: body, customer: customer, ready: ready}
	var a created
	if err := c.call(calls, stop, req, &a); err != nil {
		return reconcile.Account{}, err
	}
	if !a.AuthID.usable() { // whose account it is is for reconcile to say
		return reconcile.Account{}, &failure{text: "the answer to the create has no auth_id"}
	}
	return (*account)(&a).account(), nil
}

// profile is the answer of GET /me, as far as this tool reads it.
type profile struct {
	Name      text  `json:"name"`
	CanCreate *bool `json:"can_create_accounts"`
	Accounts  *int  `json:"account_count"`
	Max       *int  `json:"max_accounts"`
}

// Profile reads what the partner may do.
func (c *Reader) Profile(ctx context.Context) (reconcile.Profile, error) {
	var p profile
	if err := c.get(ctx, kindProfile, "/me", &p); err != nil {
		return reconcile.Profile{}, err
	}
	if p.CanCreate == nil || p.Accounts == nil || p.Max == nil {
		return reconcile.Profile{}, &failure{text: "the partner's profile is not in the documented format"}
	}
	return reconcile.Profile{Name: string(p.Name), CanCreate: *p.CanCreate, Accounts: *p.Accounts, Max: *p.Max}, nil
}
