package disk

import (
	"bufio"
	"crypto/rand"
	"io/fs"
	"os"
	"path/filepath"
)

// File is a file on its way: it takes its name when it is complete. Where the system
// allows it, nothing is left of it until then however the process ends: on Linux it has
// no name, and Windows removes it.
type File struct {
	*bufio.Writer
	temp *os.File
	name string // of temp, "" while nothing would be left of it
	path string
}

// Create starts a file in a folder, readable by its owner only.
func Create(dir, name string) (*File, error) {
	path := filepath.Join(dir, name)
	f := &File{temp: unnamed(dir, name), path: path}
	if f.temp == nil {
		temp, err := createTemp(dir, "."+name+".*")
		if err != nil {
			return nil, &folderError{WriteError(path, err)}
		}
		f.temp, f.name = temp, temp.Name()
	} else {
		hold(f.temp) // it has a name for a moment, in Commit
	}
	f.Writer = bufio.NewWriterSize(f.temp, 64<<10)
	return f, nil
}

// Path is the name that the file takes.
func (f *File) Path() string { return f.path }

// Commit gives the file its name.
func (f *File) Commit() error {
	err := f.Flush()
	if err == nil && f.name == "" {
		f.name, err = takeName(f.temp, temporaryName(filepath.Dir(f.path), filepath.Base(f.path)))
	}
	if err := settle(f.temp, f.name, f.path, err); err != nil {
		return WriteError(f.path, err)
	}
	return SyncDir(filepath.Dir(f.path))
}

// temporaryName is that of a file on its way.
func temporaryName(dir, name string) string { return filepath.Join(dir, "."+name+"."+rand.Text()) }

// Discard leaves nothing behind. It does nothing after Commit.
func (f *File) Discard() {
	f.temp.Close()
	if f.name != "" {
		os.Remove(f.name)
	}
}

// WriteFile writes a small file whole or not at all, readable by its owner only.
func WriteFile(dir, name string, content []byte) error {
	return writeFile(dir, name, content, 0o600)
}

// WritePublicFile writes a small file whole or not at all, readable by all.
func WritePublicFile(dir, name string, content []byte) error {
	return writeFile(dir, name, content, 0o644)
}

func writeFile(dir, name string, content []byte, mode fs.FileMode) error {
	f, err := Create(dir, name)
	if err != nil {
		return err
	}
	if _, err = f.Write(content); err != nil {
		f.Discard()
		return WriteError(f.path, err)
	}
	setMode(f.temp, mode)
	return f.Commit()
}

// chmod is replaced in tests: a file system that refuses it can't be mounted
// everywhere.
var chmod = (*os.File).Chmod

// setMode gives a file its mode, unless it has it. A disk that has modes of its
// own for all files (exFAT, SMB, FUSE under another user) may refuse that, and is
// no worse a place for it: the content is what matters.
func setMode(f *os.File, mode fs.FileMode) {
	if info, err := f.Stat(); err == nil && info.Mode().Perm() != mode {
		_ = chmod(f, mode)
	}
}
