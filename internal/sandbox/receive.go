package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"
)

// Request is one line of the server's log.
type Request struct {
	Time     time.Time // when it arrived, by Server.Clock (no ClockSkew)
	Method   string
	Path     string // below BasePath
	RawQuery string
	Email    string // of a create, or the search term; lower case, trimmed
	Status   int    // 0 when no status line was sent, or not yet
}

// receive reads a request to its end, whatever will come of it, and counts it.
// The body must be read: net/http only notices that a client has gone once
// nothing of the body is left.
func (s *Server) receive(r *http.Request) (*request, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return nil, err
	}
	req := &request{header: r.Header, query: r.URL.Query(), body: body, tooBig: len(body) > maxBody}
	req.Method = r.Method
	req.Path, req.pattern, req.id = route(r.URL.Path)
	if req.pattern == "/accounts" {
		req.Email = emailOf(req)
	}
	if r.Method == http.MethodPost {
		req.Body = string(body)
	}
	s.count(req, r.URL.RawQuery)
	return req, nil
}

func emailOf(req *request) string {
	if req.Method == http.MethodPost {
		var b struct {
			Email string `json:"email"`
		}
		_ = json.Unmarshal(req.body, &b) // a body without an e-mail has none to count under
		return fold(b.Email)
	}
	return fold(req.query.Get("search"))
}

func (s *Server) count(req *request, rawQuery string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.received++
	req.N = s.received
	if s.counts == nil {
		s.counts, s.posts, s.creates = map[string]int{}, map[string]int{}, map[string]int{}
	}
	s.counts[req.Method+" "+req.pattern]++
	if req.Method == http.MethodPost && req.pattern == "/accounts" {
		s.posts[req.Email]++
		req.Attempt = s.posts[req.Email]
	}
	if s.KeepLog {
		req.logged = len(s.log)
		s.log = append(s.log, Request{
			Time: s.clock(), Method: req.Method, Path: req.Path, RawQuery: rawQuery, Email: req.Email,
		})
	}
}

// note completes the log's line with what is about to be sent.
func (s *Server) note(req *request, a reply) {
	if !s.KeepLog || a.end.silent() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log[req.logged].Status = a.status
}

// fold is the form in which e-mail addresses are compared: the page says "unique
// over the whole platform", and a mailbox that differs by case alone is the same
// for every provider that matters.
func fold(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
