package vobiz

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/sandbox"
	"vobizsync/internal/secret"
)

// What a create's error says about each fault, over real sockets. A lost answer
// is in doubt whether the effect happened or not, and it is the caller who looks
// before there is a second POST.
func TestCreateUnderFaults(t *testing.T) {
	id := `"auth_id":"MA_1"`
	garbage := func(body string) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Garbage, Body: body} }
	status := func(n int) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Error500Before, Status: n} }
	tests := []struct {
		name  string
		fault sandbox.Fault
		class string
		posts int
		text  string // of the error
	}{
		{"none", sandbox.Fault{}, "ok", 1, ""},
		{"500 before", status(500), "in doubt", 1, "HTTP 500 Internal Server Error"},
		{"500 after", sandbox.Fault{Kind: sandbox.Error500After}, "in doubt", 1, "HTTP 500"},
		{"503", status(503), "in doubt", 1, "HTTP 503"},
		{"504", status(504), "in doubt", 1, "HTTP 504"},
		{"408", status(408), "in doubt", 1, "HTTP 408"},
		{"425", status(425), "in doubt", 1, "HTTP 425"},
		{"400", status(400), "refused", 1, "HTTP 400"},
		{"401", status(401), "refused, fatal", 1, "HTTP 401"},
		{"403", status(403), "refused", 1, "HTTP 403"},
		{"404", status(404), "refused", 1, "HTTP 404"},
		{"407", status(407), "refused, fatal", 1, "HTTP 407"},
		{"409", status(409), "refused", 1, "HTTP 409"},
		{"413", status(413), "refused", 1, "HTTP 413"},
		{"422", status(422), "refused", 1, "HTTP 422"},
		{"unknown status", status(599), "in doubt", 1, "HTTP 599"},
		{"reset before", sandbox.Fault{Kind: sandbox.ResetBefore}, "in doubt", 1, "reset"},
		{"reset after", sandbox.Fault{Kind: sandbox.ResetAfter}, "in doubt", 1, "reset"},
		{"closed after", sandbox.Fault{Kind: sandbox.CloseAfter}, "in doubt", 1, "closed the connection"},
		{"closed before", sandbox.Fault{Kind: sandbox.SlowBefore}, "in doubt", 1, "closed the connection"},
		{"truncated at 0", sandbox.Fault{Kind: sandbox.Truncated201, Cut: -1}, "in doubt", 1, "closed the connection"},
		{"truncated", sandbox.Fault{Kind: sandbox.Truncated201}, "in doubt", 1, "closed the connection"},
		{"truncated at the end", sandbox.Fault{Kind: sandbox.Truncated201, Cut: 1 << 20}, "in doubt", 1, "closed the connection"},
		{"HTML 502 before", sandbox.Fault{Kind: sandbox.HTML502}, "in doubt", 1, "an HTML page"},
		{"HTML 502 after", sandbox.Fault{Kind: sandbox.HTML502After}, "in doubt", 1, "an HTML page"},
		{"slow", sandbox.Fault{Kind: sandbox.Slow, Delay: time.Millisecond}, "ok", 1, ""},
		{"too slow", sandbox.Fault{Kind: sandbox.Slow, Delay: time.Hour}, "in doubt", 1, "within 300ms"},
		{"late commit", sandbox.Fault{Kind: sandbox.LateCommit, Delay: time.Hour}, "in doubt", 1, "within 300ms"},
		{"429", sandbox.Fault{Kind: sandbox.TooMany, RetryAfter: "600"}, "not sent, fatal", 1, "Retry-After: 600"},
		{"503 with Retry-After", sandbox.Fault{Kind: sandbox.Unavailable503, RetryAfter: "600"}, "in doubt", 1, "HTTP 503"},
		{"redirect", sandbox.Fault{Kind: sandbox.Redirect, Location: "/"}, "in doubt", 1, "redirects (HTTP 307)"},
		{"redirect to nonsense", sandbox.Fault{Kind: sandbox.Redirect, Location: "http://%zz/Marker-Pw-77!"}, "in doubt", 1, "redirects"},
		{"empty", sandbox.Fault{Kind: sandbox.Empty201}, "in doubt", 1, "is empty"},
		{"no auth_id", sandbox.Fault{Kind: sandbox.NoAuthID201}, "in doubt", 1, "no auth_id"},
		{"huge", sandbox.Fault{Kind: sandbox.HugeBody}, "in doubt", 1, "larger than 256 KiB"},
		{"slow drip", sandbox.Fault{Kind: sandbox.Drip, Delay: time.Minute}, "in doubt", 1, "within 300ms"},
		{"quick drip", sandbox.Fault{Kind: sandbox.Drip}, "ok", 1, ""},
		{"another e-mail", garbage(`{` + id + `,"email":"other@x.example"}`), "ok", 1, ""},
		{"no e-mail", garbage(`{` + id + `}`), "ok", 1, ""},
		{"e-mail in another case", garbage(`{` + id + `,"email":"C1@X.Example"}`), "ok", 1, ""},
		{"HTML 200", sandbox.Fault{Kind: sandbox.Garbage, Status: 200, Body: "<!DOCTYPE html><p>hello"}, "in doubt", 1, "is an HTML page"},
		{"no JSON", garbage(`{` + id), "in doubt", 1, "is not JSON"},
		{"two values", garbage(`{` + id + `} {}`), "in doubt", 1, "is not JSON"},
		{"null", garbage(`null`), "in doubt", 1, "no auth_id"},
		{"list", garbage(`[{` + id + `}]`), "in doubt", 1, "not in the documented format"},
		{"auth_id null", garbage(`{"auth_id":null}`), "in doubt", 1, "no auth_id"},
		{"auth_id empty", garbage(`{"auth_id":" "}`), "in doubt", 1, "no auth_id"},
		{"auth_id object", garbage(`{"auth_id":{"id":"MA_1"}}`), "in doubt", 1, "no auth_id"},
		{"auth_id boolean", garbage(`{"auth_id":true}`), "in doubt", 1, "no auth_id"},
		{"auth_id with a line break", garbage(`{"auth_id":"MA\n1"}`), "in doubt", 1, "no auth_id"},
		{"auth_token number", garbage(`{` + id + `,"auth_token":1}`), "ok", 1, ""},
		{"balance a string", garbage(`{` + id + `,"balance":"0.00","unheard_of":[1]}`), "ok", 1, ""},
		{"duplicate keys that differ", garbage(`{` + id + `,"auth_id":"MA_2"}`), "in doubt", 1, "no auth_id"},
		{"duplicate keys that agree", garbage(`{` + id + `,` + id + `}`), "ok", 1, ""},
		{"BOM", garbage("\xef\xbb\xbf{" + id + "}"), "ok", 1, ""},
		{"status 200", sandbox.Fault{Kind: sandbox.Garbage, Status: 200, Body: "{" + id + "}"}, "ok", 1, ""},
		{"status 204", sandbox.Fault{Kind: sandbox.Empty201, Status: 204}, "in doubt", 1, "is empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			check := func(t *testing.T, s *sandbox.Server, cfg Config) {
				a, err := newClient(t, cfg).Create(t.Context(), t.Context(), customer(1), nil)
				if class(err) != tt.class || s.Posts()["c1@x.example"] != tt.posts {
					t.Errorf("%s after %d posts, want %s after %d: %v", class(err), s.Posts()["c1@x.example"], tt.class, tt.posts, err)
				}
				if (err == nil) != (a.AuthID != "") {
					t.Errorf("auth_id %q with error %v", a.AuthID, err)
				}
				if err != nil && (!strings.Contains(err.Error(), tt.text) || strings.Contains(err.Error(), "Marker")) {
					t.Errorf("the error is %q, want %q in it", err, tt.text)
				}
			}
			s := &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault { return tt.fault }}
			if !strings.HasPrefix(tt.text, "within") {
				check(t, s, overSocket(t, s))
				return
			}
			synctest.Test(t, func(t *testing.T) {
				cfg := overPipe(t, s)
				cfg.Timeout = 300 * time.Millisecond
				check(t, s, cfg)
			})
		})
	}
}

