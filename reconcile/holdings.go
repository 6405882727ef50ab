package reconcile

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"vobizsync/internal/inorder"
)

// Part is a page of a list.
type Part[T any] struct {
	Items []T
	Total int // of the whole list, -1 where it does not say
}

// Holdings tells what accounts have. An error of a list that this partner may not
// read says so by its methods NotFound or Forbidden.
type Holdings interface {
	// Numbers returns the pages of all numbers, NumbersOf those of one account.
	Numbers(ctx context.Context) iter.Seq2[Part[Number], error]
	NumbersOf(ctx context.Context, authID string) ([]Number, error)
	// Sessions returns the pages of all KYC sessions, SessionsOf those of one account.
	Sessions(ctx context.Context) iter.Seq2[Part[Session], error]
	SessionsOf(ctx context.Context, authID string) ([]Session, error)
}

// Held is what the accounts have that were asked for.
type Held struct {
	numbers  map[string]*Numbers // by auth_id
	sessions map[string]Session  // the newest of each account that counts

	// NumbersFrom and SessionsFrom tell how far the sources can be relied on.
	NumbersFrom, SessionsFrom Reliance
}

// Reliance is how far a source can be relied on. The zero value is: wholly.
type Reliance struct {
	Closed error // why it is not open to this partner, nil where it is
	// Moved tells that the list changed each time that it was read: what is not in it
	// may be missing.
	Moved bool
	// Total and Shown tell of a list that says of itself that it has more or fewer
	// items than it shows. Zero otherwise.
	Total, Shown int

	unread map[string]bool // single accounts whose holdings could not be read
}

// knows reports whether the source tells all of what an account has.
func (r *Reliance) knows(authID string) bool { return r.Closed == nil && !r.Moved && !r.unread[authID] }

// Unread returns how many accounts could not be asked for by themselves.
func (r *Reliance) Unread() int { return len(r.unread) }

// ReadHeld reads the numbers and the KYC sessions of accounts: whichever takes fewer
// requests, all pages or one request for each account. Without ids it reads all of
// them. Up to workers requests run at a time.
func ReadHeld(ctx context.Context, from Holdings, ids []string, all bool, workers int) (*Held, error) {
	h := &Held{}
	var err error
	numbers := source[Number]{what: "numbers", pages: from.Numbers, of: from.NumbersOf, begin: h.takeNumbers}
	if h.NumbersFrom, err = numbers.read(ctx, ids, all, workers); err != nil {
		return nil, err
	}
	sessions := source[Session]{what: "KYC sessions", pages: from.Sessions, of: from.SessionsOf, begin: h.takeSessions}
	h.SessionsFrom, err = sessions.read(ctx, ids, all, workers)
	return h, err
}

// takeNumbers starts anew with the numbers. What it returns takes one, and reports
// whether it is new: a list that moves shows one on two pages.
func (h *Held) takeNumbers() func(*Number) bool {
	h.numbers = map[string]*Numbers{}
	type key struct{ account, e164 string }
	seen := map[key]bool{}
	return func(n *Number) bool {
		k := key{n.Account, n.E164}
		if n.E164 != "" && seen[k] {
			return false
		}
		seen[k] = true
		if n.Account == "" {
			return true // nobody has it
		}
		if h.numbers[n.Account] == nil {
			h.numbers[n.Account] = &Numbers{}
		}
		h.numbers[n.Account].add(n)
		return true
	}
}

// takeSessions starts anew with the sessions, as takeNumbers with the numbers.
func (h *Held) takeSessions() func(*Session) bool {
	h.sessions = map[string]Session{}
	seen := map[string]bool{}
	return func(s *Session) bool {
		if s.ID != "" && seen[s.ID] {
			return false
		}
		seen[s.ID] = true
		if before, ok := h.sessions[s.Account]; s.Account != "" && s.counts() && (!ok || s.newer(&before)) {
			h.sessions[s.Account] = *s
		}
		return true
	}
}

// source is where the holdings of one kind are read from.
type source[T any] struct {
	what  string
	pages func(context.Context) iter.Seq2[Part[T], error]
	of    func(context.Context, string) ([]T, error)
	begin func() (take func(*T) (isNew bool))
}

// mostSingle is how many accounts are asked for one by one where the pages of all are
// not open to this partner: as many as workers have done in a moment.
const mostSingle = 20

