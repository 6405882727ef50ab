package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// ending is how the connection is left after an answer.
type ending int

const (
	endWhole         ending = iota // the whole answer, connection kept
	endReset                       // no answer: RST
	endClose                       // no answer: FIN
	endCut                         // Content-Length bytes are promised, len(body) are sent
	endFlood                       // length bytes of rubbish, no Content-Length
	endDrip                        // the body one byte at a time
	endRefusedStream               // no answer: RST_STREAM with REFUSED_STREAM; RST in HTTP/1.1
	endGoAway                      // no answer: GOAWAY that leaves the stream out; RST in HTTP/1.1
)

// silent reports whether the client gets no status line.
func (e ending) silent() bool {
	return e == endReset || e == endClose || e == endRefusedStream || e == endGoAway
}

// reply is an answer before it is sent: what the rules say, or what a fault made
// of it.
type reply struct {
	status int
	header map[string]string // besides Content-Type, Content-Length and Date; "" is not sent
	mime   string            // "" means application/json
	body   []byte
	end    ending
	length int64         // the promised length of endCut, the size of endFlood
	pause  time.Duration // between the bytes of endDrip
}

// errorBody is the short error body, of 401, 403, 404 and their like.
type errorBody struct {
	Error      string `json:"error"`
	Message    string `json:"message"`
	StatusCode int    `json:"status_code"`
}

// validationBody is the error body with details, of 422.
type validationBody struct {
	Error      string   `json:"error"`
	Message    string   `json:"message"`
	Details    []detail `json:"details"`
	StatusCode int      `json:"status_code"`
}

// detail is one complaint. Input echoes what was submitted, a password
// included, as the vendor does: a client must not repeat it anywhere.
type detail struct {
	Type  string   `json:"type"`
	Loc   []any    `json:"loc"` // strings and integers
	Msg   string   `json:"msg"`
	Input any      `json:"input"`
	Ctx   struct{} `json:"ctx"`
}

func jsonReply(status int, v any) reply {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("sandbox: encoding an answer: %v", err)) // only our own types come here
	}
	return reply{status: status, body: b}
}

func refusal(status int, message string) reply {
	return jsonReply(status, errorBody{"HTTPError", message, status})
}

func wrongMethod(allow string) reply {
	a := refusal(http.StatusMethodNotAllowed, "Method Not Allowed")
	a.header = map[string]string{"Allow": allow}
	return a
}

func invalid(details ...detail) reply {
	return jsonReply(http.StatusUnprocessableEntity, validationBody{
		"ValidationError", "Request validation failed", details, http.StatusUnprocessableEntity,
	})
}

func complaint(kind, msg string, input any, loc ...any) detail {
	return detail{Type: kind, Loc: loc, Msg: msg, Input: input}
}

// deliver sends a reply, or leaves the client without one.
func (s *Server) deliver(ctx context.Context, w http.ResponseWriter, a reply) {
	if a.end.silent() {
		hangUp(ctx, w, a.end)
		return
	}
	h := w.Header()
	for k, v := range a.header {
		if v != "" {
			h.Set(k, v)
		}
	}
	h.Set("Date", s.date().Format(http.TimeFormat))
	if s.NoDate {
		h["Date"] = nil // net/http adds none where there is an empty entry
	}
	h.Set("Content-Type", "application/json")
	if a.mime != "" {
		h.Set("Content-Type", a.mime)
	}
	switch a.end {
	case endCut:
		h.Set("Content-Length", strconv.FormatInt(a.length, 10))
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body) // a client that has gone gets nothing, as it should
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case endFlood:
		w.WriteHeader(a.status)
		flood(w, a.length)
	case endDrip:
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
		w.WriteHeader(a.status)
		drip(ctx, w, a.body, a.pause)
	default:
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body)
	}
}

// flood writes size bytes that begin like an answer and never end as one.
func flood(w http.ResponseWriter, size int64) {
	const head = `{"accounts":[],"auth_id":"`
	chunk := make([]byte, 32<<10)
	for i := range chunk {
		chunk[i] = 'A'
	}
	copy(chunk, head)
	for size > 0 {
		n, err := w.Write(chunk[:min(size, int64(len(chunk)))])
		if err != nil {
			return
		}
		size -= int64(n)
		copy(chunk, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"[:len(head)])
	}
}

func drip(ctx context.Context, w http.ResponseWriter, body []byte, pause time.Duration) {
	rc := http.NewResponseController(w)
	for i := range body {
		if _, err := w.Write(body[i : i+1]); err != nil || rc.Flush() != nil || !wait(ctx, pause) {
			panic(http.ErrAbortHandler)
		}
	}
}

// hanger is a response writer that can end a connection itself; that of
// Transport does, because it has no socket to take over.
type hanger interface{ hangUp(reset bool) }

// hangUp ends the connection without an answer. SetLinger(0) makes the kernel
// send RST instead of FIN.
func hangUp(ctx context.Context, w http.ResponseWriter, end ending) {
	reset := end != endClose
	if h, ok := w.(hanger); ok {
		h.hangUp(reset)
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil { // HTTP/2, or a recorder: aborting is the nearest there is
		if q, ok := ctx.Value(streamEnds{}).(*endQueue); ok {
			q.push(end)
		}
		panic(http.ErrAbortHandler)
	}
	bare := conn
	if encrypted, ok := conn.(interface{ NetConn() net.Conn }); ok {
		bare = encrypted.NetConn()
	}
	if tcp, ok := bare.(*net.TCPConn); ok && reset {
		_ = tcp.SetLinger(0)
	}
	_ = bare.Close()
}
