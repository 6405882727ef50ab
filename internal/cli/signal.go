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

// interruptible runs a command until it ends or a signal comes. The first SIGINT
// or SIGTERM ends the context, so that the command can clear up behind itself,
// or does what onStop says instead, where there is something to finish. A second
// one ends the process at once, as if nobody had listened.
func (a *app) interruptible(ctx context.Context, run func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer onSignal(func(os.Signal) {
		if stop := a.onStop.Load(); stop != nil {
			(*stop)()
			return
		}
		cancel(errInterrupted)
	})()
	err := run(ctx)
	if err != nil && errors.Is(context.Cause(ctx), errInterrupted) {
		return errInterrupted
	}
	return err
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
