package vobiz

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"vobizsync/internal/sandbox"
)

// Connections that are pipes: HTTP as it is on a network, with the clock of
// testing/synctest, so that no test depends on how busy the machine is.

// pipes is a listener, and what dials it.
type pipes struct {
	conns    chan net.Conn
	closed   chan struct{}
	accepted atomic.Int64
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), closed: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		p.accepted.Add(1)
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// overPipe is a configuration that reaches a server over pipes, in a bubble.
func overPipe(t testing.TB, s *sandbox.Server) Config {
	t.Helper()
	p := newPipes()
	server := &http.Server{Handler: s, ErrorLog: log.New(io.Discard, "", 0)}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(p) }()
	t.Cleanup(func() { server.Close(); <-done })
	c := config(s)
	c.Transport = &http.Transport{DialContext: p.dial}
	return c
}

// rawPipes serves pipes with a function, in a bubble.
func rawPipes(t testing.TB, serve func(net.Conn)) *pipes {
	t.Helper()
	p := newPipes()
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			c, err := p.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { defer c.Close(); serve(c) })
		}
	})
	t.Cleanup(func() { p.Close(); serving.Wait() })
	return p
}
