package sandbox

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParseFaults(t *testing.T) {
	for _, tt := range []struct {
		spec   string
		method string
		want   Fault
	}{
		{"", "POST", Fault{}},
		{" , ", "POST", Fault{}},
		{"seed=3", "POST", Fault{}},
		{"500-before=100%", "POST", Fault{Kind: Error500Before}},
		{"500-before=100%", "GET", Fault{}},
		{"get:500=100%", "POST", Fault{}},
		{"get:500=100%", "GET", Fault{Kind: Error500Before}},
		{"get:500=100%", "PUT", Fault{}},
		{"get:reset=100%", "GET", Fault{Kind: ResetBefore}},
		{"get:slow=100%:10ms", "GET", Fault{Kind: Slow, Delay: 10 * time.Millisecond}},
		{"500-after=0%, html-502=100%", "POST", Fault{Kind: HTML502}},
		{"500-after=100%", "POST", Fault{Kind: Error500After}},
		{"reset-before=100%", "POST", Fault{Kind: ResetBefore}},
		{"reset-after=100%", "POST", Fault{Kind: ResetAfter}},
		{"close-after=100%", "POST", Fault{Kind: CloseAfter}},
		{"truncated=100%", "POST", Fault{Kind: Truncated201}},
		{"truncated=100%:17", "POST", Fault{Kind: Truncated201, Cut: 17, Size: 17}},
		{"slow=100%", "POST", Fault{Kind: Slow, Delay: 3 * time.Second}},
		{"slow=100%:1m", "POST", Fault{Kind: Slow, Delay: time.Minute}},
		{"late-commit=100%:5s", "POST", Fault{Kind: LateCommit, Delay: 5 * time.Second}},
		{"429=100%", "POST", Fault{Kind: TooMany, RetryAfter: "1"}},
		{"429=100%:2s", "POST", Fault{Kind: TooMany, RetryAfter: "2"}},
		{"429=100%:1100ms", "POST", Fault{Kind: TooMany, RetryAfter: "2"}},
		{"429=100%:date", "POST", Fault{Kind: TooMany, RetryAfter: "date+2s"}},
		{"429=100%:none", "POST", Fault{Kind: TooMany}},
		{"503=100%:4s", "POST", Fault{Kind: Unavailable503, RetryAfter: "4"}},
		{"firewall=100%", "POST", Fault{Kind: Refuse, Status: 403}},
		{"get:firewall=100%", "GET", Fault{Kind: Refuse, Status: 403}},
		{"refuse=100%", "POST", Fault{Kind: Refuse, Status: 422}},
		{"refuse=100%:400,slow=100%", "POST", Fault{Kind: Refuse, Status: 400}},
		{"get:refuse=100%:404", "GET", Fault{Kind: Refuse, Status: 404}},
		{"twice=100%", "POST", Fault{Kind: Twice}},
		{"foreign-id=100%", "POST", Fault{Kind: ForeignID201}},
		{"get:odd-item=100%", "GET", Fault{Kind: OddItem}},
		{"redirect=100%:308", "POST", Fault{Kind: Redirect, Status: 308, Location: BasePath + "/elsewhere"}},
		{"huge=100%:1000", "POST", Fault{Kind: HugeBody, Size: 1000, Cut: 1000}},
	} {
		fault, err := ParseFaults(tt.spec)
		if err != nil {
			t.Errorf("ParseFaults(%q): %v", tt.spec, err)
			continue
		}
		if got := fault(Call{N: 1, Method: tt.method, Email: "a@x.example", Attempt: 1}); got != tt.want {
			t.Errorf("ParseFaults(%q) of a %s = %+v, want %+v", tt.spec, tt.method, got, tt.want)
		}
	}
}

