package disk

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
)

// File is a file on its way: it takes its name when it is complete.
type File struct {
	*bufio.Writer
	temp *os.File
	path string
}

// Create starts a file in a folder, readable by its owner only.
func Create(dir, name string) (*File, error) {
	path := filepath.Join(dir, name)
	temp, err := os.CreateTemp(dir, "."+name+".*") // with mode 0600
	if err != nil {
		return nil, &folderError{WriteError(path, err)}
	}
	return &File{Writer: bufio.NewWriterSize(temp, 64<<10), temp: temp, path: path}, nil
}

// Path is the name that the file takes.
func (f *File) Path() string { return f.path }

// Commit gives the file its name.
func (f *File) Commit() error {
	if err := settle(f.temp, f.path, f.Flush()); err != nil {
		return WriteError(f.path, err)
	}
	return SyncDir(filepath.Dir(f.path))
}

// Discard leaves nothing behind. It does nothing after Commit.
func (f *File) Discard() {
	f.temp.Close()
	os.Remove(f.temp.Name())
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
