package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// TrapIdentity is in every verified_data, instead of identity data. A
// client's output, files and logs must not hold it. Nothing in a verified_data is,
// or has the form of, real identity data.
const TrapIdentity = "IDENTITY-DATA-TRAP"

// verifiedData stands for PAN and Aadhaar data. A client that decodes it into
// anything fails at the number, which no float64 holds.
var verifiedData = json.RawMessage(`{"pan":{"number":"` + TrapIdentity + `"},"aadhaar":{"name":"` + TrapIdentity +
	`","address":["` + TrapIdentity + `"],"score":1e999}}`)

// KYCSession is one attempt to prove a customer's identity.
type KYCSession struct {
	ID            string
	AccountAuthID string
	CustomerEmail string // left out where empty
	Type          string // kyc_type; left out where empty
	Status        string // "email_sent", "link_ready", "opened", "in_progress", "kyc_completed", "revoked", …
	CreatedAt     time.Time
	UpdatedAt     time.Time
	ExpiresAt     time.Time
	FirstOpenedAt time.Time // null where zero
	CompletedAt   time.Time // null where zero
}

// AddKYCSession puts a session in place. Without values of their own, it was
// created now, has been sent, and expires a week after its creation.
func (s *Server) AddKYCSession(k KYCSession) {
	s.mu.Lock()
	defer s.mu.Unlock()
	setDefault(&k.ID, fmt.Sprintf("kyc_%06d", len(s.sessions)+1))
	setDefault(&k.Status, "email_sent")
	if k.CreatedAt.IsZero() {
		k.CreatedAt = s.now()
	}
	if k.UpdatedAt.IsZero() {
		k.UpdatedAt = k.CreatedAt
	}
	if k.ExpiresAt.IsZero() {
		k.ExpiresAt = k.CreatedAt.AddDate(0, 0, 7)
	}
	s.sessions = append(s.sessions, k)
}

// kycSessions is GET /kyc-sessions, in the order of their addition.
func (s *Server) kycSessions(req *request) reply {
	if s.KYCSessionsStatus != 0 {
		return refusedBy(s.KYCSessionsStatus)
	}
	page, size, refused := s.pageAsked(req, "size")
	if refused != nil {
		return *refused
	}
	status, account := req.query.Get("status"), req.query.Get("account_auth_id")
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []KYCSession
	for _, k := range s.sessions {
		if (status == "" || k.Status == status) && (account == "" || k.AccountAuthID == account) {
			found = append(found, k)
		}
	}
	from, to := s.bounds(len(found), page, size)
	items := []any{}
	for _, k := range found[from:to] {
		items = append(items, newSessionItem(k))
	}
	return jsonReply(http.StatusOK, map[string]any{
		"sessions": items, "total": s.total(len(found)), "page": page, "size": size,
	})
}

// sessionItem is a session on the wire.
type sessionItem struct {
	ID            string          `json:"id"`
	AccountAuthID string          `json:"account_auth_id"`
	CustomerEmail string          `json:"customer_email,omitempty"`
	Type          string          `json:"kyc_type,omitempty"`
	Status        string          `json:"status"`
	ExpiresAt     string          `json:"expires_at"`
	FirstOpenedAt *string         `json:"first_opened_at"`
	CompletedAt   *string         `json:"completed_at"`
	CreatedAt     string          `json:"created_at"`
	UpdatedAt     string          `json:"updated_at"`
	VerifiedData  json.RawMessage `json:"verified_data"`
	RetryCount    int             `json:"retry_count"` // not documented: to be ignored
}

func newSessionItem(k KYCSession) sessionItem {
	stamp := func(t time.Time) string { return t.UTC().Format(offsetTime) }
	optional := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		return unset(stamp(t))
	}
	return sessionItem{
		ID: k.ID, AccountAuthID: k.AccountAuthID, CustomerEmail: k.CustomerEmail, Type: k.Type, Status: k.Status,
		ExpiresAt: stamp(k.ExpiresAt), FirstOpenedAt: optional(k.FirstOpenedAt), CompletedAt: optional(k.CompletedAt),
		CreatedAt: stamp(k.CreatedAt), UpdatedAt: stamp(k.UpdatedAt), VerifiedData: verifiedData,
	}
}
