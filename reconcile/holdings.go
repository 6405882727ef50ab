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

	// NoNumbers and NoSessions tell why a source is not open to this partner, nil
	// where it is.
	NoNumbers, NoSessions error
}

// ReadHeld reads the numbers and the KYC sessions of accounts: whichever takes fewer
// requests, all pages or one request for each account. Without ids it reads all of
// them. Up to workers requests run at a time.
func ReadHeld(ctx context.Context, from Holdings, ids []string, all bool, workers int) (*Held, error) {
	h := &Held{numbers: map[string]*Numbers{}, sessions: map[string]Session{}}
	seen := map[string]bool{} // numbers: a list that moves shows one on two pages
	numbers := source[Number]{"numbers", from.Numbers, from.NumbersOf, func(n *Number) {
		if n.Account == "" || n.E164 != "" && seen[n.E164] {
			return
		}
		seen[n.E164] = true
		if h.numbers[n.Account] == nil {
			h.numbers[n.Account] = &Numbers{}
		}
		h.numbers[n.Account].add(n)
	}}
	sessions := source[Session]{"KYC sessions", from.Sessions, from.SessionsOf, func(s *Session) {
		if before, ok := h.sessions[s.Account]; s.counts() && (!ok || s.newer(&before)) {
			h.sessions[s.Account] = *s
		}
	}}
	var err error
	if h.NoNumbers, err = numbers.read(ctx, ids, all, workers); err != nil {
		return nil, err
	}
	h.NoSessions, err = sessions.read(ctx, ids, all, workers)
	return h, err
}

// source is where the holdings of one kind are read from.
type source[T any] struct {
	what  string
	pages func(context.Context) iter.Seq2[Part[T], error]
	of    func(context.Context, string) ([]T, error)
	take  func(*T)
}

// read reads a source. The first error says why it is not open to this partner.
func (s *source[T]) read(ctx context.Context, ids []string, all bool, workers int) (closed, err error) {
	if len(ids) > 1 || all {
		var done bool
		if done, err = s.list(ctx, ids, all); done || err != nil {
			return s.orClosed(ctx, err)
		}
	}
	each := func(yield func(string, error) bool) {
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
	}
	for items, err := range inorder.Map(ctx, workers, 8*workers, each, s.of) {
		if err != nil {
			return s.orClosed(ctx, err)
		}
		for i := range items {
			s.take(&items[i])
		}
	}
	return nil, nil
}

// list reads the pages. It stops after the first one where one request for each
// account takes fewer: it has not read all then.
func (s *source[T]) list(ctx context.Context, ids []string, all bool) (done bool, err error) {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	first := true
	for page, err := range s.pages(ctx) {
		if err != nil {
			return false, err
		}
		if size := len(page.Items); first && !all && size > 0 && page.Total > size {
			if rest := (page.Total - 1) / size; len(ids) < rest {
				return false, nil
			}
		}
		first = false
		for i := range page.Items {
			s.take(&page.Items[i])
		}
	}
	return true, nil
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
	id := s.Account.AuthID
	if s.NumbersKnown = h.NoNumbers == nil; s.NumbersKnown && h.numbers[id] != nil {
		s.Numbers = *h.numbers[id]
	}
	s.SessionsKnown = h.NoSessions == nil
	s.Session = h.sessions[id]
	s.decide(now)
}
