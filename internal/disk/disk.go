// Package disk writes files whole or not at all, makes them durable, and keeps what
// is private so: folders and files of their owner only, and files without a name.
package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
)

// WriteError says which file can't be written, and why: the Cause, since the name
// that os puts before it may be that of a temporary file. A file that is not ours
// says that by itself.
func WriteError(path string, err error) error {
	var foreign *NotOursError
	if errors.As(err, &foreign) {
		return foreign
	}
	var said *unwritten
	switch {
	case errors.As(err, &said): // which may be the folder that the file is in
		return said
	case Held(err):
		return err
	case held(err):
		return &heldError{path, "replaced", Cause(err)}
	}
	return &unwritten{path, Cause(err)}
}

// ReadError does the same for a file that can't be read.
func ReadError(path string, err error) error {
	var foreign *NotOursError
	switch {
	case errors.As(err, &foreign):
		return foreign
	case InUse(err):
		return &heldError{path, "read", Cause(err)}
	}
	return fmt.Errorf("%s can't be read: %w", path, Cause(err))
}

// unwritten is a file or a folder that can't be written.
type unwritten struct {
	path string
	err  error
}

func (e *unwritten) Error() string { return e.path + " can't be written: " + e.err.Error() }
func (e *unwritten) Unwrap() error { return e.err }

// heldError is a file that another program has open, or that is not to be changed:
// Windows says the same of both.
type heldError struct {
	path string
	what string // can't be done to it
	err  error
}

func (e *heldError) Error() string  { return e.path + " can't be " + e.what + ": " + e.err.Error() }
func (e *heldError) Unwrap() error  { return e.err }
func (e *heldError) Advice() string { return CloseIt }

// CloseIt is the hint of a file that another program has open.
const CloseIt = "close it in the other program, and run the same command again"

// Held reports whether an error is that of a file which another program has open.
func Held(err error) bool {
	var h *heldError
	return errors.As(err, &h)
}

// Cause returns the innermost cause of an error of a file, without the operation
// and the names that os puts before it: "no such file or directory".
func Cause(err error) error {
	for {
		var path *fs.PathError
		var link *os.LinkError
		var call *os.SyscallError
		switch {
		case errors.As(err, &path):
			err = path.Err
		case errors.As(err, &link):
			err = link.Err
		case errors.As(err, &call):
			err = call.Err
		default:
			return err
		}
	}
}

// SyncDir makes a new file's name in a folder durable. Windows has no way to ask
// for that.
func SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return WriteError(dir, err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return WriteError(dir, err)
	}
	return nil
}
