package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
)

// pageAsked reads the page and its size, which is called sizeName, from a query.
func (s *Server) pageAsked(req *request, sizeName string) (page, size int, refused *reply) {
	page, badPage := positive(req, "page", 1, 0)
	size, badSize := positive(req, sizeName, min(defaultPerPage, s.maxPerPage()), s.maxPerPage())
	if details := slices.Concat(badPage, badSize); len(details) > 0 {
		a := invalid(details...)
		return 0, 0, &a
	}
	return page, size, nil
}

// bounds are the positions of a page among n things: from the first, up to but
// not with the second.
func (s *Server) bounds(n, page, size int) (from, to int) {
	if s.IgnorePage {
		page = 1
	}
	// Compared by division: page*size overflows for a page number that is absurd.
	if page-1 > n/size {
		return 0, 0
	}
	return min((page-1)*size, n), min(page*size, n)
}

// total is the JSON of a list's total.
func (s *Server) total(n int) json.RawMessage {
	if s.Total != nil {
		return json.RawMessage(s.Total(n))
	}
	return json.RawMessage(strconv.Itoa(n))
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

// refusedBy is the answer of a source that this partner has no access to.
func refusedBy(status int) reply { return refusal(status, http.StatusText(status)) }
