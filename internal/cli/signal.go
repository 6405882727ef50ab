package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// errInterrupted is why a command ends that a signal has stopped.
var errInterrupted = &failure{code: ExitInterrupted, err: errors.New("interrupted")}

// brokenPipes takes the signals of writing where nobody reads, so that they end
// nothing: the write itself fails, and tells. It is not ignored, for a process that
// is started would inherit that.
var brokenPipes = make(chan os.Signal, 1)

// untilSignal returns a context that ends with the first signal, by
// errInterrupted: this is how all commands are stopped. A second signal ends the
// process at once. SIGHUP stays ignored where it was when the program started:
// under nohup.
func (a *app) untilSignal(ctx context.Context) (stop context.Context, release func()) {
	signal.Notify(brokenPipes, syscall.SIGPIPE)
	ctx, cancel := context.WithCancelCause(ctx)
	signals, done := make(chan os.Signal, 2), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(signals, syscall.SIGHUP)
	}
	go func() {
		for first := true; ; first = false {
			select {
			case <-done:
				return
			case s := <-signals:
				if !first {
					a.endAtOnce(s)
				}
				cancel(errInterrupted)
			}
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(done)
		cancel(nil)
	}
}

// atOnce bounds what is done once the process is to end at once.
const atOnce = time.Second

// endAtOnce ends the process as the signal does by itself, and what it has started.
func (a *app) endAtOnce(s os.Signal) {
	a.child.endForGood()
	said := make(chan struct{})
	go func() { // may have to wait for a terminal that takes nothing
		defer close(said)
		if words := a.lastWords.Load(); words != nil {
			a.say("ended at once; %s", *words)
		} else {
			a.say("ended at once")
		}
	}()
	select {
	case <-said:
	case <-time.After(atOnce):
	}
	raise(s)
	time.Sleep(atOnce) // the first process of a container can't end by a signal of its own
	a.Exit(ExitInterrupted)
}

// stopped is how a command ends whose own error is err, nil if it has none: one
// that a signal has stopped fails for that reason, whatever has broken on the way.
func stopped(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), errInterrupted) {
		return errInterrupted
	}
	return err
}