// read reads a source.
func (s *source[T]) read(ctx context.Context, ids []string, all bool, workers int) (r Reliance, err error) {
	if len(ids) > 1 || all {
		var done bool
		done, r, err = s.list(ctx, ids, all)
		if r.Closed, err = s.orClosed(ctx, err); done || err != nil || r.Closed != nil && (all || len(ids) > mostSingle) {
			return r, err
		}
	}
	return s.readEach(ctx, ids, workers)
}

// readEach asks for each account. One that is not there, or not open, is not a reason to
// believe that of the others; so many in a row are.
func (s *source[T]) readEach(ctx context.Context, ids []string, workers int) (r Reliance, err error) {
	each := func(yield func(string, error) bool) {
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
	}
	type answer struct {
		id    string
		items []T
		err   error
	}
	answers := inorder.Map(ctx, workers, 8*workers, each, func(ctx context.Context, id string) (answer, error) {
		items, err := s.of(ctx, id)
		closed, err := s.orClosed(ctx, err)
		return answer{id, items, closed}, err
	})
	take := s.begin()
	const mostClosed = 3
	closed, open := 0, false
	for a, err := range answers {
		switch {
		case err != nil:
			return r, err
		case a.err == nil:
			open = true
			for i := range a.items {
				take(&a.items[i])
			}
			continue
		case r.unread == nil:
			r.unread = map[string]bool{}
		}
		r.unread[a.id] = true
		if closed++; !open && (closed == mostClosed || closed == len(ids)) {
			return Reliance{Closed: a.err}, nil
		}
	}
	return r, nil
}

// extent is how much a reading of a list has shown.
type extent struct {
	first, last   int // totals, by its first and its last page
	shown, unique int
}

// whole reports whether it is all of a list that stood still.
func (e *extent) whole() bool {
	return e.first == e.last && (e.last == e.unique || e.last < 0 && e.shown == e.unique)
}

// list reads the pages, and again where the list moved meanwhile. It stops after the
// first one where one request for each account takes fewer: it has not read all then.
// A list that shows the same twice stands still, whatever it says of its length.
func (s *source[T]) list(ctx context.Context, ids []string, all bool) (done bool, r Reliance, err error) {
	var before extent
	for try := 1; ; try++ {
		now, done, err := s.listOnce(ctx, len(ids), all || try > 1)
		switch {
		case err != nil || !done || now.whole():
			return done, r, err
		case try > 1 && now == before && now.first == now.last && (now.unique > now.last || now.shown == now.unique):
			if now.last >= 0 {
				r.Total, r.Shown = now.last, now.unique
			}
			return true, r, nil
		case try == listReads:
			r.Moved = true
			return true, r, nil
		}
		before = now
	}
}

func (s *source[T]) listOnce(ctx context.Context, ids int, all bool) (e extent, done bool, err error) {
	take, first := s.begin(), true
	for page, err := range s.pages(ctx) {
		if err != nil {
			return e, false, err
		}
		if size := len(page.Items); first && !all && size > 0 && page.Total > size {
			if rest := (page.Total - 1) / size; ids < rest {
				return e, false, nil
			}
		}
		if e.last = page.Total; first {
			e.first, first = page.Total, false
		}
		for i := range page.Items {
			if e.shown++; take(&page.Items[i]) {
				e.unique++
			}
		}
	}
	return e, true, nil
}

// orClosed tells an error of a source that is not open to this partner from others.
func (s *source[T]) orClosed(ctx context.Context, err error) (closed, other error) {
	var missing interface{ NotFound() bool }
	switch {
	case err == nil:
		return nil, nil
	case ctx.Err() == nil && !fatal(err) && (forbidden(err) || errors.As(err, &missing) && missing.NotFound()):
		return err, nil
	}
	return nil, fmt.Errorf("listing the %s: %w", s.what, err)
}

// Complete adds what an account has, and decides what is due.
func (h *Held) Complete(s *Standing, now time.Time) {
	if s.Found {
		id := s.Account.AuthID
		s.NumbersKnown, s.SessionsKnown = h.NumbersFrom.knows(id), h.SessionsFrom.knows(id)
		if n := h.numbers[id]; n != nil {
			s.Numbers = *n
		}
		s.Session = h.sessions[id]
	}
	s.decide(now)
}
