package ledger

import (
	"errors"
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
		err = disk.UsePrepared(state, info)
	default:
		err = disk.WriteError(state, err)
	}
	dir = filepath.Join(state, partner)
	if err == nil {
		err = disk.MakeFolder(dir)
	}
	if err == nil { // a run that was killed may have made it and not synced its name
		err = disk.SyncDir(state)
	}
	if err != nil {
		return "", explain(err)
	}
	return dir, nil
}

const anotherHint = "choose another folder with --state"

// explain gives an error of the disk the hint of a state folder.
func explain(err error) error {
	var f *folderError
	var foreign *disk.NotOursError
	switch {
	case errors.As(err, &f):
		return err
	case errors.As(err, &foreign):
		return &folderError{foreign.Error(), foreign.Remedy + ", or " + anotherHint}
	}
	return &folderError{err.Error(), anotherHint}
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
			if err := disk.MakeFolder(dir); err != nil {
				return err
			}
		}
	}
	if _, err := os.Stat(parent); errors.Is(err, fs.ErrNotExist) {
		return &folderError{state + " can't be created: there is no folder " + parent, "create that, or " + anotherHint}
	}
	return disk.MakeFolder(state)
}

// openFile opens a file of the ledger, as [disk.OpenPrivate] does.
func openFile(path string, flags int) (*os.File, error) {
	f, err := disk.OpenPrivate(path, flags)
	var foreign *disk.NotOursError
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist) && flags&os.O_CREATE == 0:
		return f, err
	case errors.As(err, &foreign):
		return nil, explain(err)
	case flags&os.O_RDWR != 0:
		return nil, disk.WriteError(path, err)
	}
	return nil, disk.ReadError(path, err)
}
