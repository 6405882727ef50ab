package vobiz

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"vobizsync/importer"
)

// maxPage bounds the body of an answer to a GET: a page of 100 accounts has
// about 250 KB. maxCreated bounds that to a create, which has less than 1 KB;
// many of them are read at a time.
const (
	maxPage    = 4 << 20
	maxCreated = 256 << 10
	maxHeader  = 64 << 10 // of any answer
)

// maxTries is how often one request is sent because the server says "too many
// requests" to it, while it answers others.
const maxTries = 10

// request is a request to the API.
type request struct {
	kind     kind
	method   string
	path     string // below the base, with its query
	body     []byte
	customer *importer.Customer // of a create
	ready    func() error       // of a create: asked at its turn, right before it is sent; nil for always
}

// repeatable reports whether the request may be sent again after a failure. A
// create may not, unless it has never left.
func (r *request) repeatable(f *failure) bool {
	return f.again && (r.method == http.MethodGet || f.notSent)
}

// call sends a request until an answer comes or its attempts are used up, and
// decodes the answer into v. Nothing is sent once stop has ended; an attempt under
// way continues until calls ends, which is not before.
func (c *Reader) call(calls, stop context.Context, req *request, v any) error {
	for attempt := 0; ; {
		err := c.send(calls, stop, req, v)
		var f *failure
		if err == nil || !errors.As(err, &f) || !req.repeatable(f) {
			return err
		}
		if f.outage {
			continue // the pacer makes all requests wait
		}
		if attempt >= c.config.Retries {
			return err
		}
		if err := sleep(stop, backoff(attempt)); err != nil {
			return err
		}
		attempt++
	}
}

// errThrottled is an answer 429.
var errThrottled = errors.New("too many requests")

// send sends a request, and again as long as the server says "not now".
func (c *Reader) send(calls, stop context.Context, req *request, v any) error {
	for try := 1; ; try++ {
		a, err := c.try(calls, stop, req)
		switch {
		case err == nil:
			return a.decode(req, v)
		case !errors.Is(err, errThrottled):
			return err
		case try == maxTries:
			return &failure{text: fmt.Sprintf("the server answered HTTP 429 (too many requests) %d times", try), notSent: true}
		}
	}
}

// try sends a request once its turn comes, and tells the pacer what came of it.
func (c *Reader) try(calls, stop context.Context, req *request) (*answer, error) {
	leave, err := c.enter(stop)
	if err != nil {
		return nil, err
	}
	defer leave()
	turn, err := c.pacer.wait(stop)
	if err != nil {
		return nil, err
	}
	defer c.pacer.done(turn)
	if req.ready != nil {
		if err := req.ready(); err != nil {
			return nil, &failure{text: err.Error(), err: err, notSent: true}
		}
	}
	a, f := c.attempt(calls, req)
	if f != nil {
		if calls.Err() == nil {
			c.pacer.failed(turn, req, f, false)
		}
		return nil, f
	}
	switch {
	case a.status >= 200 && a.status < 300:
		c.pacer.succeeded(turn)
		return a, nil
	case a.status >= 300 && a.status < 400:
		c.pacer.succeeded(turn)
		return nil, &failure{
			text: fmt.Sprintf("the server redirects (HTTP %d), which is not followed: the token would be sent along", a.status),
			hint: "check the address of the API (--base-url)", fatal: req.method == http.MethodGet,
		}
	case a.status == http.StatusTooManyRequests:
		return nil, cmp.Or(c.pacer.throttled(turn, a.header), errThrottled)
	}
	r := newRefusal(a, c.newCensor(req.customer))
	if !r.again {
		c.pacer.succeeded(turn)
		return nil, r
	}
	c.pacer.failed(turn, req, &r.failure, c.pacer.unavailable(a.header))
	return nil, r
}

// enter waits until fewer requests than allowed are under way.
func (c *Reader) enter(stop context.Context) (leave func(), err error) {
	select {
	case c.places <- struct{}{}:
		return c.leave, nil
	default:
	}
	select {
	case c.places <- struct{}{}:
		return c.leave, nil
	case <-stop.Done():
		return nil, interrupted(stop)
	}
}

func (c *Reader) leave() { <-c.places }

// answer is what the server said.
type answer struct {
	status int
	header http.Header
	body   []byte
	sent   time.Time // when the request was, by the server's clock; zero where that is not known
}

// attempt sends a request once. It goes to the transport, not through an
// http.Client, which would follow redirects.
func (c *Reader) attempt(ctx context.Context, req *request) (*answer, *failure) {
	timeout, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	// A request is written only on a connection that it got. A transport that
	// does not tell is taken at the word of its errors.
	var connected atomic.Bool
	var asked lookUp
	traced := httptrace.WithClientTrace(timeout, &httptrace.ClientTrace{
		GotConn:  func(httptrace.GotConnInfo) { connected.Store(true) },
		DNSStart: asked.start, DNSDone: asked.done,
	})
	var reader io.Reader
	if req.body != nil {
		reader = bytes.NewReader(req.body)
	}
	h, err := http.NewRequestWithContext(traced, req.method, c.base+req.path, reader)
	if err != nil {
		return nil, &failure{text: "the request can't be made", notSent: true}
	}
	h.Header.Set("Accept", "application/json")
	h.Header.Set("X-Auth-ID", c.config.AuthID)
	h.Header.Set("X-Auth-Token", c.token())
	h.Header.Set("User-Agent", cmp.Or(c.config.UserAgent, "vobizsync"))
	if req.body != nil {
		h.Header.Set("Content-Type", "application/json")
	}
	c.counts[req.kind].Add(1)
	start := time.Now()
	resp, err := c.transport.RoundTrip(h)
	if err != nil {
		sent := connected.Load() || !c.reportsConn && !isDial(err)
		return nil, c.transportFailure(ctx, timeout, sent, asked.failure(timeout, err))
	}
	defer resp.Body.Close()
	var sent time.Time
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		c.clock.tell(date, time.Now())
		sent = date.Add(-time.Since(start))
	}
	most := int64(maxPage)
	if req.method != http.MethodGet {
		most = maxCreated
	}
	var body bytes.Buffer
	body.Grow(int(min(max(resp.ContentLength, 0), most)) + bytes.MinRead)
	n, err := body.ReadFrom(io.LimitReader(resp.Body, most+1))
	if err != nil {
		return nil, c.transportFailure(ctx, timeout, true, err)
	}
	if n > most && resp.StatusCode < http.StatusBadRequest { // a refusal is one whatever is said in it
		return nil, &failure{text: fmt.Sprintf("the answer is larger than %d KiB", most>>10)}
	}
	return &answer{resp.StatusCode, resp.Header, hide(body.Bytes(), c.token()), sent}, nil
}

// decode reads the answer's JSON into v.
func (a *answer) decode(req *request, v any) error {
	body := bytes.TrimPrefix(a.body, []byte("\xef\xbb\xbf"))
	err := json.Unmarshal(body, v)
	if err != nil {
		what := "is not JSON"
		if looksLikeHTML(body) {
			what = "is an HTML page"
		} else if len(body) == 0 {
			what = "is empty"
		} else if json.Valid(body) {
			what = "is not in the documented format"
		}
		return &failure{
			text:  fmt.Sprintf("the answer (HTTP %d) %s", a.status, what),
			again: req.method == http.MethodGet,
		}
	}
	return nil
}

func looksLikeHTML(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(body[:min(len(body), 512)]), []byte("<"))
}
