package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"
)

// over is a server that is asked over real HTTP.
type over struct {
	t    *testing.T
	rt   http.RoundTripper
	base string
}

func overHTTP(t *testing.T, s *Server) over {
	t.Helper()
	return over{t, client(t), serve(t, s)}
}

func (o over) get(path string) answered {
	o.t.Helper()
	return send(o.t, o.rt, o.base, http.MethodGet, path, "")
}

func (o over) post(email string) answered {
	o.t.Helper()
	return send(o.t, o.rt, o.base, http.MethodPost, "/accounts", withEmail(o.t, email))
}

// created posts an e-mail and returns the object of the 201.
func (o over) created(email string) map[string]any {
	o.t.Helper()
	a := o.post(email)
	if a.status != http.StatusCreated {
		o.t.Fatalf("POST for %s: %d %s", email, a.status, a.body)
	}
	return a.object(o.t)
}

// shown are the e-mails of a list, null as "null", and its total.
func (o over) shown(query string) (emails []string, total any) {
	o.t.Helper()
	page := o.get("/accounts?" + query).object(o.t)
	for _, it := range page["accounts"].([]any) {
		email, ok := it.(map[string]any)["email"].(string)
		if !ok {
			email = "null"
		}
		emails = append(emails, email)
	}
	return emails, page["total"]
}

func (o over) showsInSearch(email string) bool {
	o.t.Helper()
	found, _ := o.shown("search=" + url.QueryEscape(email))
	return slices.Contains(found, email)
}

func (o over) showsInList(email string) bool {
	o.t.Helper()
	found, _ := o.shown("")
	return slices.Contains(found, email)
}

func TestListAndSearchLagApart(t *testing.T) {
	const never = 1000 * time.Hour
	for _, tt := range []struct {
		name                     string
		searchLag, listLag       time.Duration
		searchFrom, listFrom     time.Duration
		searchAlways, listAlways bool
	}{
		{"none", 0, 0, 0, 0, true, true},
		{"both", 10 * time.Second, 0, 10 * time.Second, 10 * time.Second, false, false},
		{"apart", 10 * time.Second, 25 * time.Second, 10 * time.Second, 25 * time.Second, false, false},
		{"list first", 25 * time.Second, 10 * time.Second, 25 * time.Second, 10 * time.Second, false, false},
		{"search alone", never, -1, never, 0, false, true},
		{"list alone", 0, never, 0, never, true, false},
	} {
		var clock ManualClock
		s := &Server{Clock: clock.Now, SearchLag: tt.searchLag, ListLag: tt.listLag}
		o := overHTTP(t, s)
		o.created("new@x.example")
		for step, passed := range []time.Duration{0, 9 * time.Second, time.Second, 14 * time.Second, time.Second} {
			clock.Advance(passed)
			at := []time.Duration{0, 9, 10, 24, 25}[step] * time.Second
			if got, want := o.showsInSearch("new@x.example"), tt.searchAlways || at >= tt.searchFrom; got != want {
				t.Errorf("%s: shown by the search after %v: %v", tt.name, at, got)
			}
			if got, want := o.showsInList("new@x.example"), tt.listAlways || at >= tt.listFrom; got != want {
				t.Errorf("%s: shown by the list after %v: %v", tt.name, at, got)
			}
		}
	}
}

func TestClockGivesEveryTime(t *testing.T) {
	var clock ManualClock
	s := &Server{Clock: clock.Now, ClockSkew: time.Hour, KeepLog: true}
	o := overHTTP(t, s)
	clock.Advance(90 * time.Second)
	created := o.post("a@x.example")
	if got := created.object(t)["created_at"]; got != "2026-01-01T01:01:30Z" {
		t.Errorf("created_at of the 201: %v", got)
	}
	if got := created.header.Get("Date"); got != "Thu, 01 Jan 2026 01:01:30 GMT" {
		t.Errorf("Date: %v", got)
	}
	if got := s.Log()[0].Time; !got.Equal(clock.Now()) {
		t.Errorf("time in the log: %v", got)
	}
	clock.Advance(-time.Hour)
	if !o.showsInList("a@x.example") {
		t.Error("an account is hidden after the clock went back")
	}
}

