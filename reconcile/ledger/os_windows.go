package ledger

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// noFollow has no equivalent; checkFile compares what was opened with what is
// there.
const noFollow = 0

// Whose a file is, the access lists of %LocalAppData% decide.
func owned(fs.FileInfo) bool     { return true }
func rootOwned(fs.FileInfo) bool { return false }
func links(fs.FileInfo) uint64   { return 1 }

// tryLock locks a file unless another process has it locked. What is locked is a
// byte far behind the content, which others may read.
func tryLock(f *os.File) (bool, error) {
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY,
		0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