func TestParseFaultsErrors(t *testing.T) {
	for spec, want := range map[string]string{
		"500-bevore=5%":                  `unknown fault "500-bevore"`,
		"get:reset-after=5%":             `unknown fault "get:reset-after"`,
		"get:late-commit=5%":             `unknown fault "get:late-commit"`,
		"odd-item=5%":                    `unknown fault "odd-item"`,
		"get:twice=5%":                   `unknown fault "get:twice"`,
		"refuse=5%:200":                  "not a status from 400 to 599",
		"refuse=5%:x":                    "not a status from 400 to 599",
		"get:seed=5":                     `unknown fault "get:seed"`,
		"slow":                           "want NAME=PERCENT%",
		"slow=5":                         "not a percentage",
		"slow=%":                         "not a percentage",
		"slow=-1%":                       "not a percentage",
		"slow=101%":                      "not a percentage",
		"slow=NaN%":                      "not a percentage",
		"slow=5%:x":                      "not a duration",
		"slow=5%:-1s":                    "not a duration",
		"429=5%:tomorrow":                "is not a duration, such as 3s, date or none",
		"500-after=5%:3s":                "takes no parameter",
		"truncated=5%:0":                 "not a number of bytes",
		"redirect=5%:200":                "not one of 301",
		"seed=x":                         "not a whole number",
		"slow=60%,reset-after=41%":       "more than 100%",
		"get:slow=60%,get:reset=41%":     "more than 100%",
		"500-after=5%,late-commit=5%:":   "not a duration",
		"reset-before=5%;reset-after=5%": "not a percentage",
	} {
		_, err := ParseFaults(spec)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseFaults(%q): error %v, want one with %q", spec, err, want)
		}
	}
	_, err := ParseFaults("nothing=1%")
	for _, name := range FaultNames() {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("the error does not name %s: %v", name, err)
		}
	}
}

func TestFaultNames(t *testing.T) {
	names := FaultNames()
	if !slices.IsSorted(names) {
		t.Errorf("not sorted: %v", names)
	}
	for _, name := range names {
		if _, err := ParseFaults(name + "=1%"); err != nil {
			t.Error(err)
		}
	}
	for name, sp := range specs {
		if sp.on&gets != 0 && sp.fault.Kind == LateCommit {
			t.Errorf("get:%s would hang a GET for ever", name)
		}
	}
}

func TestParsedFaultsFollowTheirChances(t *testing.T) {
	const spec = "500-before=5%,500-after=10%,reset-after=25%,get:500=20%,seed=7"
	fault, err := ParseFaults(spec)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseFaults(spec)
	if err != nil {
		t.Fatal(err)
	}
	other, err := ParseFaults(strings.Replace(spec, "seed=7", "seed=8", 1))
	if err != nil {
		t.Fatal(err)
	}
	const n = 20_000
	posts, gets, differ := map[Kind]float64{}, map[Kind]float64{}, 0
	for i := range n {
		post := Call{N: i, Method: "POST", Email: fmt.Sprintf("user%d@x.example", i/2), Attempt: 1 + i%2}
		posts[fault(post).Kind] += 1.0 / n
		gets[fault(Call{N: i, Method: "GET"}).Kind] += 1.0 / n
		if fault(post) != again(post) {
			t.Fatalf("%+v: not the same twice", post)
		}
		if fault(post) != other(post) {
			differ++
		}
		post.N += 99 // the order of arrival must not matter
		if fault(post) != again(Call{N: i, Method: "POST", Email: post.Email, Attempt: post.Attempt}) {
			t.Fatalf("%+v: depends on N", post)
		}
	}
	near := func(got, want float64) bool { return math.Abs(got-want) < 0.02 }
	if !near(posts[Error500Before], 0.05) || !near(posts[Error500After], 0.10) || !near(posts[ResetAfter], 0.25) || !near(gets[Error500Before], 0.2) {
		t.Errorf("shares of POSTs %v, of GETs %v", posts, gets)
	}
	if differ == 0 {
		t.Error("the seed changes nothing")
	}
}
