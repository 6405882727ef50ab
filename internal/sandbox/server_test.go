package sandbox

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// answered is what a client got to see.
type answered struct {
	status  int
	header  http.Header
	body    []byte
	err     error // of the request
	bodyErr error // of reading the body
}

// object decodes the body as a JSON object.
func (a answered) object(t *testing.T) map[string]any {
	t.Helper()
	if a.err != nil || a.bodyErr != nil {
		t.Fatalf("no answer: %v, %v", a.err, a.bodyErr)
	}
	var m map[string]any
	if err := json.Unmarshal(a.body, &m); err != nil {
		t.Fatalf("body is no JSON object: %v: %.200s", err, a.body)
	}
	return m
}

// send sends one request with good credentials; path may hold a query.
func send(t *testing.T, rt http.RoundTripper, base, method, path, body string) answered {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Auth-ID", DefaultAuthID)
	req.Header.Set("X-Auth-Token", DefaultAuthToken)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	return roundTrip(rt, req)
}

func roundTrip(rt http.RoundTripper, req *http.Request) answered {
	res, err := rt.RoundTrip(req)
	if err != nil {
		return answered{err: err}
	}
	b, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	return answered{status: res.StatusCode, header: res.Header, body: b, bodyErr: err}
}

const inProcess = "https://sandbox.example" + BasePath

func (s *Server) get(t *testing.T, path string) answered {
	t.Helper()
	return send(t, s.Transport(), inProcess, http.MethodGet, path, "")
}

func (s *Server) post(t *testing.T, body string) answered {
	t.Helper()
	return send(t, s.Transport(), inProcess, http.MethodPost, "/accounts", body)
}

