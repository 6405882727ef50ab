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
	return syscall.Mount("tmpfs", dir, "tmpfs", how, options)
}

func unmount(dir string) error { return syscall.Unmount(dir, 0) }
