package vobiz

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// Between this machine and the API stand a name server and, often, a proxy. What
// fails there is not blamed on the API.

// proxyOf returns the host and port of the proxy that requests go through, "" where
// there is none.
func proxyOf(t http.RoundTripper, base string) string {
	transport, ok := t.(*http.Transport)
	u, err := url.Parse(base)
	if !ok || err != nil || transport.Proxy == nil {
		return ""
	}
	if proxy, err := transport.Proxy(&http.Request{URL: u}); err == nil && proxy != nil {
		return proxy.Host // its user and password are not part of that
	}
	return ""
}

// The variables that name the proxy, and those with the hosts that none is for. The
// first that is set counts.
var (
	proxyVariables   = []string{"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"}
	noProxyVariables = []string{"NO_PROXY", "no_proxy"}
)

// ProxyOfEnvironment returns which proxy a request goes through by the environment:
// as net/http has it, and ALL_PROXY besides, which curl knows. None is on the way to
// this machine, nor to anything else without https.
//
// A proxy that is needed for the address of the API and can't be read is an error:
// net/http would go past it, or take a piece of the password for its host. The value
// is not shown, since a password may be in it.
func ProxyOfEnvironment(getenv func(string) string, base string) (func(*http.Request) (*url.URL, error), error) {
	name, value := firstSet(getenv, proxyVariables)
	_, except := firstSet(getenv, noProxyVariables)
	known := value
	wrong := checkProxy(value)
	if wrong != nil {
		known = "http://proxy.invalid" // to learn whether it would be used
	}
	of := (&httpproxy.Config{HTTPSProxy: known, NoProxy: except}).ProxyFunc()
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	if proxy, err := of(u); wrong != nil && (proxy != nil || err != nil) {
		return nil, fmt.Errorf("%s can't be read: %w", name, wrong)
	}
	return func(r *http.Request) (*url.URL, error) { return of(r.URL) }, nil
}

func firstSet(getenv func(string) string, names []string) (name, value string) {
	for _, name = range names {
		if value = getenv(name); value != "" {
			break
		}
	}
	return name, value
}

// checkProxy returns an error for what is not the address of a proxy.
func checkProxy(value string) error {
	if value == "" {
		return nil
	}
	if !strings.Contains(value, "://") {
		value = "http://" + value
	}
	u, err := url.Parse(value)
	if err != nil || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("it is not the address of a proxy")
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return nil
	}
	return errors.New("the scheme of a proxy is http, https, socks5 or socks5h")
}

// isProxy reports whether the connection to the proxy failed (net/http wraps that
// in an error of this operation).
func isProxy(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "proxyconnect"
}

// isNetwork reports whether an error is of a connection, not of what was said on it.
func isNetwork(err error) bool {
	var errno syscall.Errno
	return isProxy(err) || isTimeout(err) || errors.As(err, &errno) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// lookUp follows the look-up of a host: when the time of a request is over, its
// error does not tell that it waited for a name server.
type lookUp struct{ host atomic.Pointer[string] }

func (l *lookUp) start(info httptrace.DNSStartInfo) { l.host.Store(&info.Host) }
func (l *lookUp) done(httptrace.DNSDoneInfo)        { l.host.Store(nil) }

// failure makes an error that came while a host was looked up one of the look-up.
func (l *lookUp) failure(timeout context.Context, err error) error {
	host := l.host.Load()
	if host == nil || timeout.Err() == nil {
		return err
	}
	return &net.DNSError{UnwrapErr: err, Err: err.Error(), Name: *host, IsTimeout: true}
}

// lookUpFailure tells a host that is not known from one that can't be looked up.
func (c *Reader) lookUpFailure(dns *net.DNSError, proxy bool) (text, hint string) {
	host, hint := "the host "+dns.Name, hintAddress
	if name, _, err := net.SplitHostPort(c.proxy); proxy || err == nil && name == dns.Name {
		host, hint = "the proxy's host "+dns.Name, hintProxy
	}
	switch {
	case dns.IsNotFound:
		return host + " is not known", hint
	case dns.IsTimeout:
		return host + " can't be looked up: the name server does not answer", hintLookUp
	}
	return host + " can't be looked up: the name server fails", hintLookUp
}

// throughProxy says what kept a request from getting through the proxy.
func (c *Reader) throughProxy(timeout context.Context, err error) string {
	switch {
	case timeout.Err() != nil || errors.Is(err, os.ErrDeadlineExceeded) || isTimeout(err):
		return fmt.Sprintf("no connection to %s through the proxy %s within %s", c.host, c.proxy, c.config.Timeout.Round(time.Millisecond))
	case errors.Is(err, errnoRefused):
		return fmt.Sprintf("nothing listens at the proxy %s: connection refused", c.proxy)
	case isProxy(err):
		return fmt.Sprintf("the proxy %s can't be reached", c.proxy)
	}
	return fmt.Sprintf("the proxy %s closed the connection before it reached %s", c.proxy, c.host)
}

// proxyError is a proxy that does not connect.
type proxyError struct{ status int }

func (e *proxyError) Error() string {
	return fmt.Sprintf("the proxy does not connect: HTTP %d %s", e.status, http.StatusText(e.status))
}
