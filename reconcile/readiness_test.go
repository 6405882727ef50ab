package reconcile

import (
	"errors"
	"testing"
	"time"

	"vobizsync/importer"
)

func TestTheFirstStepThatIsDue(t *testing.T) {
	now := time.Date(2026, 5, 6, 12, 0, 0, 0, time.UTC)
	account := func(country, kyc, active string) Account {
		return Account{AuthID: "MA_1", Customer: importer.Customer{Country: country}, KYCStatus: kyc, IsActive: active}
	}
	german, indian := account("DE", "pending", "true"), account("IN", "completed", "true")
	routed := []Number{{Status: "active", Application: "app"}}
	session := func(status, expires string) []Session {
		return []Session{{Account: "MA_1", Status: status, CreatedAt: "2026-05-01T00:00:00Z", ExpiresAt: expires}}
	}
	const later, before = "2026-05-07T00:00:00+00:00", "2026-05-06T12:00:00.000000+00:00"
	for _, test := range []struct {
		name     string
		account  *Account // nil for none
		err      error
		numbers  []Number
		sessions []Session
		closed   string // n, s: the source is not open
		ready    Readiness
		next     Step
	}{
		{"no account", nil, nil, nil, nil, "ns", NotReady, StepCreate},
		{"a look-up that failed", nil, errors.New("503"), nil, nil, "", ReadyUnknown, ""},
		{"switched off", ptr(account("IN", "", "false")), nil, routed, nil, "", NotReady, StepReactivate},
		{"a word for active that nobody knows", ptr(account("DE", "", "suspended")), nil, routed, nil, "", NotReady, StepReactivate},
		{"active is not told", ptr(account("DE", "", "")), nil, routed, nil, "", ReadyUnknown, ""},
		{"abroad, no KYC", &german, nil, routed, nil, "s", Ready, StepNone},
		{"India, completed", &indian, nil, routed, session("opened", before), "", Ready, StepNone},
		{"completed, in capitals, country by its name", ptr(account("India", "Completed", "1")), nil, routed, nil, "", Ready, StepNone},
		{"completed, sessions not open", &indian, nil, routed, nil, "s", Ready, StepNone},
		{"no country: as India", ptr(account("", "pending", "true")), nil, routed, nil, "", NotReady, StepKYCStart},
		{"nothing sent", ptr(account("IN", "pending", "true")), nil, routed, nil, "", NotReady, StepKYCStart},
		{"only a session that was revoked", ptr(account("IN", "pending", "true")), nil, routed, session("revoked", later), "", NotReady, StepKYCStart},
		{"under way", ptr(account("IN", "pending", "true")), nil, routed, session("opened", later), "", NotReady, StepKYCWait},
		{"a word for a session that nobody knows", ptr(account("IN", "pending", "true")), nil, routed, session("on_hold", later), "", NotReady, StepKYCWait},
		{"a word for KYC that nobody knows", ptr(account("IN", "verified", "true")), nil, routed, nil, "", NotReady, StepKYCWait},
		{"expired this second", ptr(account("IN", "pending", "true")), nil, routed, session("link_ready", before), "", NotReady, StepKYCExpired},
		{"expired by its word", ptr(account("IN", "pending", "true")), nil, routed, session("expired", ""), "", NotReady, StepKYCExpired},
		{"the account does not say, the session is done", ptr(account("IN", "", "true")), nil, routed, session("kyc_completed", before), "", Ready, StepNone},
		{"the account says pending, the session is done", ptr(account("IN", "pending", "true")), nil, routed, session("kyc_completed", before), "", NotReady, StepKYCWait},
		{"pending, sessions not open", ptr(account("IN", "pending", "true")), nil, routed, nil, "s", NotReady, ""},
		{"nothing known of KYC", ptr(account("IN", "", "true")), nil, routed, nil, "s", ReadyUnknown, ""},
		{"numbers not open", &german, nil, nil, nil, "n", ReadyUnknown, ""},
		{"KYC comes before numbers that are not open", ptr(account("IN", "pending", "true")), nil, nil, nil, "n", NotReady, StepKYCStart},
		{"no number", &german, nil, nil, nil, "", NotReady, StepAssign},
		{"a number out of service", &german, nil, []Number{{Status: "suspended", Application: "app"}}, nil, "", NotReady, StepAssign},
		{"no route", &german, nil, []Number{{Status: "active"}, {Status: "suspended", Application: "app"}}, nil, "", NotReady, StepRoute},
		{"one route of two", &german, nil, []Number{{Status: "active"}, {Status: "ACTIVE", Application: "app"}}, nil, "", Ready, StepNone},
	} {
		held := heldOf(test.numbers, test.sessions, test.closed)
		s := Standing{Err: test.err}
		if test.account != nil {
			s.Account, s.Found = *test.account, true
		}
		held.Complete(&s, now)
		if s.Ready != test.ready || s.Next != test.next {
			t.Errorf("%s: ready %q, next %q, want %q and %q", test.name, s.Ready, s.Next, test.ready, test.next)
		}
	}
}

func heldOf(numbers []Number, sessions []Session, closed string) *Held {
	h := &Held{numbers: map[string]*Numbers{"MA_1": {}}, sessions: map[string]Session{}}
	for i := range numbers {
		h.numbers["MA_1"].add(&numbers[i])
	}
	for i := range sessions {
		if sessions[i].counts() {
			h.sessions[sessions[i].Account] = sessions[i]
		}
	}
	for _, source := range closed {
		switch source {
		case 'n':
			h.NumbersFrom.Closed = errors.New("403")
		case 's':
			h.SessionsFrom.Closed = errors.New("403")
		}
	}
	return h
}

func ptr[T any](v T) *T { return &v }

func TestNumbersOfAnAccount(t *testing.T) {
	var s Numbers
	for _, n := range []Number{
		{Status: "active", Application: "a", Renewal: "2026-06-01"}, {Status: "active", Renewal: ""}, {Status: "suspended", Application: "b", Renewal: "2026-05-09"},
	} {
		s.add(&n)
	}
	if s.Count != 3 || s.Unrouted != 1 || s.Renewal != "2026-05-09" {
		t.Errorf("%+v", s)
	}
}
