package ledger

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"vobizsync/internal/disk"
)

// SendsFile is the name of the sends in a partner's folder.
const SendsFile = "sends.log"

// Run is what the ledger remembers of a run that sent something.
type Run struct {
	ID          string    // at most 128 bytes
	At          time.Time // when it began
	Credentials string    // its credentials file, an absolute path of at most 4096 bytes; "" for none
}

// Options are for tests.
type Options struct {
	// OnCommit is called before and after every commit. An error makes the commit
	// fail.
	OnCommit func(before bool) error
	// OneByOne gives each record a commit of its own, so that a run has the same
	// commits each time.
	OneByOne bool
}

// Ledger is what was sent to a partner, and what came of it. Its methods may be
// called at the same time. A nil Ledger remembers nothing and takes nothing.
type Ledger struct {
	path   string // of sends.log, "" in memory
	lock   *Lock
	file   file // nil where there is none to read
	run    Run
	opts   Options
	secret [32]byte

	mu    sync.RWMutex // of what is read: the index, and how far the file is synced
	index *index
	end   int64
	begun bool // the record of this run is written

	queue queue

	ran []PastRun // runs.log in memory
}

// Open opens the ledger of the folder that is locked, for a run, and makes it if
// there is none. What a crash has torn is cut off. A file that is damaged is an
// error with a hint.
func Open(lock *Lock, run Run, opts Options) (*Ledger, error) {
	path := filepath.Join(lock.dir, SendsFile)
	f, err := openFile(path, os.O_RDWR)
	if errors.Is(err, fs.ErrNotExist) {
		if err = makeLedger(lock.dir); err == nil {
			f, err = openFile(path, os.O_RDWR)
		}
	}
	if err != nil {
		return nil, err
	}
	l, err := open(diskFile{f}, path, run, opts)
	if err != nil {
		f.Close()
		return nil, err
	}
	l.lock = lock
	return l, nil
}

// Read opens the ledger of a folder for reading only, without its lock. Where
// there is no folder, or no ledger in it, nothing was sent.
func Read(dir string) (*Ledger, error) {
	path := filepath.Join(dir, SendsFile)
	for attempt := 1; ; attempt++ {
		f, err := openFile(path, os.O_RDONLY)
		if errors.Is(err, fs.ErrNotExist) {
			return &Ledger{path: path, index: newIndex(0)}, nil
		}
		if err != nil {
			return nil, err
		}
		l := &Ledger{path: path, file: diskFile{f}}
		if _, err = l.load(); err == nil {
			return l, nil
		}
		f.Close()
		// A run that starts meanwhile cuts off what was torn and writes there; who
		// read the old and the new in one sees damage that is not there.
		if attempt == 3 {
			return nil, err
		}
	}
}

// InMemory returns a ledger that is kept in memory and begins empty.
func InMemory(run Run) (*Ledger, error) { return open(&memoryFile{}, "", run, Options{}) }

// open reads a file and readies it for writing.
func open(f file, path string, run Run, opts Options) (*Ledger, error) {
	if len(run.ID) > maxRunID || len(run.Credentials) > maxPath {
		return nil, fmt.Errorf("the path %s is too long to be recorded", run.Credentials)
	}
	l := &Ledger{path: path, file: f, run: run, opts: opts}
	size, err := f.Size()
	if err != nil {
		return nil, err
	}
	if size == 0 {
		if _, err := f.WriteAt(newHeader(), 0); err != nil {
			return nil, disk.WriteError(path, err)
		}
	}
	if size, err = l.load(); err != nil {
		return nil, err
	}
	if size > l.end {
		if err := f.Truncate(l.end); err != nil {
			return nil, disk.WriteError(path, err)
		}
	}
	// Whole records may be here that a killed run wrote and did not sync. The
	// next record says that all before its group was synced.
	if err := f.Sync(); err != nil {
		return nil, disk.WriteError(path, err)
	}
	l.queue.start(l.commit)
	return l, nil
}

// load reads the file, and returns its size.
func (l *Ledger) load() (int64, error) {
	size, err := l.file.Size()
	if err != nil {
		return 0, readError(l.path, err)
	}
	header := make([]byte, headerSize)
	n, _ := l.file.ReadAt(header, 0)
	if l.secret, err = readHeader(header[:n]); err != nil {
		return 0, &damagedError{l.path, 0, err}
	}
	l.index, l.end, err = load(l.file, l.path, size)
	return size, err
}

func newHeader() []byte {
	var key [32]byte
	_, _ = rand.Read(key[:]) // never fails
	return appendHeader(nil, key)
}

// makeLedger makes an empty ledger, whole or not at all.
func makeLedger(dir string) error {
	path := filepath.Join(dir, SendsFile)
	temp := path + ".new" // of a run that was killed, perhaps: the lock is ours
	os.Remove(temp)
	f, err := openFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	_, err = f.Write(newHeader())
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = disk.Rename(temp, path)
	}
	if err != nil {
		os.Remove(temp)
		return disk.WriteError(path, err)
	}
	return disk.SyncDir(dir)
}

// Intact returns an error if the folder's ledger or its lock is no longer the one
// that is open: what is written would be lost, and another run may be at work.
func (l *Ledger) Intact() error {
	if l == nil || l.lock == nil {
		return nil
	}
	if err := disk.Same(l.path, l.file.(diskFile).File); err != nil {
		return err
	}
	return disk.Same(l.lock.file.Name(), l.lock.file)
}

// Close writes what was queued and closes the ledger. It returns the error that
// ended the writing, if any. The lock stays.
func (l *Ledger) Close() error {
	if l == nil || l.file == nil {
		return nil
	}
	err := l.queue.close()
	if cerr := l.file.Close(); err == nil && cerr != nil {
		err = disk.WriteError(l.path, cerr)
	}
	return err
}
