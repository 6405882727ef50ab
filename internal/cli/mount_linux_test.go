package cli_test

import "syscall"

// How a file system is mounted.
const (
	newMount      = uintptr(0)
	remount       = uintptr(syscall.MS_REMOUNT)
	readOnlyMount = uintptr(syscall.MS_RDONLY)
)

// mountMemory mounts a file system in memory, which only root may.
func mountMemory(dir, options string, how uintptr) error {
	defer nothingStarts()()
	return syscall.Mount("tmpfs", dir, "tmpfs", how, options)
}

func unmount(dir string) error {
	defer nothingStarts()()
	return syscall.Unmount(dir, 0)
}

// nothingStarts keeps processes of other tests from being started: until they run
// their own program, they have every file open that this one has, and a file
// system is busy.
func nothingStarts() (release func()) {
	syscall.ForkLock.RLock()
	return syscall.ForkLock.RUnlock
}
