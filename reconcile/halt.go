package reconcile

import (
	"context"
	"errors"

	"vobizsync/importer"
)

// Halt is why a run stopped creating accounts before its end: the cause of its
// stop's end.
type Halt struct {
	Code    importer.Code
	Message string // what a skipped row says
	Err     error  // what ended the run; nil for a full quota
}

func (h *Halt) Error() string { return h.Message }
func (h *Halt) Unwrap() error { return h.Err }

// haltOf returns why a stop has ended, nil as long as it has not.
func haltOf(stop context.Context) *Halt {
	if stop.Err() == nil {
		return nil
	}
	cause := context.Cause(stop)
	if h := new(Halt); errors.As(cause, &h) {
		return h
	}
	return &Halt{Code: Interrupted, Message: "not tried: " + cause.Error(), Err: cause}
}

// diskHalt stops a run that can't remember what it does.
func diskHalt(err error) *Halt {
	return &Halt{Code: Interrupted, Message: "the run was stopped: " + err.Error(), Err: err}
}
