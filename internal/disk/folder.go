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
// into the place of a file of ours. If it is there already and others may read it,
// they may not from then on, unless it is the working folder, which serves other
// ends, too. What lies above the first folder that is made is the user's business,
// and so are the links there.
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
		} else if err == nil {
			ownerOnly(dir)
		}
		if err := SyncDir(filepath.Dir(dir)); err != nil {
			return err
		}
		info, err = os.Lstat(dir) // not what was asked for, but what is there
	}
	if err != nil {
		return err
	}
	if err := checkFolder(dir, info); err != nil {
		return err
	}
	closeToOthers(dir, info)
	return nil
}

// UsePrepared looks at a folder that others may have prepared for our folders, such
// as a volume: it must be ours or the administrator's, and not everybody may write
// there but as in /tmp, where nobody can take away what is another's. One that is
// ours alone is closed to others, as [MakeFolder] does.
func UsePrepared(dir string, info fs.FileInfo) error {
	switch {
	case !Owned(info) && !ownedByRoot(info) && KeepsModes(dir):
		return notOurs(dir, "belongs to another user")
	case everybodyMayWrite(info) && info.Mode()&fs.ModeSticky == 0 && KeepsModes(dir):
		return &NotOursError{dir, "is writable by every user", "remove that permission (chmod o-w)"}
	}
	if !OthersMayWrite(info) { // else it is shared on purpose
		closeToOthers(dir, info)
	}
	return nil
}

// closeToOthers takes a folder of ours from others, unless it is the working
// folder. A disk that has modes of its own for all files may refuse that, and is no
// worse a place for it.
func closeToOthers(dir string, info fs.FileInfo) {
	if !othersMayRead(info) || !Owned(info) {
		return
	}
	if here, err := os.Stat("."); err != nil || os.SameFile(here, info) {
		return
	}
	f, err := os.OpenFile(dir, os.O_RDONLY|noFollow, 0)
	if err != nil {
		return
	}
	defer f.Close()
	if open, err := f.Stat(); err == nil && os.SameFile(open, info) {
		_ = chmod(f, 0o700)
	}
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
		return &NotOursError{dir, "is writable by other users", "remove that permission (chmod go-w)"}
	}
	return nil
}

// folderError is a folder that can't be used, or in which no file can be made.
type folderError struct{ err error }

func (e *folderError) Error() string { return e.err.Error() }
func (e *folderError) Unwrap() error { return e.err }
func (e *folderError) Advice() string {
	var h *heldError
	if errors.As(e.err, &h) {
		return h.Advice()
	}
	return AnotherFolder
}
