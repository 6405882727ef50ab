package vobiz

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"vobizsync/internal/secret"
)

// DefaultBaseURL is the production address of the Partner API.
const DefaultBaseURL = "https://api.vobiz.ai/api/v1/partner"

// maxBody bounds the body of an answer. A page of 100 accounts has about
// 250 KB.
const maxBody = 4 << 20

// Config says how to reach the API.
type Config struct {
	BaseURL   string
	AuthID    string      // the header X-Auth-ID, "PA_…"
	AuthToken secret.Text // the header X-Auth-Token
	Rate      float64     // requests a second over all of them; 0 for no limit
	Workers   int         // requests at a time
	Timeout   time.Duration
	Retries   int // of a request that had no effect
	UserAgent string
	// Transport replaces the network, in tests.
	Transport http.RoundTripper
}

// Reader reads from the API. It can't send anything but GET.
type Reader struct {
	base    string
	config  Config
	http    *http.Client
	pacer   *pacer
	counts  counts
	workers int
}

// Client reads and creates.
type Client struct{ *Reader }

// NewReader returns a client that can't change anything.
func NewReader(c Config) (*Reader, error) {
	r, err := newReader(c)
	if err != nil {
		return nil, err
	}
	r.http.Transport = getOnly{r.http.Transport}
	return r, nil
}

// NewClient returns a client that can create accounts.
func NewClient(c Config) (*Client, error) {
	r, err := newReader(c)
	if err != nil {
		return nil, err
	}
	return &Client{r}, nil
}

func newReader(c Config) (*Reader, error) {
	base, err := CheckBaseURL(c.BaseURL)
	if err != nil {
		return nil, err
	}
	c.Workers = max(c.Workers, 1)
	transport := c.Transport
	if transport == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxIdleConnsPerHost = c.Workers + 1
		t.MaxIdleConns = c.Workers + 1
		t.ResponseHeaderTimeout = c.Timeout
		transport = t
	}
	return &Reader{
		base: base, config: c, workers: c.Workers, pacer: newPacer(c.Rate, c.Workers),
		counts: counts{},
		http: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// getOnly is a transport that refuses everything but GET.
type getOnly struct{ http.RoundTripper }

func (t getOnly) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodGet {
		return nil, errors.New("a client that only reads was asked to " + r.Method)
	}
	return t.RoundTripper.RoundTrip(r)
}

// CheckBaseURL returns the address without a slash at its end. It demands https
// for every host but this one.
func CheckBaseURL(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", fmt.Errorf("%q is no address of the API, such as %s", s, DefaultBaseURL)
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("the address of the API takes no user, query or fragment; it looks like %s", DefaultBaseURL)
	}
	if u.Scheme == "http" && !isLoopback(u.Hostname()) {
		return "", fmt.Errorf("http:// would send the token in the clear to %s: use https://", u.Hostname())
	}
	return strings.TrimRight(s, "/"), nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// counts counts requests by their kind.
type counts [kinds]atomic.Int64

type kind int

const (
	kindProfile kind = iota
	kindList
	kindSearch
	kindCreate
	kindAccount
	kindBalance
	kinds
)

var kindNames = [kinds]string{"profile", "list", "search", "create", "account", "balance"}

// Requests returns how many requests were sent, by kind.
func (c *Reader) Requests() map[string]int {
	m := map[string]int{}
	for k, name := range kindNames {
		if n := c.counts[k].Load(); n > 0 {
			m[name] = int(n)
		}
	}
	return m
}

// Throttled returns how often the server asked to slow down.
func (c *Reader) Throttled() int { return c.pacer.throttles() }

// request is a request to the API.
type request struct {
	kind   kind
	method string
	path   string // below the base, with its query
	body   []byte
	// scrub removes what was submitted from a text of the server's.
	scrub func(string) string
}

// get sends a GET until an answer comes, and decodes it into v.
func (c *Reader) get(ctx context.Context, k kind, path string, v any) error {
	req := &request{kind: k, method: http.MethodGet, path: path, scrub: c.scrubToken}
	for attempt := 0; ; attempt++ {
		err := c.send(ctx, req, v)
		var f *failure
		if err == nil || !errors.As(err, &f) || !f.again || attempt >= c.config.Retries {
			return err
		}
		if err := sleep(ctx, backoff(attempt)); err != nil {
			return err
		}
	}
}

