package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
)

// WriteError says which file can't be written, and why: the innermost cause,
// without the operation and the temporary name that os puts before it.
func WriteError(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		err = le.Err
	}
	return fmt.Errorf("%s can't be written: %w", path, err)
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
