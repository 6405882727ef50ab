package disk

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// ProbePattern matches the names of the file of Probe: a process that is killed
// leaves it behind.
const ProbePattern = ".probe.*"

// probeSize is more than a file system keeps beside a file's name, so that a
// disk without room shows, bytes.
const probeSize = 64 << 10

// Probe tries in a folder all that a file needs to be written whole: to be made,
// written, synced and renamed. It leaves nothing behind.
func Probe(dir string) error {
	temp, err := createTemp(dir, ProbePattern)
	if err == nil {
		_, err = temp.Write(make([]byte, probeSize))
		err = settle(temp, temp.Name(), temp.Name()+".renamed", err)
		os.Remove(temp.Name() + ".renamed")
	}
	if err != nil {
		return &folderError{WriteError(dir, err)}
	}
	return nil
}

// ProbeReplace tries whether a file can be replaced, if it is there: by a copy of
// itself, made just as Commit will do it. So it finds whatever would keep it from
// that: a program that has it open (Windows), a file that is not to be changed
// (chattr), a folder in its place. At each moment the file is there and whole,
// and it keeps its time.
func ProbeReplace(dir, name string) error {
	path := filepath.Join(dir, name)
	info, err := os.Lstat(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err == nil && info.IsDir() {
		err = syscall.EISDIR
	}
	if err == nil && info.Mode().IsRegular() { // anything else is a name in the folder, and no more
		err = replaceByCopy(path, info)
	}
	if err != nil {
		return &folderError{WriteError(path, err)}
	}
	return nil
}

func replaceByCopy(path string, was fs.FileInfo) error {
	old, err := os.OpenFile(path, os.O_RDONLY|noFollow, 0)
	if os.IsPermission(err) {
		return nil // to replace it takes no right to read it
	}
	if err != nil {
		return err
	}
	temp, err := createTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		old.Close()
		return err
	}
	_, err = io.Copy(temp, old)
	old.Close() // Windows replaces no open file
	if err == nil {
		err = temp.Sync()
	}
	_ = os.Chtimes(temp.Name(), time.Time{}, was.ModTime()) // which a disk may refuse as it refuses a chmod
	if now, serr := os.Lstat(path); serr != nil || !os.SameFile(now, was) {
		// Another process has replaced it just now: so it can be, and must not become
		// the old one again.
		temp.Close()
		os.Remove(temp.Name())
		return nil
	}
	return settle(temp, temp.Name(), path, err)
}

// settle syncs and closes a temporary file and gives it its name, unless an error
// came before. It leaves no temporary file behind. Where that can be, the file is
// held until it has its name.
func settle(temp *os.File, name, path string, err error) error {
	if err == nil {
		err = temp.Sync()
	}
	if err == nil && runtime.GOOS != "windows" {
		err = Rename(name, path)
	}
	if cerr := temp.Close(); err == nil {
		err = cerr
	}
	if err == nil && runtime.GOOS == "windows" { // which renames no open file
		err = Rename(name, path)
	}
	if err != nil && name != "" {
		os.Remove(name)
	}
	return err
}
