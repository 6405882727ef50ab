package cli

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

// heardBoth is how long after a command the program hears of a ^C at the latest.
const heardBoth = 100 * time.Millisecond

// runShell runs a command of the user's with sh, for so long at most. It has the
// program's environment and talk, unless prepare says otherwise. It and its
// children end with the context, or with a second signal; an error of the context's
// is its cause. One that may ask a person shares the program's process group where
// there is a terminal: it can read there, and ^C reaches its children without us,
// but of another end only the shell hears.
func (a *app) runShell(ctx context.Context, command string, most time.Duration, mayAsk bool, prepare func(*exec.Cmd)) error {
	bounded, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	c := exec.CommandContext(bounded, "sh", "-c", command)
	c.Env, c.WaitDelay = a.Environ, time.Second
	if !a.terminal.broken() { // a command must not end by writing where nobody reads
		c.Stderr = a.Stderr
	}
	prepare(c)
	shared := mayAsk && isTerminal(a.Stdin)
	if !shared {
		apart(c)
	}
	err := c.Start()
	if err == nil {
		a.child.Store(c)
		err = c.Wait()
		a.child.Store(nil)
	}
	if err != nil && shared { // a ^C that has ended it is on its way to the program, too
		select {
		case <-bounded.Done():
		case <-time.After(heardBoth):
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
