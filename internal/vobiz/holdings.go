package vobiz

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vobizsync/internal/inorder"
	"vobizsync/reconcile"
)

// What accounts have is listed on pages of the vendor that name things in several
// ways, so they are read leniently: a list under any of its names, an item as far as
// it is understood. What is not known is passed over as it is; the verified_data
// of a KYC session, which is identity data, above all.

// Numbers returns the pages of all numbers.
func (c *Reader) Numbers(ctx context.Context) iter.Seq2[reconcile.Part[reconcile.Number], error] {
	return pagesOf(ctx, c, c.numbers("/numbers"))
}

// NumbersOf returns the numbers of one account.
func (c *Reader) NumbersOf(ctx context.Context, authID string) ([]reconcile.Number, error) {
	numbers, err := collect(pagesOf(ctx, c, c.numbers("/accounts/"+url.PathEscape(authID)+"/numbers")))
	for i := range numbers {
		if numbers[i].Account == "" {
			numbers[i].Account = authID
		}
	}
	return numbers, err
}

func (c *Reader) numbers(path string) *listing[reconcile.Number] {
	return &listing[reconcile.Number]{
		kind: kindNumbers, path: path, size: "per_page", names: []string{"numbers", "items", "data"}, read: readNumber,
	}
}

// Sessions returns the pages of all KYC sessions.
func (c *Reader) Sessions(ctx context.Context) iter.Seq2[reconcile.Part[reconcile.Session], error] {
	return pagesOf(ctx, c, c.sessions(url.Values{}))
}

// SessionsOf returns the KYC sessions of one account.
func (c *Reader) SessionsOf(ctx context.Context, authID string) ([]reconcile.Session, error) {
	sessions, err := collect(pagesOf(ctx, c, c.sessions(url.Values{"account_auth_id": {authID}})))
	// A server that does not know the parameter lists all of them.
	return slices.DeleteFunc(sessions, func(s reconcile.Session) bool { return s.Account != authID }), err
}

func (c *Reader) sessions(query url.Values) *listing[reconcile.Session] {
	return &listing[reconcile.Session]{
		kind: kindKYC, path: "/kyc-sessions", query: query, size: "size", names: []string{"sessions", "items", "data"}, read: readSession,
	}
}

// readNumber reads an item. What a number is for, or whether it is in service, is not
// known where the item does not say so in a form that is known.
func readNumber(item []byte) (n reconcile.Number) {
	status, route := false, false
	for name, value := range members(item) {
		switch string(name) {
		case "e164", "number":
			readText(&n.E164, value)
		case "status":
			readText(&n.Status, value)
			status = n.Status != ""
		case "application_id":
			readText(&n.Application, value)
			if route = n.Application != "" || string(value) == "null" || string(value) == `""`; isNothing(n.Application) {
				n.Application = ""
			}
		case "account_auth_id":
			readText(&n.Account, value)
		case "next_billing_date":
			readText(&n.Renewal, value)
		}
	}
	n.Untold = !status || !route
	return n
}

// isNothing reports whether an id is a word for none.
func isNothing(id string) bool {
	return slices.Contains([]string{"null", "none", "nil", "0"}, strings.ToLower(id))
}

func readSession(item []byte) (s reconcile.Session) {
	for name, value := range members(item) {
		switch string(name) {
		case "id":
			readText(&s.ID, value)
		case "account_auth_id":
			readText(&s.Account, value)
		case "status":
			readText(&s.Status, value)
		case "created_at":
			readText(&s.CreatedAt, value)
		case "expires_at":
			readText(&s.ExpiresAt, value)
		}
	}
	return s
}

// readText reads a string or a number. Anything else, and what is too long for a word
// of the API, says nothing.
func readText(to *string, value []byte) {
	var t text
	switch {
	case len(value) == 0 || value[0] == '{' || value[0] == '[' || value[0] == 't' || value[0] == 'f':
	case t.UnmarshalJSON(value) == nil && len(t) <= maxKey:
		*to = strings.TrimSpace(string(t))
	}
}

