package sandbox

import (
	"encoding/csv"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"unicode/utf8"
)

// sampleStatus is the status of each row of testdata/customers.csv, by its
// number from 1, that a sync against Sample has to show.
var sampleStatus = strings.Fields(`
	created exists created unknown created invalid created exists created failed
	differs created created invalid exists created differs invalid created created
	exists invalid created skipped skipped`)

func sampleRows(t *testing.T) []map[string]string {
	t.Helper()
	data, err := os.ReadFile("../../testdata/customers.csv")
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(data) {
		t.Error("the file is not UTF-8")
	}
	records, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const header = "name,email,phone,password,country,company,description,address,city,state,zip_code,timezone,gstin,gst_status,account_type"
	if got := strings.Join(records[0], ","); got != header {
		t.Fatalf("header %q, want %q", got, header)
	}
	var rows []map[string]string
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = r[i]
		}
		rows = append(rows, row)
	}
	if len(rows) != len(sampleStatus) {
		t.Fatalf("%d rows, %d statuses", len(rows), len(sampleStatus))
	}
	return rows
}

func TestSampleScriptAgreesWithTheFile(t *testing.T) {
	byStatus := map[string][]string{}
	for i, row := range sampleRows(t) {
		byStatus[sampleStatus[i]] = append(byStatus[sampleStatus[i]], row["email"])
	}
	for status, want := range map[string][]string{
		"unknown": {sampleUnknown}, "failed": {sampleElsewhere}, "skipped": {sampleNoRoom, sampleNoRoom2},
	} {
		if !slices.Equal(byStatus[status], want) {
			t.Errorf("%s: the file has %v, the script %v", status, byStatus[status], want)
		}
	}
	if !slices.Contains(byStatus["created"], sampleRefused) {
		t.Errorf("%s is not among those created: %v", sampleRefused, byStatus["created"])
	}
	for status, n := range map[string]int{"created": 11, "exists": 4, "differs": 2, "invalid": 4, "failed": 1, "unknown": 1, "skipped": 2} {
		if len(byStatus[status]) != n {
			t.Errorf("%d rows are %s, want %d", len(byStatus[status]), status, n)
		}
	}
	me := Sample().get(t, "/me").object(t)
	room := me["max_accounts"].(float64) - me["account_count"].(float64)
	if room < 11+1+1+2 {
		t.Errorf("room for %v at the start, a plan wants 15", room)
	}
}

func TestSampleAccountsAgreeWithTheFile(t *testing.T) {
	accounts := map[string]Account{}
	for _, a := range Sample().Accounts() {
		accounts[fold(a.Email)] = a
		for what, msg := range map[string]string{"phone": checkPhone(a.Phone), "country": checkCountry(a.Country), "email": checkEmail(a.Email)} {
			if msg != "" {
				t.Errorf("%s: %s: %s", a.Email, what, msg)
			}
		}
	}
	want := map[string][]string{
		"meera.pillai@cochinmarine.example": {"company", "phone"},
		"a.brandt@hafenkontor.example":      {"city", "zip_code"},
	}
	for i, row := range sampleRows(t) {
		a, there := accounts[fold(row["email"])]
		status := sampleStatus[i]
		if there != (status == "exists" || status == "differs") {
			t.Errorf("row %d is %s, account there: %v", i+1, status, there)
		}
		if !there {
			continue
		}
		if got := differences(row, a); !slices.Equal(got, want[row["email"]]) {
			t.Errorf("row %d differs in %v, want %v", i+1, got, want[row["email"]])
		}
	}
}

