package reconcile

import (
	"strings"
	"time"

	"vobizsync/importer/normalize"
)

// Step is the next thing to be done until a customer can make calls.
type Step string

// The steps, in the order in which they are due.
const (
	StepCreate     Step = "create"        // there is no account
	StepReactivate Step = "reactivate"    // the account is not active
	StepKYCExpired Step = "kyc_expired"   // the link to prove the identity has run out
	StepKYCStart   Step = "kyc_start"     // nobody has sent such a link
	StepKYCWait    Step = "kyc_wait"      // the customer, or the review of what was sent
	StepAssign     Step = "assign_number" // no number is in service
	StepRoute      Step = "route_number"  // calls to every number hang up
	StepNone       Step = "none"          // the customer can make calls
)

// Steps lists the steps in the order in which they are due.
var Steps = []Step{
	StepCreate, StepReactivate, StepKYCExpired, StepKYCStart, StepKYCWait, StepAssign, StepRoute, StepNone,
}

// Readiness is whether a customer can make calls.
type Readiness string

// The values of a Readiness. Where a source that decides it is not open to this
// partner, it is not known, and never yes.
const (
	Ready        Readiness = "true"
	NotReady     Readiness = "false"
	ReadyUnknown Readiness = ""
)

// Number is a phone number that the partner rents for a customer.
type Number struct {
	E164        string
	Account     string // auth_id of its customer, "" where it has none yet
	Status      string // "active" is in service; other words may come
	Application string // what answers its calls; "" and they hang up
	Renewal     string // the next billing date
	Untold      bool   // the API does not say its status, or what answers
}

// InService reports whether the number can be called.
func (n *Number) InService() bool { return strings.EqualFold(n.Status, "active") }

// Numbers sums up the numbers of one account.
type Numbers struct {
	Count    int
	Unrouted int    // without an application
	Renewal  string // the first next billing date, "" where none is given
	Untold   bool   // of one it is not known whether it is in service, or what answers

	inService, routed bool // some number is, or is and has an application
}

func (s *Numbers) add(n *Number) {
	s.Count++
	s.Untold = s.Untold || n.Untold
	if n.Application == "" {
		s.Unrouted++
	}
	if n.Renewal != "" && (s.Renewal == "" || n.Renewal < s.Renewal) {
		s.Renewal = n.Renewal
	}
	if n.InService() {
		s.inService = true
		s.routed = s.routed || n.Application != ""
	}
}

// Session is one attempt of a customer to prove an identity (KYC).
type Session struct {
	ID        string // "" where the API does not give it
	Account   string // auth_id
	Status    string // as the API has it; "kyc_completed" is done, "revoked" counts for nothing
	CreatedAt string // RFC 3339
	ExpiresAt string // RFC 3339
}

// counts reports whether the session is an attempt that was not taken back.
func (s *Session) counts() bool { return !strings.EqualFold(s.Status, "revoked") }

// newer reports whether a session was begun after another one.
func (s *Session) newer(other *Session) bool {
	mine, theirs := moment(s.CreatedAt), moment(other.CreatedAt)
	if mine.Equal(theirs) {
		return s.CreatedAt > other.CreatedAt
	}
	return mine.After(theirs)
}

func (s *Session) expired(now time.Time) bool {
	if strings.EqualFold(s.Status, "expired") {
		return true
	}
	end := moment(s.ExpiresAt)
	return !end.IsZero() && !now.Before(end)
}

// moments are the spellings of times: RFC 3339, and without a zone, as UTC.
var moments = []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime}

// moment reads a time of the API, zero where it is none.
func moment(s string) time.Time {
	for _, layout := range moments {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

// Standing is how far a customer is on the way to the first call.
type Standing struct {
	Row   int // counts customers, from 1
	Line  int // of the file, 0 without one
	Email string

	Account Account
	Found   bool  // there is an account
	Err     error // why the look-up does not tell, nil where it does

	Numbers       Numbers
	NumbersKnown  bool     // all of them; else there may be more
	Session       Session  // the newest that was not revoked; zero for none
	SessionsKnown bool     // likewise
	Balance       *Balance // the live one, where it was asked for

	Ready Readiness
	Next  Step // "" where it is not known
}

// decide finds the first step that is due. It is pure. A word of the API that this
// program does not know is never taken for done.
func (s *Standing) decide(now time.Time) {
	s.Ready, s.Next = NotReady, ""
	switch {
	case s.Err != nil:
		s.Ready = ReadyUnknown
	case !s.Found:
		s.Next = StepCreate
	case s.Account.IsActive == "":
		s.Ready = ReadyUnknown
	case !s.Account.Active():
		s.Next = StepReactivate
	case !s.proven():
		s.Ready, s.Next = s.prove(now)
	case s.Numbers.routed: // whatever else there is
		s.Ready, s.Next = Ready, StepNone
	case !s.NumbersKnown || s.Numbers.Untold:
		s.Ready = ReadyUnknown
	case !s.Numbers.inService:
		s.Next = StepAssign
	default:
		s.Next = StepRoute
	}
}

// proven reports whether nothing is left to prove: only customers in India have to
// (KYC), and one whose country can't be read is taken for one. What the account
// says wins over its sessions.
func (s *Standing) proven() bool {
	if code, ok := normalize.ParseCountry(normalize.Fold(s.Account.Country)); ok && code != "IN" {
		return true
	}
	if s.Account.KYCStatus != "" {
		return strings.EqualFold(s.Account.KYCStatus, "completed")
	}
	return s.SessionsKnown && strings.EqualFold(s.Session.Status, "kyc_completed")
}

// prove says what is due where an identity is not proven.
func (s *Standing) prove(now time.Time) (Readiness, Step) {
	own, session := strings.ToLower(s.Account.KYCStatus), &s.Session
	switch {
	case own == "expired":
		return NotReady, StepKYCExpired
	case !s.SessionsKnown && own == "":
		return ReadyUnknown, ""
	case !s.SessionsKnown:
		return NotReady, ""
	case session.Account == "" && (own == "" || own == "pending"):
		return NotReady, StepKYCStart
	case session.Account == "", strings.EqualFold(session.Status, "kyc_completed"):
		return NotReady, StepKYCWait // for the word of the account
	case session.expired(now):
		return NotReady, StepKYCExpired
	}
	return NotReady, StepKYCWait
}
