package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNumbers(t *testing.T) {
	s := &Server{}
	ann, bob := s.Add(Account{}), s.Add(Account{})
	s.AddNumber(Number{E164: "+918065000001", AccountAuthID: ann, ApplicationID: "app_1", NextBillingDate: "2026-02-01"})
	s.AddNumber(Number{AccountAuthID: bob, Status: "suspended"})
	s.AddNumber(Number{})
	o := overHTTP(t, s)
	all := o.get("/numbers").object(t)
	checkFields(t, "numbers", all, strings.Fields("numbers total page per_page"))
	items := all["numbers"].([]any)
	if len(items) != 3 || all["total"] != 3.0 || all["page"] != 1.0 || all["per_page"] != 20.0 {
		t.Fatalf("%v", all)
	}
	first, second, third := items[0].(map[string]any), items[1].(map[string]any), items[2].(map[string]any)
	if first["e164"] != "+918065000001" || first["application_id"] != "app_1" || first["account_auth_id"] != ann ||
		first["next_billing_date"] != "2026-02-01" || first["status"] != "active" {
		t.Errorf("%v", first)
	}
	if second["status"] != "suspended" || second["application_id"] != nil || third["account_auth_id"] != nil || third["e164"] == second["e164"] {
		t.Errorf("%v, %v", second, third)
	}
	own := o.get("/accounts/" + bob + "/numbers").object(t)
	if list := own["numbers"].([]any); len(list) != 1 || own["total"] != 1.0 || list[0].(map[string]any)["account_auth_id"] != bob {
		t.Errorf("of one account: %v", own)
	}
	if a := o.get("/accounts/MA_UNKNOWN00/numbers"); a.status != 404 {
		t.Errorf("of an unknown account: %d", a.status)
	}
}

func TestNumbersUnderOtherNames(t *testing.T) {
	for _, wrapper := range []string{"items", "data"} {
		s := &Server{NumbersWrapper: wrapper, NumberField: "number", NumbersSizeField: "size"}
		s.AddNumber(Number{E164: "+918065000001"})
		page := overHTTP(t, s).get("/numbers").object(t)
		checkFields(t, wrapper, page, []string{wrapper, "total", "page", "size"})
		if n := page[wrapper].([]any)[0].(map[string]any); n["number"] != "+918065000001" || n["e164"] != nil {
			t.Errorf("%v", n)
		}
	}
}

// sessionsPage is a page of sessions, whose identity data is not decoded.
type sessionsPage struct {
	Sessions []struct {
		ID            string
		AccountAuthID string `json:"account_auth_id"`
		CustomerEmail string `json:"customer_email"`
		Type          string `json:"kyc_type"`
		Status        string
		ExpiresAt     string          `json:"expires_at"`
		FirstOpenedAt *string         `json:"first_opened_at"`
		CompletedAt   *string         `json:"completed_at"`
		CreatedAt     string          `json:"created_at"`
		VerifiedData  json.RawMessage `json:"verified_data"`
	}
	Total, Page, Size int
}

func (o over) sessions(query string) (p sessionsPage) {
	o.t.Helper()
	a := o.get("/kyc-sessions?" + query)
	if err := json.Unmarshal(a.body, &p); err != nil || a.status != 200 {
		o.t.Fatalf("GET /kyc-sessions?%s: %d %v %s", query, a.status, err, a.body)
	}
	return p
}

func TestKYCSessions(t *testing.T) {
	var clock ManualClock
	s := &Server{Clock: clock.Now}
	s.AddKYCSession(KYCSession{AccountAuthID: "MA_1"})
	s.AddKYCSession(KYCSession{
		ID: "k", AccountAuthID: "MA_2", CustomerEmail: "a@x.example", Type: "individual", Status: "kyc_completed",
		FirstOpenedAt: clock.Now().Add(time.Hour), CompletedAt: clock.Now().Add(2 * time.Hour),
	})
	s.AddKYCSession(KYCSession{AccountAuthID: "MA_2", Status: "revoked"})
	o := overHTTP(t, s)
	all := o.sessions("")
	if len(all.Sessions) != 3 || all.Total != 3 || all.Page != 1 || all.Size != 20 {
		t.Fatalf("%+v", all)
	}
	one, two := all.Sessions[0], all.Sessions[1]
	if one.Status != "email_sent" || one.CompletedAt != nil || one.FirstOpenedAt != nil || one.CreatedAt != "2026-01-01T00:00:00.000000+00:00" ||
		one.ExpiresAt != "2026-01-08T00:00:00.000000+00:00" || one.ID == "" {
		t.Errorf("defaults: %+v", one)
	}
	if two.ID != "k" || two.CustomerEmail != "a@x.example" || two.Type != "individual" || *two.CompletedAt != "2026-01-01T02:00:00.000000+00:00" {
		t.Errorf("%+v", two)
	}
	for query, want := range map[string][]string{
		"account_auth_id=MA_2": {"kyc_completed", "revoked"}, "status=revoked": {"revoked"},
		"account_auth_id=MA_1&status=revoked": nil, "account_auth_id=MA_9": nil,
	} {
		var got []string
		page := o.sessions(query)
		for _, k := range page.Sessions {
			got = append(got, k.Status)
		}
		if !slices.Equal(got, want) || page.Total != len(want) {
			t.Errorf("%s: %v of %d, want %v", query, got, page.Total, want)
		}
	}
}

