package vobiz

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
	"vobizsync/reconcile"
)

// A GET is sent again after what may pass, with growing pauses, and as often as
// the configuration says.
func TestGETIsRepeated(t *testing.T) {
	again := func(k sandbox.Kind) sandbox.Fault { return sandbox.Fault{Kind: k} }
	tests := []struct {
		name  string
		fault sandbox.Fault
		sent  int // with 3 retries
	}{
		{"500", again(sandbox.Error500Before), 4},
		{"502", again(sandbox.HTML502), 4},
		{"reset", again(sandbox.ResetAfter), 4},
		{"closed", again(sandbox.CloseAfter), 4},
		{"truncated", again(sandbox.Truncated201), 4},
		{"silent", again(sandbox.LateCommit), 4},
		{"slow drip", sandbox.Fault{Kind: sandbox.Drip, Delay: time.Hour}, 4},
		{"HTML 200", sandbox.Fault{Kind: sandbox.Garbage, Body: "<p>"}, 4},
		{"empty 200", again(sandbox.Empty201), 4},
		{"408", sandbox.Fault{Kind: sandbox.Error500Before, Status: 408}, 4},
		{"400", sandbox.Fault{Kind: sandbox.Error500Before, Status: 400}, 1},
		{"401", sandbox.Fault{Kind: sandbox.Error500Before, Status: 401}, 1},
		{"404", sandbox.Fault{Kind: sandbox.Error500Before, Status: 404}, 1},
		{"huge", again(sandbox.HugeBody), 1},
		{"redirect", again(sandbox.Redirect), 1},
		{"another shape", sandbox.Fault{Kind: sandbox.Garbage, Body: "{}"}, 1},
		{"429", again(sandbox.TooMany), 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var well atomic.Bool
				s := &sandbox.Server{KeepLog: true, Fault: func(sandbox.Call) sandbox.Fault {
					if well.Load() {
						return sandbox.Fault{}
					}
					return tt.fault
				}}
				cfg := config(s)
				cfg.Retries, cfg.Timeout = 3, 100*time.Millisecond
				c := newClient(t, cfg)
				if _, _, err := c.Find(t.Context(), "a@x.example"); err == nil {
					t.Error("no error")
				}
				log := s.Log()
				if len(log) != tt.sent {
					t.Errorf("%d requests, want %d", len(log), tt.sent)
				}
				for i := range len(log) - 1 {
					if pause, least := log[i+1].Time.Sub(log[i].Time), 150*time.Millisecond<<i; tt.sent == 4 && pause < least {
						t.Errorf("pause %d was %s, want %s at least", i+1, pause, least)
					}
				}
				well.Store(true)
				if _, _, err := c.Find(t.Context(), "a@x.example"); err != nil {
					t.Errorf("the next request: %v", err)
				}
			})
		})
	}
}

func TestFindTakesOnlyTheSameEmail(t *testing.T) {
	for _, newestFirst := range []bool{false, true} {
		s := &sandbox.Server{ShufflePages: newestFirst}
		for i := range 250 {
			s.Add(sandbox.Account{Email: fmt.Sprintf("%djoann@x.example", i), Name: "ann@x.example"})
		}
		want := s.Add(sandbox.Account{Email: "Ann@X.example"})
		for i := range 130 {
			s.Add(sandbox.Account{Email: fmt.Sprintf("ann@x.example.%d.example", i)})
		}
		c := newClient(t, config(s))
		a, found, err := c.Find(t.Context(), "aNN@x.example")
		if err != nil || !found || a.AuthID != want || a.Email != "Ann@X.example" {
			t.Errorf("found %t %q: %v", found, a.Email, err)
		}
		before := s.Requests()["GET /accounts"]
		if _, found, err := c.Find(t.Context(), "nn@x.example"); found || err != nil {
			t.Errorf("a part of an e-mail was found: %t, %v", found, err)
		}
		if n := s.Requests()["GET /accounts"] - before; n != 4 {
			t.Errorf("%d pages were read of 381 matches, want 4", n)
		}
	}
}

// pages answers GET /accounts with what a function says of each page.
func pages(f func(page int) (emails []string, total int)) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		n, err := strconv.Atoi(r.URL.Query().Get("page"))
		if err != nil {
			return nil, err
		}
		emails, total := f(n)
		items := []map[string]any{}
		for _, e := range emails {
			items = append(items, map[string]any{"auth_id": "MA_" + e, "email": e})
		}
		b, err := json.Marshal(map[string]any{"accounts": items, "total": total, "page": n, "size": len(items)})
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(b))}, err
	})
}

