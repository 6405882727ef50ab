package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"vobizsync/internal/disk"
)

// Make makes a partner's folder below the state folder, and returns its path. The
// folders that it makes are readable by their owner only, and their names are
// durable.
//
// Of the parents of the state folder only `.local/state` and `Library/Application
// Support` are made, in a home that is there: a folder that is not there may be a
// disk that is not mounted, or a slip of the pen. The state folder may be one that
// others have prepared, a volume or systemd's StateDirectory: then it must be ours
// or root's, and not be writable for everybody. The partner's folder must be ours
// alone, and no link.
func Make(state, partner string) (dir string, err error) {
	if state, err = filepath.Abs(state); err != nil {
		return "", err
	}
	info, err := os.Stat(state)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = makeState(state)
	case err == nil && !info.IsDir():
		err = &folderError{state + " is not a folder", anotherHint}
	case err == nil:
		err = checkState(state, info)
	}
	if err != nil {
		return "", explain(state, err)
	}
	dir = filepath.Join(state, partner)
	if err := makeFolder(dir); err != nil {
		return "", explain(dir, err)
	}
	return dir, nil
}

const anotherHint = "name another folder with --state"

// explain gives an error of the disk a hint.
func explain(dir string, err error) error {
	var f *folderError
	if errors.As(err, &f) {
		return err
	}
	return &folderError{disk.WriteError(dir, err).Error(), anotherHint}
}

// mayMake are the parents of a state folder that are made where they are missing.
var mayMake = []string{filepath.Join(".local", "state"), filepath.Join("Library", "Application Support")}

func makeState(state string) error {
	parent := filepath.Dir(state)
	for _, tail := range mayMake {
		home, ok := strings.CutSuffix(parent, string(filepath.Separator)+tail)
		if info, err := os.Stat(home); !ok || err != nil || !info.IsDir() {
			continue
		}
		for _, dir := range []string{filepath.Dir(parent), parent} {
			if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err := makeFolder(dir); err != nil {
				return err
			}
		}
	}
	if _, err := os.Stat(parent); errors.Is(err, fs.ErrNotExist) {
		return &folderError{state + " can't be made: there is no folder " + parent, "make that, or " + anotherHint}
	}
	return makeFolder(state)
}

// makeFolder makes one folder, unless it is there, and sees that it is ours.
func makeFolder(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(dir) // not what was asked for, but what is there
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return &folderError{dir + " is not a folder, or a link to one", anotherHint}
	}
	if info.Mode().Perm() != 0o700 && owned(info) {
		_ = os.Chmod(dir, 0o700) // a disk without modes refuses
		if info, err = os.Lstat(dir); err != nil {
			return err
		}
	}
	if !owned(info) && knowsModes(dir) {
		return &folderError{dir + " belongs to another user", anotherHint}
	}
	if info.Mode().Perm()&0o022 != 0 && knowsModes(dir) {
		return &folderError{dir + " may be written by other users", anotherHint}
	}
	return disk.SyncDir(filepath.Dir(dir))
}

// checkState looks at a state folder that is there.
func checkState(state string, info fs.FileInfo) error {
	if !owned(info) && !rootOwned(info) && knowsModes(state) {
		return &folderError{state + " belongs to another user", anotherHint}
	}
	if info.Mode().Perm()&0o002 != 0 && info.Mode()&fs.ModeSticky == 0 && knowsModes(state) {
		return &folderError{state + " may be written by every user", anotherHint}
	}
	return nil
}

// knowsModes reports whether a folder's disk keeps what a file is made with: its
// mode, and who made it. Others (exFAT, SMB) show everything alike.
func knowsModes(dir string) bool {
	f, err := os.CreateTemp(dir, ".modes.*") // with mode 0600
	if err != nil {
		return true
	}
	defer os.Remove(f.Name())
	defer f.Close()
	info, err := f.Stat()
	return err != nil || info.Mode().Perm() == 0o600 && owned(info)
}

// openFile opens a file of the ledger. It follows no link, and takes only a
// regular file of ours that has no other name. One that is made is readable by its
// owner only.
func openFile(path string, flags int) (*os.File, error) {
	f, err := os.OpenFile(path, flags|noFollow, 0o600)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) && flags&os.O_CREATE == 0 {
			return nil, err
		}
		if info, lerr := os.Lstat(path); lerr == nil && info.Mode()&fs.ModeSymlink != 0 {
			return nil, notOurs(path, "is a link")
		}
		if flags&os.O_RDWR != 0 {
			return nil, disk.WriteError(path, err)
		}
		return nil, fmt.Errorf("%s can't be read: %w", path, err)
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
		return fmt.Errorf("%s can't be read: %w", path, err)
	}
	there, err := os.Lstat(path)
	switch {
	case err != nil:
		return fmt.Errorf("%s can't be read: %w", path, err)
	case !there.Mode().IsRegular():
		return notOurs(path, "is not a regular file")
	case !os.SameFile(info, there):
		return notOurs(path, "was replaced while it was opened")
	case links(info) > 1:
		return notOurs(path, "has a second name")
	case !owned(info) && knowsModes(filepath.Dir(path)):
		return notOurs(path, "belongs to another user")
	}
	if info.Mode().Perm()&0o077 != 0 && owned(info) {
		_ = f.Chmod(0o600) // a disk without modes refuses
	}
	return nil
}

func notOurs(path, why string) error {
	return &folderError{path + " " + why, "see who made it; or " + anotherHint}
}
