package disk

import (
	"io/fs"
	"os"
	"path/filepath"
)

// ModesPattern matches the name of the file of KeepsModes: a process that is killed
// leaves it behind.
const ModesPattern = ".modes.*"

// AnotherFolder is the hint of a folder that can't be used.
const AnotherFolder = "choose another folder with --out"

// NotOursError is a file or a folder that others may have made or may change.
type NotOursError struct {
	Path   string
	Why    string // "is a link"
	Remedy string // what to do about it, beside to choose another folder
}

func (e *NotOursError) Error() string  { return e.Path + " " + e.Why }
func (e *NotOursError) Advice() string { return e.Remedy + ", or " + AnotherFolder }

func notOurs(path, why string) error { return &NotOursError{path, why, "see who made it"} }

// OpenPrivate opens a file for what nobody else may read, with the flags of
// os.OpenFile. It follows no link, and takes only a regular file of ours that has
// no other name: else what is written could end elsewhere. A file that is made is
// readable by its owner only; so becomes one that was not.
//
// An error for a file that is not ours is a [NotOursError], any other one that of
// os.OpenFile.
func OpenPrivate(path string, flags int) (*os.File, error) {
	f, err := os.OpenFile(path, flags|noFollow, 0o600)
	if err != nil {
		if info, lerr := os.Lstat(path); lerr == nil && info.Mode()&fs.ModeSymlink != 0 {
			return nil, notOurs(path, "is a link, which is not followed")
		}
		return nil, err
	}
	if err := checkFile(path, f); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func checkFile(path string, f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	there, err := os.Lstat(path)
	switch {
	case err != nil:
		return err
	case !there.Mode().IsRegular():
		return notOurs(path, "is not a regular file")
	case !os.SameFile(info, there):
		return notOurs(path, "was replaced while it was opened")
	case links(info) > 1:
		return notOurs(path, "has a second hard link")
	case !Owned(info) && KeepsModes(filepath.Dir(path)):
		return notOurs(path, "belongs to another user")
	}
	if othersMayRead(info) && Owned(info) {
		_ = chmod(f, 0o600) // a disk without modes refuses
	}
	return nil
}