// send sends a request once its turn comes, and again as long as the server
// says "not now", and decodes the answer into v.
func (c *Reader) send(ctx context.Context, req *request, v any) error {
	for try := 0; ; try++ {
		turn, err := c.pacer.wait(ctx)
		if err != nil {
			return err
		}
		a, err := c.attempt(ctx, req)
		if err != nil {
			if ctx.Err() == nil {
				err = c.pacer.failed(turn, err)
			}
			return err
		}
		if a.status == http.StatusTooManyRequests {
			if err := c.pacer.throttled(turn, a.header, try); err != nil {
				return err
			}
			if try < maxThrottles {
				continue
			}
			return &failure{text: fmt.Sprintf("the server answered %d times that there are too many requests", try+1), refused: true}
		}
		if err := a.check(req); err != nil {
			var f *failure
			if errors.As(err, &f) && f.again {
				err = c.pacer.failed(turn, err)
			} else {
				c.pacer.succeeded()
			}
			return err
		}
		c.pacer.succeeded()
		return a.decode(req, v)
	}
}

// maxThrottles is how often one request waits for "too many requests" to pass.
const maxThrottles = 10

// answer is what the server said.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// attempt sends a request once.
func (c *Reader) attempt(ctx context.Context, req *request) (*answer, error) {
	timeout, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	h, err := http.NewRequestWithContext(timeout, req.method, c.base+req.path, bytes.NewReader(req.body))
	if err != nil {
		return nil, &failure{text: "the request can't be made", notSent: true}
	}
	h.Header.Set("Accept", "application/json")
	h.Header.Set("X-Auth-ID", c.config.AuthID)
	h.Header.Set("X-Auth-Token", c.config.AuthToken.Reveal())
	h.Header.Set("User-Agent", cmp.Or(c.config.UserAgent, "vobizsync"))
	if req.body != nil {
		h.Header.Set("Content-Type", "application/json")
	} else {
		h.Body, h.ContentLength = nil, 0
	}
	c.counts[req.kind].Add(1)
	resp, err := c.http.Do(h)
	if err != nil {
		return nil, c.transportFailure(ctx, timeout, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	if err != nil {
		return nil, c.transportFailure(ctx, timeout, fmt.Errorf("reading the answer: %w", err))
	}
	if len(body) > maxBody {
		return nil, &failure{text: fmt.Sprintf("the answer is larger than %d MiB", maxBody>>20)}
	}
	return &answer{resp.StatusCode, resp.Header, body}, nil
}

// check turns every answer but a success into an error.
func (a *answer) check(req *request) error {
	switch {
	case a.status >= 200 && a.status < 300:
		return nil
	case a.status >= 300 && a.status < 400:
		return &failure{
			text: fmt.Sprintf("the server redirects (HTTP %d), which is not followed: the token would go along", a.status),
			hint: "check the address of the API (--base-url)", fatal: req.method == http.MethodGet,
		}
	}
	return newRefusal(a, req.scrub)
}

// decode reads the answer's JSON into v.
func (a *answer) decode(req *request, v any) error {
	body := bytes.TrimPrefix(a.body, []byte("\xef\xbb\xbf"))
	if err := json.Unmarshal(body, v); err != nil {
		what := "is no JSON"
		if looksLikeHTML(body) {
			what = "is an HTML page"
		} else if len(body) == 0 {
			what = "is empty"
		} else if json.Valid(body) {
			what = "has another shape than documented"
		}
		return &failure{
			text:  fmt.Sprintf("the answer (HTTP %d) %s", a.status, what),
			again: req.method == http.MethodGet,
		}
	}
	return nil
}

func looksLikeHTML(body []byte) bool {
	return bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(body[:min(len(body), 512)])), []byte("<"))
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return &failure{text: "interrupted", err: ctx.Err(), notSent: true}
	}
}
