package sandbox

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestSetFaults(t *testing.T) {
	set := func(list string) *Server {
		t.Helper()
		s := &Server{}
		if err := s.SetFaults(list); err != nil {
			t.Errorf("SetFaults(%q): %v", list, err)
		}
		return s
	}
	s := set("search-lag=10s, list-lag=25s,clock-skew=-1h,date-skew=2m,no-date,no-created-at,no-uniqueness," +
		"case-sensitive-search,search-total-counts-all,ignore-page")
	if s.SearchLag != 10*time.Second || s.ListLag != 25*time.Second || s.ClockSkew != -time.Hour || s.DateSkew != 2*time.Minute {
		t.Errorf("durations: %v %v %v %v", s.SearchLag, s.ListLag, s.ClockSkew, s.DateSkew)
	}
	if !s.NoDate || !s.NoCreatedAt || !s.NoUniqueness || !s.CaseSensitiveSearch || !s.SearchTotalCountsAll || !s.IgnorePage {
		t.Errorf("switches: %v %v %v %v %v %v", s.NoDate, s.NoCreatedAt, s.NoUniqueness, s.CaseSensitiveSearch, s.SearchTotalCountsAll, s.IgnorePage)
	}
	if s.Fault != nil {
		t.Error("settings alone set a Fault")
	}
	for name, want := range map[string]string{"punycode": "J+a@xn--mller-kva.example", "no-tag": "J@müller.example", "lower": "j+a@müller.example"} {
		if got := set("store-email=" + name).StoreEmail("J+a@müller.example"); got != want {
			t.Errorf("store-email=%s: %s", name, got)
		}
	}
	s = set("no-uniqueness,twice=100%")
	o := overHTTP(t, s)
	o.created("a@x.example")
	if s.Creates()["a@x.example"] != 2 {
		t.Errorf("faults beside settings: %v", s.Creates())
	}
}

func TestSetFaultsErrors(t *testing.T) {
	for list, want := range map[string]string{
		"search-lag":            "not a duration",
		"search-lag=-1s":        "not a duration",
		"search-lag=5%":         "not a duration",
		"no-uniqueness=5%":      "takes no value",
		"store-email=upper":     "not one of lower, nfc, nfd, no-tag, punycode",
		"store-email":           "not one of",
		"no-uniqeness":          "want NAME=PERCENT%",
		"no-uniqeness=1%":       "no-uniqueness",
		"no-date,slow=x":        "not a percentage",
		"get:no-date=5%":        "unknown fault",
		"500-after=5%,no-date=": "takes no value",
	} {
		s := &Server{}
		err := s.SetFaults(list)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("SetFaults(%q): error %v, want one with %q", list, err, want)
		}
		if s.Fault != nil || s.NoDate {
			t.Errorf("SetFaults(%q): set in spite of the error", list)
		}
	}
}

// An e-mail that is refused is refused each time.
func TestRefusalsAreByEmail(t *testing.T) {
	fault, err := ParseFaults("firewall=10%,get:refuse=10%:404")
	if err != nil {
		t.Fatal(err)
	}
	const n = 5000
	struck := map[string]int{}
	for i := range n {
		email := fmt.Sprintf("user%d@x.example", i)
		for _, method := range []string{"POST", "GET"} {
			first := fault(Call{N: i, Method: method, Email: email, Attempt: 1})
			if first != fault(Call{N: i + n, Method: method, Email: email, Attempt: 2}) {
				t.Errorf("%s for %s: not the same twice", method, email)
			}
			if first.Kind == Refuse {
				struck[method]++
			}
		}
	}
	for _, method := range []string{"POST", "GET"} {
		if share := float64(struck[method]) / n; share < 0.08 || share > 0.12 {
			t.Errorf("%s: %d of %d", method, struck[method], n)
		}
	}
	if f := fault(Call{N: 1, Method: "GET", Path: "/me"}); f.Kind != None {
		t.Errorf("a request without an e-mail: %+v", f)
	}
}
