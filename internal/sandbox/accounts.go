package sandbox

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// create is POST /accounts. The effect happens when its time has come, whether
// or not the client is still there.
func (s *Server) create(ctx context.Context, req *request) reply {
	if s.CommitDelay <= 0 {
		return s.commit(req)
	}
	done := make(chan reply, 1) // buffered: the timer must not wait for anybody
	time.AfterFunc(s.CommitDelay, func() { done <- s.commit(req) })
	select {
	case a := <-done:
		return a
	case <-ctx.Done():
		return reply{end: endReset}
	}
}

// commit checks a create and makes it real. Room, uniqueness and the insertion
// are one step under the lock.
func (s *Server) commit(req *request) reply {
	account, refused := s.parseCreate(req)
	if refused != nil {
		return *refused
	}
	submitted := account.Email
	email := fold(submitted)
	if s.StoreEmail != nil {
		account.Email = s.StoreEmail(submitted)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.CannotCreate {
		return refusal(http.StatusForbidden, "Partner is not allowed to create accounts")
	}
	if s.noRoomFor(email) {
		return refusal(http.StatusForbidden, "Maximum number of accounts reached")
	}
	if s.taken(email) || s.taken(fold(account.Email)) {
		return s.emailInUse(submitted)
	}
	s.complete(&account)
	s.store.insert(account, s.clock())
	s.creates[email]++
	return jsonReply(http.StatusCreated, s.createdObject(account, submitted))
}

func (s *Server) noRoomFor(email string) bool {
	if slices.ContainsFunc(s.RoomGoneFor, func(e string) bool { return fold(e) == email }) {
		s.roomGone = true
		return true
	}
	return len(s.store.all) >= s.maxAccounts()
}

func (s *Server) taken(email string) bool {
	return s.store.byEmail[email] != nil && !s.NoUniqueness ||
		s.RemovedStayTaken && s.store.retired[email] ||
		slices.ContainsFunc(s.ElsewhereTaken, func(e string) bool { return fold(e) == email })
}

// emailInUse is the answer to an e-mail in use: "409 / 422" in the page's table
// of errors, 422 in its validation rules.
func (s *Server) emailInUse(email string) reply {
	if s.Taken409 {
		return refusal(http.StatusConflict, "Email already in use")
	}
	return invalid(complaint("value_error", "Value error, email already in use", email, "body", "email"))
}

// accountPage is the answer to GET /accounts.
type accountPage struct {
	Accounts []any           `json:"accounts"`
	Total    json.RawMessage `json:"total"`
	Page     int             `json:"page"`
	Size     int             `json:"size"` // per_page, under another name
}

// list is GET /accounts.
func (s *Server) list(req *request) reply {
	page, size, refused := s.pageAsked(req, "per_page")
	if refused != nil {
		return *refused
	}
	// Encoding a page takes longer than collecting it, and is not done under the lock.
	return jsonReply(http.StatusOK, s.page(req.query.Get("search"), page, size))
}

func (s *Server) page(term string, page, size int) accountPage {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.found(term)
	total := found.len()
	if term != "" && s.SearchTotalCountsAll {
		total = len(s.store.all)
	}
	answer := accountPage{Accounts: []any{}, Total: s.total(total), Page: page, Size: size}
	from, to := s.bounds(found.len(), page, size)
	for i := from; i < to; i++ {
		at := i
		if s.ShufflePages {
			at = found.len() - 1 - i
		}
		answer.Accounts = append(answer.Accounts, s.itemObject(found.at(at).Account))
	}
	return answer
}

// found selects what a list, or a search for term, shows by now.
func (s *Server) found(term string) selection {
	if term != "" {
		return s.store.search(term, s.CaseSensitiveSearch, s.store.visible(inSearches, s.clock(), s.SearchLag))
	}
	lag := s.ListLag
	if lag == 0 {
		lag = s.SearchLag
	}
	return s.store.visible(inLists, s.clock(), lag)
}

// read is GET of one account, of its balance, or of the partner's profile.
func (s *Server) read(req *request) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	if req.pattern == "/me" {
		return jsonReply(http.StatusOK, s.profile())
	}
	r := s.store.byID[req.id]
	if r == nil {
		return noAccount()
	}
	if req.pattern == "/accounts/{id}/balance" {
		return jsonReply(http.StatusOK, newBalance(r.Account))
	}
	return jsonReply(http.StatusOK, s.itemObject(r.Account))
}

func noAccount() reply { return refusal(http.StatusNotFound, "Account not found") }
