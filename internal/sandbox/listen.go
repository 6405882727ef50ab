package sandbox

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

// Listen serves the API on a TCP address of this machine, such as "127.0.0.1:0"
// (port 0: any free one), and returns the base URL for clients, which ends with
// BasePath. stop ends it, breaks open connections, and may be called twice.
//
// Any other address than loopback is refused: answers carry tokens, and the
// passwords of a customer file would travel in the clear. So is a request for
// another Host, unless AnyHost is set.
func (s *Server) Listen(addr string) (url string, stop func(), err error) {
	l, err := listen(addr)
	if err != nil {
		return "", nil, err
	}
	stop = serveOn(l, s.httpServer())
	return "http://" + l.Addr().String() + BasePath, stop, nil
}

func listen(addr string) (net.Listener, error) {
	if err := CheckAddress(addr); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("starting the sandbox: %w", err)
	}
	return l, nil
}

// httpServer is what Listen and ListenTLS serve with. Faults break connections on
// purpose; what net/http says of it is noise.
func (s *Server) httpServer() *http.Server {
	return &http.Server{
		Handler: http.HandlerFunc(s.serveThisMachine), ReadHeaderTimeout: 10 * time.Second,
		ErrorLog: log.New(io.Discard, "", 0),
	}
}

func serveOn(l net.Listener, server *http.Server) (stop func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(l) // ends with ErrServerClosed
	}()
	return func() { _ = server.Close(); <-done }
}

// serveThisMachine answers requests whose Host is this machine.
func (s *Server) serveThisMachine(w http.ResponseWriter, r *http.Request) {
	if !s.AnyHost && !isThisMachine(r.Host) {
		// It does not reach the API: no fault, no count, no line in the log.
		s.deliver(context.Background(), w, refusal(http.StatusMisdirectedRequest, "Host is not a loopback address"))
		return
	}
	s.ServeHTTP(w, r)
}

// isThisMachine reports whether a Host header, with a port or without, names a
// loopback address.
func isThisMachine(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// CheckAddress returns an error for an address that Listen refuses: one that is not of
// this machine alone.
func CheckAddress(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("the sandbox address %q is not HOST:PORT, such as 127.0.0.1:8080", addr)
	}
	if host == "localhost" {
		return nil
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("the sandbox address %q is not this machine's alone: use 127.0.0.1, [::1] or localhost", addr)
	}
	return nil
}
