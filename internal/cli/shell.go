package cli

import (
	"context"
	"os/exec"
	"time"
)

// shell prepares a command of the user's for sh, with the program's environment
// and talk. It runs apart: it and its children end with the context, and it has no
// terminal, so that one that asks there fails instead of waiting for ever.
func (a *app) shell(ctx context.Context, command string) *exec.Cmd {
	c := exec.CommandContext(ctx, "sh", "-c", command)
	c.Env, c.WaitDelay = a.Environ, time.Second
	if !a.terminal.broken() { // a command must not end by writing where nobody reads
		c.Stderr = a.Stderr
	}
	apart(c)
	return c
}

// runShell runs a command of the user's. A second signal ends it with the program.
func (a *app) runShell(c *exec.Cmd) error {
	if err := c.Start(); err != nil {
		return err
	}
	a.child.Store(c)
	defer a.child.Store(nil)
	return c.Wait()
}
