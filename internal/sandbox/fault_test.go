package sandbox

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// faultCase says what a client sees of a fault.
type faultCase struct {
	fault   Fault
	status  int   // 0: no status line
	err     error // of the request
	bodyErr error
	created bool
	check   func(t *testing.T, a answered)
}

func header(name, want string) func(*testing.T, answered) {
	return func(t *testing.T, a answered) {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func bodyOf(cond func(string) bool) func(*testing.T, answered) {
	return func(t *testing.T, a answered) {
		if !cond(string(a.body)) {
			t.Errorf("body of %d bytes: %.200s", len(a.body), a.body)
		}
	}
}

func is(want string) func(string) bool { return func(s string) bool { return s == want } }

func has(want string) func(string) bool {
	return func(s string) bool { return strings.Contains(s, want) }
}

var faultCases = map[string]faultCase{
	"none":            {Fault{}, 201, nil, nil, true, bodyOf(has(`"auth_id":"MA_`))},
	"500 before":      {Fault{Kind: Error500Before}, 500, nil, nil, false, bodyOf(has("HTTPError"))},
	"504 before":      {Fault{Kind: Error500Before, Status: 504}, 504, nil, nil, false, nil},
	"500 after":       {Fault{Kind: Error500After}, 500, nil, nil, true, bodyOf(has("HTTPError"))},
	"503 after":       {Fault{Kind: Error500After, Status: 503}, 503, nil, nil, true, nil},
	"reset before":    {Fault{Kind: ResetBefore}, 0, syscall.ECONNRESET, nil, false, nil},
	"reset after":     {Fault{Kind: ResetAfter}, 0, syscall.ECONNRESET, nil, true, nil},
	"close after":     {Fault{Kind: CloseAfter}, 0, io.EOF, nil, true, nil},
	"cut in half":     {Fault{Kind: Truncated201}, 201, nil, io.ErrUnexpectedEOF, true, bodyOf(has("auth_id"))},
	"cut to nothing":  {Fault{Kind: Truncated201, Cut: -1}, 201, nil, io.ErrUnexpectedEOF, true, bodyOf(is(""))},
	"cut after 2":     {Fault{Kind: Truncated201, Cut: 2}, 201, nil, io.ErrUnexpectedEOF, true, bodyOf(is(`{"`))},
	"cut after all":   {Fault{Kind: Truncated201, Cut: 1 << 20}, 201, nil, io.ErrUnexpectedEOF, true, bodyOf(has("Z\"}"))},
	"html before":     {Fault{Kind: HTML502}, 502, nil, nil, false, bodyOf(has("<h1>502 Bad Gateway</h1>"))},
	"html after":      {Fault{Kind: HTML502After, Status: 504}, 504, nil, nil, true, header("Content-Type", "text/html")},
	"slow":            {Fault{Kind: Slow, Delay: time.Millisecond}, 201, nil, nil, true, bodyOf(has("auth_id"))},
	"slow before":     {Fault{Kind: SlowBefore, Delay: time.Millisecond}, 0, io.EOF, nil, false, nil},
	"429":             {Fault{Kind: TooMany, RetryAfter: "2"}, 429, nil, nil, false, header("Retry-After", "2")},
	"429 odd":         {Fault{Kind: TooMany, RetryAfter: "-1.5"}, 429, nil, nil, false, header("Retry-After", "-1.5")},
	"429 without":     {Fault{Kind: TooMany}, 429, nil, nil, false, header("Retry-After", "")},
	"503":             {Fault{Kind: Unavailable503, RetryAfter: "3"}, 503, nil, nil, false, header("Retry-After", "3")},
	"redirect":        {Fault{Kind: Redirect, Location: "http://other.example/"}, 307, nil, nil, false, header("Location", "http://other.example/")},
	"redirect 301":    {Fault{Kind: Redirect, Status: 301, Location: "/x"}, 301, nil, nil, false, header("Location", "/x")},
	"garbage":         {Fault{Kind: Garbage, Body: "\xef\xbb\xbf{}"}, 201, nil, nil, true, bodyOf(is("\xef\xbb\xbf{}"))},
	"garbage 200":     {Fault{Kind: Garbage, Status: 200, Body: "[1,"}, 200, nil, nil, true, bodyOf(is("[1,"))},
	"empty":           {Fault{Kind: Empty201}, 201, nil, nil, true, bodyOf(is(""))},
	"without auth_id": {Fault{Kind: NoAuthID201}, 201, nil, nil, true, bodyOf(func(s string) bool { return has("email")(s) && !has("auth_")(s) })},
	"huge":            {Fault{Kind: HugeBody, Size: 3 << 20}, 201, nil, nil, true, bodyOf(func(s string) bool { return len(s) == 3<<20 })},
	"refuse":          {Fault{Kind: Refuse}, 403, nil, nil, false, header("Content-Type", "text/html")},
	"refuse 422":      {Fault{Kind: Refuse, Status: 422}, 422, nil, nil, false, bodyOf(has(`"loc":["body","email"]`))},
	"refuse 404":      {Fault{Kind: Refuse, Status: 404}, 404, nil, nil, false, bodyOf(has("HTTPError"))},
	"refuse as told":  {Fault{Kind: Refuse, Status: 418, Body: `{"detail":"no"}`}, 418, nil, nil, false, bodyOf(is(`{"detail":"no"}`))},
	"twice":           {Fault{Kind: Twice}, 422, nil, nil, true, bodyOf(has("already in use"))},
	"foreign id":      {Fault{Kind: ForeignID201}, 201, nil, nil, true, bodyOf(has(`"auth_id":"MA_FOREIGN0"`))},
	"foreign id told": {Fault{Kind: ForeignID201, AuthID: "MA_ELSE"}, 201, nil, nil, true, bodyOf(has(`"auth_id":"MA_ELSE"`))},
	"odd item":        {Fault{Kind: OddItem}, 201, nil, nil, true, bodyOf(has(`"email":"asha@lotus.example"`))},
	"refused stream":  {Fault{Kind: RefusedStream}, 0, syscall.ECONNRESET, nil, true, nil},
	"go away":         {Fault{Kind: GoAway}, 0, syscall.ECONNRESET, nil, true, nil},
	"drip":            {Fault{Kind: Drip, Delay: time.Microsecond}, 201, nil, nil, true, bodyOf(has("auth_id"))},
}

func (tt faultCase) run(t *testing.T, s *Server, rt http.RoundTripper, base string) {
	s.Fault = func(Call) Fault { return tt.fault }
	got := send(t, rt, base, http.MethodPost, "/accounts", customer(t, nil))
	if got.status != tt.status || !errors.Is(got.err, tt.err) || !errors.Is(got.bodyErr, tt.bodyErr) {
		t.Errorf("status %d, error %v, error of the body %v", got.status, got.err, got.bodyErr)
	}
	if created := s.Creates()["asha@lotus.example"] == 1; created != tt.created || s.Posts()["asha@lotus.example"] != 1 {
		t.Errorf("created: %v, want %v; posts %v", created, tt.created, s.Posts())
	}
	if tt.check != nil {
		tt.check(t, got)
	}
	if got.status != 0 && got.header.Get("Date") == "" {
		t.Error("no Date header")
	}
}

func TestFaultsInProcess(t *testing.T) {
	for name, tt := range faultCases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &Server{}
				tt.run(t, s, s.Transport(), inProcess)
			})
		})
	}
}