// Decoding identity data into anything is detected, and what is in its
// place has the form of none: a PAN is five letters, four digits, a letter; an
// Aadhaar number twelve digits.
func TestVerifiedDataIsATrap(t *testing.T) {
	s := &Server{}
	s.AddKYCSession(KYCSession{})
	data := overHTTP(t, s).sessions("").Sessions[0].VerifiedData
	if !json.Valid(data) || !strings.Contains(string(data), TrapIdentity) {
		t.Errorf("%s", data)
	}
	var anything any
	if err := json.Unmarshal(data, &anything); err == nil {
		t.Errorf("decoded as %v", anything)
	}
	if strings.ContainsAny(TrapIdentity, "0123456789") {
		t.Errorf("%s could be a number", TrapIdentity)
	}
}

func TestSourcesHavePages(t *testing.T) {
	s := &Server{}
	id := s.Add(Account{})
	for range 45 {
		s.AddNumber(Number{AccountAuthID: id})
		s.AddKYCSession(KYCSession{})
	}
	o := overHTTP(t, s)
	numbers := func(path string) int {
		var p struct{ Numbers []json.RawMessage }
		if err := json.Unmarshal(o.get(path).body, &p); err != nil {
			t.Fatal(err)
		}
		return len(p.Numbers)
	}
	for page, want := range map[int]int{1: 20, 2: 20, 3: 5, 4: 0} {
		for _, path := range []string{"/numbers", "/accounts/" + id + "/numbers"} {
			if got := numbers(fmt.Sprintf("%s?page=%d", path, page)); got != want {
				t.Errorf("GET %s, page %d: %d numbers, want %d", path, page, got, want)
			}
		}
		if got := len(o.sessions(fmt.Sprintf("page=%d", page)).Sessions); got != want {
			t.Errorf("page %d: %d sessions, want %d", page, got, want)
		}
	}
	if numbers("/numbers?per_page=45") != 45 || len(o.sessions("size=45").Sessions) != 45 {
		t.Error("the size of a page is not that asked for")
	}
	complainedOf(t, o.get("/numbers?per_page=101"))
	complainedOf(t, o.get("/kyc-sessions?size=0"))
}

func TestSourcesRefused(t *testing.T) {
	s := &Server{NumbersStatus: 403, AccountNumbersStatus: 404, KYCSessionsStatus: 403}
	id := s.Add(Account{})
	o := overHTTP(t, s)
	for path, want := range map[string]int{"/numbers": 403, "/accounts/" + id + "/numbers": 404, "/kyc-sessions": 403, "/me": 200} {
		if a := o.get(path); a.status != want {
			t.Errorf("GET %s: %d, want %d", path, a.status, want)
		} else if want != 200 {
			checkShortBody(t, a, want)
		}
	}
}

func TestSourcesTakeFaults(t *testing.T) {
	s := &Server{Fault: func(c Call) Fault {
		if c.Path == "/kyc-sessions" {
			return Fault{Kind: Unavailable503}
		}
		return Fault{}
	}}
	o := overHTTP(t, s)
	if k, n := o.get("/kyc-sessions").status, o.get("/numbers").status; k != 503 || n != 200 {
		t.Errorf("sessions %d, numbers %d", k, n)
	}
	if got := s.Requests(); got["GET /kyc-sessions"] != 1 || got["GET /numbers"] != 1 {
		t.Errorf("%v", got)
	}
}