func full(page, n int) (emails []string) {
	for i := range n {
		emails = append(emails, fmt.Sprintf("%d.%d@x.example", page, i))
	}
	return emails
}

func TestAllReadsWhatThereIs(t *testing.T) {
	tests := []struct {
		name     string
		pages    func(page int) ([]string, int)
		accounts int
		requests int64
		err      string
	}{
		{"none", func(int) ([]string, int) { return nil, 0 }, 0, 1, ""},
		{"one page", func(p int) ([]string, int) { return full(p, 100), 100 }, 100, 1, ""},
		{"several", func(p int) ([]string, int) { return full(p, min(100, 730-100*(p-1))), 730 }, 730, 8, ""},
		{"smaller pages than asked for", func(p int) ([]string, int) { return full(p, 20), 200 }, 200, 10, ""},
		{"grows", func(p int) ([]string, int) { return full(p, 100), min(200+100*(p-1), 500) }, 500, 5, ""},
		{"claims but is empty", func(int) ([]string, int) { return nil, 7 }, 0, 1, "the list is empty, but gives its total as 7 accounts"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var requests atomic.Int64
			cfg := config(&sandbox.Server{})
			cfg.Transport = pages(func(p int) ([]string, int) { requests.Add(1); return tt.pages(p) })
			seen := map[string]bool{}
			var err error
			var p reconcile.Page
			for p, err = range newClient(t, cfg).All(t.Context()) {
				for _, a := range p.Accounts {
					seen[a.Email] = true
				}
			}
			if len(seen) != tt.accounts || requests.Load() != tt.requests || fmt.Sprint(err) != tt.err && (err != nil || tt.err != "") {
				t.Errorf("%d accounts by %d requests, %v; want %d by %d, %q", len(seen), requests.Load(), err, tt.accounts, tt.requests, tt.err)
			}
		})
	}
}

// A total that is far too large must not be believed page by page.
func TestAllStopsAtTheFirstEmptyPage(t *testing.T) {
	var requests atomic.Int64
	cfg := config(&sandbox.Server{})
	cfg.Transport = pages(func(p int) ([]string, int) {
		requests.Add(1)
		if p > 3 {
			return nil, 1_000_000_000
		}
		return full(p, 100), 1_000_000_000
	})
	n := 0
	for p, err := range newClient(t, cfg).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n += len(p.Accounts)
	}
	if n != 300 || requests.Load() > 100 {
		t.Errorf("%d accounts by %d requests", n, requests.Load())
	}
}

func TestAllWhilePagesMove(t *testing.T) {
	s := &sandbox.Server{ShufflePages: true}
	for i := range 350 {
		s.Add(sandbox.Account{Email: fmt.Sprintf("a%d@x.example", i)})
	}
	added := 350
	seen, repeated := map[string]bool{}, 0
	cfg := config(s)
	cfg.Workers = 1 // in order of time, too: then rows are repeated, but none is skipped
	for p, err := range newClient(t, cfg).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range p.Accounts {
			if seen[a.AuthID] {
				repeated++
			}
			seen[a.AuthID] = true
		}
		if added < 400 {
			s.Add(sandbox.Account{Email: fmt.Sprintf("a%d@x.example", added)})
			added++
		}
	}
	for _, a := range s.Accounts()[:350] {
		if !seen[a.AuthID] {
			t.Errorf("%s was there all the time, and was not listed", a.Email)
		}
	}
	if repeated == 0 {
		t.Error("the pages did not move")
	}
}

func TestListOfAnotherShape(t *testing.T) {
	for body, want := range map[string]string{
		`{}`:                             "not in the documented format",
		`null`:                           "not in the documented format",
		`[]`:                             "not in the documented format",
		`{"accounts":{},"total":1}`:      "not in the documented format",
		`{"accounts":[],"total":"many"}`: "not in the documented format",
		`{"accounts":[],"total":-1}`:     "not in the documented format",
		`{"accounts":[],"total":1.5}`:    "not in the documented format",
		`{"accounts":null,"total":0}`:    "not in the documented format",
		`{"accounts":[]}`:                "not in the documented format",
		`{"accounts":[{"auth_id":["MA_1"],"email":"a@x.example"}],"total":1}`: "no auth_id",
		`{"accounts":[{"email":"A@x.example"}],"total":1}`:                    "no auth_id",
	} {
		s := &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Garbage, Body: body} }}
		cfg := config(s)
		cfg.Retries = 0
		if _, _, err := newClient(t, cfg).Find(t.Context(), "a@x.example"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
}

