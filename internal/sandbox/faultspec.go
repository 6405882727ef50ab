package sandbox

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// spec is one name that ParseFaults knows.
type spec struct {
	fault Fault  // with the defaults of the name
	get   bool   // may be used with the prefix get:
	param string // what follows the second colon: "", "duration", "retry", "bytes", "status"
}

// specs are the names. Those that may carry get: have no effect that a GET could
// miss. "500" and "reset" are short for their -before forms, for GETs above all.
var specs = map[string]spec{
	"500":            {Fault{Kind: Error500Before}, true, ""},
	"500-before":     {Fault{Kind: Error500Before}, true, ""},
	"500-after":      {Fault{Kind: Error500After}, false, ""},
	"reset":          {Fault{Kind: ResetBefore}, true, ""},
	"reset-before":   {Fault{Kind: ResetBefore}, true, ""},
	"reset-after":    {Fault{Kind: ResetAfter}, false, ""},
	"close-after":    {Fault{Kind: CloseAfter}, false, ""},
	"truncated":      {Fault{Kind: Truncated201}, true, "bytes"},
	"html-502":       {Fault{Kind: HTML502}, true, ""},
	"html-502-after": {Fault{Kind: HTML502After}, false, ""},
	"slow":           {Fault{Kind: Slow, Delay: 3 * time.Second}, true, "duration"},
	"slow-before":    {Fault{Kind: SlowBefore, Delay: 3 * time.Second}, true, "duration"},
	"late-commit":    {Fault{Kind: LateCommit, Delay: 2 * time.Second}, false, "duration"},
	"429":            {Fault{Kind: TooMany, RetryAfter: "1"}, true, "retry"},
	"503":            {Fault{Kind: Unavailable503, RetryAfter: "1"}, true, "retry"},
	"redirect":       {Fault{Kind: Redirect, Location: BasePath + "/elsewhere"}, true, "status"},
	"garbage":        {Fault{Kind: Garbage, Body: "OK"}, true, ""},
	"empty-201":      {Fault{Kind: Empty201}, false, ""},
	"no-auth-id":     {Fault{Kind: NoAuthID201}, false, ""},
	"huge":           {Fault{Kind: HugeBody}, true, "bytes"},
	"drip":           {Fault{Kind: Drip, Delay: time.Second}, true, "duration"},
}

// FaultNames returns the names that ParseFaults knows, sorted.
func FaultNames() []string {
	var names []string
	for name, sp := range specs {
		names = append(names, name)
		if sp.get {
			names = append(names, "get:"+name)
		}
	}
	slices.Sort(names)
	return names
}

// chance is a fault and the part of the range [0, 1) below which it strikes,
// the faults before it in the list excepted.
type chance struct {
	below float64
	fault Fault
}

// plan is a parsed specification.
type plan struct {
	seed       uint64
	posts, get []chance
}

// ParseFaults reads a list such as
//
//	500-before=5%,reset-after=5%,slow=5%:3s,429=2%:date,get:500=1%,seed=7
//
// and returns a function for [Server.Fault]. A percentage is the chance of a
// POST, or with the prefix get: of a GET; the chances of either add up, to 100%
// at most. What may follow, after a colon:
//
//   - slow, slow-before, late-commit, drip: a Go duration
//   - 429, 503: the Retry-After header: a duration (rounded up to seconds), "date"
//     (an HTTP date two seconds ahead), or "none" (no header); default 1s
//   - truncated: the number of bytes that are sent; default half
//   - huge: the number of bytes; default 64 MiB
//   - redirect: the status; default 307
//
// Whether a fault strikes depends on the seed (default 1), and for a POST on its
// e-mail and attempt, so that a run with workers repeats itself; for a GET on its
// number among all requests. [FaultNames] lists the names.
func ParseFaults(list string) (func(Call) Fault, error) {
	p := plan{seed: 1}
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if err := p.add(part); err != nil {
			return nil, err
		}
	}
	return p.fault, nil
}

