package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vobizsync/internal/sandbox"
)

// oddServer answers GETs as it is told: by the path below the base, with its query
// where an answer for that is given. What is not given is an empty list.
type oddServer struct {
	mu      sync.Mutex
	answers map[string]string // a body, or a status and a body
	asked   []string
	slow    time.Duration
}

func (s *oddServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	path := strings.TrimPrefix(r.URL.Path, sandbox.BasePath)
	s.asked = append(s.asked, path)
	page := path + "?page=" + r.URL.Query().Get("page")
	body, ok := s.answers[page]
	if !ok {
		body, ok = s.answers[path]
	}
	s.mu.Unlock()
	if s.slow > 0 && path != "/accounts" {
		time.Sleep(s.slow)
	}
	if r.Method != http.MethodGet {
		body, ok = "405", true
	}
	status := http.StatusOK
	if n, _ := fmt.Sscanf(body, "%3d", &status); n == 1 {
		body = strings.TrimSpace(body[3:])
	}
	if !ok {
		body = `{"accounts":[],"numbers":[],"sessions":[],"total":0}`
	}
	w.Header().Set("Content-Type", "application/json")
	if rest, cut := strings.CutSuffix(body, "✂"); cut { // the connection ends before the body
		w.Header().Set("Content-Length", itoa(len(rest)+100))
		body = rest
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

// RoundTrip is the server without sockets.
func (s *oddServer) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	resp := w.Result()
	resp.Request = r
	return resp, nil
}

func (s *oddServer) requests(path string) (n int) {
	for _, asked := range s.asked {
		if asked == path {
			n++
		}
	}
	return n
}

// oddBench is a bench in front of an odd server with some accounts.
func oddBench(t *testing.T, accounts []string, answers map[string]string) (*bench, *oddServer) {
	t.Helper()
	b := emptyBench(t, &sandbox.Server{}, 1)
	s := &oddServer{answers: map[string]string{"/accounts": `{"accounts":[` + strings.Join(accounts, ",") + `],"total":` + itoa(len(accounts)) + `}`}}
	for path, body := range answers {
		s.answers[path] = body
	}
	b.transport = s
	b.env["VOBIZ_BASE_URL"] = "http://127.0.0.1" + sandbox.BasePath
	return b, s
}

func anAccount(i int, country, more string) string {
	return fmt.Sprintf(`{"auth_id":"MA_%08d","email":%q,"country":%q,"is_active":true%s}`, i, email(i), country, more)
}

// said is ready, next step and the columns of numbers and KYC, for each row.
func (b *bench) said() string {
	b.t.Helper()
	var all []string
	for _, r := range b.standings() {
		all = append(all, strings.Join([]string{r["ready"], r["next_step"], r["numbers"], r["unrouted_numbers"], r["kyc_session"]}, " "))
	}
	return strings.Join(all, "|")
}

func TestOddNumbers(t *testing.T) {
	const mine = `"account_auth_id":"MA_00000001"`
	for _, test := range []struct{ name, body, want string }{
		{"as documented", `{"numbers":[{"e164":"+91801","status":"active","application_id":"7",` + mine + `}],"total":1}`, "true none 1 0 "},
		{"a bare list", `[{"number":"+91801","status":"Active","application_id":7,` + mine + `}]`, "true none 1 0 "},
		{"wrapped twice", `{"data":{"items":[{"number":"+91801","status":"active","application_id":"a",` + mine + `}],"total":1}}`, "true none 1 0 "},
		{"none, as null", `{"numbers":null,"total":0}`, "false assign_number 0 0 "},
		{"null route", `{"numbers":[{"e164":"+91801","status":"active","application_id":null,` + mine + `}],"total":1}`, "false route_number 1 1 "},
		{"an empty route", `{"numbers":[{"e164":"+91801","status":"active","application_id":" ",` + mine + `}],"total":1}`, "false route_number 1 1 "},
		{"words for no route", `{"numbers":[{"e164":"+91801","status":"active","application_id":"None",` + mine + `},{"e164":"+91802","status":"active","application_id":0,` + mine + `}],"total":2}`, "false route_number 2 2 "},
		{"nothing said of a route", `{"numbers":[{"e164":"+91801","status":"active",` + mine + `}],"total":1}`, "  1  "},
		{"a route in another form", `{"numbers":[{"e164":"+91801","status":"active","application_id":{"id":1},` + mine + `}],"total":1}`, "  1  "},
		{"nothing said of the status", `{"numbers":[{"e164":"+91801","application_id":"a",` + mine + `}],"total":1}`, "  1  "},
		{"an unknown status", `{"numbers":[{"e164":"+91801","status":"activating","application_id":"a",` + mine + `}],"total":1}`, "false assign_number 1 0 "},
		{"of an account that nobody knows", `{"numbers":[{"e164":"+91801","status":"active","application_id":"a","account_auth_id":"MA_OTHER"}],"total":1}`, "false assign_number 0 0 "},
		{"of nobody", `{"numbers":[{"e164":"+91801","status":"active","application_id":"a","account_auth_id":null}],"total":1}`, "false assign_number 0 0 "},
		{"odd items", `{"numbers":[null,7,"x",[],{},{"e164":{},"status":[],"account_auth_id":true}],"total":6}`, "false assign_number 0 0 "},
		{"moved on from another account", `{"numbers":[{"e164":"+91801","status":"released","application_id":"a","account_auth_id":"MA_OTHER"},{"e164":"+91801","status":"active","application_id":"a",` + mine + `}],"total":2}`, "true none 1 0 "},
	} {
		b, s := oddBench(t, []string{anAccount(1, "DE", "")}, map[string]string{"/numbers": test.body})
		o := b.status("--all")
		if got := b.said(); o.code != 0 || got != test.want {
			t.Errorf("%s: exit code %d, %q, want %q\n%s", test.name, o.code, got, test.want, o.stderr)
		}
		if n := s.requests("/numbers"); n > 1 && !strings.HasPrefix(test.body, "[") || n > 2 { // a bare list does not say that it is all
			t.Errorf("%s: %d requests", test.name, n)
		}
	}
}

func TestOddSessions(t *testing.T) {
	const mine = `"account_auth_id":"MA_00000001"`
	session := func(members string) string { return `{"sessions":[` + members + `],"total":1}` }
	for _, test := range []struct{ name, account, body, want string }{
		{"of nobody", `,"kyc_status":"pending"`, session(`{"id":"1","status":"opened"}`), "false kyc_start   "},
		{"without a status", `,"kyc_status":"pending"`, session(`{"id":"1",` + mine + `}`), "false kyc_wait   "},
		{"unknown words", `,"kyc_status":"vérifié"`, session(`{"id":"1",` + mine + `,"status":"APPROVED"}`), "false kyc_wait   APPROVED"},
		{"a time without a zone", `,"kyc_status":"pending"`, session(`{"id":"1",` + mine + `,"status":"opened","expires_at":"2020-01-02T03:04:05.123456"}`), "false kyc_expired   opened"},
		{"the account is silent", ``, session(`{"id":"1",` + mine + `,"status":"KYC_Completed"}`), " " + "   KYC_Completed"},
		{"the account has null", `,"kyc_status":null`, session(`{"id":"1",` + mine + `,"status":"revoked"}`), "false kyc_start   "},
		{"the account has an object", `,"kyc_status":{"verified_data":"PAN"}`, session(``), "false kyc_start   "},
		{"null", `,"kyc_status":"pending"`, `{"sessions":null}`, "false kyc_start   "},
		{"of a list that says too much", `,"kyc_status":"completed"`, `{"sessions":[],"total":5}`, "    "},
	} {
		b, _ := oddBench(t, []string{anAccount(1, "IN", test.account)}, map[string]string{"/kyc-sessions": test.body, "/numbers": "403"})
		o := b.status("--all")
		if got := b.said(); o.code != 0 || got != test.want {
			t.Errorf("%s: exit code %d, %q, want %q\n%s", test.name, o.code, got, test.want, o.stderr)
		}
		if text := b.read("status.csv") + b.read("status.html") + o.stderr; strings.Contains(text, "PAN") {
			t.Errorf("%s: identity data is shown", test.name)
		}
	}
}

// What is missing from a list that moves is not known, what is in it is.
func TestAListThatMoves(t *testing.T) {
	number := func(i, account int) string {
		return fmt.Sprintf(`{"e164":"+9180%03d","status":"active","application_id":"a","account_auth_id":"MA_%08d"}`, i, account)
	}
	page := func(total int, items ...string) string {
		return `{"numbers":[` + strings.Join(items, ",") + `],"total":` + itoa(total) + `}`
	}
	for _, test := range []struct {
		name          string
		first, second string
		want, said    string
		pages         int
	}{
		{"stands still", page(4, number(1, 1), number(2, 1)), page(4, number(3, 3), number(4, 3)), "true none|false assign_number", "", 2},
		{"shows one twice, and one not at all", page(4, number(1, 1), number(2, 1)), page(4, number(2, 1), number(3, 3)), "true none| ", "changed each time", 6},
		{"says too much", page(9, number(1, 1), number(2, 1)), page(9, number(3, 3)), "true none|false assign_number", "says that it has 9, and shows 3", 2 * 5},
		{"says no total", `{"numbers":[` + number(1, 1) + `]}`, `{"numbers":[` + number(3, 3) + `]}`, "true none|false assign_number", "", 3},
		{"a total of another size on each page", page(4, number(1, 1), number(2, 1)), page(5, number(3, 3), number(4, 3)), "true none| ", "changed each time", 6},
		{"a total that is not a number", `{"numbers":[` + number(1, 1) + `],"total":"many"}`, page(0), "true none|false assign_number", "", 2},
	} {
		b, s := oddBench(t, []string{anAccount(1, "DE", ""), anAccount(2, "DE", "")}, map[string]string{
			"/numbers?page=1": test.first, "/numbers?page=2": test.second, "/numbers": page(4),
		})
		o := b.status("--all", "--concurrency", "1")
		var got []string
		for _, r := range b.standings() {
			got = append(got, r["ready"]+" "+r["next_step"])
		}
		if strings.Join(got, "|") != test.want || o.code != 0 || !strings.Contains(o.stderr, test.said) || test.said == "" && strings.Contains(o.stderr, "warning") {
			t.Errorf("%s: exit code %d, %q, want %q\n%s", test.name, o.code, got, test.want, o.stderr)
		}
		if n := s.requests("/numbers"); n > test.pages {
			t.Errorf("%s: %d requests, want at most %d", test.name, n, test.pages)
		}
	}
}

// A full page whose total is its own may be followed by others.
func TestATotalThatIsThePages(t *testing.T) {
	items := func(from, n int) string {
		var all []string
		for i := range n {
			all = append(all, fmt.Sprintf(`{"e164":"+91%d","status":"active","application_id":"a","account_auth_id":"MA_%08d"}`, from+i, from+i))
		}
		return `{"numbers":[` + strings.Join(all, ",") + `],"total":` + itoa(n) + `}`
	}
	b, s := oddBench(t, []string{anAccount(205, "DE", "")}, map[string]string{
		"/numbers?page=1": items(1, 100), "/numbers?page=2": items(101, 100), "/numbers?page=3": items(201, 5),
	})
	if o := b.status("--all"); o.code != 0 || b.standings()[0]["ready"] != "true" || s.requests("/numbers") != 4 {
		t.Errorf("exit code %d, %d requests, %s", o.code, s.requests("/numbers"), b.said())
	}
}

// A row without an account has no session and no number, whatever is of nobody.
func TestWhatIsOfNobodyIsOfNoRow(t *testing.T) {
	b, _ := oddBench(t, nil, map[string]string{
		"/kyc-sessions": `{"sessions":[{"id":"1","status":"kyc_completed","account_auth_id":""}],"total":1}`,
		"/numbers":      `{"numbers":[{"e164":"+1","status":"active","application_id":"a","account_auth_id":""}],"total":1}`,
	})
	if o := b.status(b.file); o.code != 0 || b.said() != "false create   " {
		t.Errorf("exit code %d, %q", o.code, b.said())
	}
}

func TestStatusOfSingleAccountsWhereTheListIsClosed(t *testing.T) {
	for _, status := range []string{"403", "404"} {
		own := `{"numbers":[{"e164":"+1","status":"active","application_id":"a"}],"total":1}`
		b, _ := oddBench(t, []string{anAccount(1, "DE", ""), anAccount(2, "DE", ""), anAccount(3, "DE", "")}, map[string]string{
			"/numbers": status, "/accounts/MA_00000001/numbers": own, "/accounts/MA_00000002/numbers": "404", "/accounts/MA_00000003/numbers": own,
		})
		b.write(3)
		o := b.status(b.file)
		if got := b.said(); o.code != 0 || got != "true none 1 0 |    |true none 1 0 " || !strings.Contains(o.stderr, "for 1 account that can't be read by itself") {
			t.Errorf("%s: exit code %d, %q\n%s", status, o.code, got, o.stderr)
		}
	}
}

func TestTwoAccountsOfOneEmail(t *testing.T) {
	twin := strings.Replace(anAccount(1, "DE", ""), "MA_00000001", "MA_TWIN", 1)
	twin = strings.Replace(twin, "user00001", "USER00001", 1)
	b, _ := oddBench(t, []string{anAccount(1, "DE", ""), twin}, nil)
	b.edit(func(s string) string { return strings.ReplaceAll(s, "user00001", "User00001") })
	o := b.status("--lookup", "list", b.file)
	if o.code != 3 || b.said() != "    " || !strings.Contains(o.stderr, "2 accounts have this e-mail: MA_") {
		t.Errorf("exit code %d, %q\n%s", o.code, b.said(), o.stderr)
	}
	if o := b.status("--all"); o.code != 0 || len(b.standings()) != 2 {
		t.Errorf("--all: exit code %d, %q", o.code, b.said())
	}
}

func TestStatusOfRowsThatRepeat(t *testing.T) {
	b, s := oddBench(t, []string{anAccount(1, "DE", "")}, nil)
	b.edit(func(text string) string { return text + strings.Split(text, "\n")[1] + "\nx,no mail,,,\n" })
	o := b.status("--lookup", "search", b.file)
	if o.code != 3 || b.said() != "false assign_number   |false assign_number   |    " && b.said() != "false assign_number 0 0 |false assign_number 0 0 |    " {
		t.Errorf("exit code %d, %q\n%s", o.code, b.said(), o.stderr)
	}
	if n := s.requests("/accounts"); n != 1 {
		t.Errorf("%d searches for one e-mail", n)
	}
	if !strings.Contains(o.stderr, "1 row has no e-mail") {
		t.Errorf("%s", o.stderr)
	}
}

func TestStatusReadsResultsAndStandardInput(t *testing.T) {
	s := &sandbox.Server{}
	b := newBench(t, s, 3)
	if o := b.sync(); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	out := filepath.Join(b.dir, "after")
	o := b.run("status", "--out", out, filepath.Join(b.folder(), "result.csv"))
	text, err := os.ReadFile(filepath.Join(out, "status.csv"))
	if err != nil || o.code != 0 || strings.Count(string(text), ",false,assign_number\n") != 3 {
		t.Errorf("result.csv: exit code %d, %v\n%s\n%s", o.code, err, text, o.stderr)
	}
	b.stdin = strings.NewReader("E-mail\n" + email(2) + "\n")
	if o := b.status("-"); o.code != 0 || len(b.standings()) != 1 || b.standings()[0]["next_step"] != "assign_number" {
		t.Errorf("-: exit code %d: %s", o.code, o.stderr)
	}
}

func TestStatusOfNoAccountAndOfMany(t *testing.T) {
	b, s := oddBench(t, nil, nil)
	if o := b.status("--all", "--fail-on-not-ready"); o.code != 0 || len(b.standings()) != 0 || !strings.Contains(b.read("status.html"), "There is no customer.") {
		t.Errorf("exit code %d: %s", o.code, o.stderr)
	}
	if len(s.asked) > 3 {
		t.Errorf("%q", s.asked)
	}
	many := &sandbox.Server{}
	c := newBench(t, many, 1)
	for i := 1; i <= 10_000; i++ {
		c.have(i)
	}
	if o := c.status("--all"); o.code != 0 || len(c.standings()) != 10_000 || strings.Contains(o.stderr, "changed") {
		t.Errorf("exit code %d: %s", o.code, o.stderr)
	}
}

// Balances are told as they are, whatever they are; a live one that can't be had is
// empty, and the list's is not shown in its place.
func TestOddBalances(t *testing.T) {
	var accounts []string
	for i, credits := range []string{`"-12.50"`, `99999999999999999999.00001`, `"=1+1"`, `null`, `{"amount":1}`, `"` + strings.Repeat("9", 2000) + `"`} {
		accounts = append(accounts, anAccount(i+1, "DE", `,"cash_credits":`+credits))
	}
	b, s := oddBench(t, accounts, map[string]string{
		"/accounts/MA_00000001/balance": `{"cash_credits":"7.5","currency":"EUR"}`, "/accounts/MA_00000002/balance": "404", "/accounts/MA_00000003/balance": `{"cash_credits":-3,"currency":null}`,
		"/accounts/MA_00000004/balance": "403",
	})
	balances := func() string {
		var all []string
		for _, r := range b.standings() {
			all = append(all, r["balance"]+r["currency"])
		}
		return strings.Join(all, "|")
	}
	if o := b.status("--all"); o.code != 0 || balances() != "-12.50|99999999999999999999.00001|'=1+1|||" {
		t.Errorf("exit code %d, %s", o.code, balances())
	}
	o := b.status("--all", "--live", "--retries", "0")
	if o.code != 0 || !strings.HasPrefix(balances(), "7.5EUR||-3||") || !strings.Contains(o.stderr, "live balances are not known, and empty") {
		t.Errorf("live: exit code %d, %s\n%s", o.code, balances(), o.stderr)
	}
	s.answers = map[string]string{"/accounts": s.answers["/accounts"]}
	for i := range accounts {
		s.answers[fmt.Sprintf("/accounts/MA_%08d/balance", i+1)] = "403"
	}
	s.asked = nil
	if o := b.status("--all", "--live", "--concurrency", "1"); o.code != 0 || len(s.asked) != 3+5 {
		t.Errorf("closed: exit code %d, %q\n%s", o.code, s.asked, o.stderr)
	}
}

// A source that fails for now ends the command, and no half of a list is left.
func TestASourceThatFails(t *testing.T) {
	for _, test := range []struct{ name, answer, want string }{
		{"500", "500", "HTTP 500"}, {"429", "429", "429"}, {"a page of HTML", "<html>down</html>", "is an HTML page"}, {"empty", "200", "is empty"},
		{"no list", `{"total":3}`, "is not in the documented format"}, {"cut off", `{"numbers":[{"e164":"+1"`, "is not JSON"}, {"401", "401", "HTTP 401"},
	} {
		for _, source := range []string{"/numbers", "/kyc-sessions"} {
			synctest.Test(t, func(t *testing.T) {
				b, _ := oddBench(t, []string{anAccount(1, "IN", "")}, map[string]string{source: test.answer})
				o := b.status("--all", "--retries", "1")
				if _, err := os.Stat(filepath.Join(b.folder(), "status.csv")); o.code != 1 || err == nil || !strings.Contains(o.stderr, test.want) {
					t.Errorf("%s of %s: exit code %d, %v: %s", test.name, source, o.code, err, o.stderr)
				}
			})
		}
	}
	b := emptyBench(t, &sandbox.Server{}, 1)
	s := &oddServer{answers: map[string]string{"/accounts": `{"accounts":[],"total":0}`, "/numbers": `{"numbers":[]✂`}}
	server := httptest.NewServer(s)
	defer server.Close()
	b.env["VOBIZ_BASE_URL"] = server.URL + sandbox.BasePath
	if o := b.status("--all", "--retries", "0"); o.code != 1 || !strings.Contains(o.stderr, "before the answer was complete") {
		t.Errorf("a body cut off: exit code %d: %s", o.code, o.stderr)
	}
}