// Every kind of fault ends with one POST at most, and with at most one account,
// whatever came before it on the same connection.
func TestNoKindOfFaultRepeatsThePOST(t *testing.T) {
	for kind := sandbox.None; kind <= sandbox.Drip; kind++ {
		if kind == sandbox.TooMany { // the one that may repeat it
			continue
		}
		t.Run("", func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &sandbox.Server{Fault: func(c sandbox.Call) sandbox.Fault {
					if c.N%2 == 0 {
						return sandbox.Fault{Kind: kind}
					}
					return sandbox.Fault{}
				}}
				cfg := overPipe(t, s)
				cfg.Timeout = 200 * time.Millisecond
				c := newClient(t, cfg)
				for n := range 6 {
					_, _ = c.Create(t.Context(), t.Context(), customer(n), nil) // the table above says what it returns
				}
				if len(s.Posts()) != 6 {
					t.Errorf("kind %d: posts for %d of 6", kind, len(s.Posts()))
				}
				for email, posts := range s.Posts() {
					if posts != 1 {
						t.Errorf("kind %d: %d posts for %s", kind, posts, email)
					}
				}
			})
		})
	}
}

func TestCreateSendsEveryField(t *testing.T) {
	s := &sandbox.Server{}
	want := importer.Customer{
		Name: "Ann Ü.", Email: "ann@x.example", Phone: "+919876543210", Password: secret.New(`p\"<ü&1234`), Country: "IN",
		Company: "C", Description: "D\n\"", Address: "A", City: "Ci", State: "S", ZipCode: "0123", Timezone: "Asia/Kolkata",
		GSTIN: "27AAPFU0939F1ZV", GSTStatus: "active", AccountType: "standard",
	}
	a, err := newClient(t, overSocket(t, s)).Create(t.Context(), t.Context(), &want, nil)
	if err != nil || a.AuthID == "" || a.AuthToken.IsZero() {
		t.Fatalf("%+v: %v", a, err)
	}
	got := s.Accounts()[0]
	have := importer.Customer{
		Name: got.Name, Email: got.Email, Phone: got.Phone, Password: secret.New(got.Password), Country: got.Country,
		Company: got.Company, Description: got.Description, Address: got.Address, City: got.City, State: got.State,
		ZipCode: got.ZipCode, Timezone: got.Timezone, GSTIN: got.GSTIN, GSTStatus: got.GSTStatus, AccountType: got.AccountType,
	}
	if have != want || a.AuthID != got.AuthID {
		t.Errorf("the server has %+v, want %+v", have, want)
	}
}

