package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Same returns an error unless a path still names an open file: what is written
// to one that was removed or replaced is lost with it.
func Same(path string, f *os.File) error {
	there, err := os.Lstat(path)
	if err == nil {
		var open fs.FileInfo
		if open, err = f.Stat(); err == nil && os.SameFile(there, open) {
			return nil
		}
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return &goneError{path}
	}
	return fmt.Errorf("%s can't be read: %w", path, err)
}

// goneError is a file that is not there any more.
type goneError struct{ path string }

func (e *goneError) Error() string { return e.path + " was removed or replaced during the run" }
func (e *goneError) Advice() string {
	return "leave a run's files alone until it has ended; then the same command resumes it"
}
