package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vobizsync/reconcile"
)

// A run of sync is stopped by a signal or by --max-duration: both end the context
// syncRun.stop, and its cause says which it was. As long as nothing is created,
// that ends the run's own context, too. From then on the two go apart: no further
// create is sent, those under way may finish within --timeout, and every row
// gets its answer.

// timeOver is why a run is stopped whose --max-duration has passed.
type timeOver struct{ limit time.Duration }

func (t timeOver) Error() string { return fmt.Sprintf("--max-duration %s is over", t.limit) }

// stoppable runs f until it ends or is stopped before it creates anything.
func (s *syncRun) stoppable(ctx context.Context, f func(context.Context) error) error {
	stop, release := untilSignal(ctx)
	defer release()
	if d := s.o.maxDuration; d > 0 {
		var cancel context.CancelFunc
		stop, cancel = context.WithTimeoutCause(stop, d, timeOver{d})
		defer cancel()
	}
	s.stop = stop
	ctx, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	s.detach = context.AfterFunc(stop, cut)
	err := f(ctx)
	if err == nil || s.creating || stop.Err() == nil {
		return err
	}
	cause, code := context.Cause(stop), ExitInterrupted
	if errors.As(cause, new(timeOver)) {
		code = ExitProblems
	}
	return &failure{code, fmt.Errorf("%w; nothing was created", cause), "the same command starts again: " + s.commandLine()}
}

// watchStop stops the applier when the run is stopped, and cuts its calls off
// --timeout later. It refuses where that has happened already. The watch must be
// ended.
func (s *syncRun) watchStop() (end func(), err error) {
	if s.creating = s.detach(); !s.creating {
		return nil, s.stop.Err()
	}
	told := make(chan struct{})
	release := context.AfterFunc(s.stop, func() {
		defer close(told)
		s.sayStopping()
		s.applier.Stop(s.halt())
		time.AfterFunc(s.o.api.timeout, s.applier.Cut)
	})
	return func() {
		if !release() {
			<-told
		}
	}, nil
}

func (s *syncRun) sayStopping() {
	if over := new(timeOver); errors.As(context.Cause(s.stop), over) {
		s.say("stopping: %s; calls under way may finish within %s", over, s.o.api.timeout)
		return
	}
	s.say("stopping: calls under way may finish within %s; press ^C again to end at once", s.o.api.timeout)
}

// interruptedBySignal is what the rows say that a signal kept from being tried.
const interruptedBySignal = "the run was interrupted"

// halt is what the rows say once the run is stopped.
func (s *syncRun) halt() reconcile.Halt {
	message := interruptedBySignal
	if over := new(timeOver); errors.As(context.Cause(s.stop), over) {
		message = "not tried: " + over.Error()
	}
	return reconcile.Halt{Code: reconcile.Interrupted, Message: message}
}

// untilStop returns a context that ends when the run is stopped: for requests
// that only read, which may be cut off at any time.
func (s *syncRun) untilStop(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	release := context.AfterFunc(s.stop, cancel)
	return ctx, func() {
		release()
		cancel()
	}
}
