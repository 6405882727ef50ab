package sandbox

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
)

func TestSpellings(t *testing.T) {
	for _, tt := range []struct {
		name     string
		form     func(string) string
		in, want string
	}{
		{"lower", LowerCase, "Ann.Ä@X.Example", "ann.ä@x.example"},
		{"tag", DropTag, "ann+shop+2@x.example", "ann@x.example"},
		{"no tag", DropTag, "ann@x+y.example", "ann@x+y.example"},
		{"no address", DropTag, "ann+shop", "ann+shop"},
		{"punycode", PunycodeDomain, "Jörg@Müller.example", "Jörg@xn--mller-kva.example"},
		{"punycode, RFC 3492 7.1 (B)", PunycodeDomain, "a@他们为什么不说中文.example", "a@xn--ihqwcrb4cv8a8dqg056pqjye.example"},
		{"punycode, RFC 3492 7.1 (L)", PunycodeDomain, "a@3年b組金八先生.example", "a@xn--3b-ww4c5e180e575a65lsy2b.example"},
		{"punycode twice", PunycodeDomain, "a@bücher.straße.example", "a@xn--bcher-kva.xn--strae-oqa.example"},
		{"ASCII", PunycodeDomain, "Ann@X.example", "Ann@X.example"},
		{"composed, as far as the table goes", NFC, "jo\u0308rg\u0301@e\u0301.example", "j\u00f6rg\u0301@\u00e9.example"},
		{"taken apart", NFD, "j\u00f6rg@\u0218.example", "jo\u0308rg@S\u0326.example"},
	} {
		if got := tt.form(tt.in); got != tt.want {
			t.Errorf("%s: %+q, want %+q", tt.name, got, tt.want)
		}
		if again := tt.form(tt.form(tt.in)); again != tt.want {
			t.Errorf("%s: twice gives %+q", tt.name, again)
		}
	}
	if NFC(NFD("Müller Čapek")) != "Müller Čapek" {
		t.Error("NFC does not undo NFD")
	}
}

func TestEmailsStoredInAnotherForm(t *testing.T) {
	for _, tt := range []struct {
		form             func(string) string
		submitted, other string
		stored           string
	}{
		{PunycodeDomain, "a@müller.example", "a@xn--mller-kva.example", "a@xn--mller-kva.example"},
		{DropTag, "ann+one@x.example", "ann+two@x.example", "ann@x.example"},
		{LowerCase, "Ann@X.example", "ANN@x.example", "ann@x.example"},
		{NFD, "j\u00f6rg@x.example", "jo\u0308rg@x.example", "jo\u0308rg@x.example"},
	} {
		for _, echo := range []bool{false, true} {
			s := &Server{StoreEmail: tt.form, EchoEmail: echo}
			o := overHTTP(t, s)
			answered := tt.stored
			if echo {
				answered = tt.submitted
			}
			created := o.created(tt.submitted)
			if created["email"] != answered {
				t.Errorf("%s: the 201 says %q, want %q", tt.submitted, created["email"], answered)
			}
			if !o.showsInList(tt.stored) || !o.showsInSearch(tt.stored) || s.Accounts()[0].Email != tt.stored {
				t.Errorf("%s: stored as %+v", tt.submitted, s.Accounts())
			}
			if a := o.post(tt.other); a.status != 422 {
				t.Errorf("%s beside %s: %d", tt.other, tt.submitted, a.status)
			}
			if want := map[string]int{fold(tt.submitted): 1}; !maps.Equal(s.Creates(), want) {
				t.Errorf("Creates() = %v, want %v", s.Creates(), want)
			}
		}
	}
}

func TestNoUniqueness(t *testing.T) {
	s := &Server{NoUniqueness: true, Seed: 1}
	o := overHTTP(t, s)
	one, two := o.created("a@x.example"), o.created("A@x.example")
	if one["auth_id"] == two["auth_id"] || s.Creates()["a@x.example"] != 2 || len(s.Accounts()) != 2 {
		t.Errorf("%v, %v, creates %v", one, two, s.Creates())
	}
	if found, total := o.shown("search=a%40x.example"); len(found) != 2 || total != 2.0 {
		t.Errorf("the search shows %v", found)
	}
	s.Add(Account{Email: "a@x.example"})
	if n := s.Remove("a@x.example"); n != 3 {
		t.Errorf("%d removed", n)
	}
	if a := overHTTP(t, &Server{NoUniqueness: true, ElsewhereTaken: []string{"b@x.example"}}).post("b@x.example"); a.status != 422 {
		t.Errorf("an e-mail of another partner: %d", a.status)
	}
}

