package sandbox

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// Call describes a request to [Server.Fault].
type Call struct {
	N       int    // the N-th request of any kind, from 1
	Method  string // "GET", "POST", …
	Path    string // below BasePath, such as "/accounts"; the whole path if it lies outside
	Email   string // of a create, or the search term; lower case, trimmed
	Attempt int    // the n-th POST for this e-mail, from 1; 0 for other methods
	Body    string // of a POST, as it arrived, the customer's password included
}

// request is a request that has been read to its end.
type request struct {
	Call
	pattern string // "/accounts", "/accounts/{id}", …; "*" for anything unknown
	id      string // the {id} of the pattern
	header  http.Header
	query   url.Values
	body    []byte
	tooBig  bool
	logged  int // index in Server.log
}

// ServeHTTP answers one request, or plays a fault instead.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	req, err := s.receive(r)
	if err != nil {
		// The client went away while it was sending: nobody is left to answer.
		panic(http.ErrAbortHandler)
	}
	a := s.play(r.Context(), req, s.faultFor(req.Call))
	if !wait(r.Context(), s.Latency) {
		a = reply{end: endReset}
	}
	s.note(req, a)
	s.deliver(r.Context(), w, a)
}

func (s *Server) faultFor(c Call) Fault {
	if s.script != nil {
		if f := s.script(c); f.Kind != None {
			return f
		}
	}
	if s.Fault != nil {
		return s.Fault(c)
	}
	return Fault{}
}

// answer does what the request asks for, without any fault.
func (s *Server) answer(ctx context.Context, req *request) reply {
	if !s.authorized(req.header) {
		return refusal(http.StatusUnauthorized, "Invalid or missing authentication credentials")
	}
	switch req.pattern {
	case "/accounts":
		switch req.Method {
		case http.MethodPost:
			if s.RepeatPosts {
				s.create(ctx, req)
			}
			return s.create(ctx, req)
		case http.MethodGet:
			return s.list(req)
		}
		return wrongMethod("GET, POST")
	case "*":
		return refusal(http.StatusNotFound, "Not Found")
	}
	if req.Method != http.MethodGet {
		return wrongMethod("GET")
	}
	switch req.pattern {
	case "/numbers":
		return s.numbers(req, s.NumbersStatus)
	case "/accounts/{id}/numbers":
		return s.numbers(req, s.AccountNumbersStatus)
	case "/kyc-sessions":
		return s.kycSessions(req)
	}
	return s.read(req)
}

// route splits a path into a pattern and the id in it. It is written out because
// http.ServeMux redirects paths that it can clean, and the API does not.
func route(path string) (below, pattern, id string) {
	below, ok := strings.CutPrefix(path, BasePath)
	if !ok || !strings.HasPrefix(below, "/") {
		return path, "*", ""
	}
	switch below {
	case "/accounts", "/me", "/numbers", "/kyc-sessions":
		return below, below, ""
	}
	rest, ok := strings.CutPrefix(below, "/accounts/")
	if !ok {
		return below, "*", ""
	}
	id, tail, more := strings.Cut(rest, "/")
	switch {
	case id == "":
	case !more:
		return below, "/accounts/{id}", id
	case tail == "balance", tail == "numbers":
		return below, "/accounts/{id}/" + tail, id
	}
	return below, "*", ""
}

func (s *Server) maxAccounts() int {
	if s.MaxAccounts > 0 {
		return s.MaxAccounts
	}
	return DefaultMaxAccounts
}

func (s *Server) maxPerPage() int {
	if s.MaxPerPage > 0 {
		return s.MaxPerPage
	}
	return DefaultMaxPerPage
}
