package cli

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// A ^C goes to a command and to the program. hearsToo is how long after a command that
// it has ended the program hears of it at the latest, on a machine that has much else
// to do; mayHear is the same of a command that does not say whether it was a ^C.
const (
	hearsToo = 10 * time.Second
	mayHear  = 100 * time.Millisecond
)

// runShell runs a command of the user's with the system's shell, for so long at most. It has the
// program's environment and talk, unless prepare says otherwise. It and its
// children end with the context, or with a second signal; an error of the context's
// is its cause. One that may ask a person shares the program's process group where
// there is a terminal: it can read there, and ^C reaches its children without us,
// but of another end only the shell hears.
func (a *app) runShell(ctx context.Context, command string, most time.Duration, mayAsk bool, prepare func(*exec.Cmd)) error {
	bounded, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	c := a.shellCommand(bounded, command)
	c.Env, c.WaitDelay = a.Environ, time.Second
	if !a.terminal.broken() { // a command must not end by writing where nobody reads
		c.Stderr = a.Stderr
	}
	prepare(c)
	shared := mayAsk && isTerminal(a.Stdin)
	if !shared {
		apart(c)
	}
	err := a.child.start(c)
	if err == nil {
		err = c.Wait()
		a.child.ended()
	}
	if err != nil && shared {
		wait := mayHear
		if interrupted(err) {
			wait = hearsToo
		}
		select {
		case <-bounded.Done():
		case <-time.After(wait):
		}
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil && bounded.Err() != nil:
		return fmt.Errorf("it did not end within %s", most)
	}
	return err
}

// interrupted reports whether a ^C has ended a command.
func interrupted(err error) bool {
	exit := new(exec.ExitError)
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGINT
}

// child is the command of the user's that runs, if one does.
type child struct {
	mu  sync.Mutex
	cmd *exec.Cmd
}

// start starts a command; from its first moment on it is known.
func (c *child) start(cmd *exec.Cmd) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	err := cmd.Start()
	if err == nil {
		c.cmd = cmd
	}
	return err
}

func (c *child) ended() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cmd = nil
}

// endForGood ends the command that runs. No other one is started after it, since
// the lock is kept.
func (c *child) endForGood() {
	c.mu.Lock()
	if c.cmd != nil {
		_ = c.cmd.Cancel()
	}
}
