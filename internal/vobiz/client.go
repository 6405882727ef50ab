package vobiz

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
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
	// Proxy says which proxy a request goes through, as [ProxyOfEnvironment] does;
	// nil for what the Transport says.
	Proxy func(*http.Request) (*url.URL, error)
}

// Reader reads from the API. It can't send anything but GET.
type Reader struct {
	base        string
	host        string
	proxy       string        // host and port of what the requests go through; "" for none
	config      Config        // without the token
	token       func() string // fmt prints the fields of a struct, but not what a function knows
	transport   http.RoundTripper
	reportsConn bool // the transport reports when it has a connection
	pacer       *pacer
	counts      counts
	clock       serverClock
	workers     int
	places      chan struct{} // full while as many requests as allowed are under way
}

// Client reads and creates.
type Client struct{ *Reader }

// NewReader returns a client that can't change anything.
func NewReader(c Config) (*Reader, error) {
	r, err := newReader(c)
	if err != nil {
		return nil, err
	}
	r.transport = getOnly{r.transport}
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
	if c.Timeout <= 0 {
		c.Timeout = 30 * time.Second
	}
	token := c.AuthToken
	c.AuthToken = secret.Text{}
	r := &Reader{
		base: base, host: hostOf(base), config: c, token: token.Reveal,
		workers: c.Workers, places: make(chan struct{}, c.Workers), pacer: newPacer(c.Rate, c.Workers),
	}
	r.transport, r.reportsConn = newTransport(&c)
	r.proxy = proxyOf(r.transport, base)
	return r, nil
}

// newTransport returns the way to the network, and whether it tells when it has
// a connection.
func newTransport(c *Config) (t http.RoundTripper, reportsConn bool) {
	base, ok := c.Transport.(*http.Transport)
	if c.Transport == nil {
		base, ok = http.DefaultTransport.(*http.Transport)
	}
	if !ok {
		return c.Transport, false
	}
	n := base.Clone()
	// HTTP/2 lets a server say that a request was not processed, and then net/http
	// sends it again by itself, a create included. That has been seen after the effect.
	n.Protocols = new(http.Protocols)
	n.Protocols.SetHTTP1(true)
	n.ForceAttemptHTTP2, n.TLSNextProto = false, map[string]func(string, *tls.Conn) http.RoundTripper{}
	if n.TLSClientConfig != nil {
		n.TLSClientConfig.NextProtos = nil
	}
	if c.Proxy != nil {
		n.Proxy = c.Proxy
	}
	n.MaxIdleConnsPerHost = c.Workers + 1
	n.MaxIdleConns = c.Workers + 1
	n.MaxResponseHeaderBytes = maxHeader
	n.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, r *http.Response) error {
		if r.StatusCode != http.StatusOK {
			return &proxyError{r.StatusCode}
		}
		return nil
	}
	return n, true
}

// getOnly is a transport that refuses everything but GET.
type getOnly struct{ http.RoundTripper }

var errGETOnly = errors.New("a read-only client was asked to write")

func (t getOnly) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodGet {
		return nil, errGETOnly
	}
	return t.RoundTripper.RoundTrip(r)
}

// CheckBaseURL returns the address without a slash at its end. It requires https
// for every host but this one.
func CheckBaseURL(s string) (string, error) {
	u, err := url.Parse(s)
	if strings.ContainsAny(s, "@?#") { // and it is not shown: a password may be in it
		return "", fmt.Errorf("the address of the API must not have a user, query or fragment; it looks like %s", DefaultBaseURL)
	}
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", fmt.Errorf("%q is not an address of the API, such as %s", s, DefaultBaseURL)
	}
	if u.Scheme == "http" && !isLoopback(u.Hostname()) {
		return "", fmt.Errorf("http:// would send the token in the clear to %s: use https://", u.Hostname())
	}
	if isLocalhost(u.Hostname()) { // in the one spelling that no proxy is asked for
		u.Host = strings.Replace(u.Host, u.Hostname(), localhost, 1)
		s = u.String()
	}
	return strings.TrimRight(s, "/"), nil
}

// hostOf returns the host of an address that was checked.
func hostOf(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return base
	}
	return u.Host
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return isLocalhost(host) || ip != nil && ip.IsLoopback()
}

const localhost = "localhost"

// isLocalhost reports whether a name is this machine's (RFC 6761, 6.3), in any case
// and with the dot of a full name.
func isLocalhost(host string) bool {
	return strings.EqualFold(strings.TrimSuffix(host, "."), localhost)
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
	kindNumbers
	kindKYC
	kinds
)

var kindNames = [kinds]string{"profile", "list", "search", "create", "account", "balance", "numbers", "kyc"}

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

// get sends a GET until an answer comes, and decodes it into v.
func (c *Reader) get(ctx context.Context, k kind, path string, v any) error {
	return c.call(ctx, ctx, &request{kind: k, method: http.MethodGet, path: path}, v)
}
