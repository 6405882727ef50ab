package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// errInterrupted is how a command ends that a signal has ended before it created
// anything.
var errInterrupted = &failure{code: ExitInterrupted, err: errors.New("interrupted")}

// interruptible runs a command until it ends or a signal comes, which ends its
// context, so that the command can clear up behind itself.
func (a *app) interruptible(ctx context.Context, run func(context.Context) error) error {
	ctx, release := untilSignal(ctx)
	defer release()
	err := run(ctx)
	if err != nil && errors.Is(context.Cause(ctx), errInterrupted) {
		return errInterrupted
	}
	return err
}

// untilSignal returns a context that ends with the first SIGINT or SIGTERM, by
// errInterrupted. A second one ends the process at once, as if nobody had
// listened.
func untilSignal(ctx context.Context) (signaled context.Context, release func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	end := onSignal(func(os.Signal) { cancel(errInterrupted) })
	return ctx, func() {
		end()
		cancel(nil)
	}
}

// onSignal calls first at the first signal. The function that it returns stops
// listening.
func onSignal(first func(os.Signal)) (stop func()) {
	signals := make(chan os.Signal, 1)
	done := make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			first(s)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}