// The pages of the API disagree about which numbers are strings.
func TestListWithOtherTypes(t *testing.T) {
	s := &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault {
		return sandbox.Fault{Kind: sandbox.Garbage, Body: "\xef\xbb\xbf" +
			`{"accounts":[{"auth_id":7,"email":" A@x.example ","zip_code":411001,"company":null,"cash_credits":1300.5,"name":"A\u00fc \"B\"","city":"Z` + "\xfc" + `","new":[{}]}],"total":1,"x":1}`}
	}}
	a, found, err := newClient(t, config(s)).Find(t.Context(), "a@x.example")
	if err != nil || !found || a.AuthID != "7" || a.Email != "A@x.example" || a.ZipCode != "411001" || a.Company != "" || a.Name != `Aü "B"` || a.City != "Z\ufffd" || a.CashCredits != "1300.5" {
		t.Errorf("%t %+v %v", found, a, err)
	}
}

// One item that can't be read costs the others nothing.
func TestOddItemsOfAListArePassedOver(t *testing.T) {
	for _, item := range []string{
		`null`, `5`, `"x"`, `[]`, `{}`, `{"auth_id":"MA_2","email":null}`, `{"auth_id":"MA_2","email":{"a":1}}`, `{"auth_id":"MA_2","email":""}`,
	} {
		for _, total := range []string{`2`, `2.0`, `"2"`} {
			s := &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault {
				return sandbox.Fault{Kind: sandbox.Garbage, Body: `{"accounts":[` + item + `,{"auth_id":"MA_1","email":"a@x.example","is_active":1,"auth_token":5}],"total":` + total + `}`}
			}}
			c := newClient(t, config(s))
			if a, found, err := c.Find(t.Context(), "a@x.example"); err != nil || !found || a.AuthID != "MA_1" {
				t.Errorf("%s of %s: found %t, %v", item, total, found, err)
			}
			for p, err := range c.All(t.Context()) {
				if err != nil || len(p.Accounts) != 1 || p.Odd != 1 || p.Total != 2 || p.Accounts[0].IsActive != "1" {
					t.Errorf("%s of %s: %+v, %v", item, total, p, err)
				}
			}
		}
	}
}

// A server that minds no page numbers, or whose total is anything, is not listed for ever.
func TestAListEndsWhenAPageBringsNothingNew(t *testing.T) {
	s := &sandbox.Server{IgnorePage: true, Total: func(int) string { return "1000000000000" }, SearchTotalCountsAll: true}
	for i := range 150 {
		s.Add(sandbox.Account{Email: fmt.Sprintf("a%d@x.example", i)})
	}
	c := newClient(t, config(s))
	seen := map[string]bool{}
	for p, err := range c.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range p.Accounts {
			seen[a.AuthID] = true
		}
	}
	// What the client has sent: pages that it no longer waits for may arrive later.
	if n := c.Requests()["list"]; len(seen) != 100 || n > 100 {
		t.Errorf("%d accounts by %d requests", len(seen), n)
	}
	if _, found, err := c.Find(t.Context(), "@x.example"); found || err != nil { // all have it
		t.Errorf("found %t, %v", found, err)
	}
	if n := c.Requests()["search"]; n != 2 {
		t.Errorf("%d pages of a search were read", n)
	}
}

func TestReaderSendsNothingButGET(t *testing.T) {
	s := &sandbox.Server{}
	r, err := NewReader(overSocket(t, s))
	if err != nil {
		t.Fatal(err)
	}
	_, err = (&Client{r}).Create(t.Context(), t.Context(), customer(1), nil) // no other package can make such a client
	if class(err) != "not sent" || len(s.Posts()) != 0 {
		t.Errorf("%s after %d posts: %v", class(err), len(s.Posts()), err)
	}
	if p, err := r.Profile(t.Context()); err != nil || !p.CanCreate || p.Room() == 0 {
		t.Errorf("profile %+v: %v", p, err)
	}
}

func TestProfileOfAnotherShape(t *testing.T) {
	for _, body := range []string{`{}`, `null`, `{"can_create_accounts":true,"max_accounts":5}`, `{"can_create_accounts":"yes","max_accounts":5,"account_count":1}`} {
		s := &sandbox.Server{Fault: func(sandbox.Call) sandbox.Fault { return sandbox.Fault{Kind: sandbox.Garbage, Body: body} }}
		cfg := config(s)
		cfg.Retries = 0
		if p, err := newClient(t, cfg).Profile(t.Context()); err == nil || !strings.Contains(err.Error(), "not in the documented format") {
			t.Errorf("%s: %+v, %v", body, p, err)
		}
	}
}