func TestFaultsOverSockets(t *testing.T) {
	for name, tt := range faultCases {
		t.Run(name, func(t *testing.T) {
			s := &Server{}
			base := serve(t, s)
			tt.run(t, s, client(t), base)
		})
	}
}

// serve listens until the test ends.
func serve(t *testing.T, s *Server) string {
	t.Helper()
	base, stop, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return base
}

func client(t *testing.T) http.RoundTripper {
	rt := &http.Transport{DisableKeepAlives: true} // else net/http repeats a GET whose connection broke
	t.Cleanup(rt.CloseIdleConnections)
	return rt
}

func TestEveryKindIsTested(t *testing.T) {
	tested := map[Kind]bool{LateCommit: true} // by itself, below
	for _, tt := range faultCases {
		tested[tt.fault.Kind] = true
	}
	for k := None; k < kinds; k++ {
		if !tested[k] {
			t.Errorf("kind %d has no case", k)
		}
	}
}

func TestFaultNeverBreaksARule(t *testing.T) {
	for name, tt := range faultCases {
		s := &Server{Fault: func(Call) Fault { return tt.fault }}
		s.Add(Account{Email: "asha@lotus.example"})
		send(t, s.Transport(), inProcess, http.MethodPost, "/accounts", customer(t, nil))
		if len(s.Accounts()) != 1 || len(s.Creates()) != 0 {
			t.Errorf("%s: an e-mail in use was created again", name)
		}
	}
}

func TestFaultsOnGet(t *testing.T) {
	for name, tt := range faultCases {
		s := &Server{Fault: func(Call) Fault { return tt.fault }}
		got := s.get(t, "/accounts")
		if want := tt.status; got.status != want && (want != 201 || got.status != 200) && (tt.fault.Kind != Twice || got.status != 200) || !errors.Is(got.err, tt.err) {
			t.Errorf("%s: status %d, error %v", name, got.status, got.err)
		}
	}
}

func TestLateCommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{Fault: func(c Call) Fault {
			if c.N == 1 {
				return Fault{Kind: LateCommit, Delay: 10 * time.Second}
			}
			return Fault{}
		}}
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		req := newCreate(ctx, t, inProcess)
		if got := roundTrip(s.Transport(), req); !errors.Is(got.err, context.DeadlineExceeded) {
			t.Errorf("the client got %d, %v", got.status, got.err)
		}
		time.Sleep(6 * time.Second)
		if n := len(s.Accounts()); n != 0 {
			t.Errorf("after 9 s: %d accounts", n)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if n := s.Creates()["asha@lotus.example"]; n != 1 {
			t.Errorf("after 10 s: %d creates", n)
		}
		// A client that created it a second time meanwhile would have been the only one.
		if got := s.post(t, customer(t, nil)); got.status != 422 {
			t.Errorf("a second create: %d", got.status)
		}
	})
}

