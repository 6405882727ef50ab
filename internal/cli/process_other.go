//go:build !unix

package cli

import (
	"os"
	"os/exec"
)

// apart leaves a command as it is: its context ends the shell, not its children.
func apart(*exec.Cmd) {}

// raise does nothing: no process here can end by a signal.
func raise(os.Signal) {}
