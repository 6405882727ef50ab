package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// The documented fields, by type. They are written out a second time on purpose.
var (
	itemStrings = strings.Fields(`name email phone company country auth_id auth_token id api_id account_type business_type
		role kyc_status cash_credits billing_mode created_at updated_at partner_id pricing_tier_id resource_uri`)
	itemBools = strings.Fields(`is_active is_verified is_trial_account enabled postpaid auto_recharge tds_enabled
		referral_disabled`)
	itemInts     = strings.Fields(`tds_percentage cps_limit concurrent_calls_limit`)
	itemNullable = strings.Fields(`description gstin gst_status address city state timezone zip_code last_login google_id
		referral_code base_cps_limit base_concurrent_calls_limit purchased_cps purchased_concurrent_calls
		custom_referrer_reward_amount custom_referee_reward_amount auto_recharge_config`)
	tierNumbers = strings.Fields(`rate_per_minute streaming_rate_per_minute recording_rate_per_minute whatsapp_voice_rate
		transcription_rate_per_minute pii_redaction_rate_per_minute non_connected_call_fee did_release_fee`)
)

// checkFields holds the fields of an object against those documented.
func checkFields(t *testing.T, what string, m map[string]any, documented ...[]string) {
	t.Helper()
	got, want := slices.Sorted(maps.Keys(m)), slices.Concat(documented...)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s has the fields\n%v, want\n%v", what, got, want)
	}
}

func checkKinds(t *testing.T, what string, m map[string]any, kind reflect.Kind, fields []string) {
	t.Helper()
	for _, f := range fields {
		if v := reflect.ValueOf(m[f]); v.Kind() != kind {
			t.Errorf("%s: %s is %v, want a %v", what, f, m[f], kind)
		}
	}
}

func checkItem(t *testing.T, what string, m map[string]any) {
	t.Helper()
	checkFields(t, what, m, itemStrings, itemBools, itemInts, itemNullable, []string{"pricing_tier"})
	checkKinds(t, what, m, reflect.String, itemStrings)
	checkKinds(t, what, m, reflect.Bool, itemBools)
	checkKinds(t, what, m, reflect.Float64, itemInts)
	tier, _ := m["pricing_tier"].(map[string]any)
	strs, bools := []string{"id", "name", "currency"}, []string{"charge_non_connected_calls", "is_active", "is_default"}
	checkFields(t, what+": pricing_tier", tier, strs, bools, tierNumbers, []string{"partner_id"})
	checkKinds(t, what+": pricing_tier", tier, reflect.String, strs)
	checkKinds(t, what+": pricing_tier", tier, reflect.Bool, bools)
	checkKinds(t, what+": pricing_tier", tier, reflect.Float64, tierNumbers)
	stamp := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$`)
	for f, form := range map[string]*regexp.Regexp{
		"created_at": stamp, "updated_at": stamp,
		"id":           regexp.MustCompile(`^[0-9]+$`),
		"auth_id":      regexp.MustCompile(`^MA_[A-Z0-9]{8,}$`),
		"cash_credits": regexp.MustCompile(`^\d+\.\d{5}$`),
		"resource_uri": regexp.MustCompile(`^/v1/Account/MA_[A-Z0-9]+/$`),
		"api_id":       regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`),
	} {
		if text, _ := m[f].(string); !form.MatchString(text) {
			t.Errorf("%s: %s is %q, want %v", what, f, text, form)
		}
	}
}

