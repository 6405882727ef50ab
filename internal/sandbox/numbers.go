package sandbox

import (
	"fmt"
	"net/http"
)

// Number is a phone number that the partner has rented for a customer. An empty
// string is null on the wire, for the fields that can be null.
type Number struct {
	E164            string // such as "+918065000001"
	Status          string // "active", …
	ApplicationID   string // null: calls to it hang up
	AccountAuthID   string // null: it is nobody's yet
	NextBillingDate string // YYYY-MM-DD, or null
}

// AddNumber puts a number in place. E164 and Status get a default where empty.
func (s *Server) AddNumber(n Number) {
	s.mu.Lock()
	defer s.mu.Unlock()
	setDefault(&n.E164, fmt.Sprintf("+9180650%05d", len(s.phones)+1))
	setDefault(&n.Status, "active")
	s.phones = append(s.phones, n)
}

// numbers is GET /numbers, and of one account GET /accounts/{id}/numbers. The
// vendor's pages name the list, the number and the size in several ways.
func (s *Server) numbers(req *request, refusedStatus int) reply {
	if refusedStatus != 0 {
		return refusedBy(refusedStatus)
	}
	sizeName, wrapper := s.NumbersSizeField, s.NumbersWrapper
	setDefault(&sizeName, "per_page")
	setDefault(&wrapper, "numbers")
	page, size, refused := s.pageAsked(req, "per_page")
	if refused != nil {
		return *refused
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if req.id != "" && s.store.byID[req.id] == nil {
		return noAccount()
	}
	var found []Number
	for _, n := range s.phones {
		if req.id == "" || n.AccountAuthID == req.id {
			found = append(found, n)
		}
	}
	from, to := s.bounds(len(found), page, size)
	items := []any{}
	for _, n := range found[from:to] {
		items = append(items, s.numberObject(n))
	}
	return jsonReply(http.StatusOK, map[string]any{
		wrapper: items, "total": s.total(len(found)), "page": page, sizeName: size,
	})
}

func (s *Server) numberObject(n Number) map[string]any {
	name := s.NumberField
	setDefault(&name, "e164")
	return map[string]any{
		name: n.E164, "status": n.Status, "application_id": unset(n.ApplicationID),
		"account_auth_id": unset(n.AccountAuthID), "next_billing_date": unset(n.NextBillingDate),
		"voice_enabled": true, "sms_enabled": nil, // not documented: to be ignored
	}
}
