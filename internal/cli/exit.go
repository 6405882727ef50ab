package cli

import (
	"errors"
	"strings"

	"vobizsync/reconcile"
	"vobizsync/reports"
)

// The exit codes. People script against them; docs/reference.md has the same table.
const (
	ExitOK          = 0   // every row is settled well
	ExitFailed      = 1   // the run failed: credentials, network, disk
	ExitUsage       = 2   // a wrong call, or an input that can't be read
	ExitProblems    = 3   // done, but some rows are invalid, failed, unknown or skipped
	ExitRefused     = 4   // refused by a guard, another run is at work, or the folder is another file's
	ExitInterrupted = 130 // stopped by a signal
)

// failure is an error that knows its exit code and, where a foreseeable mistake
// has a remedy, what to do.
type failure struct {
	code int
	err  error
	hint string
}

func (f *failure) Error() string  { return f.err.Error() }
func (f *failure) Unwrap() error  { return f.err }
func (f *failure) ExitCode() int  { return f.code }
func (f *failure) Advice() string { return f.hint }

func usageError(text, hint string) error { return &failure{ExitUsage, errors.New(text), hint} }

func guardError(text, hint string) error { return &failure{ExitRefused, errors.New(text), hint} }

// exitCode finds the code of an error by what it can tell.
func exitCode(err error) int {
	var coded interface{ ExitCode() int }
	var input interface{ BadInput() bool }
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &coded):
		return coded.ExitCode()
	case errors.As(err, &input) && input.BadInput():
		return ExitUsage
	case errors.Is(err, reconcile.ErrLocked):
		return ExitRefused
	}
	return ExitFailed
}

// oneLine is an error on one line: those that were joined stand one after the
// other.
func oneLine(err error) string {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err.Error()
	}
	var lines []string
	for _, e := range joined.Unwrap() {
		lines = append(lines, oneLine(e))
	}
	if strings.Join(lines, "\n") != err.Error() {
		return err.Error() // it has words of its own
	}
	return strings.Join(lines, "; ")
}

// advice finds the hint of an error, "" where it has none: the first one in the
// chain, or in those of the errors that were joined.
func advice(err error) string {
	for ; err != nil; err = errors.Unwrap(err) {
		if a, ok := err.(interface{ Advice() string }); ok && a.Advice() != "" {
			return a.Advice()
		}
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				if hint := advice(e); hint != "" {
					return hint
				}
			}
		}
	}
	return ""
}

// rowsExit is the code that the rows of a finished run deserve.
func rowsExit(s *reports.Summary, failOnDiffers bool) int {
	for _, status := range []reconcile.Status{reconcile.Invalid, reconcile.Failed, reconcile.Unknown, reconcile.Skipped} {
		if s.Counts[string(status)] > 0 {
			return ExitProblems
		}
	}
	if failOnDiffers && s.Counts[string(reconcile.Differs)] > 0 {
		return ExitProblems
	}
	return ExitOK
}
