package sandbox

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"sync"
	"time"
)

// ListenTLS is Listen over TLS, with HTTP/2 for clients that offer it and HTTP/1.1
// for the others. The certificate is made for this call; roots is what a client
// has to trust.
//
// In HTTP/2 the kinds RefusedStream and GoAway tell the client, truthfully or not,
// that its request was not processed (RFC 9113, sections 6.8 and 8.7), on which
// net/http sends it again by itself, a POST included. Where several requests of
// one connection end without an answer at once, which gets which ending is open.
func (s *Server) ListenTLS(addr string) (url string, roots *x509.CertPool, stop func(), err error) {
	l, err := listen(addr)
	if err != nil {
		return "", nil, nil, err
	}
	cert, roots, err := selfSigned()
	if err != nil {
		_ = l.Close()
		return "", nil, nil, err
	}
	server := s.httpServer()
	server.Protocols = &http.Protocols{}
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetUnencryptedHTTP2(true) // the relay has taken the encryption off
	server.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		if r, ok := c.(*relayed); ok {
			return context.WithValue(ctx, streamEnds{}, &r.ends)
		}
		return ctx
	}
	front := &relay{Listener: l, ready: make(chan net.Conn), closed: make(chan struct{}), config: &tls.Config{
		Certificates: []tls.Certificate{cert}, NextProtos: []string{"h2", "http/1.1"},
	}}
	go front.run()
	return "https://" + l.Addr().String() + BasePath, roots, serveOn(front, server), nil
}

// selfSigned makes a certificate for the loopback addresses.
func selfSigned() (tls.Certificate, *x509.CertPool, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, fmt.Errorf("making a key for the sandbox: %w", err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "sandbox"}, DNSNames: []string{"localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		NotBefore:   now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, nil, fmt.Errorf("making a certificate for the sandbox: %w", err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return tls.Certificate{}, nil, fmt.Errorf("reading the sandbox's certificate: %w", err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots, nil
}

// relay is between TLS clients and an http.Server, whose listener it is. It
// takes the encryption off, and changes frames of HTTP/2 that no handler can
// reach.
type relay struct {
	net.Listener
	config *tls.Config
	ready  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *relay) run() {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return
		}
		go l.admit(tls.Server(c, l.config))
	}
}

// admit finishes the handshake and hands a connection to the server: itself for
// HTTP/1.1, a pipe for HTTP/2.
func (l *relay) admit(c *tls.Conn) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if c.HandshakeContext(ctx) != nil {
		_ = c.Close()
		return
	}
	if c.ConnectionState().NegotiatedProtocol != "h2" {
		// Wrapped: the server would take a bare *tls.Conn for one whose handshake is its own.
		l.offer(&decrypted{c})
		return
	}
	near, far := net.Pipe()
	r := &relayed{Conn: far}
	if !l.offer(r) {
		_ = near.Close()
		_ = c.Close()
		return
	}
	go func() {
		_, _ = io.Copy(near, c) // until either side has gone
		_ = near.Close()
	}()
	_ = r.copyFrames(c, near)
	_ = near.Close()
	_ = c.Close()
}

func (l *relay) offer(c net.Conn) bool {
	select {
	case l.ready <- c:
		return true
	case <-l.closed:
		_ = c.Close()
		return false
	}
}

// Accept implements net.Listener.
func (l *relay) Accept() (net.Conn, error) {
	select {
	case c := <-l.ready:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (l *relay) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

// decrypted is a connection whose handshake is done.
type decrypted struct{ *tls.Conn }

// relayed is the server's end of a connection in HTTP/2.
type relayed struct {
	net.Conn
	ends endQueue
}

// streamEnds is the key of the endQueue in a connection's context.
type streamEnds struct{}

// endQueue holds how requests of a connection are to end, from the handlers that
// decide it to the relay that does it.
type endQueue struct {
	mu    sync.Mutex
	queue []ending
}

func (q *endQueue) push(e ending) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.queue = append(q.queue, e)
}

func (q *endQueue) pop() ending {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.queue) == 0 {
		return endReset
	}
	e := q.queue[0]
	q.queue = q.queue[1:]
	return e
}

// Frames of HTTP/2 (RFC 9113, sections 4.1, 6.4, 6.8 and 7).
const (
	frameHeader    = 9
	frameRSTStream = 0x3
	frameGoAway    = 0x7
	codeInternal   = 0x2
	codeRefused    = 0x7
)

// copyFrames passes the server's frames on. An aborted handler shows as
// RST_STREAM with INTERNAL_ERROR; that one becomes what the handler asked for.
func (r *relayed) copyFrames(to io.Writer, from io.Reader) error {
	frame := make([]byte, frameHeader, 32<<10)
	for {
		frame = frame[:frameHeader]
		if _, err := io.ReadFull(from, frame); err != nil {
			return err
		}
		length := int(frame[0])<<16 | int(frame[1])<<8 | int(frame[2])
		frame = append(frame, make([]byte, length)...)
		if _, err := io.ReadFull(from, frame[frameHeader:]); err != nil {
			return err
		}
		if frame[3] == frameRSTStream {
			frame = r.ended(frame)
		}
		if _, err := to.Write(frame); err != nil {
			return err
		}
	}
}

func (r *relayed) ended(frame []byte) []byte {
	payload := frame[frameHeader:]
	if len(payload) != 4 || binary.BigEndian.Uint32(payload) != codeInternal {
		return frame
	}
	switch r.ends.pop() {
	case endRefusedStream:
		binary.BigEndian.PutUint32(payload, codeRefused)
	case endGoAway:
		// The last stream that was processed is the client's one before this.
		stream := binary.BigEndian.Uint32(frame[5:frameHeader])
		goAway := []byte{0, 0, 8, frameGoAway, 0, 0, 0, 0, 0}
		goAway = binary.BigEndian.AppendUint32(goAway, max(stream, 2)-2)
		return binary.BigEndian.AppendUint32(goAway, 0)
	}
	return frame
}
