package vobiz

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"
)

// failure is a request that did not get its answer. Its methods are what
// reconcile decides by.
type failure struct {
	text string
	hint string // what to do about it; "" if unknown
	err  error

	notSent bool // it certainly did not reach the server
	refused bool // the server said that it did nothing
	fatal   bool // no other request would fare better
	again   bool // the same request may fare better later
}

func (f *failure) Error() string  { return f.text }
func (f *failure) Unwrap() error  { return f.err }
func (f *failure) Advice() string { return f.hint }
func (f *failure) NotSent() bool  { return f.notSent }
func (f *failure) Refused() bool  { return f.refused }
func (f *failure) Fatal() bool    { return f.fatal }

// transportFailure is a request that the network failed. The timeout context is
// the one of the attempt.
func (c *Reader) transportFailure(ctx, timeout context.Context, err error) *failure {
	host := c.base
	if u, perr := url.Parse(c.base); perr == nil {
		host = u.Host
	}
	f := &failure{err: err, again: true, notSent: isUnsent(err)}
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	switch {
	case ctx.Err() != nil:
		f.text, f.again = "interrupted", false
	case timeout.Err() != nil || errors.Is(err, os.ErrDeadlineExceeded) || isTimeout(err):
		f.text = fmt.Sprintf("no answer from %s within %s", host, c.config.Timeout.Round(time.Millisecond))
	case errors.As(err, &dns):
		f.text, f.hint = fmt.Sprintf("the host %s is not known", dns.Name), "check the network and the address of the API (--base-url)"
	case errors.As(err, &cert):
		f.text, f.again = fmt.Sprintf("the certificate of %s is not trusted: %v", host, cert.Err), false
	case errors.Is(err, syscall.ECONNREFUSED):
		f.text, f.hint = fmt.Sprintf("nothing listens at %s: connection refused", host), "check the network and the address of the API (--base-url)"
	case errors.Is(err, syscall.ECONNRESET):
		f.text = "the connection to " + host + " was reset"
	default:
		f.text = "no answer from " + host + ": " + innermost(err)
	}
	return f
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

// isUnsent reports whether an error came before anything was sent: no
// connection, or no TLS on it. When in doubt, it is false.
func isUnsent(err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect") {
		return true
	}
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	return errors.As(err, &dns) || errors.As(err, &cert) || errors.As(err, &header) ||
		strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}

// innermost returns the last message of a chain, without the method and the
// address that *url.Error puts before it.
func innermost(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return err.Error()
}
