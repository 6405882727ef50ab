package cli

// ErrInterrupted is the cause by which a signal ends the context of a command.
var ErrInterrupted error = errInterrupted