func TestDateHeader(t *testing.T) {
	var clock ManualClock
	s := &Server{Clock: clock.Now, DateSkew: -time.Hour}
	s.Fault = func(c Call) Fault {
		if c.Path == "/me" {
			return Fault{Kind: TooMany, RetryAfter: "date+2s"}
		}
		return Fault{}
	}
	o := overHTTP(t, s)
	a := o.post("a@x.example")
	if got := a.header.Get("Date"); got != "Wed, 31 Dec 2025 23:00:00 GMT" {
		t.Errorf("Date: %v", got)
	}
	if got := a.object(t)["created_at"]; got != "2026-01-01T00:00:00Z" {
		t.Errorf("created_at is by the Date header: %v", got)
	}
	if got := o.get("/me").header.Get("Retry-After"); got != "Wed, 31 Dec 2025 23:00:02 GMT" {
		t.Errorf("Retry-After: %v", got)
	}
	without := &Server{NoDate: true}
	for _, a := range []answered{overHTTP(t, without).get("/me"), without.get(t, "/me")} {
		if _, there := a.header["Date"]; there && a.header.Get("Date") != "" || a.status != 200 {
			t.Errorf("with NoDate: %d %v", a.status, a.header)
		}
	}
}

func TestCreatedAtOfAnAddedAccountIsKept(t *testing.T) {
	s := &Server{}
	id := s.Add(Account{CreatedAt: time.Date(2024, 2, 3, 4, 5, 6, 7000, time.UTC)})
	if got := overHTTP(t, s).get("/accounts/" + id).object(t)["created_at"]; got != "2024-02-03T04:05:06.000007+00:00" {
		t.Errorf("created_at: %v", got)
	}
}

func TestNoCreatedAt(t *testing.T) {
	o := overHTTP(t, &Server{NoCreatedAt: true})
	created := o.created("a@x.example")
	item := o.get("/accounts").object(t)["accounts"].([]any)[0].(map[string]any)
	alone := o.get("/accounts/" + created["auth_id"].(string)).object(t)
	for where, object := range map[string]map[string]any{"201": created, "list": item, "alone": alone} {
		if _, there := object["created_at"]; there || object["email"] != "a@x.example" {
			t.Errorf("%s: %v", where, object)
		}
	}
	if alone["cash_credits"] != "0.00000" || len(alone) != len(item) {
		t.Errorf("alone: %v", alone)
	}
}

func TestSearchTotalCountsAll(t *testing.T) {
	s := &Server{SearchTotalCountsAll: true}
	for range 3 {
		s.Add(Account{})
	}
	o := overHTTP(t, s)
	if got, total := o.shown("search=customer-2"); len(got) != 1 || total != 3.0 {
		t.Errorf("%v, total %v", got, total)
	}
}

func TestCaseSensitiveSearch(t *testing.T) {
	s := &Server{CaseSensitiveSearch: true}
	s.Add(Account{Email: "Ann@X.example"})
	o := overHTTP(t, s)
	if o.showsInSearch("ann@x.example") || !o.showsInSearch("Ann@X.example") || !o.showsInList("Ann@X.example") {
		t.Error("the search does not mind case, or the list does")
	}
	if a := o.post("ann@x.example"); a.status != 422 {
		t.Errorf("a second spelling by case was created: %d", a.status)
	}
}

func TestTotalsThatAreNoCounts(t *testing.T) {
	for _, text := range []string{"250.0", "1000000000000", `"3"`, "null"} {
		s := &Server{Total: func(int) string { return text }, IgnorePage: true}
		s.Add(Account{Email: "a@x.example"})
		s.AddNumber(Number{})
		s.AddKYCSession(KYCSession{})
		o := overHTTP(t, s)
		for _, path := range []string{"/accounts?page=7", "/numbers?page=7", "/kyc-sessions?page=7"} {
			a := o.get(path)
			if !has(`"total":`+text)(string(a.body)) || !has(`"page":7`)(string(a.body)) {
				t.Errorf("GET %s: %s", path, a.body)
			}
			if has(`:[]`)(string(a.body)) {
				t.Errorf("GET %s: page 7 is empty although the page is ignored: %s", path, a.body)
			}
		}
	}
}
