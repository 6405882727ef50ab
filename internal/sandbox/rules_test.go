package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestCreateRules(t *testing.T) {
	type change = map[string]any
	null := json.RawMessage("null")
	for _, tt := range []struct {
		name   string
		change change
		want   []string // the fields that are complained about; nil: created
	}{
		{"minimum", change{}, nil},
		{"everything", change{
			"company": "Lotus", "description": "d", "address": "1 MG Road", "city": "Bengaluru", "state": "KA",
			"zip_code": "560001", "timezone": "Asia/Kolkata", "gstin": "29AAGCL4821K1Z7", "gst_status": "inactive",
			"account_type": "premium",
		}, nil},
		{"unknown fields", change{"colour": "red", "nested": change{"a": 1}}, nil},
		{"optional null", change{"company": null, "timezone": null}, nil},
		{"required null", change{"phone": null}, []string{"phone"}},
		{"object for a string", change{"company": struct{}{}}, []string{"company"}},
		{"no name", change{"name": nil}, []string{"name"}},
		{"blank name", change{"name": " "}, []string{"name"}},
		{"no email", change{"email": nil}, []string{"email"}},
		{"no phone", change{"phone": nil}, []string{"phone"}},
		{"no password", change{"password": nil}, []string{"password"}},
		{"no country", change{"country": nil}, []string{"country"}},
		{"nothing", change{"name": nil, "email": nil, "phone": nil, "password": nil, "country": nil}, required},
		{"number for a string", change{"zip_code": 560001}, []string{"zip_code"}},
		{"email without a domain", change{"email": "asha"}, []string{"email"}},
		{"email without a dot", change{"email": "asha@lotus"}, []string{"email"}},
		{"email with spaces", change{"email": " asha@lotus.example"}, []string{"email"}},
		{"email with a name", change{"email": "Asha <asha@lotus.example>"}, []string{"email"}},
		{"phone national", change{"phone": "9845012345"}, []string{"phone"}},
		{"phone spaced", change{"phone": "+91 9845012345"}, []string{"phone"}},
		{"phone of 6 digits", change{"phone": "+919845"}, []string{"phone"}},
		{"phone of 7 digits", change{"phone": "+9198450"}, nil},
		{"phone of 15 digits", change{"phone": "+123456789012345"}, nil},
		{"phone of 16 digits", change{"phone": "+1234567890123456"}, []string{"phone"}},
		{"phone with 0", change{"phone": "+0123456789"}, []string{"phone"}},
		{"password of 7", change{"password": "Lotus#2"}, []string{"password"}},
		{"password of 8", change{"password": "Lotus#20"}, nil},
		{"password of 8 in other letters", change{"password": "äöüßäö#1"}, nil},
		{"password without a digit", change{"password": "Lotus#abc"}, []string{"password"}},
		{"password without a special", change{"password": "Lotus2025"}, []string{"password"}},
		{"password with a space for a special", change{"password": "Lotus 2025"}, []string{"password"}},
		{"country in lower case", change{"country": "in"}, []string{"country"}},
		{"country by name", change{"country": "India"}, []string{"country"}},
		{"country user assigned", change{"country": "XK"}, []string{"country"}},
		{"country UK", change{"country": "UK"}, []string{"country"}},
		{"timezone unknown", change{"timezone": "Asia/Bangalore"}, []string{"timezone"}},
		{"timezone empty", change{"timezone": ""}, []string{"timezone"}},
		{"timezone of Go", change{"timezone": "Local"}, []string{"timezone"}},
		{"timezone path", change{"timezone": "../etc/passwd"}, []string{"timezone"}},
		{"gst_status other", change{"gst_status": "Active"}, []string{"gst_status"}},
		{"two at once", change{"phone": "1", "password": "x"}, []string{"phone", "password"}},
	} {
		s := &Server{}
		got := s.post(t, customer(t, tt.change))
		if tt.want == nil {
			if got.status != http.StatusCreated {
				t.Errorf("%s: status %d: %s", tt.name, got.status, got.body)
			}
			continue
		}
		if fields := complainedOf(t, got); !slices.Equal(fields, tt.want) {
			t.Errorf("%s: complaints about %v, want %v", tt.name, fields, tt.want)
		}
		if len(s.Creates()) != 0 {
			t.Errorf("%s: refused, and created", tt.name)
		}
	}
}

