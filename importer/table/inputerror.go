package table

import (
	"errors"
	"fmt"
	"io/fs"

	"vobizsync/internal/disk"
)

// InputError is a file that can't be read as a table of customers: the user's
// to fix, not the program's.
type InputError struct {
	Name    string // the file
	Line    int    // 0 where no line is meant
	Problem string
	Hint    string // what to do, "" where nothing is sure to help
	// Flags are what the same command needs besides, flag and value by turns.
	Flags []string
}

func (e *InputError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Problem)
	}
	return e.Name + ": " + e.Problem
}

// Advice returns the hint.
func (e *InputError) Advice() string { return e.Hint }

// BadInput marks the error as one of the input.
func (e *InputError) BadInput() bool { return true }

func openError(name string, err error) error {
	e := &InputError{Name: name, Problem: "can't be opened: " + disk.Cause(err).Error()}
	if disk.InUse(err) {
		e.Hint = disk.CloseIt
	}
	if errors.Is(err, fs.ErrNotExist) {
		e.Problem = "no such file"
		e.Hint = "check the name and the folder; - reads standard input"
	}
	return e
}