func TestItemHasExactlyTheDocumentedFields(t *testing.T) {
	s := &Server{}
	full := map[string]any{
		"email": "full@x.example", "company": "Lotus", "description": "d", "address": "1 MG Road", "city": "Bengaluru", "state": "KA",
		"zip_code": "560001", "timezone": "Asia/Kolkata", "gstin": "29AAGCL4821K1Z7", "gst_status": "active", "account_type": "premium",
	}
	s.post(t, withEmail(t, "bare@x.example"))
	s.post(t, customer(t, full))
	list := s.get(t, "/accounts").object(t)
	checkFields(t, "list", list, []string{"accounts", "total", "page", "size"})
	bare, whole := list["accounts"].([]any)[0].(map[string]any), list["accounts"].([]any)[1].(map[string]any)
	checkItem(t, "bare", bare)
	checkItem(t, "whole", whole)
	if bare["company"] != "" || bare["account_type"] != "standard" || bare["kyc_status"] != "pending" || bare["cash_credits"] != "0.00000" {
		t.Errorf("defaults: %v", bare)
	}
	for _, f := range itemNullable {
		if bare[f] != nil {
			t.Errorf("%s of a bare account is %v, want null", f, bare[f])
		}
	}
	for f, v := range full {
		if whole[f] != v {
			t.Errorf("%s = %v, want %v", f, whole[f], v)
		}
	}
	one := s.get(t, "/accounts/"+whole["auth_id"].(string)).object(t)
	if !reflect.DeepEqual(one, whole) {
		t.Errorf("get and list differ:\n%v\n%v", one, whole)
	}
}