func TestRemove(t *testing.T) {
	for _, stay := range []bool{false, true} {
		s := &Server{RemovedStayTaken: stay}
		for range 3 {
			s.Add(Account{})
		}
		o := overHTTP(t, s)
		id := o.created("gone@x.example")["auth_id"].(string)
		if n := s.Remove(id); n != 1 {
			t.Fatalf("%d removed", n)
		}
		if o.showsInList("gone@x.example") || o.showsInSearch("gone@x.example") || o.get("/accounts/"+id).status != 404 {
			t.Error("a removed account is shown")
		}
		if n := o.get("/me").object(t)["account_count"]; n != 3.0 {
			t.Errorf("account_count: %v", n)
		}
		if !o.showsInSearch("customer-3@example.com") || s.Remove("gone@x.example") != 0 {
			t.Error("the others are not as they were")
		}
		want := map[bool]int{false: 201, true: 422}[stay]
		if a := o.post("gone@x.example"); a.status != want {
			t.Errorf("creating it again: %d, want %d", a.status, want)
		}
	}
}

func TestRemoveWhileOthersAreHidden(t *testing.T) {
	var clock ManualClock
	s := &Server{Clock: clock.Now, SearchLag: 1}
	o := overHTTP(t, s)
	o.created("a@x.example")
	clock.Advance(1)
	if !o.showsInList("a@x.example") {
		t.Fatal("not shown after the lag")
	}
	o.created("b@x.example")
	s.Remove("a@x.example")
	if got, _ := o.shown(""); len(got) != 0 {
		t.Errorf("removing one shows another early: %v", got)
	}
}

func TestChange(t *testing.T) {
	s := &Server{}
	o := overHTTP(t, s)
	id := o.created("a@x.example")["auth_id"].(string)
	if n := s.Change("A@x.example", func(a *Account) { a.Email, a.KYCStatus, a.Inactive = "b@x.example", "completed", true }); n != 1 {
		t.Fatalf("%d changed", n)
	}
	item := o.get("/accounts/" + id).object(t)
	if item["email"] != "b@x.example" || item["kyc_status"] != "completed" || item["is_active"] != false {
		t.Errorf("%v", item)
	}
	if o.showsInSearch("a@x.example") || !o.showsInSearch("b@x.example") || o.post("b@x.example").status != 422 {
		t.Error("the change is not indexed")
	}
}

func TestRepeatedPosts(t *testing.T) {
	for _, tt := range []struct {
		name   string
		server *Server
		status int
		n      int
	}{
		{"knob", &Server{RepeatPosts: true}, 422, 1},
		{"409", &Server{RepeatPosts: true, Taken409: true}, 409, 1},
		{"fault", &Server{Fault: func(Call) Fault { return Fault{Kind: Twice} }}, 422, 1},
		{"without uniqueness", &Server{RepeatPosts: true, NoUniqueness: true}, 201, 2},
		{"answer lost too", &Server{RepeatPosts: true, Fault: func(Call) Fault { return Fault{Kind: ResetAfter} }}, 0, 1},
	} {
		o := overHTTP(t, tt.server)
		a := o.post("a@x.example")
		if a.status != tt.status || tt.server.Creates()["a@x.example"] != tt.n || tt.server.Posts()["a@x.example"] != 1 {
			t.Errorf("%s: %d, creates %v, posts %v", tt.name, a.status, tt.server.Creates(), tt.server.Posts())
		}
		all := tt.server.Accounts()
		if a.status == 201 && a.object(t)["auth_id"] != all[1].AuthID {
			t.Errorf("%s: the answer is not the second one: %s", tt.name, a.body)
		}
	}
}

func TestRefusePassword(t *testing.T) {
	s := &Server{RefusePassword: func(p string) string {
		if strings.Contains(p, "2025") {
			return "password must not contain a year"
		}
		return ""
	}}
	o := overHTTP(t, s)
	if a := o.post("a@x.example"); len(complainedOf(t, a)) != 1 || complainedOf(t, a)[0] != "password" || !has("a year")(string(a.body)) {
		t.Errorf("%s", a.body)
	}
	other := customer(t, map[string]any{"password": "Lotus#1999"})
	if a := send(t, o.rt, o.base, "POST", "/accounts", other); a.status != 201 || len(s.Accounts()) != 1 {
		t.Errorf("%d %s", a.status, a.body)
	}
}

func TestEditCreated(t *testing.T) {
	s := &Server{EditCreated: func(a Account, answer map[string]any) {
		answer["auth_id"] = "MA_OTHER000"
		answer["seen"] = a.Email
		delete(answer, "created_at")
	}}
	m := overHTTP(t, s).created("a@x.example")
	if _, there := m["created_at"]; there || m["auth_id"] != "MA_OTHER000" || m["seen"] != "a@x.example" || s.Accounts()[0].AuthID == "MA_OTHER000" {
		t.Errorf("%v", m)
	}
}

