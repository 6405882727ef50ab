package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Kind says what goes wrong with a request. In the names, "Before" means that
// the request has no effect, "After" that the effect has happened although the
// client does not learn of it.
type Kind int

// The kinds of faults.
const (
	None           Kind = iota // nothing goes wrong
	Error500Before             // status Status (0: 500), no effect
	Error500After              // status Status (0: 500), effect happened
	ResetBefore                // RST, no effect
	ResetAfter                 // RST, effect happened
	CloseAfter                 // FIN without an answer, effect happened
	Truncated201               // effect, then the answer's body is cut after Cut bytes
	HTML502                    // a gateway's HTML page, no effect; Status 0: 502
	HTML502After               // a gateway's HTML page, effect happened; Status 0: 502
	Slow                       // effect, then Delay, then the true answer
	SlowBefore                 // Delay, then FIN, no effect
	LateCommit                 // never answers; effect Delay after the arrival, client there or not
	TooMany                    // 429 with RetryAfter, no effect
	Unavailable503             // 503 with RetryAfter, no effect
	Redirect                   // Status (0: 307) to Location, no effect
	Garbage                    // effect, then Status (0: 201 for POST, else 200) with Body
	Empty201                   // effect, then the right status with no body at all
	NoAuthID201                // effect, then the answer without auth_id and auth_token
	HugeBody                   // effect, then Size bytes (0: 64 MiB) that never become JSON
	Drip                       // effect, then the answer's body a byte each Delay
	Refuse                     // Status (0: 403) with Body, no effect
	Twice                      // a proxy sends the request twice and hands the second answer on
	ForeignID201               // effect, then the 201 with the auth_id AuthID, which is another account's
	OddItem                    // effect, then the answer with one account that a strict client can't read
	RefusedStream              // effect, then REFUSED_STREAM in HTTP/2, RST in HTTP/1.1
	GoAway                     // effect, then a GOAWAY in HTTP/2 that leaves the request out, RST in HTTP/1.1
	kinds                      // the number of kinds
)

// Fault is what [Server.Fault] wants to happen. The zero value is not a fault.
type Fault struct {
	Kind Kind
	// Cut is the number of body bytes that Truncated201 sends. 0: half; negative:
	// none; at least the whole body: all of it, with a Content-Length one too large.
	Cut int
	// Delay is the wait of Slow, SlowBefore, LateCommit and Drip.
	Delay time.Duration
	// RetryAfter is the header of TooMany and Unavailable503, sent as it is; empty:
	// no header. "date+2s" (any Go duration, or "date-1h") becomes the HTTP date
	// that far from the Date header.
	RetryAfter string
	// Status replaces the status of the kinds that mention it.
	Status int
	// Location is the target of Redirect, sent as it is; empty: no header.
	Location string
	// Body is the body of Garbage and Refuse, sent as it is; of Refuse, text/html if
	// it begins with "<". Empty, Refuse sends what goes with its status: a firewall's
	// page for 403, a complaint about email for 422, else the short error body.
	Body string
	// AuthID is the auth_id of ForeignID201. Empty: that of the first account of
	// another e-mail, or "MA_FOREIGN0" where there is none.
	AuthID string
	// Size is the number of bytes of HugeBody.
	Size int64
}

// spares reports whether the kind keeps the request from having an effect.
func (k Kind) spares() bool {
	switch k {
	case Error500Before, ResetBefore, HTML502, SlowBefore, TooMany, Unavailable503, Redirect, Refuse:
		return true
	}
	return false
}

// play answers a request under a fault: first the effect, if the fault lets it
// happen, then the wait, then whatever the client gets to see.
func (s *Server) play(ctx context.Context, req *request, f Fault) reply {
	if f.Kind < None || f.Kind >= kinds {
		panic(fmt.Sprintf("sandbox: no such kind of fault: %d", f.Kind))
	}
	if f.Kind == LateCommit {
		return s.playLate(ctx, req, f.Delay)
	}
	var a reply
	if f.Kind == Twice {
		s.answer(ctx, req)
	}
	if !f.Kind.spares() {
		a = s.answer(ctx, req)
	}
	if f.Kind == Slow || f.Kind == SlowBefore {
		if !wait(ctx, f.Delay) {
			return reply{end: endReset}
		}
	}
	return s.distort(a, req, f)
}