// complainedOf checks an error body with details, and returns its fields.
func complainedOf(t *testing.T, a answered) (fields []string) {
	t.Helper()
	m := a.object(t)
	details, _ := m["details"].([]any)
	if a.status != 422 || m["error"] != "ValidationError" || m["status_code"] != 422.0 || m["message"] == "" || len(details) == 0 {
		t.Errorf("not a validation error: %d %s", a.status, a.body)
	}
	for _, d := range details {
		d := d.(map[string]any)
		for _, key := range []string{"type", "loc", "msg", "input", "ctx"} {
			if _, ok := d[key]; !ok {
				t.Errorf("detail without %s: %s", key, a.body)
			}
		}
		loc := d["loc"].([]any)
		fields = append(fields, fmt.Sprint(loc[len(loc)-1]))
	}
	return fields
}

func TestErrorsEchoThePassword(t *testing.T) {
	s := &Server{}
	for _, body := range []string{
		customer(t, map[string]any{"password": "secret"}),
		customer(t, map[string]any{"name": nil, "password": "secret#1234"}),
	} {
		if a := s.post(t, body); !strings.Contains(string(a.body), `"secret`) {
			t.Errorf("the vendor echoes what was submitted, this does not: %s", a.body)
		}
	}
}

func TestBodiesThatAreNoObject(t *testing.T) {
	s := &Server{}
	for _, body := range []string{"{", "[]", `"x"`, "null", "17", "\xef\xbb\xbf{}", `{"name":}`} {
		complainedOf(t, s.post(t, body))
	}
	a := s.post(t, `{"name": "`+strings.Repeat("x", maxBody)+`"}`)
	if a.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a body of more than 1 MiB: status %d", a.status)
	}
	req, err := http.NewRequestWithContext(t.Context(), "POST", inProcess+"/accounts", strings.NewReader(customer(t, nil)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Auth-ID", DefaultAuthID)
	req.Header.Set("X-Auth-Token", DefaultAuthToken)
	req.Header.Set("Content-Type", "text/plain")
	complainedOf(t, roundTrip(s.Transport(), req))
	if len(s.Accounts()) != 0 {
		t.Errorf("accounts from nothing: %v", s.Accounts())
	}
}

func TestSyntaxErrorHasAnIntegerInLoc(t *testing.T) {
	loc := (&Server{}).post(t, `{"name":}`).object(t)["details"].([]any)[0].(map[string]any)["loc"].([]any)
	if _, ok := loc[1].(float64); !ok {
		t.Errorf("loc = %v", loc)
	}
}

func TestRefusals(t *testing.T) {
	taken := func(s *Server) { s.Add(Account{Email: "ASHA@lotus.example"}) }
	for _, tt := range []struct {
		name   string
		server *Server
		setUp  func(*Server)
		want   int
		fields []string
	}{
		{"in use", &Server{}, taken, 422, []string{"email"}},
		{"in use, 409", &Server{Taken409: true}, taken, 409, nil},
		{"in use elsewhere", &Server{ElsewhereTaken: []string{"Asha@Lotus.example"}}, nil, 422, []string{"email"}},
		{"full", &Server{MaxAccounts: 1}, func(s *Server) { s.Add(Account{}) }, 403, nil},
		{"not full", &Server{MaxAccounts: 2}, func(s *Server) { s.Add(Account{}) }, 201, nil},
		{"not allowed", &Server{CannotCreate: true}, nil, 403, nil},
		{"room gone", &Server{RoomGoneFor: []string{"Asha@Lotus.example"}}, nil, 403, nil},
		{"room gone for others", &Server{RoomGoneFor: []string{"b@lotus.example"}}, nil, 201, nil},
		{"refused field", &Server{RefusedFields: []string{"city"}}, nil, 422, []string{"city"}},
		{"refused field not sent", &Server{RefusedFields: []string{"state"}}, nil, 201, nil},
		{"guaranteed fields are not refused", &Server{RefusedFields: append([]string{"company"}, required...)}, nil, 201, nil},
		{"refused for one", &Server{RefusedFor: map[string][]string{"asha@lotus.example": {"city"}}}, nil, 422, []string{"city"}},
		{"refused for another", &Server{RefusedFor: map[string][]string{"b@lotus.example": {"city"}}}, nil, 201, nil},
	} {
		if tt.setUp != nil {
			tt.setUp(tt.server)
		}
		got := tt.server.post(t, customer(t, map[string]any{"city": "Bengaluru", "company": "Lotus"}))
		switch {
		case got.status != tt.want:
			t.Errorf("%s: status %d, want %d", tt.name, got.status, tt.want)
		case tt.want == 422:
			if fields := complainedOf(t, got); !slices.Equal(fields, tt.fields) {
				t.Errorf("%s: complaints about %v, want %v", tt.name, fields, tt.fields)
			}
		case tt.want != 201:
			checkShortBody(t, got, tt.want)
		}
		if created := tt.server.Creates()["asha@lotus.example"] == 1; created != (tt.want == 201) {
			t.Errorf("%s: status %d, created: %v", tt.name, got.status, created)
		}
	}
}

func TestRoomGoneShowsInProfile(t *testing.T) {
	s := &Server{MaxAccounts: 10, RoomGoneFor: []string{"last@x.example"}}
	count := func() any { return s.get(t, "/me").object(t)["account_count"] }
	if got := count(); got != 0.0 {
		t.Errorf("account_count before: %v", got)
	}
	s.post(t, withEmail(t, "last@x.example"))
	if got := count(); got != 10.0 {
		t.Errorf("account_count after: %v, want max_accounts", got)
	}
}

func TestOneAccountForOneEmail(t *testing.T) {
	s := &Server{MaxAccounts: 20}
	var wg sync.WaitGroup
	statuses := make(chan int, 64)
	for i := range 64 {
		body := withEmail(t, fmt.Sprintf("%s@x.example", []string{"one", "ONE", "One", "oNe"}[i%4]))
		wg.Go(func() { statuses <- s.post(t, body).status })
	}
	wg.Wait()
	close(statuses)
	n := map[int]int{}
	for st := range statuses {
		n[st]++
	}
	if n[201] != 1 || n[422] != 63 || len(s.Accounts()) != 1 || s.Creates()["one@x.example"] != 1 {
		t.Errorf("statuses %v, accounts %d, creates %v", n, len(s.Accounts()), s.Creates())
	}
}

func TestMaxAccountsIsExactUnderConcurrency(t *testing.T) {
	s := &Server{MaxAccounts: 20}
	var wg sync.WaitGroup
	for i := range 64 {
		body := withEmail(t, fmt.Sprintf("c%d@x.example", i))
		wg.Go(func() { s.post(t, body) })
	}
	wg.Wait()
	if got := len(s.Accounts()); got != 20 {
		t.Errorf("%d accounts, want 20", got)
	}
}

func TestCountries(t *testing.T) {
	if len(countries()) != 249 {
		t.Errorf("%d codes, ISO 3166-1 has 249", len(countries()))
	}
	for code, want := range map[string]string{"IN": "INR", "US": "USD", "DE": "EUR", "GB": "GBP", "AE": "AED", "SG": "SGD"} {
		if got := currencyOf(code); got != want || !isCountry(code) {
			t.Errorf("currencyOf(%s) = %s, want %s", code, got, want)
		}
	}
	for code := range currencies() {
		if !isCountry(code) {
			t.Errorf("currency for %s, which is not a country", code)
		}
	}
}

func TestSeed(t *testing.T) {
	create := func(s *Server, emails ...string) map[string]string {
		ids := map[string]string{}
		for _, e := range emails {
			a := s.post(t, withEmail(t, e)).object(t)
			ids[e] = a["auth_id"].(string) + a["auth_token"].(string)
		}
		return ids
	}
	a := create(&Server{Seed: 1}, "a@x.example", "b@x.example")
	b := create(&Server{Seed: 1}, "b@x.example", "a@x.example")
	c := create(&Server{Seed: 2}, "a@x.example")
	d, e := create(&Server{}, "a@x.example"), create(&Server{}, "a@x.example")
	if a["a@x.example"] != b["a@x.example"] || a["b@x.example"] != b["b@x.example"] {
		t.Error("one seed, two orders: ids differ")
	}
	if a["a@x.example"] == c["a@x.example"] || d["a@x.example"] == e["a@x.example"] {
		t.Error("other seeds, or none: the same ids")
	}
}