func TestForeignID(t *testing.T) {
	s := &Server{Fault: func(Call) Fault { return Fault{Kind: ForeignID201} }}
	first := s.Add(Account{})
	o := overHTTP(t, s)
	if m := o.created("a@x.example"); m["auth_id"] != first || m["email"] != "a@x.example" {
		t.Errorf("%v, want the auth_id of %s", m, first)
	}
	if all := s.Accounts(); all[1].AuthID == first {
		t.Error("stored under the foreign auth_id")
	}
	if a := o.post("a@x.example"); a.status != 422 || has("MA_")(string(a.body)) {
		t.Errorf("a refusal: %d %s", a.status, a.body)
	}
}

func TestEditItem(t *testing.T) {
	null := json.RawMessage("null")
	s := &Server{EditItem: func(a Account, item map[string]any) {
		switch a.Name {
		case "odd":
			item["email"], item["is_active"], item["auth_token"], item["company"] = null, 1, 5, null
			delete(item, "kyc_status")
		case "longer":
			item["tomorrow"] = true
		}
	}}
	odd, longer, same := s.Add(Account{Name: "odd"}), s.Add(Account{Name: "longer"}), s.Add(Account{})
	o := overHTTP(t, s)
	items := map[string]map[string]any{}
	for _, it := range o.get("/accounts").object(t)["accounts"].([]any) {
		items[it.(map[string]any)["auth_id"].(string)] = it.(map[string]any)
	}
	checkOdd(t, items[odd])
	checkOdd(t, o.get("/accounts/"+odd).object(t))
	if items[longer]["tomorrow"] != true {
		t.Errorf("%v", items[longer])
	}
	checkItem(t, "unedited", items[same])
}

func checkOdd(t *testing.T, item map[string]any) {
	t.Helper()
	_, kyc := item["kyc_status"]
	email, there := item["email"]
	if kyc || !there || email != nil || item["is_active"] != 1.0 || item["auth_token"] != 5.0 || item["company"] != nil {
		t.Errorf("not odd: %v", item)
	}
}

func TestOddItem(t *testing.T) {
	s := &Server{Fault: func(Call) Fault { return Fault{Kind: OddItem} }}
	o := overHTTP(t, s)
	if a := o.get("/accounts"); a.status != 200 || !has(`"accounts":[]`)(string(a.body)) {
		t.Errorf("an empty list: %s", a.body)
	}
	id := s.Add(Account{})
	s.Add(Account{})
	list := o.get("/accounts").object(t)["accounts"].([]any)
	checkOdd(t, list[0].(map[string]any))
	checkItem(t, "second", list[1].(map[string]any))
	checkOdd(t, o.get("/accounts/"+id).object(t))
	checkItem(t, "stored", (&Server{store: s.store}).get(t, "/accounts/"+id).object(t))
	if a := o.get("/me"); a.status != http.StatusOK || a.object(t)["auth_id"] != DefaultAuthID {
		t.Errorf("the profile: %s", a.body)
	}
}

func TestFaultsByContent(t *testing.T) {
	s := &Server{Fault: FirstOf(
		RefuseEmail("Refused@x.example", 422, ""),
		RefuseEmail("told@x.example", 400, `{"detail":"no"}`),
		RefuseSearch("lost@x.example", 500, ""),
		RefuseSearch("none@x.example", 404, ""),
		Firewall("DROP table"),
	)}
	o := overHTTP(t, s)
	for path, want := range map[string]int{
		"/accounts?search=lost%40x.example": 500, "/accounts?search=LOST%40x.example": 500, "/accounts?search=none%40x.example": 404,
		"/accounts?search=refused%40x.example": 200, "/accounts?search=drop+TABLE": 403, "/accounts": 200, "/me": 200,
	} {
		if a := o.get(path); a.status != want {
			t.Errorf("GET %s: %d, want %d", path, a.status, want)
		}
	}
	for email, want := range map[string]int{"refused@X.example": 422, "told@x.example": 400, "lost@x.example": 201, "none@x.example": 201} {
		if a := o.post(email); a.status != want {
			t.Errorf("POST for %s: %d %s, want %d", email, a.status, a.body, want)
		}
	}
	for range 2 {
		a := send(t, o.rt, o.base, "POST", "/accounts", customer(t, map[string]any{"name": "Bobby'; Drop Table users"}))
		if a.status != 403 || a.header.Get("Content-Type") != "text/html" || !has("<html>")(string(a.body)) {
			t.Errorf("the firewall: %d %s", a.status, a.body)
		}
	}
	if len(s.Accounts()) != 2 {
		t.Errorf("accounts: %v", s.Creates())
	}
}
