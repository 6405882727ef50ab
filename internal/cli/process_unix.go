//go:build unix

package cli

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// shellName is how the help calls the shell.
const shellName = "sh -c"

// shellCommand is a command line of the user's, to be run by the shell.
func (a *app) shellCommand(ctx context.Context, line string) *exec.Cmd {
	return exec.CommandContext(ctx, "sh", "-c", line)
}

// apart gives a command a session of its own, and ends all of its processes with
// its context. It has no terminal, so that one that asks there fails instead of
// waiting for ever.
func apart(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
}

// raise ends this process as a signal does that nobody listens to.
func raise(s os.Signal) {
	signal.Reset(s)
	if number, ok := s.(syscall.Signal); ok {
		_ = syscall.Kill(os.Getpid(), number)
	}
}

// endOfInput ends what is typed.
const endOfInput = "^D"
