// Server answers the partner API at once, for benchmarks of its clients: it has
// any number of accounts without keeping one, since it makes up the customer of a
// number when it is asked. They are the customers of the benchmark's file. It
// takes every create, remembers none, and counts.
//
// It prints its address when it listens, and what it counted, as JSON, when it is
// stopped by a signal.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"vobizsync/internal/bench/people"
)

const (
	base       = "/api/v1/partner"
	mostOnPage = 100
)

func main() {
	s := &server{started: time.Now()}
	addr := flag.String("addr", "127.0.0.1:0", "`address` to listen at")
	flag.IntVar(&s.accounts, "accounts", 0, "accounts that exist")
	flag.Uint64Var(&s.seed, "seed", 1, "of the customers")
	flag.DurationVar(&s.latency, "latency", 0, "before each answer")
	flag.Parse()
	if err := s.serve(*addr); err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

// server is the API. It counts in nanoseconds since it was started.
type server struct {
	accounts int
	seed     uint64
	latency  time.Duration
	started  time.Time

	profiles, lists, searches, creates, others atomic.Int64
	firstCreate, lastCreate                    atomic.Int64
	buffers                                    sync.Pool
}

// counts is what the server prints at its end.
type counts struct {
	Profile  int64 `json:"profile"`
	List     int64 `json:"list"`
	Search   int64 `json:"search"`
	Create   int64 `json:"create"`
	Other    int64 `json:"other"`
	Requests int64 `json:"requests"`
	// CreatesPerSecond is taken between the first create and the last, both at
	// their arrival.
	CreatesPerSecond float64 `json:"creates_per_second"`
}

func (s *server) counts() counts {
	c := counts{
		Profile: s.profiles.Load(), List: s.lists.Load(), Search: s.searches.Load(),
		Create: s.creates.Load(), Other: s.others.Load(),
	}
	c.Requests = c.Profile + c.List + c.Search + c.Create + c.Other
	if d := s.lastCreate.Load() - s.firstCreate.Load(); d > 0 {
		c.CreatesPerSecond = float64(c.Create-1) / time.Duration(d).Seconds()
	}
	return c
}

func (s *server) serve(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	stopped, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	h := &http.Server{Handler: s}
	go func() {
		<-stopped.Done()
		_ = h.Close()
	}()
	fmt.Println(l.Addr())
	_ = h.Serve(l) // until it is closed
	return json.NewEncoder(os.Stdout).Encode(s.counts())
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p, _ := s.buffers.Get().(*[]byte)
	if p == nil {
		p = new([]byte)
	}
	defer s.buffers.Put(p)
	status, b := s.answer(r, (*p)[:0])
	*p = b
	if s.latency > 0 {
		time.Sleep(s.latency)
	}
	h := w.Header()
	h["Content-Type"] = jsonType
	h["Content-Length"] = []string{strconv.Itoa(len(b))}
	w.WriteHeader(status)
	_, _ = w.Write(b)
}

var jsonType = []string{"application/json"}

func (s *server) answer(r *http.Request, b []byte) (int, []byte) {
	switch {
	case r.URL.Path == base+"/accounts" && r.Method == http.MethodPost:
		return s.create(r, b)
	case r.Method != http.MethodGet:
	case r.URL.Path == base+"/me":
		s.profiles.Add(1)
		return http.StatusOK, s.profile(b)
	case r.URL.Path == base+"/accounts":
		return http.StatusOK, s.list(r, b)
	}
	s.others.Add(1)
	return http.StatusNotFound, append(b, `{"detail":"Not Found"}`...)
}

// create takes every create.
func (s *server) create(r *http.Request, b []byte) (int, []byte) {
	now := int64(time.Since(s.started))
	s.firstCreate.CompareAndSwap(0, now)
	n := s.creates.Add(1)
	s.lastCreate.Store(now)
	body, err := readAll(r, b)
	if err != nil {
		return http.StatusBadRequest, append(b[:0], `{"detail":"the body was cut off"}`...)
	}
	email, name, country := textOf(body, "email"), textOf(body, "name"), textOf(body, "country")
	return http.StatusCreated, appendCreated(b[:0], n, name, email, country)
}

// list answers a page of the list, or of a search, which finds one account at
// most: the one whose e-mail it is.
func (s *server) list(r *http.Request, b []byte) []byte {
	q := r.URL.Query()
	page, size := positive(q.Get("page"), 1), min(positive(q.Get("per_page"), 20), mostOnPage)
	if search := q.Get("search"); search != "" {
		s.searches.Add(1)
		n, ok := people.Number(search)
		if ok = ok && n >= 0 && n < s.accounts; ok {
			c := people.At(s.seed, n)
			ok = c.Email == search && page == 1
		}
		if !ok {
			return appendPage(b, s.seed, 0, 0, 0, page, size)
		}
		return appendPage(b, s.seed, n, n+1, 1, page, size)
	}
	s.lists.Add(1)
	first := min((page-1)*size, s.accounts)
	return appendPage(b, s.seed, first, min(first+size, s.accounts), s.accounts, page, size)
}

func positive(s string, otherwise int) int {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return n
	}
	return otherwise
}
