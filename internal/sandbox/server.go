package sandbox

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// BasePath is the path below which every endpoint lies, without a trailing
// slash. A path outside it answers 404.
const BasePath = "/api/v1/partner"

// The credentials that are accepted where [Server.AuthID] and
// [Server.AuthToken] are empty. They open nothing but a simulator.
const (
	DefaultAuthID    = "PA_SANDBOX"
	DefaultAuthToken = "sandbox-token"
)

// The limits that hold where the knob of the same name is zero.
const (
	DefaultMaxAccounts = 1_000_000
	DefaultMaxPerPage  = 100 // Partner API, Customer Accounts page: "max 100"
	defaultPerPage     = 20  // Partner API, Customer Accounts page: default 20
)

// maxBody bounds a request's body, in bytes. No documented field needs more.
const maxBody = 1 << 20

// Server is the simulated API. The zero value is ready to use; it must not be
// copied after the first request. Knobs are set before the first request: they
// are read without a lock.
type Server struct {
	// AuthID and AuthToken are the values that X-Auth-ID and X-Auth-Token must
	// have. Empty: DefaultAuthID and DefaultAuthToken.
	AuthID    string
	AuthToken string

	// Seed makes ids and tokens reproducible. 0: random.
	Seed uint64

	// MaxAccounts is max_accounts of /me; a create beyond it is refused with 403
	// (Partner API, Customer Accounts page). 0: DefaultMaxAccounts.
	MaxAccounts int
	// CannotCreate makes can_create_accounts of /me false, and every create 403.
	CannotCreate bool
	// RoomGoneFor lists e-mail addresses. When the first create for one of them
	// arrives, a colleague elsewhere has just used up the partner's room: it is
	// refused with 403, as is every other create for a listed address, and /me says
	// account_count == max_accounts from then on. Creates for other addresses still
	// go through, so that they do not depend on the order of arrival.
	RoomGoneFor []string

	// Taken409 answers an e-mail in use with 409 and the short error body. False:
	// 422 with details. The page documents both.
	Taken409 bool
	// ElsewhereTaken lists e-mail addresses of other partners' customers: refused
	// as in use, and never in our lists.
	ElsewhereTaken []string

	// RefusedFields lists best-effort fields (description, address, city, state,
	// zip_code, timezone, gstin, gst_status, account_type) that this server refuses
	// by name with 422. Other names are ignored: the page guarantees those fields.
	RefusedFields []string
	// RefusedFor is the same for single customers, by e-mail address in lower case.
	RefusedFor map[string][]string

	// SearchLag hides a new account from lists and searches for that long.
	// Uniqueness and reading by id hold at once.
	SearchLag time.Duration
	// CaseSensitiveSearch makes search distinguish case; the page does not say.
	CaseSensitiveSearch bool
	// ShufflePages lists the newest account first, so that pages which are read
	// while accounts are being created repeat rows. False: oldest first.
	ShufflePages bool
	// MaxPerPage is the largest per_page that is not refused with 422. 0:
	// DefaultMaxPerPage. Below 20 it is also the default page size.
	MaxPerPage int

	// Latency passes before each answer, after the effect.
	Latency time.Duration
	// CommitDelay passes between the arrival of a create and its effect. The effect
	// happens even if the client has gone by then.
	CommitDelay time.Duration
	// ClockSkew is added to the server's own clock: the Date header and every
	// timestamp in a body.
	ClockSkew time.Duration

	// Fault is asked once for each request, on the goroutine that serves it. nil:
	// no faults.
	Fault func(Call) Fault
	// KeepLog turns on Log.
	KeepLog bool

	script func(Call) Fault // of Sample: asked before Fault

	mu       sync.Mutex
	store    store
	received int
	roomGone bool
	posts    map[string]int
	creates  map[string]int
	counts   map[string]int
	log      []Request
}

// Call describes a request to [Server.Fault].
type Call struct {
	N       int    // the N-th request of any kind, from 1
	Method  string // "GET", "POST", …
	Path    string // below BasePath, such as "/accounts"; the whole path if it lies outside
	Email   string // of a create, or the search term; lower case, trimmed
	Attempt int    // the n-th POST for this e-mail, from 1; 0 for other methods
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
			return s.create(ctx, req)
		case http.MethodGet:
			return s.list(req)
		}
		return wrongMethod("GET, POST")
	case "/accounts/{id}", "/accounts/{id}/balance", "/me":
		if req.Method != http.MethodGet {
			return wrongMethod("GET")
		}
		return s.read(req)
	}
	return refusal(http.StatusNotFound, "Not Found")
}

func (s *Server) authorized(h http.Header) bool {
	id, token := s.AuthID, s.AuthToken
	if id == "" {
		id = DefaultAuthID
	}
	if token == "" {
		token = DefaultAuthToken
	}
	return h.Get("X-Auth-ID") == id && h.Get("X-Auth-Token") == token
}

// route splits a path into a pattern and the id in it. It is written out because
// http.ServeMux redirects paths that it can clean, and the API does not.
func route(path string) (below, pattern, id string) {
	below, ok := strings.CutPrefix(path, BasePath)
	if !ok || !strings.HasPrefix(below, "/") {
		return path, "*", ""
	}
	switch below {
	case "/accounts", "/me":
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
	case tail == "balance":
		return below, "/accounts/{id}/balance", id
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

// now is the server's own clock, which may be wrong.
func (s *Server) now() time.Time { return time.Now().Add(s.ClockSkew).UTC() }

// wait lets d pass and reports whether the context is still alive.
func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
