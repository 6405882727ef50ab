package reconcile

import (
	"fmt"
	"sync"
	"time"
)

// A server may answer every search and lose every create. Each row by itself
// would then be asked for again and again, and so the next ones; so lost answers
// are counted over all rows, and so many in a row, over so long, end the run.
const (
	mostLost   = 20
	leastLost  = 4 // from which on no further row is begun, or more for many requests at a time
	lostTooFar = 30 * time.Second
)

// streak counts the creates since the last one that was answered, or had an effect.
type streak struct {
	mu    sync.Mutex
	n     int
	first time.Time
	open  int           // rows that have lost an answer, and are not settled yet
	eased chan struct{} // closed when the streak ends or a row is settled; nil where nobody waits
}

// add counts a lost answer, and reports whether that is enough.
func (s *streak) add(now time.Time) (n int, enough bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n++; s.n == 1 {
		s.first = now
	}
	return s.n, s.n >= mostLost && now.Sub(s.first) >= lostTooFar
}

// reset ends the streak.
func (s *streak) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n = 0
	s.ease()
}

// opens counts a row that has lost an answer.
func (s *streak) opens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open++
}

// settles counts such a row off.
func (s *streak) settles() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open--
	s.ease()
}

func (s *streak) ease() {
	if s.eased != nil {
		close(s.eased)
		s.eased = nil
	}
}

// heavy returns nil unless so many answers in a row were lost, and as many rows are
// not settled: then what is closed when that may have changed.
func (s *streak) heavy(most int) (eased <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n < most || s.open < most {
		return nil
	}
	if s.eased == nil {
		s.eased = make(chan struct{})
	}
	return s.eased
}

// mostUnlooked is how many look-ups in a row may fail by the network, or by the
// server, before the run ends.
const mostUnlooked = 10

// looked notes a look-up, and ends the run where none works any more, or
// where none can. What the server has against one e-mail counts for nothing.
func (w *work) looked(err error) {
	switch {
	case err == nil:
		w.looks.reset()
	case fatal(err):
		w.stopIfFatal(err)
	case !refused(err):
		if n, _ := w.looks.add(time.Now()); n >= mostUnlooked {
			err := &deadError{fmt.Errorf("%d look-ups in a row have failed, the last one: %w", n, err)}
			w.halt(&Halt{Code: Unavailable, Message: "not tried: " + err.Error(), Err: err})
		}
	}
}

// stopIfFatal ends the run after an error that every other row would meet, too.
func (w *work) stopIfFatal(err error) {
	if fatal(err) {
		code := Unavailable
		if forbidden(err) {
			code = Forbidden
		}
		w.halt(&Halt{Code: code, Message: "not tried: " + err.Error(), Err: err})
	}
}

// lost counts a create whose answer was lost, and ends the run when no create is
// answered any more.
func (w *work) lost(err error) {
	if n, enough := w.answers.add(time.Now()); enough {
		dead := &deadError{fmt.Errorf("the answers to %d creates in a row were lost, the last one: %w", n, err)}
		w.halt(&Halt{Code: Unavailable, Message: "not tried: " + dead.Error(), Err: dead})
	}
}

// deadError is an API that answers no create.
type deadError struct{ error }

func (e *deadError) Unwrap() error  { return e.error }
func (e *deadError) Advice() string { return WhenItAnswers }

// WhenItAnswers is the hint of a run that an API without answers has ended.
const WhenItAnswers = "when the API answers again, run the same command: it resumes where it stopped"