func TestCreated(t *testing.T) {
	s := &Server{}
	a := s.post(t, customer(t, map[string]any{"country": "DE"}))
	m := a.object(t)
	strs := strings.Fields("auth_id auth_token name email status currency country created_at")
	checkFields(t, "created", m, strs, []string{"balance"})
	checkKinds(t, "created", m, reflect.String, strs)
	if !strings.Contains(string(a.body), `"balance":0.00,`) || m["status"] != "active" || m["currency"] != "EUR" {
		t.Errorf("created: %s", a.body)
	}
	if !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`).MatchString(m["created_at"].(string)) {
		t.Errorf("created_at = %v", m["created_at"])
	}
	if got := s.Accounts()[0]; got.AuthID != m["auth_id"] || got.AuthToken != m["auth_token"] || got.Password != "Lotus#2025x" {
		t.Errorf("stored %+v", got)
	}
}

func TestBalanceAndProfile(t *testing.T) {
	s := &Server{MaxAccounts: 7, CannotCreate: true}
	id := s.Add(Account{Name: "Rohan", CashCredits: "1300.00000", Country: "GB"})
	b := s.get(t, "/accounts/"+id+"/balance").object(t)
	checkFields(t, "balance", b, strings.Fields("auth_id name cash_credits currency updated_at"))
	if b["auth_id"] != id || b["name"] != "Rohan" || b["cash_credits"] != "1300.00000" || b["currency"] != "GBP" {
		t.Errorf("balance: %v", b)
	}
	me := s.get(t, "/me").object(t)
	strs := strings.Fields("id name slug company auth_id email phone billing_model default_pricing_tier_id balance created_at updated_at")
	bools := strings.Fields("is_active is_verified can_create_accounts can_create_pricing_tiers can_view_cdrs can_transfer_balance")
	ints := strings.Fields("account_id max_accounts account_count")
	checkFields(t, "me", me, strs, bools, ints)
	checkKinds(t, "me", me, reflect.String, strs)
	checkKinds(t, "me", me, reflect.Bool, bools)
	checkKinds(t, "me", me, reflect.Float64, ints)
	if me["max_accounts"] != 7.0 || me["account_count"] != 1.0 || me["can_create_accounts"] != false || me["auth_id"] != DefaultAuthID {
		t.Errorf("me: %v", me)
	}
	if me := (&Server{}).get(t, "/me").object(t); me["max_accounts"] != 1e6 || me["can_create_accounts"] != true {
		t.Errorf("me by default: %v", me)
	}
}

func TestPages(t *testing.T) {
	s := &Server{}
	for range 45 {
		s.Add(Account{})
	}
	for _, tt := range []struct {
		query            string
		first, n, pg, sz int
	}{
		{"", 1, 20, 1, 20},
		{"page=2", 21, 20, 2, 20},
		{"page=3", 41, 5, 3, 20},
		{"page=4", 0, 0, 4, 20},
		{"page=1&per_page=100", 1, 45, 1, 100},
		{"page=2&per_page=45", 0, 0, 2, 45},
		{"page=45&per_page=1", 45, 1, 45, 1},
		{"page=9223372036854775807&per_page=100", 0, 0, 9223372036854775807, 100},
	} {
		got, total := s.emails(t, tt.query)
		if len(got) != tt.n || total != 45 || tt.n > 0 && got[0] != fmt.Sprintf("customer-%d@example.com", tt.first) {
			t.Errorf("GET /accounts?%s: %d of %d, %v", tt.query, len(got), total, got)
		}
		var page struct{ Page, Size int }
		if err := json.Unmarshal(s.get(t, "/accounts?"+tt.query).body, &page); err != nil || page.Page != tt.pg || page.Size != tt.sz {
			t.Errorf("GET /accounts?%s: page and size are %v (%v)", tt.query, page, err)
		}
	}
	for _, query := range []string{"page=0", "page=-1", "page=x", "page=", "page=1.5", "per_page=0", "per_page=101", "per_page=x", "page=99999999999999999999"} {
		name, _, _ := strings.Cut(query, "=")
		if fields := complainedOf(t, s.get(t, "/accounts?"+query)); !slices.Equal(fields, []string{name}) {
			t.Errorf("GET /accounts?%s: complaints about %v", query, fields)
		}
	}
	if empty := s.get(t, "/accounts?page=9"); !strings.Contains(string(empty.body), `"accounts":[]`) {
		t.Errorf("a page after the last: %s", empty.body)
	}
}

func TestMaxPerPage(t *testing.T) {
	s := &Server{MaxPerPage: 3}
	for range 5 {
		s.Add(Account{})
	}
	if got, _ := s.emails(t, ""); len(got) != 3 {
		t.Errorf("default page: %v", got)
	}
	complainedOf(t, s.get(t, "/accounts?per_page=4"))
}

func TestShuffledPagesRepeatRows(t *testing.T) {
	s := &Server{ShufflePages: true}
	for range 4 {
		s.Add(Account{})
	}
	one, _ := s.emails(t, "per_page=2")
	s.Add(Account{})
	two, total := s.emails(t, "per_page=2&page=2")
	if one[1] != two[0] || total != 5 {
		t.Errorf("pages %v and %v, total %d: want a repeated row", one, two, total)
	}
}

func TestSearch(t *testing.T) {
	accounts := []Account{
		{Name: "Ann Thomas", Email: "ann@x.com"},
		{Name: "Joann Li", Email: "JoAnn@x.com"},
		{Name: "Bob", Email: "bob+ann@x.com.au"},
		{Name: "Jürgen", Email: "j@y.com"},
	}
	for _, tt := range []struct {
		term      string
		sensitive bool
		want      []string
	}{
		{"ann@x.com", false, []string{"ann@x.com", "JoAnn@x.com", "bob+ann@x.com.au"}},
		{"ann@x.com", true, []string{"ann@x.com", "bob+ann@x.com.au"}},
		{"ANN@X.COM", false, []string{"ann@x.com", "JoAnn@x.com", "bob+ann@x.com.au"}},
		{"ANN@X.COM", true, nil},
		{"joann@x.com", false, []string{"JoAnn@x.com"}},
		{"bob", false, []string{"bob+ann@x.com.au"}},
		{"+ann", false, []string{"bob+ann@x.com.au"}},
		{"Thomas", false, []string{"ann@x.com"}},
		{"s\nann", false, nil},
		{"JÜRGEN", false, []string{"j@y.com"}},
		{"j", false, []string{"JoAnn@x.com", "j@y.com"}},
		{"nobody", false, nil},
		{"%", false, nil},
		{"", false, []string{"ann@x.com", "JoAnn@x.com", "bob+ann@x.com.au", "j@y.com"}},
	} {
		s := &Server{CaseSensitiveSearch: tt.sensitive}
		for _, a := range accounts {
			s.Add(a)
		}
		got, total := s.emails(t, "search="+url.QueryEscape(tt.term))
		if !slices.Equal(got, tt.want) || total != len(tt.want) {
			t.Errorf("search %q (sensitive: %v) = %v (%d), want %v", tt.term, tt.sensitive, got, total, tt.want)
		}
	}
}

func TestSearchRunsOverPages(t *testing.T) {
	s := &Server{}
	for i := range 30 {
		s.Add(Account{Email: fmt.Sprintf("u%d.ann@x.com", i)})
		s.Add(Account{Email: fmt.Sprintf("u%d.bob@x.com", i)})
	}
	one, total := s.emails(t, "search=ann%40x.com")
	two, _ := s.emails(t, "search=ann%40x.com&page=2")
	if len(one) != 20 || len(two) != 10 || total != 30 || two[9] != "u29.ann@x.com" {
		t.Errorf("pages of %d and %d, total %d", len(one), len(two), total)
	}
}

// The index must find what a plain scan finds.
func TestIndexAgreesWithScan(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func(n int) string { return pick(random, "abA@.ü ", n) }
	var st store
	for i := range 300 {
		st.insert(Account{Name: text(random.IntN(12)), Email: text(8), AuthID: fmt.Sprint(i)}, time.Time{})
	}
	everything := st.visible(inLists, time.Now(), 0)
	for range 2000 {
		term := text(1 + random.IntN(7))
		var want []string
		for _, r := range st.all {
			if lower := strings.ToLower(term); strings.Contains(r.name, lower) || strings.Contains(r.email, lower) {
				want = append(want, r.AuthID)
			}
		}
		found := st.search(term, false, everything)
		var got []string
		for i := range found.len() {
			got = append(got, found.at(i).AuthID)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("search %q = %v, want %v", term, got, want)
		}
	}
}

func TestSearchLag(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{SearchLag: time.Second}
		s.Add(Account{Email: "old@x.example"})
		id := s.post(t, withEmail(t, "new@x.example")).object(t)["auth_id"].(string)
		s.Add(Account{Email: "later@x.example"})
		check := func(when string, query string, want ...string) {
			t.Helper()
			if got, total := s.emails(t, query); !slices.Equal(got, want) || total != len(want) {
				t.Errorf("%s: %q lists %v (%d), want %v", when, query, got, total, want)
			}
		}
		check("at once", "", "old@x.example", "later@x.example")
		check("at once", "search=new%40x.example")
		if a := s.get(t, "/accounts/"+id); a.status != 200 {
			t.Errorf("reading by id at once: %d", a.status)
		}
		if a := s.post(t, withEmail(t, "new@x.example")); a.status != 422 {
			t.Errorf("the same e-mail at once: %d", a.status)
		}
		if n := s.get(t, "/me").object(t)["account_count"]; n != 3.0 {
			t.Errorf("account_count at once: %v", n)
		}
		time.Sleep(time.Second)
		check("after the lag", "", "old@x.example", "new@x.example", "later@x.example")
		check("after the lag", "search=new%40x.example", "new@x.example")
	})
}

// Searching for each of many addresses must not look at all accounts each time.
func BenchmarkExactSearch(b *testing.B) {
	var st store
	const n = 100_000
	email := func(i int) string { return fmt.Sprintf("user%06d@example.com", i) }
	for i := range n {
		st.insert(Account{Name: fmt.Sprintf("Customer %d", i), Email: email(i), AuthID: email(i)}, time.Time{})
	}
	everything := st.visible(inLists, time.Now(), 0)
	for i := 0; b.Loop(); i++ {
		if st.search(email(i%n), false, everything).len() != 1 {
			b.Fatal("not found")
		}
	}
}
