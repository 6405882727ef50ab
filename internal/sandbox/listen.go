package sandbox

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// Listen serves the API on a TCP address of this machine, such as "127.0.0.1:0"
// (port 0: any free one), and returns the base URL for clients, which ends with
// BasePath. stop ends it, breaks open connections, and may be called twice.
//
// Any other address than loopback is refused: answers carry tokens, and the
// passwords of a customer file would travel in the clear.
func (s *Server) Listen(addr string) (url string, stop func(), err error) {
	if err := loopback(addr); err != nil {
		return "", nil, err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return "", nil, fmt.Errorf("starting the sandbox: %w", err)
	}
	// Faults break connections on purpose; what net/http says of it is noise.
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(l) // ends with ErrServerClosed
	}()
	return "http://" + l.Addr().String() + BasePath, func() { _ = server.Close(); <-done }, nil
}

func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("sandbox address %q: want HOST:PORT, such as 127.0.0.1:0: %w", addr, err)
	}
	if host == "localhost" {
		return nil
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("sandbox address %q is not on loopback: use 127.0.0.1, [::1] or localhost", addr)
	}
	return nil
}
