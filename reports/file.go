package reports

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"

	"vobizsync/reconcile"
)

// file is a file on its way: it takes its name when it is complete.
type file struct {
	*bufio.Writer
	temp *os.File
	path string
}

// createFile starts a file in a folder.
func createFile(dir, name string) (*file, error) {
	path := filepath.Join(dir, name)
	temp, err := os.CreateTemp(dir, "."+name+".*") // with mode 0600
	if err != nil {
		return nil, &folderError{reconcile.WriteError(path, err)}
	}
	return &file{Writer: bufio.NewWriterSize(temp, 64<<10), temp: temp, path: path}, nil
}

// commit gives the file its name.
func (f *file) commit() error {
	err := f.Flush()
	if err == nil {
		err = f.temp.Sync()
	}
	if cerr := f.temp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.temp.Name(), f.path)
	}
	if err != nil {
		os.Remove(f.temp.Name())
		return reconcile.WriteError(f.path, err)
	}
	return reconcile.SyncDir(filepath.Dir(f.path))
}

// discard leaves nothing behind. It does nothing after commit.
func (f *file) discard() {
	f.temp.Close()
	os.Remove(f.temp.Name())
}

// MakeFolder makes the folder of a run, readable by its owner only.
func MakeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return &folderError{reconcile.WriteError(dir, err)}
	}
	return nil
}

// folderError is a folder that can't be made, or in which no file can.
type folderError struct{ err error }

func (e *folderError) Error() string  { return e.err.Error() }
func (e *folderError) Unwrap() error  { return e.err }
func (e *folderError) Advice() string { return "choose another folder with --out" }

// WriteFile writes a small file whole or not at all, readable by its owner only.
func WriteFile(dir, name string, content []byte) error {
	return writeFile(dir, name, content, 0o600)
}

// WritePublicFile writes a small file whole or not at all, readable by all.
func WritePublicFile(dir, name string, content []byte) error {
	return writeFile(dir, name, content, 0o644)
}

func writeFile(dir, name string, content []byte, mode fs.FileMode) error {
	f, err := createFile(dir, name)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.temp.Chmod(mode)
	}
	if err != nil {
		f.discard()
		return reconcile.WriteError(f.path, err)
	}
	return f.commit()
}
