package reconcile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"vobizsync/internal/disk"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// The journal's file, and what may have become of it. bbolt believes its pages,
// and panics where they contradict each other; that becomes an error here.

// openBolt opens the database.
func openBolt(path string, readOnly bool) (db *bbolt.DB, err error) {
	defer becomeError(path, &err)
	if err := checkWhole(path); err != nil {
		return nil, err
	}
	// The free list is kept on disk: to make it anew, bbolt reads all pages in
	// another goroutine, whose panics nobody could turn into errors.
	options := bbolt.Options{Timeout: 100 * time.Millisecond, FreelistType: bbolt.FreelistMapType, ReadOnly: readOnly}
	if !readOnly {
		options.OpenFile = func(path string, flags int, _ os.FileMode) (*os.File, error) { return disk.OpenPrivate(path, flags) }
	}
	db, err = bbolt.Open(path, 0o600, &options)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, ErrLocked
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return nil, damaged(path, err)
	case err != nil && readOnly:
		return nil, fmt.Errorf("%s can't be read: %w", path, err)
	case err != nil:
		return nil, disk.WriteError(path, err)
	}
	return db, nil
}

// damagedError is a journal that can't be read.
type damagedError struct {
	path string
	err  error
}

func (e *damagedError) Error() string { return fmt.Sprintf("%s is damaged: %v", e.path, e.err) }
func (e *damagedError) Unwrap() error { return e.err }
func (e *damagedError) Advice() string {
	return "move it away and run again: accounts that exist are found by their e-mail, none is created twice"
}

func damaged(path string, err error) error { return &damagedError{path, err} }

// becomeError turns a panic about damaged pages into an error.
func becomeError(path string, err *error) {
	if p := recover(); p != nil {
		*err = damaged(path, fmt.Errorf("%v", p))
	}
}

// view runs a transaction that only reads.
func (j *Journal) view(f func(*bbolt.Tx) error) (err error) {
	defer becomeError(j.path, &err)
	return j.db.View(f)
}

// write runs a transaction that writes.
func (j *Journal) write(f func(*bbolt.Tx) error) (err error) {
	defer becomeError(j.path, &err)
	return j.db.Update(f)
}

// update runs a transaction. What f returns is about what the journal holds; any
// other error is the disk's.
func (j *Journal) update(f func(*bbolt.Tx) error) error {
	var held error
	err := j.write(func(tx *bbolt.Tx) error {
		held = f(tx)
		return held
	})
	var d *damagedError
	switch {
	case err == nil, errors.As(err, &d):
		return err
	case held != nil:
		return fmt.Errorf("%s: %w", j.path, held)
	}
	return disk.WriteError(j.path, err)
}

// A page of meta data is one of the first two of a bbolt file. Behind a header of
// 16 bytes it has a magic number, the version, the size of a page, and, 40 bytes
// in, how many pages are in use (go.etcd.io/bbolt, internal/common/meta.go).
const (
	metaAt    = 16
	metaMagic = 0xED0CDAED
	metaPages = 40
)

// checkWhole returns an error for a file that is shorter than its pages in use:
// reading beyond its end would end the process.
func checkWhole(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s can't be read: %w", path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() == 0 || info.IsDir() {
		return err // bbolt makes the first, and refuses the other
	}
	pageSize := int64(os.Getpagesize())
	for page := range int64(2) {
		meta := make([]byte, metaPages+8)
		if _, err := f.ReadAt(meta, page*pageSize+metaAt); err != nil {
			if errors.Is(err, io.EOF) {
				return damaged(path, errors.New("it is cut off"))
			}
			return fmt.Errorf("%s can't be read: %w", path, err)
		}
		used := int64(binary.NativeEndian.Uint64(meta[metaPages:]))
		if binary.NativeEndian.Uint32(meta) == metaMagic && used > info.Size()/pageSize {
			return damaged(path, errors.New("it is cut off"))
		}
	}
	return nil
}