func TestRefusalNamesWhatItIsAbout(t *testing.T) {
	s := &sandbox.Server{RefusedFields: []string{"city", "gstin"}, ElsewhereTaken: []string{"c2@x.example"}, MaxAccounts: 1}
	c := newClient(t, overSocket(t, s))
	one := customer(1)
	one.City, one.GSTIN = "Pune", "27AAPFU0939F1ZV"
	_, err := c.Create(t.Context(), t.Context(), one, nil)
	r, ok := err.(*refusal)
	if !ok || len(r.Fields()) != 2 || r.Fields()[0] != importer.City || r.Fields()[1] != importer.GSTIN || r.EmailTaken() || r.Forbidden() {
		t.Errorf("refused fields: %+v", err)
	}
	_, err = c.Create(t.Context(), t.Context(), customer(2), nil)
	if r, ok := err.(*refusal); !ok || !r.EmailTaken() || r.Forbidden() {
		t.Errorf("e-mail in use: %+v", err)
	}
	if _, err = c.Create(t.Context(), t.Context(), customer(3), nil); err != nil {
		t.Fatal(err)
	}
	_, err = c.Create(t.Context(), t.Context(), customer(4), nil)
	if r, ok := err.(*refusal); !ok || !r.Forbidden() || r.EmailTaken() || r.Fatal() {
		t.Errorf("no room: %+v", err)
	}
}