// The late effect of one create must lose against another that came first.
func TestLateCommitLosesTheRace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{Fault: func(c Call) Fault {
			if c.Attempt == 1 {
				return Fault{Kind: LateCommit, Delay: time.Second}
			}
			return Fault{}
		}}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		roundTrip(s.Transport(), newCreate(ctx, t, inProcess))
		s.post(t, customer(t, nil))
		time.Sleep(2 * time.Second)
		if n := s.Creates()["asha@lotus.example"]; n != 1 {
			t.Errorf("%d creates", n)
		}
	})
}

func TestLateCommitOverSockets(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := &Server{Fault: func(Call) Fault {
		cancel() // the request has arrived, and the client gives up
		return Fault{Kind: LateCommit, Delay: time.Millisecond}
	}}
	if got := roundTrip(client(t), newCreate(ctx, t, serve(t, s))); !errors.Is(got.err, context.Canceled) {
		t.Errorf("the client got %d, %v", got.status, got.err)
	}
	for s.Creates()["asha@lotus.example"] == 0 { // the test's own time limit ends this
		runtime.Gosched()
	}
}

func newCreate(ctx context.Context, t *testing.T, base string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/accounts", strings.NewReader(customer(t, nil)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Auth-ID", DefaultAuthID)
	req.Header.Set("X-Auth-Token", DefaultAuthToken)
	req.Header.Set("Content-Type", "application/json")
	return req
}

func TestCommitDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{CommitDelay: 2 * time.Second}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if got := roundTrip(s.Transport(), newCreate(ctx, t, inProcess)); !errors.Is(got.err, context.DeadlineExceeded) {
			t.Errorf("the client got %d, %v", got.status, got.err)
		}
		if n := len(s.Accounts()); n != 0 {
			t.Errorf("%d accounts before the delay is over", n)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if n := len(s.Accounts()); n != 1 {
			t.Errorf("%d accounts after the delay, client gone", n)
		}
		if got := s.post(t, withEmail(t, "patient@x.example")); got.status != 201 {
			t.Errorf("a patient client got %d, %v", got.status, got.err)
		}
	})
}

func TestWaits(t *testing.T) {
	for _, tt := range []struct {
		name   string
		server *Server
		want   time.Duration
	}{
		{"latency", &Server{Latency: 70 * time.Millisecond}, 70 * time.Millisecond},
		{"commit delay", &Server{CommitDelay: time.Second, Latency: time.Second}, 2 * time.Second},
		{"slow", &Server{Fault: func(Call) Fault { return Fault{Kind: Slow, Delay: 3 * time.Second} }}, 3 * time.Second},
		{"slow before", &Server{Fault: func(Call) Fault { return Fault{Kind: SlowBefore, Delay: time.Minute} }}, time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			tt.server.post(t, customer(t, nil))
			if got := time.Since(start); got != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
			}
		})
	}
}

func TestRetryAfterDateGoesByTheServersClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{ClockSkew: time.Hour}
		for after, want := range map[string]time.Duration{"date+2s": 2 * time.Second, "date-1h": -time.Hour} {
			s.Fault = func(Call) Fault { return Fault{Kind: TooMany, RetryAfter: after} }
			got := s.get(t, "/me")
			date, err1 := http.ParseTime(got.header.Get("Date"))
			until, err2 := http.ParseTime(got.header.Get("Retry-After"))
			if err := errors.Join(err1, err2); err != nil {
				t.Fatal(err)
			}
			if until.Sub(date) != want || time.Until(date) != time.Hour {
				t.Errorf("%s: Date %v, Retry-After %v, our clock %v", after, date, until, time.Now())
			}
		}
	})
}

func TestCallDescribesTheRequest(t *testing.T) {
	var calls []Call
	s := &Server{Fault: func(c Call) Fault { calls = append(calls, c); return Fault{} }}
	s.post(t, withEmail(t, "A@x.example"))
	s.post(t, withEmail(t, "b@x.example"))
	s.post(t, withEmail(t, "a@X.example"))
	s.get(t, "/accounts?search=A%40x.example")
	s.get(t, "/me")
	want := []Call{
		{1, "POST", "/accounts", "a@x.example", 1, withEmail(t, "A@x.example")}, {2, "POST", "/accounts", "b@x.example", 1, withEmail(t, "b@x.example")},
		{3, "POST", "/accounts", "a@x.example", 2, withEmail(t, "a@X.example")}, {4, "GET", "/accounts", "a@x.example", 0, ""}, {5, "GET", "/me", "", 0, ""},
	}
	for i, c := range calls {
		if c != want[i] {
			t.Errorf("call %d: %+v, want %+v", i, c, want[i])
		}
	}
}
