package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"syscall"
)

// Transport returns a transport that hands every request to the server without
// a socket, whatever its host. Faults appear as net/http would show them: a reset
// as a *net.OpError around ECONNRESET, a closed connection as io.EOF, a cut body
// as io.ErrUnexpectedEOF while reading. It never sends a request twice, follows
// the request's context, and blocks in ways that testing/synctest understands.
// It has no time-outs of its own, such as ResponseHeaderTimeout.
func (s *Server) Transport() http.RoundTripper { return transport{s} }

type transport struct{ handler http.Handler }

// errReset is what a client reads from a connection that was reset.
var errReset = &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}

func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(req.Context())
	in, err := incoming(ctx, req)
	if err != nil {
		cancel()
		return nil, err
	}
	r, w := io.Pipe()
	x := &exchange{client: req.Context(), header: http.Header{}, body: w, ready: make(chan struct{}), promised: -1}
	// A client that reads no further, or has given up, must not hold the handler.
	stop := context.AfterFunc(ctx, func() { _ = w.CloseWithError(context.Cause(req.Context())) })
	go func() {
		defer stop()
		x.serve(t.handler, in)
	}()
	select {
	case <-x.ready:
	case <-ctx.Done():
		cancel()
		return nil, context.Cause(req.Context())
	}
	if x.err != nil {
		cancel()
		return nil, x.err
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", x.status, http.StatusText(x.status)), StatusCode: x.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: x.sent, ContentLength: x.promised, Request: req,
		Body: &clientBody{PipeReader: r, gone: cancel},
	}, nil
}

// incoming is the request as a server sees it. Its body is read first, as the
// client's transport would send it, and closed in any case.
func incoming(ctx context.Context, req *http.Request) (*http.Request, error) {
	var body []byte
	if req.Body != nil {
		b, err := io.ReadAll(req.Body)
		_ = req.Body.Close() // it has been read; what closing says changes nothing
		if err != nil {
			return nil, err
		}
		body = b
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	in := req.Clone(ctx)
	in.Body, in.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	in.RequestURI = req.URL.RequestURI()
	in.RemoteAddr = "127.0.0.1:1"
	if in.Host == "" {
		in.Host = req.URL.Host
	}
	return in, nil
}

// clientBody tells the server when the client has finished with the answer.
type clientBody struct {
	*io.PipeReader
	gone context.CancelFunc
}

func (b *clientBody) Close() error {
	err := b.PipeReader.Close()
	b.gone()
	return err
}

// exchange is the handler's side of one request: its http.ResponseWriter.
type exchange struct {
	client context.Context // of the request, as the client made it
	header http.Header
	body   *io.PipeWriter
	once   sync.Once
	ready  chan struct{} // closed when status, sent and promised hold, or err

	status   int
	sent     http.Header
	promised int64 // Content-Length, -1 when unknown
	written  int64
	err      error
}

func (x *exchange) serve(h http.Handler, in *http.Request) {
	aborted := true
	defer func() {
		if p := recover(); p != nil && p != http.ErrAbortHandler {
			panic(p)
		}
		x.finish(aborted)
	}()
	h.ServeHTTP(x, in)
	aborted = false
}

// finish ends the answer the way a connection's end would.
func (x *exchange) finish(aborted bool) {
	if aborted {
		x.fail(x.orGone(io.EOF))
	}
	x.WriteHeader(http.StatusOK)
	if aborted || x.promised >= 0 && x.written < x.promised {
		_ = x.body.CloseWithError(x.orGone(io.ErrUnexpectedEOF))
		return
	}
	_ = x.body.Close()
}

// orGone is err, unless the client's context has ended. The handler may notice
// that end before the client does and break off; the client must see its own
// time-out then, not a broken connection.
func (x *exchange) orGone(err error) error {
	if x.client.Err() != nil {
		return context.Cause(x.client)
	}
	return err
}

// fail makes err the outcome, unless the header has gone out already.
func (x *exchange) fail(err error) {
	x.once.Do(func() {
		x.err = err
		close(x.ready)
	})
}

func (x *exchange) hangUp(reset bool) {
	if reset {
		x.fail(x.orGone(errReset))
	}
	panic(http.ErrAbortHandler)
}

func (x *exchange) Header() http.Header { return x.header }

func (x *exchange) WriteHeader(status int) {
	x.once.Do(func() {
		x.status, x.sent = status, x.header.Clone()
		if n, err := strconv.ParseInt(x.sent.Get("Content-Length"), 10, 64); err == nil {
			x.promised = n
		}
		close(x.ready)
	})
}

func (x *exchange) Write(b []byte) (int, error) {
	x.WriteHeader(http.StatusOK)
	if x.promised >= 0 && x.written+int64(len(b)) > x.promised {
		return 0, errors.New("sandbox: more than Content-Length was written")
	}
	n, err := x.body.Write(b)
	x.written += int64(n)
	return n, err
}

// Flush makes http.ResponseController accept the writer; the pipe holds nothing
// back.
func (x *exchange) Flush() { x.WriteHeader(http.StatusOK) }
