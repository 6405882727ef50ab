package cli

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A run of sync is stopped by a signal or by --max-duration: both end one context,
// which every step is given, and its cause says which it was. As long as nothing
// is created, that ends what is under way. From then on no further create is
// sent, those under way may finish within --timeout, and every row gets its
// answer.

// timeOver is why a run is stopped whose --max-duration has passed.
type timeOver struct{ limit time.Duration }

func (t timeOver) Error() string { return fmt.Sprintf("--max-duration %s has passed", t.limit) }
func (t timeOver) ExitCode() int { return ExitProblems }

// withLimit returns the context that also ends after a time; 0 means no limit.
func withLimit(ctx context.Context, limit time.Duration) (stop context.Context, release func()) {
	if limit <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, limit, timeOver{limit})
}

// nothingCreated is the error of a run that was stopped in time.
func (a *app) nothingCreated(stop context.Context) error {
	cause := context.Cause(stop)
	return &failure{exitCode(cause), fmt.Errorf("%w; nothing was created", cause), "the same command starts again: " + a.commandLine()}
}

// calls returns the context of the requests that create: it ends --timeout after
// stop does. End ends it at once.
func (s *syncRun) calls(stop context.Context) (calls context.Context, end func()) {
	calls, cut := context.WithCancel(context.WithoutCancel(stop))
	said := make(chan struct{})
	release := context.AfterFunc(stop, func() {
		defer close(said)
		s.sayStopping(stop)
		time.AfterFunc(s.o.api.timeout, cut)
	})
	return calls, func() {
		if !release() {
			<-said
		}
		cut()
	}
}

func (s *syncRun) sayStopping(stop context.Context) {
	if over := new(timeOver); errors.As(context.Cause(stop), over) {
		s.say("stopping: %s; calls under way may finish within %s", over, s.o.api.timeout)
		return
	}
	s.say("stopping: calls under way may finish within %s; press ^C again to end at once", s.o.api.timeout)
}

// await returns what f does, or when ctx ends. Then f is left behind: it may hang
// in a call that nothing ends, such as reading a pipe.
func await[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		v, err := f()
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, context.Cause(ctx)
	}
}
