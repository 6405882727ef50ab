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
	on    method // where it may be used
	param string // what follows the second colon: "", "duration", "retry", "bytes", "redirect", "refusal"
	byWho bool   // strikes by the e-mail alone: each time, or never
}

// method is the requests that a name may be used for.
type method int

const (
	posts method = 1 << iota
	gets         // with the prefix get:
	both  = posts | gets
)

// specs are the names. Those that may carry get: have no effect that a GET could
// miss. "500" and "reset" are short for their -before forms, for GETs above all.
var specs = map[string]spec{
	"500":            {Fault{Kind: Error500Before}, both, "", false},
	"500-before":     {Fault{Kind: Error500Before}, both, "", false},
	"500-after":      {Fault{Kind: Error500After}, posts, "", false},
	"reset":          {Fault{Kind: ResetBefore}, both, "", false},
	"reset-before":   {Fault{Kind: ResetBefore}, both, "", false},
	"reset-after":    {Fault{Kind: ResetAfter}, posts, "", false},
	"close-after":    {Fault{Kind: CloseAfter}, posts, "", false},
	"truncated":      {Fault{Kind: Truncated201}, both, "bytes", false},
	"html-502":       {Fault{Kind: HTML502}, both, "", false},
	"html-502-after": {Fault{Kind: HTML502After}, posts, "", false},
	"slow":           {Fault{Kind: Slow, Delay: 3 * time.Second}, both, "duration", false},
	"slow-before":    {Fault{Kind: SlowBefore, Delay: 3 * time.Second}, both, "duration", false},
	"late-commit":    {Fault{Kind: LateCommit, Delay: 2 * time.Second}, posts, "duration", false},
	"429":            {Fault{Kind: TooMany, RetryAfter: "1"}, both, "retry", false},
	"503":            {Fault{Kind: Unavailable503, RetryAfter: "1"}, both, "retry", false},
	"redirect":       {Fault{Kind: Redirect, Location: BasePath + "/elsewhere"}, both, "redirect", false},
	"garbage":        {Fault{Kind: Garbage, Body: "OK"}, both, "", false},
	"empty-201":      {Fault{Kind: Empty201}, posts, "", false},
	"no-auth-id":     {Fault{Kind: NoAuthID201}, posts, "", false},
	"huge":           {Fault{Kind: HugeBody}, both, "bytes", false},
	"drip":           {Fault{Kind: Drip, Delay: time.Second}, both, "duration", false},
	"firewall":       {Fault{Kind: Refuse, Status: http.StatusForbidden}, both, "", true},
	"refuse":         {Fault{Kind: Refuse, Status: http.StatusUnprocessableEntity}, both, "refusal", true},
	"twice":          {Fault{Kind: Twice}, posts, "", false},
	"foreign-id":     {Fault{Kind: ForeignID201}, posts, "", false},
	"odd-item":       {Fault{Kind: OddItem}, gets, "", false},
}

// FaultNames returns the names that ParseFaults knows, sorted.
func FaultNames() []string {
	var names []string
	for name, sp := range specs {
		if sp.on&posts != 0 {
			names = append(names, name)
		}
		if sp.on&gets != 0 {
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
	seed           uint64
	posts, gets    []chance
	postsBy, getBy []chance // by the e-mail alone
}

// ParseFaults reads a list such as
//
//	500-before=5%,reset-after=5%,slow=5%:3s,429=2%:date,get:500=1%,seed=7
//
// and returns a function for [Server.Fault]. [Server.SetFaults] reads settings, too. A percentage is the chance of a
// POST, or with the prefix get: of a GET; the chances of either add up, to 100%
// at most. What may follow, after a colon:
//
//   - slow, slow-before, late-commit, drip: a Go duration
//   - 429, 503: the Retry-After header: a duration (rounded up to seconds), "date"
//     (an HTTP date two seconds ahead), or "none" (no header); default 1s
//   - truncated: the number of bytes that are sent; default half
//   - huge: the number of bytes; default 64 MiB
//   - redirect: the status; default 307
//   - refuse: the status, from 400 on; default 422
//
// Whether a fault strikes depends on the seed (default 1), and for a POST on its
// e-mail and attempt, so that a run with workers repeats itself; for a GET on its
// number among all requests. firewall and refuse depend on the e-mail alone, which
// they strike each time; with get:, they strike searches. They come before the
// others. [FaultNames] lists the names.
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
	if !known || isGet && sp.on&gets == 0 || !isGet && sp.on&posts == 0 {
		return fmt.Errorf("unknown fault %q; known are seed, %s", name, strings.Join(slices.Concat(FaultNames(), settingNames()), ", "))
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
	return addChance(p.chances(isGet, sp.byWho), share, f, part)
}

func (p *plan) chances(isGet, byWho bool) *[]chance {
	switch {
	case isGet && byWho:
		return &p.getBy
	case isGet:
		return &p.gets
	case byWho:
		return &p.postsBy
	}
	return &p.posts
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
	case "refusal":
		n, err := strconv.Atoi(text)
		if err != nil || n < 400 || n > 599 {
			return fmt.Errorf("%q is not a status from 400 to 599", text)
		}
		f.Status = n
		return nil
	case "redirect":
		n, err := strconv.Atoi(text)
		if err != nil || !slices.Contains([]int{301, 302, 303, 307, 308}, n) {
			return fmt.Errorf("%q is not one of 301, 302, 303, 307, 308", text)
		}
		f.Status = n
		return nil
	}
	return fmt.Errorf("it takes no parameter, got %q", text)
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
			return fmt.Errorf("%w, date or none", err)
		}
		f.RetryAfter = strconv.FormatInt(int64((d+time.Second-1)/time.Second), 10)
	}
	return nil
}

// fault decides about one request.
func (p plan) fault(c Call) Fault {
	switch c.Method {
	case http.MethodPost:
		if f := p.byWho(p.postsBy, c.Email); f.Kind != None {
			return f
		}
		return strike(p.posts, draw(p.seed, c.Email, c.Attempt))
	case http.MethodGet:
		if f := p.byWho(p.getBy, c.Email); f.Kind != None {
			return f
		}
		return strike(p.gets, draw(p.seed, "\x00get", c.N))
	}
	return Fault{}
}

func (p plan) byWho(chances []chance, email string) Fault {
	if email == "" {
		return Fault{}
	}
	return strike(chances, draw(p.seed, "\x00who"+email, 0))
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
