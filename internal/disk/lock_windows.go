package disk

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// TryLock locks an open file, shared or for itself alone, unless another one has
// it locked. What is locked is a byte far behind the content, which others may
// read. The lock ends with the file's closing.
func TryLock(f *os.File, shared bool) (bool, error) {
	var how uint32 = windows.LOCKFILE_FAIL_IMMEDIATELY
	if !shared {
		how |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err := windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, lockedByte())
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

// Unlock ends the lock of a file that is closed next: Windows ends that of a closed
// file some time later.
func Unlock(f *os.File) {
	_ = windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, lockedByte())
}

func lockedByte() *windows.Overlapped { return &windows.Overlapped{OffsetHigh: 1 << 30} }
