package cli

import (
	"errors"
	"io"

	"vobizsync/internal/disk"
	"vobizsync/reports"
)

// output is standard output. It keeps the first error, so that what writes a
// line need not look: how the command ends tells it.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.Writer.Write(p)
	o.err = err
	return n, err
}

// outcome is how a command ends whose own error is err, nil if it has none. Data
// that nobody got make a failure of a success; another exit code says more, and
// stays. A mistake that the command names itself comes first.
func (a *app) outcome(s *reports.Summary, err error) error {
	lost := a.output.err
	if lost == nil || err != nil && !errors.Is(err, lost) {
		return err
	}
	code := ExitFailed
	if err == nil && s.ExitCode != ExitOK {
		code = s.ExitCode
	}
	return &failure{code: code, err: disk.WriteError("standard output", lost)}
}

func (a *app) printJSON(s *reports.Summary) {
	a.reported = true
	_, _ = a.Stdout.Write(s.JSON()) // the output keeps the error
}