// playLate is a server that has accepted a create and is too busy to go on: the
// client gives up, and the account appears afterwards.
func (s *Server) playLate(ctx context.Context, req *request, delay time.Duration) reply {
	if req.Method == http.MethodPost {
		time.AfterFunc(delay, func() { s.answer(context.Background(), req) })
	}
	<-ctx.Done()
	return reply{end: endReset}
}

// distort turns the true answer a into what the fault shows. For kinds that
// spare the request, a is empty.
func (s *Server) distort(a reply, req *request, f Fault) reply {
	switch f.Kind {
	case Error500Before, Error500After:
		return refusal(or(f.Status, http.StatusInternalServerError), "Internal Server Error")
	case ResetBefore, ResetAfter:
		return reply{end: endReset}
	case CloseAfter, SlowBefore:
		return reply{end: endClose}
	case Truncated201:
		return truncate(a, f.Cut)
	case HTML502, HTML502After:
		return gatewayPage(or(f.Status, http.StatusBadGateway))
	case TooMany:
		return s.retryLater(http.StatusTooManyRequests, "Too Many Requests", f.RetryAfter)
	case Unavailable503:
		return s.retryLater(http.StatusServiceUnavailable, "Service Unavailable", f.RetryAfter)
	case Redirect:
		status := or(f.Status, http.StatusTemporaryRedirect)
		return reply{status: status, mime: "text/html", header: map[string]string{"Location": f.Location}}
	case Garbage:
		status := http.StatusOK
		if req.Method == http.MethodPost {
			status = http.StatusCreated
		}
		return reply{status: or(f.Status, status), body: []byte(f.Body)}
	case Refuse:
		return refuse(req.Email, or(f.Status, http.StatusForbidden), f.Body)
	case RefusedStream:
		return reply{end: endRefusedStream}
	case GoAway:
		return reply{end: endGoAway}
	case ForeignID201:
		return withAuthID(a, s.foreignID(f.AuthID, req.Email))
	case OddItem:
		a.body = oddItem(a.body)
	case Empty201:
		a.body = nil
	case NoAuthID201:
		a.body = without(a.body, "auth_id", "auth_token")
	case HugeBody:
		if a.end, a.length = endFlood, f.Size; f.Size == 0 {
			a.length = 64 << 20
		}
	case Drip:
		a.end, a.pause = endDrip, f.Delay
	}
	return a
}

func truncate(a reply, cut int) reply {
	a.end, a.length = endCut, int64(len(a.body))
	switch {
	case cut < 0:
		cut = 0
	case cut == 0:
		cut = len(a.body) / 2
	case cut >= len(a.body):
		cut = len(a.body)
		a.length++
	}
	a.body = a.body[:cut]
	return a
}

func gatewayPage(status int) reply {
	const page = "<html>\r\n<head><title>%d %[2]s</title></head>\r\n<body>\r\n" +
		"<center><h1>%[1]d %[2]s</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
	return reply{status: status, mime: "text/html", body: fmt.Appendf(nil, page, status, http.StatusText(status))}
}

func (s *Server) retryLater(status int, message, after string) reply {
	a := refusal(status, message)
	if offset, ok := strings.CutPrefix(after, "date"); ok {
		if d, err := time.ParseDuration(offset); err == nil {
			after = s.date().Add(d).Format(http.TimeFormat)
		}
	}
	a.header = map[string]string{"Retry-After": after}
	return a
}

func or(n, otherwise int) int {
	if n != 0 {
		return n
	}
	return otherwise
}
