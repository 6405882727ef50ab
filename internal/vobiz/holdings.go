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
			if isNothing(n.Application) {
				n.Application = ""
			}
			route = n.Application != "" || string(value) == "null" || value[0] == '"' || value[0] >= '0' && value[0] <= '9'
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
type listing[T comparable] struct {
	kind  kind
	path  string
	query url.Values
	size  string   // the parameter with the size of a page
	names []string // of the member with the items
	read  func(item []byte) T

	plain bool // the server refuses our size of a page: it has its own
}

// pageBody is a page as it is decoded.
type pageBody[T comparable] struct {
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
// are, and the others several at a time; one by one where it does not say that. A total
// that is at most a full page may be that of the page.
func pagesOf[T comparable](ctx context.Context, c *Reader, l *listing[T]) iter.Seq2[reconcile.Part[T], error] {
	return func(yield func(reconcile.Part[T], error) bool) {
		first, err := l.page(ctx, c, 1)
		size := len(first.Items)
		switch {
		case err != nil || size == 0 || first.Total >= 0 && first.Total <= size && size < perPage:
			yield(first, err)
		case first.Total <= size:
			l.oneByOne(ctx, c, first, yield)
		default:
			if yield(first, nil) {
				l.atOnce(ctx, c, first, yield)
			}
		}
	}
}

// oneByOne reads a list whose length is not known, until a page brings nothing new.
func (l *listing[T]) oneByOne(ctx context.Context, c *Reader, p reconcile.Part[T], yield func(reconcile.Part[T], error) bool) {
	for n := 2; n <= maxPages; n++ {
		next, err := l.page(ctx, c, n)
		if err == nil && (len(next.Items) == 0 || slices.Equal(next.Items, p.Items)) {
			break
		}
		p.Total = -1 // it was that of the page
		if !yield(p, nil) {
			return
		}
		if p = next; err != nil {
			yield(p, err)
			return
		}
		p.Total = -1
	}
	yield(p, nil)
}

// atOnce reads the pages of a list after the first.
func (l *listing[T]) atOnce(ctx context.Context, c *Reader, before reconcile.Part[T], yield func(reconcile.Part[T], error) bool) {
	last := (before.Total-1)/len(before.Items) + 1
	numbers := func(yield func(int, error) bool) {
		for n := 2; n <= last && yield(n, nil); n++ {
		}
	}
	pages := inorder.Map(ctx, c.workers, 2*c.workers, numbers, func(ctx context.Context, n int) (reconcile.Part[T], error) {
		return l.page(ctx, c, n)
	})
	for p, err := range pages {
		if err == nil && (len(p.Items) == 0 || slices.Equal(p.Items, before.Items)) {
			return
		}
		if !yield(p, err) || err != nil {
			return
		}
		before = p
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