// listing is a list that comes in pages.
type listing[T any] struct {
	kind  kind
	path  string
	query url.Values
	size  string   // the parameter with the size of a page
	names []string // of the member with the items
	read  func(item []byte) T

	plain bool // the server refuses our size of a page: it has its own
}

// pageBody is a page as it is decoded.
type pageBody[T any] struct {
	reconcile.Part[T]
	l *listing[T]
}

// maxPages bounds a list that does not say how long it is.
const maxPages = 10_000

var errNoList = errors.New("no list")

// UnmarshalJSON reads an object with a list in it, or a bare list.
func (p *pageBody[T]) UnmarshalJSON(b []byte) error {
	p.Total = -1
	if b[0] == '[' {
		return p.items(b)
	}
	found := false
	for name, value := range members(b) {
		switch listed := slices.Contains(p.l.names, string(name)); {
		case listed && value[0] == '[':
			found = true
			if err := p.items(value); err != nil {
				return err
			}
		case listed && string(value) == "null": // none, as some servers write it
			found = true
		case listed && value[0] == '{': // {"data": {"numbers": […]}}
			return p.UnmarshalJSON(value)
		case string(name) == "total":
			var total count
			if total.UnmarshalJSON(value) == nil {
				p.Total = int(total)
			}
		}
	}
	if !found {
		return errNoList
	}
	return nil
}

func (p *pageBody[T]) items(list []byte) error {
	var items []json.RawMessage
	if err := json.Unmarshal(list, &items); err != nil {
		return err
	}
	for _, item := range items {
		p.Items = append(p.Items, p.l.read(item))
	}
	return nil
}

func (l *listing[T]) page(ctx context.Context, c *Reader, n int) (reconcile.Part[T], error) {
	q := url.Values{"page": {strconv.Itoa(n)}}
	for name, values := range l.query {
		q[name] = values
	}
	if !l.plain {
		q.Set(l.size, strconv.Itoa(perPage))
	}
	p := pageBody[T]{l: l}
	err := c.get(ctx, l.kind, l.path+"?"+q.Encode(), &p)
	var r *refusal
	if n == 1 && !l.plain && errors.As(err, &r) && (r.status == http.StatusUnprocessableEntity || r.status == http.StatusBadRequest) {
		l.plain = true
		return l.page(ctx, c, n)
	}
	return p.Part, err
}

// pagesOf reads a list: the first page by itself, since it says how many items there
// are, and the others several at a time.
func pagesOf[T comparable](ctx context.Context, c *Reader, l *listing[T]) iter.Seq2[reconcile.Part[T], error] {
	return func(yield func(reconcile.Part[T], error) bool) {
		p, err := l.page(ctx, c, 1)
		if !yield(p, err) || err != nil || len(p.Items) == 0 {
			return
		}
		before, size, workers := p, len(p.Items), c.workers
		last := (p.Total + size - 1) / size
		// A total that is no more than a full page may be that of the page.
		doubtful := p.Total >= 0 && p.Total <= size && size == perPage
		if p.Total < 0 || doubtful {
			last, workers = maxPages, 1
		}
		numbers := func(yield func(int, error) bool) {
			for n := 2; n <= last && yield(n, nil); n++ {
			}
		}
		pages := inorder.Map(ctx, workers, 2*workers, numbers, func(ctx context.Context, n int) (reconcile.Part[T], error) {
			return l.page(ctx, c, n)
		})
		for p, err := range pages {
			if err == nil && (len(p.Items) == 0 || slices.Equal(p.Items, before.Items)) {
				return
			}
			if !yield(p, err) || err != nil || doubtful && len(p.Items) < size {
				return
			}
			before = p
		}
	}
}

func collect[T any](pages iter.Seq2[reconcile.Part[T], error]) (all []T, err error) {
	for p, err := range pages {
		if err != nil {
			return nil, err
		}
		all = append(all, p.Items...)
	}
	return all, nil
}
