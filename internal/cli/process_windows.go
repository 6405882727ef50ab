package cli

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"syscall"
)

// shellName is how the help calls the shell.
const shellName = "%COMSPEC% /d /s /c"

// shellCommand is a command line of the user's, to be run by the shell. With /s it
// reads the line just as it is between the outer quotes, so nothing is quoted a
// second time (cmd /?).
func (a *app) shellCommand(ctx context.Context, line string) *exec.Cmd {
	shell := cmp.Or(a.Getenv("COMSPEC"), `C:\Windows\System32\cmd.exe`)
	c := exec.CommandContext(ctx, shell)
	c.SysProcAttr = &syscall.SysProcAttr{CmdLine: `"` + shell + `" /d /s /c "` + line + `"`}
	return c
}

// apart leaves a command as it is: its context ends the shell, not its children.
func apart(*exec.Cmd) {}

// raise does nothing: no process here can end by a signal.
func raise(os.Signal) {}

// endOfInput ends what is typed.
const endOfInput = "^Z and Enter"
