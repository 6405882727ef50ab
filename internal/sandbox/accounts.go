package sandbox

import (
	"context"
	"net/http"
	"slices"
	"strconv"
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
	email := fold(account.Email)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.CannotCreate {
		return refusal(http.StatusForbidden, "Partner is not allowed to create accounts")
	}
	if s.noRoomFor(email) {
		return refusal(http.StatusForbidden, "Maximum number of accounts reached")
	}
	if s.taken(email) {
		return s.emailInUse(account.Email)
	}
	s.complete(&account)
	s.store.insert(account, time.Now())
	s.creates[email]++
	return jsonReply(http.StatusCreated, newCreated(account))
}

func (s *Server) noRoomFor(email string) bool {
	if slices.ContainsFunc(s.RoomGoneFor, func(e string) bool { return fold(e) == email }) {
		s.roomGone = true
		return true
	}
	return len(s.store.all) >= s.maxAccounts()
}

func (s *Server) taken(email string) bool {
	return s.store.byEmail[email] != nil ||
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
	Accounts []item `json:"accounts"`
	Total    int    `json:"total"`
	Page     int    `json:"page"`
	Size     int    `json:"size"` // per_page, under another name
}

// list is GET /accounts.
func (s *Server) list(req *request) reply {
	page, badPage := positive(req, "page", 1, 0)
	size, badSize := positive(req, "per_page", min(defaultPerPage, s.maxPerPage()), s.maxPerPage())
	if details := slices.Concat(badPage, badSize); len(details) > 0 {
		return invalid(details...)
	}
	// Encoding a page takes longer than collecting it, and is not done under the lock.
	return jsonReply(http.StatusOK, s.page(req.query.Get("search"), page, size))
}

func (s *Server) page(term string, page, size int) accountPage {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.store.visible(time.Now(), s.SearchLag)
	if term != "" {
		found = s.store.search(term, s.CaseSensitiveSearch, found)
	}
	answer := accountPage{Accounts: []item{}, Total: found.len(), Page: page, Size: size}
	// Compared by division: page*size overflows for a page number that is absurd.
	if page-1 > answer.Total/size {
		return answer
	}
	for i := (page - 1) * size; i < min(page*size, answer.Total); i++ {
		at := i
		if s.ShufflePages {
			at = answer.Total - 1 - i
		}
		answer.Accounts = append(answer.Accounts, newItem(found.at(at).Account))
	}
	return answer
}

// positive reads a whole number of at least 1 from the query. limit 0: none.
func positive(req *request, name string, otherwise, limit int) (int, []detail) {
	if !req.query.Has(name) {
		return otherwise, nil
	}
	text := req.query.Get(name)
	n, err := strconv.Atoi(text)
	switch {
	case err != nil:
		return 0, []detail{complaint("int_parsing", "Input should be a valid integer", text, "query", name)}
	case n < 1:
		return 0, []detail{complaint("greater_than_equal", "Input should be greater than or equal to 1", text, "query", name)}
	case limit > 0 && n > limit:
		msg := "Input should be less than or equal to " + strconv.Itoa(limit)
		return 0, []detail{complaint("less_than_equal", msg, text, "query", name)}
	}
	return n, nil
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
		return refusal(http.StatusNotFound, "Account not found")
	}
	if req.pattern == "/accounts/{id}/balance" {
		return jsonReply(http.StatusOK, newBalance(r.Account))
	}
	return jsonReply(http.StatusOK, newItem(r.Account))
}