// differences compares what the row states with the account. A phone counts as
// equal when its national digits are the end of the account's.
func differences(row map[string]string, a Account) (fields []string) {
	account := map[string]string{
		"name": a.Name, "country": a.Country, "company": a.Company, "description": a.Description, "address": a.Address, "city": a.City,
		"state": a.State, "zip_code": a.ZipCode, "timezone": a.Timezone, "gstin": a.GSTIN, "gst_status": a.GSTStatus,
		"account_type": a.AccountType,
	}
	for f, v := range account {
		if row[f] != v && (f != "account_type" || row[f] != "") {
			fields = append(fields, f)
		}
	}
	if !strings.HasSuffix(a.Phone, strings.TrimLeft(digits(row["phone"]), "0")) {
		fields = append(fields, "phone")
	}
	slices.Sort(fields)
	return fields
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func TestSampleRowsAreValidExceptThoseMeantNotToBe(t *testing.T) {
	want := map[int][]string{6: {"password", "phone"}, 14: {"email"}, 18: {"gstin"}, 22: {"country"}}
	seen := map[string]bool{}
	for i, row := range sampleRows(t) {
		var wrong []string
		for _, f := range []string{"name", "email", "password", "country", "timezone", "gst_status"} {
			if msg := checks[f](row[f]); msg != "" && (row[f] != "" || slices.Contains(required, f)) {
				wrong = append(wrong, f)
			}
		}
		if seen[fold(row["email"])] {
			wrong = append(wrong, "email")
		}
		seen[fold(row["email"])] = true
		if len(digits(row["phone"])) < 8 {
			wrong = append(wrong, "phone")
		}
		if row["gstin"] != "" && !validGSTIN(row["gstin"]) {
			wrong = append(wrong, "gstin")
		}
		slices.Sort(wrong)
		if !slices.Equal(wrong, want[i+1]) {
			t.Errorf("row %d (%s) is wrong in %v, want %v", i+1, row["email"], wrong, want[i+1])
		}
	}
}

// validGSTIN checks length and check digit: base 36, alternating factors 1 and 2.
func validGSTIN(s string) bool {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	if len(s) != 15 {
		return false
	}
	sum := 0
	for i := range 14 {
		v := strings.IndexByte(alphabet, s[i]) * (1 + i%2)
		sum += v/36 + v%36
	}
	return s[14] == alphabet[(36-sum%36)%36]
}

// TestSampleShowsEveryStatus plays a simple client with eight workers, several
// times: what becomes of a row must not depend on the order of arrival.
func TestSampleShowsEveryStatus(t *testing.T) {
	rows := sampleRows(t)
	var ids map[string]string
	for range 5 {
		s := Sample()
		got := make([]string, len(rows))
		var wg sync.WaitGroup
		slots := make(chan struct{}, 8)
		for i, row := range rows {
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				got[i] = simpleSync(t, s, row, sampleStatus[i])
			})
		}
		wg.Wait()
		if !slices.Equal(got, sampleStatus) {
			t.Fatalf("statuses\n%v, want\n%v", got, sampleStatus)
		}
		me := s.get(t, "/me").object(t)
		if me["account_count"] != me["max_accounts"] {
			t.Errorf("room is left in the end: %v of %v", me["account_count"], me["max_accounts"])
		}
		now := map[string]string{}
		for _, a := range s.Accounts() {
			now[a.Email] = a.AuthID
		}
		if ids != nil && !maps.Equal(ids, now) {
			t.Error("auth_ids differ from run to run")
		}
		ids = now
	}
}

// simpleSync brings one row in and says what became of it. The checks of a file
// and the comparison of fields are not its business.
func simpleSync(t *testing.T, s *Server, row map[string]string, status string) string {
	if status == "invalid" {
		return status
	}
	search := "/accounts?search=" + url.QueryEscape(row["email"])
	if found, _ := find(t, s, search, row["email"]); found {
		return map[bool]string{true: "differs", false: "exists"}[status == "differs"]
	}
	create := map[string]any{"phone": "+919845012345"}
	for f, v := range row {
		if v != "" && f != "phone" {
			create[f] = v
		}
	}
	a := s.post(t, customer(t, create))
	if a.status == http.StatusUnprocessableEntity {
		if fields := complainedOf(t, a); slices.Equal(fields, []string{"description"}) {
			delete(create, "description")
			a = s.post(t, customer(t, create))
		}
	}
	found, searchStatus := find(t, s, search, row["email"])
	switch {
	case a.status == http.StatusCreated && found:
		return "created"
	case a.status == http.StatusForbidden:
		return "skipped"
	case a.status == http.StatusUnprocessableEntity && searchStatus == http.StatusOK && !found:
		return "failed"
	case errors.Is(a.err, syscall.ECONNRESET) && searchStatus == http.StatusServiceUnavailable:
		return "unknown"
	}
	return "unexpected"
}

func find(t *testing.T, s *Server, search, email string) (found bool, status int) {
	a := s.get(t, search)
	if a.status != http.StatusOK {
		return false, a.status
	}
	for _, it := range a.object(t)["accounts"].([]any) {
		found = found || fold(it.(map[string]any)["email"].(string)) == fold(email)
	}
	return found, a.status
}

func TestSampleUnknownRow(t *testing.T) {
	s := Sample()
	search := "/accounts?search=" + url.QueryEscape(sampleUnknown)
	if a := s.get(t, search); a.status != http.StatusOK {
		t.Errorf("searching before the POST: %d", a.status)
	}
	if a := s.post(t, withEmail(t, sampleUnknown)); !errors.Is(a.err, syscall.ECONNRESET) || s.Creates()[sampleUnknown] != 1 {
		t.Errorf("the POST: %d, %v, creates %v", a.status, a.err, s.Creates())
	}
	for range 3 {
		if a := s.get(t, search); a.status != http.StatusServiceUnavailable || a.header.Get("Retry-After") != "" {
			t.Errorf("searching after the POST: %d %v", a.status, a.header)
		}
	}
	if a := s.get(t, "/accounts?per_page=100"); a.status != http.StatusOK {
		t.Errorf("listing: %d", a.status)
	}
	s.Fault = func(Call) Fault { return Fault{Kind: Error500Before} }
	if a := s.get(t, "/me"); a.status != http.StatusInternalServerError {
		t.Errorf("the knob Fault does not work beside the script: %d", a.status)
	}
}
