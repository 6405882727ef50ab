package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// MakeFolder makes the folder of a run, unless it is there, and its parents,
// readable by their owner only and with durable names. The folder must be ours: no
// link, of no other user, and not to be written by others, who could put a link
// into the place of a file of ours. What lies above the first folder that is made
// is the user's business, and so are the links there.
func MakeFolder(dir string) error {
	err := makeFolder(filepath.Clean(dir)) // Lstat follows a link that ends with a slash
	var n *NotOursError
	if err == nil || errors.As(err, &n) {
		return err
	}
	return &folderError{WriteError(dir, err)}
}

func makeFolder(dir string) error {
	info, err := os.Lstat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if parent := filepath.Dir(dir); parent != dir {
			if _, err := os.Stat(parent); errors.Is(err, fs.ErrNotExist) {
				if err := makeFolder(parent); err != nil {
					return err
				}
			}
		}
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if err := SyncDir(filepath.Dir(dir)); err != nil {
			return err
		}
		info, err = os.Lstat(dir) // not what was asked for, but what is there
	}
	if err != nil {
		return err
	}
	return checkFolder(dir, info)
}

// checkFolder returns an error for a folder that is not ours alone. On a disk that
// shows all files alike, its owner and mode say nothing.
func checkFolder(dir string, info fs.FileInfo) error {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return notOurs(dir, "is a link, which is not followed")
	case !info.IsDir():
		return syscall.ENOTDIR
	case !Owned(info) && KeepsModes(dir):
		return notOurs(dir, "belongs to another user")
	case OthersMayWrite(info) && KeepsModes(dir):
		return &NotOursError{dir, "may be written by other users", "take that right from them (chmod go-w)"}
	}
	return nil
}

// folderError is a folder that can't be used, or in which no file can be made.
type folderError struct{ err error }

func (e *folderError) Error() string  { return e.err.Error() }
func (e *folderError) Unwrap() error  { return e.err }
func (e *folderError) Advice() string { return "choose another folder with --out" }
