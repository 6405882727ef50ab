package vobiz

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
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
	outage  bool // so do all others: the pacer decides when it is enough
}

const (
	hintAddress = "check the network and the address of the API (--base-url)"
	hintProxy   = "check HTTPS_PROXY (or ALL_PROXY) and the proxy's credentials"
	hintLookUp  = "check the network and this machine's name server"

	hintCertificate = "check the address of the API (--base-url) and this machine's clock; the issuer of a proxy must be among the system's (or SSL_CERT_FILE's) certificates"
)

func (f *failure) Error() string  { return f.text }
func (f *failure) Unwrap() error  { return f.err }
func (f *failure) Advice() string { return f.hint }
func (f *failure) NotSent() bool  { return f.notSent }
func (f *failure) Refused() bool  { return f.refused }
func (f *failure) Fatal() bool    { return f.fatal }

// transportFailure is a request that the network failed. The timeout context is
// the one of the attempt. No words of the error are shown that can come from the
// other side: net/http quotes what it can't read.
func (c *Reader) transportFailure(ctx, timeout context.Context, sent bool, err error) *failure {
	f := &failure{err: err, again: true, notSent: !sent}
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	var proxy *proxyError
	var errno syscall.Errno
	switch {
	case ctx.Err() != nil:
		f.text, f.again = "interrupted", false
	case errors.Is(err, errGETOnly):
		f.text, f.again = err.Error(), false
	case errors.As(err, &dns):
		f.text, f.hint = c.lookUpFailure(dns, isProxy(err))
	case c.proxy != "" && !sent && isNetwork(err):
		f.text, f.hint = c.throughProxy(timeout, err), hintProxy
	case timeout.Err() != nil || errors.Is(err, os.ErrDeadlineExceeded) || isTimeout(err):
		f.text = fmt.Sprintf("no answer from %s within %s", c.host, c.config.Timeout.Round(time.Millisecond))
	case errors.As(err, &proxy):
		f.text, f.hint = proxy.Error(), hintProxy
		f.fatal = proxy.status == http.StatusProxyAuthRequired
		f.again = !f.fatal
	case errors.As(err, &cert):
		f.hint = hintCertificate
		f.text, f.again, f.fatal = fmt.Sprintf("the certificate of %s is not trusted: %s", c.host, reason(cert.Err)), false, true
	case errors.As(err, &header) && !sent || strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		f.text, f.hint = c.host+" does not speak TLS", hintAddress
	case errors.Is(err, errnoRefused):
		f.text, f.hint = fmt.Sprintf("nothing listens at %s: connection refused", c.host), hintAddress
	case errors.Is(err, errnoReset) || errors.Is(err, syscall.ECONNRESET):
		f.text = "the connection to " + c.host + " was reset"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		f.text = c.host + " closed the connection before the answer was complete"
	case errors.As(err, &errno):
		f.text = "no answer from " + c.host + ": " + errno.Error()
	default:
		f.text = "no usable answer from " + c.host
	}
	return f
}

// reason says why a certificate is not trusted, without what is written in it.
func reason(err error) string {
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "it has expired or is not yet valid"
	case errors.As(err, &name):
		return "it is for another host"
	}
	return "its issuer is not known here"
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

// isDial reports whether there was no connection.
func isDial(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}
