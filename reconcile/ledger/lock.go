package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"vobizsync/internal/disk"
)

// LockFile is the name of the lock in a partner's folder.
const LockFile = "lock"

// Who is a run that holds the lock, or wants it.
type Who struct {
	PID     int       `json:"pid"`
	Command string    `json:"command"`
	Folder  string    `json:"folder"`
	Start   time.Time `json:"start"`
}

// LockedError is returned where another run of the partner is at work. What is
// not known of it is zero.
type LockedError struct{ Who Who }

func (e *LockedError) Error() string {
	w := e.Who
	if w.PID == 0 {
		return "another run for this partner is in progress"
	}
	text := fmt.Sprintf("another run for this partner is in progress: %s, process %d", printable(w.Command), w.PID)
	if w.Folder != "" {
		text += ", folder " + printable(w.Folder)
	}
	return text + ", since " + w.Start.Format("2006-01-02 15:04:05 -07:00")
}

// ExitCode is that of a refusal by a guard.
func (e *LockedError) ExitCode() int { return 4 }

// Advice says what to do.
func (e *LockedError) Advice() string { return "wait until it has ended, or use --wait 8h" }

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// Lock is the right to write to a partner's ledger, for as long as the process
// lives or until Release.
type Lock struct {
	dir  string
	file *os.File
}

// pollEvery is how often a lock that is taken is tried again.
const pollEvery = 250 * time.Millisecond

// Acquire takes the lock of a partner's folder, see [Make], and notes who has it.
// A lock that another run holds is waited for; with no time to wait, or none left,
// the error is a [*LockedError]. If the context ends first, it is its cause.
func Acquire(ctx context.Context, dir string, who Who, wait time.Duration) (*Lock, error) {
	deadline := time.Now().Add(wait)
	for {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		l, err := acquire(dir, who)
		if errors.Is(err, errRemoved) {
			continue
		}
		var locked *LockedError
		left := time.Until(deadline)
		if !errors.As(err, &locked) || left <= 0 {
			return l, err
		}
		timer := time.NewTimer(min(left, pollEvery))
		select {
		case <-ctx.Done():
			timer.Stop()
		case <-timer.C:
		}
	}
}

// errRemoved is a lock file that was removed between its opening and its locking:
// others would not meet it.
var errRemoved = errors.New("the lock was removed")

func acquire(dir string, who Who) (l *Lock, err error) {
	path := filepath.Join(dir, LockFile)
	f, err := openFile(path, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, err
	}
	defer func() {
		if l == nil {
			f.Close()
		}
	}()
	got, err := disk.TryLock(f, false)
	if err != nil {
		return nil, &folderError{fmt.Sprintf("%s can't be locked: %v", path, err), anotherHint}
	}
	if !got {
		return nil, &LockedError{holder(f)}
	}
	if disk.Same(path, f) != nil {
		return nil, errRemoved
	}
	content, err := json.Marshal(who)
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(append(content, '\n'), 0)
	}
	if err != nil {
		_ = f.Truncate(0)
		return nil, disk.WriteError(path, err)
	}
	return &Lock{dir, f}, nil
}

// holder reads who has a lock. It is nobody in the moment in which it is written.
func holder(f *os.File) (who Who) {
	b, err := io.ReadAll(io.NewSectionReader(f, 0, 1<<16))
	if err != nil || json.Unmarshal(b, &who) != nil {
		return Who{}
	}
	return who
}

// Dir is the partner's folder.
func (l *Lock) Dir() string { return l.dir }

// Release gives the lock back. The ledger that was opened with it must be closed
// before.
func (l *Lock) Release() error {
	_ = l.file.Truncate(0) // a name that is left there misleads nobody: the lock is free
	disk.Unlock(l.file)
	return l.file.Close()
}
