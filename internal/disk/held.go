package disk

import "os"

// A file that has not got its name yet is held by a lock for as long as it is open.
// So another process, on another machine perhaps, whose clock says another time, can
// tell it from what a killed one has left.

// createTemp is os.CreateTemp for a file that is held.
func createTemp(dir, pattern string) (*os.File, error) {
	f, err := os.CreateTemp(dir, pattern) // with mode 0600
	if err == nil {
		hold(f)
	}
	return f, err
}

// hold holds a file. Where the disk has no locks, its age alone tells.
func hold(f *os.File) { _, _ = TryLock(f, true) }

// RemoveAbandoned removes a file unless a process holds it. What can't be removed
// stays.
func RemoveAbandoned(path string) {
	f, err := os.OpenFile(path, os.O_RDONLY|noFollow, 0)
	if err != nil {
		return
	}
	free, err := TryLock(f, false)
	f.Close() // Windows removes no open file
	if free || err != nil {
		os.Remove(path)
	}
}