// customer is a valid create with some fields replaced; nil removes one.
func customer(t *testing.T, changes map[string]any) string {
	t.Helper()
	m := map[string]any{
		"name": "Asha Menon", "email": "asha@lotus.example", "phone": "+919845012345",
		"password": "Lotus#2025x", "country": "IN",
	}
	maps.Copy(m, changes)
	for k, v := range m {
		if v == nil {
			delete(m, k)
		}
	}
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func withEmail(t *testing.T, email string) string {
	t.Helper()
	return customer(t, map[string]any{"email": email})
}

// emails lists one page.
func (s *Server) emails(t *testing.T, query string) (emails []string, total int) {
	t.Helper()
	a := s.get(t, "/accounts?"+query)
	if a.status != http.StatusOK {
		t.Fatalf("GET /accounts?%s: %d %s", query, a.status, a.body)
	}
	for _, it := range a.object(t)["accounts"].([]any) {
		emails = append(emails, it.(map[string]any)["email"].(string))
	}
	return emails, int(a.object(t)["total"].(float64))
}

func TestRoutes(t *testing.T) {
	s := &Server{}
	id := s.Add(Account{})
	for _, tt := range []struct {
		method, path string
		want         int
	}{
		{"GET", BasePath + "/accounts", 200},
		{"GET", BasePath + "/accounts/" + id, 200},
		{"GET", BasePath + "/accounts/" + id + "/balance", 200},
		{"GET", BasePath + "/me", 200},
		{"POST", BasePath + "/accounts", 422},
		{"GET", BasePath + "/accounts/", 404},
		{"POST", BasePath + "/accounts/", 404},
		{"GET", BasePath + "/me/", 404},
		{"GET", BasePath + "/accounts/" + id + "/", 404},
		{"GET", BasePath + "/accounts/" + id + "/balance/", 404},
		{"GET", BasePath + "/accounts/MA_UNKNOWN00", 404},
		{"GET", BasePath + "/accounts/MA_UNKNOWN00/balance", 404},
		{"GET", BasePath + "/accounts//balance", 404},
		{"GET", BasePath, 404},
		{"GET", BasePath + "/login", 404},
		{"GET", "/partner/v1/accounts", 404},
		{"GET", "/api/v1/partnerx/accounts", 404},
		{"GET", "/", 404},
		{"PUT", BasePath + "/accounts", 405},
		{"DELETE", BasePath + "/accounts/" + id, 405},
		{"PATCH", BasePath + "/accounts/" + id, 405},
		{"HEAD", BasePath + "/me", 405},
		{"POST", BasePath + "/me", 405},
	} {
		got := send(t, s.Transport(), "http://x", tt.method, tt.path, "")
		if got.status != tt.want {
			t.Errorf("%s %s: status %d, want %d", tt.method, tt.path, got.status, tt.want)
			continue
		}
		if tt.want == 404 || tt.want == 405 {
			checkShortBody(t, got, tt.want)
		}
		if allow := got.header.Get("Allow"); (allow != "") != (tt.want == 405) {
			t.Errorf("%s %s: Allow is %q", tt.method, tt.path, allow)
		}
	}
}

// checkShortBody checks the error body without details.
func checkShortBody(t *testing.T, a answered, status int) {
	t.Helper()
	m := a.object(t)
	if m["error"] != "HTTPError" || m["message"] == "" || m["status_code"] != float64(status) || len(m) != 3 {
		t.Errorf("status %d: body %s", status, a.body)
	}
}

func TestCredentials(t *testing.T) {
	for _, tt := range []struct {
		name      string
		server    *Server
		id, token string
		want      int
	}{
		{"defaults", &Server{}, DefaultAuthID, DefaultAuthToken, 200},
		{"own", &Server{AuthID: "PA_X", AuthToken: "t"}, "PA_X", "t", 200},
		{"defaults where own are set", &Server{AuthID: "PA_X", AuthToken: "t"}, DefaultAuthID, DefaultAuthToken, 401},
		{"wrong id", &Server{}, "PA_OTHER", DefaultAuthToken, 401},
		{"wrong token", &Server{}, DefaultAuthID, "x", 401},
		{"none", &Server{}, "", "", 401},
	} {
		for _, path := range []string{"/me", "/accounts", "/accounts/MA_X", "/nothing"} {
			req, err := http.NewRequestWithContext(t.Context(), "GET", inProcess+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header = http.Header{"Accept": {"*/*"}, "Authorization": {"Bearer eyJ"}}
			req.Header.Set("X-Auth-ID", tt.id)
			req.Header.Set("X-Auth-Token", tt.token)
			got := roundTrip(tt.server.Transport(), req)
			if got.status == 401 != (tt.want == 401) || path == "/me" && got.status != tt.want {
				t.Errorf("%s: GET %s: status %d, want %d", tt.name, path, got.status, tt.want)
			}
			if got.status == 401 {
				checkShortBody(t, got, 401)
			}
		}
	}
}

func TestCounters(t *testing.T) {
	s := &Server{KeepLog: true}
	id := s.Add(Account{Email: "there@x.example"})
	s.post(t, withEmail(t, "New@x.example"))
	s.post(t, withEmail(t, " new@X.example"))
	s.post(t, withEmail(t, "there@x.example"))
	s.get(t, "/accounts?search="+url.QueryEscape("New@x.example"))
	s.get(t, "/accounts/"+id)
	s.get(t, "/nowhere")
	if want := map[string]int{"new@x.example": 1}; !maps.Equal(s.Creates(), want) {
		t.Errorf("Creates() = %v, want %v", s.Creates(), want)
	}
	if want := map[string]int{"new@x.example": 2, "there@x.example": 1}; !maps.Equal(s.Posts(), want) {
		t.Errorf("Posts() = %v, want %v", s.Posts(), want)
	}
	want := map[string]int{"POST /accounts": 3, "GET /accounts": 1, "GET /accounts/{id}": 1, "GET *": 1}
	if !maps.Equal(s.Requests(), want) {
		t.Errorf("Requests() = %v, want %v", s.Requests(), want)
	}
	log := s.Log()
	if len(log) != 6 {
		t.Fatalf("Log() has %d lines, want 6", len(log))
	}
	first, search := log[0], log[3]
	if first.Status != 201 || first.Method != "POST" || first.Path != "/accounts" || first.Email != "new@x.example" {
		t.Errorf("first line of the log: %+v", first)
	}
	if search.Email != "new@x.example" || search.RawQuery != "search=New%40x.example" || search.Time.Before(first.Time) {
		t.Errorf("search in the log: %+v", search)
	}
	if log := (&Server{}).Log(); len(log) != 0 {
		t.Errorf("log without KeepLog: %v", log)
	}
}

func TestZeroValueBackDoors(t *testing.T) {
	s := &Server{}
	if len(s.Accounts())+len(s.Creates())+len(s.Posts())+len(s.Requests())+len(s.Log()) != 0 {
		t.Error("a new server is not empty")
	}
	a, b := s.Add(Account{}), s.Add(Account{})
	all := s.Accounts()
	if len(all) != 2 || all[0].AuthID != a || all[1].AuthID != b || a == b || all[0].Email == all[1].Email {
		t.Errorf("Accounts() = %+v", all)
	}
	defer func() {
		if recover() == nil {
			t.Error("adding a second account for one e-mail did not panic")
		}
	}()
	s.Add(Account{Email: strings.ToUpper(all[0].Email)})
}