func (p *plan) add(part string) error {
	name, value, ok := strings.Cut(part, "=")
	if !ok {
		return fmt.Errorf("fault %q: want NAME=PERCENT%%, such as 500-after=5%%", part)
	}
	if name == "seed" {
		n, err := strconv.ParseUint(value, 10, 64)
		if err != nil {
			return fmt.Errorf("fault %q: the seed is not a whole number", part)
		}
		p.seed = n
		return nil
	}
	bare, isGet := strings.CutPrefix(name, "get:")
	sp, known := specs[bare]
	if !known || isGet && !sp.get {
		return fmt.Errorf("unknown fault %q; known are seed, %s", name, strings.Join(FaultNames(), ", "))
	}
	percent, param, hasParam := strings.Cut(value, ":")
	f := sp.fault
	if hasParam {
		if err := sp.set(&f, param); err != nil {
			return fmt.Errorf("fault %q: %w", part, err)
		}
	}
	share, err := parsePercent(percent)
	if err != nil {
		return fmt.Errorf("fault %q: %w", part, err)
	}
	chances := &p.posts
	if isGet {
		chances = &p.get
	}
	return addChance(chances, share, f, part)
}

func addChance(to *[]chance, share float64, f Fault, part string) error {
	below := share
	if n := len(*to); n > 0 {
		below += (*to)[n-1].below
	}
	if below > 1+1e-9 {
		return fmt.Errorf("fault %q: the chances add up to more than 100%%", part)
	}
	*to = append(*to, chance{below, f})
	return nil
}

func parsePercent(text string) (float64, error) {
	number, ok := strings.CutSuffix(text, "%")
	n, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || !(n >= 0 && n <= 100) { // written so that NaN fails too
		return 0, fmt.Errorf("%q is not a percentage from 0%% to 100%%", text)
	}
	return n / 100, nil
}

// set reads a name's parameter.
func (sp spec) set(f *Fault, text string) error {
	switch sp.param {
	case "duration":
		d, err := parseDuration(text)
		f.Delay = d
		return err
	case "retry":
		return setRetryAfter(f, text)
	case "bytes":
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is not a number of bytes", text)
		}
		f.Cut, f.Size = int(n), n
		return nil
	case "status":
		n, err := strconv.Atoi(text)
		if err != nil || !slices.Contains([]int{301, 302, 303, 307, 308}, n) {
			return fmt.Errorf("%q is not one of 301, 302, 303, 307, 308", text)
		}
		f.Status = n
		return nil
	}
	return fmt.Errorf("it takes no parameter, and got %q", text)
}

func parseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%q is not a duration, such as 3s", text)
	}
	return d, nil
}

func setRetryAfter(f *Fault, text string) error {
	switch text {
	case "none":
		f.RetryAfter = ""
	case "date":
		f.RetryAfter = "date+2s"
	default:
		d, err := parseDuration(text)
		if err != nil {
			return fmt.Errorf("%w, nor date, nor none", err)
		}
		f.RetryAfter = strconv.FormatInt(int64((d+time.Second-1)/time.Second), 10)
	}
	return nil
}

// fault decides about one request.
func (p plan) fault(c Call) Fault {
	switch c.Method {
	case http.MethodPost:
		return strike(p.posts, draw(p.seed, c.Email, c.Attempt))
	case http.MethodGet:
		return strike(p.get, draw(p.seed, "\x00get", c.N))
	}
	return Fault{}
}

func strike(chances []chance, at float64) Fault {
	for _, ch := range chances {
		if at < ch.below {
			return ch.fault
		}
	}
	return Fault{}
}

// draw is a number in [0, 1) that depends on its arguments alone.
func draw(seed uint64, name string, n int) float64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d\x00%s\x00%d", seed, name, n) // a hash never fails
	x := h.Sum64()
	// FNV leaves the high bits of similar inputs alike; this mixes them (the
	// finalizer of SplitMix64).
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return float64(x>>11) / (1 << 53)
}
