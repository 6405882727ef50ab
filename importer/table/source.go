package table

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"

	"vobizsync/internal/disk"
)

// source hands out the bytes of a file once, from the first to the last, and
// hashes them on the way if that is wanted.
type source struct {
	name   string // for messages
	path   string // "" of what has none
	from   io.Reader
	file   *os.File // that is read; nil for what is not a file
	before fs.FileInfo
	hash   hash.Hash // nil where it is known, or not wanted
	read   int64     // bytes
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	if s.hash != nil {
		s.hash.Write(p[:n])
	}
	s.read += int64(n)
	return n, err
}

// openPath opens a file that is read at its path. The error is an *InputError.
func openPath(path, name string, opts *Options) (*source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, openError(name, err)
	}
	s := &source{name: name, path: path, from: file, file: file, hash: opts.newHash()}
	if s.before, err = file.Stat(); err != nil {
		err = openError(name, err)
	} else {
		err = checkInfo(s.before, name, opts.Example)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return s, nil
}

// checkInfo refuses what is not a file, or an empty one.
func checkInfo(info fs.FileInfo, name, example string) error {
	switch {
	case info.IsDir():
		return &InputError{Name: name, Problem: "is a folder", Hint: "name a CSV file in it"}
	case !info.Mode().IsRegular():
		return &InputError{Name: name, Problem: "is not a regular file, and can be read only once", Hint: "give - as FILE and pipe it to standard input: it is read once and kept"}
	case info.Size() == 0:
		return emptyError(name, example)
	}
	return nil
}

func emptyError(name, example string) error {
	return &InputError{Name: name, Problem: "is empty", Hint: "the first line must name the columns: " + example}
}

// newHash returns what hashes the file, nil if that is not wanted.
func (o *Options) newHash() hash.Hash {
	if o.NoHash {
		return nil
	}
	return sha256.New()
}

// finish reads what is left, and returns the SHA-256 of all, if that is wanted. The
// error tells that the file is another than at the start.
func (s *source) finish() (string, error) {
	if _, err := io.Copy(io.Discard, s); err != nil {
		return "", err
	}
	sum := ""
	if s.hash != nil {
		sum = hex.EncodeToString(s.hash.Sum(nil))
	}
	return sum, s.unchanged()
}

// unchanged returns an error if the file, or what its path names, is not what it
// was when it was opened.
func (s *source) unchanged() error {
	if s.path == "" {
		return nil
	}
	now, err := s.file.Stat()
	named, nerr := os.Stat(s.path)
	if err != nil || nerr != nil || now.Size() != s.before.Size() || !now.ModTime().Equal(s.before.ModTime()) || !os.SameFile(now, named) {
		return &InputError{Name: s.name, Problem: "the file changed while it was read", Hint: "run the command again when it has been copied completely"}
	}
	return nil
}

// keep copies all that is left into a file without a name, in a folder. The
// result is read instead; its hash is the source's.
func (s *source) keep(r io.Reader, dir string) (kept *os.File, sum string, err error) {
	if kept, err = disk.Spool(dir); err != nil {
		return nil, "", err
	}
	if _, err = io.Copy(kept, r); err != nil {
		err = fmt.Errorf("%s can't be kept: %w", s.name, disk.Cause(err))
	} else if sum, err = s.finish(); err == nil {
		_, err = kept.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = kept.Close()
		return nil, "", err
	}
	return kept, sum, nil
}

func (s *source) close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
