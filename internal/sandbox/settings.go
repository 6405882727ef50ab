package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// setting is a name of [Server.SetFaults] that is not a fault of single requests.
type setting struct {
	value string // what follows the equals sign: "", "duration", "spelling"
	set   func(s *Server, d time.Duration)
}

var settings = map[string]setting{
	"search-lag":              {"duration", func(s *Server, d time.Duration) { s.SearchLag = d }},
	"list-lag":                {"duration", func(s *Server, d time.Duration) { s.ListLag = d }},
	"clock-skew":              {"duration", func(s *Server, d time.Duration) { s.ClockSkew = d }},
	"date-skew":               {"duration", func(s *Server, d time.Duration) { s.DateSkew = d }},
	"no-date":                 {"", func(s *Server, _ time.Duration) { s.NoDate = true }},
	"no-created-at":           {"", func(s *Server, _ time.Duration) { s.NoCreatedAt = true }},
	"no-uniqueness":           {"", func(s *Server, _ time.Duration) { s.NoUniqueness = true }},
	"case-sensitive-search":   {"", func(s *Server, _ time.Duration) { s.CaseSensitiveSearch = true }},
	"search-total-counts-all": {"", func(s *Server, _ time.Duration) { s.SearchTotalCountsAll = true }},
	"ignore-page":             {"", func(s *Server, _ time.Duration) { s.IgnorePage = true }},
	"store-email":             {"spelling", nil},
}

// spellingNames are the values of store-email.
var spellingNames = map[string]func(string) string{
	"punycode": PunycodeDomain, "no-tag": DropTag, "lower": LowerCase, "nfc": NFC, "nfd": NFD,
}

func settingNames() []string { return slices.Sorted(maps.Keys(settings)) }

// SetFaults sets [Server.Fault] and other knobs from a list: the faults of
// [ParseFaults], and among them, such as search-lag=10s or no-uniqueness:
//
//   - search-lag, list-lag, clock-skew, date-skew: the knob of that name, a Go
//     duration; the skews may be negative
//   - no-date, no-created-at, no-uniqueness, case-sensitive-search,
//     search-total-counts-all, ignore-page: the knob of that name, without a value
//   - store-email: punycode, no-tag, lower, nfc or nfd, for StoreEmail
//
// On an error nothing is set.
func (s *Server) SetFaults(list string) error {
	var faults []string
	var sets []func()
	for part := range strings.SplitSeq(list, ",") {
		name, value, hasValue := strings.Cut(strings.TrimSpace(part), "=")
		known, ok := settings[name]
		if !ok {
			faults = append(faults, part)
			continue
		}
		set, err := known.with(s, name, value, hasValue)
		if err != nil {
			return fmt.Errorf("fault %q: %w", strings.TrimSpace(part), err)
		}
		sets = append(sets, set)
	}
	fault, err := ParseFaults(strings.Join(faults, ","))
	if err != nil {
		return err
	}
	if len(strings.TrimSpace(strings.Join(faults, ""))) > 0 {
		s.Fault = fault
	}
	for _, set := range sets {
		set()
	}
	return nil
}

// with reads a setting's value, and returns what sets it.
func (k setting) with(s *Server, name, value string, hasValue bool) (func(), error) {
	switch k.value {
	case "duration":
		d, err := time.ParseDuration(value)
		if err != nil || d < 0 && !strings.HasSuffix(name, "-skew") {
			return nil, fmt.Errorf("%q is not a duration, such as 10s", value)
		}
		return func() { k.set(s, d) }, nil
	case "spelling":
		form, ok := spellingNames[value]
		if !ok {
			return nil, fmt.Errorf("%q is not one of %s", value, strings.Join(slices.Sorted(maps.Keys(spellingNames)), ", "))
		}
		return func() { s.StoreEmail = form }, nil
	}
	if hasValue {
		return nil, fmt.Errorf("it takes no value, got %q", value)
	}
	return func() { k.set(s, 0) }, nil
}
