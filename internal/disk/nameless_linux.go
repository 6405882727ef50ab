package disk

import (
	"os"

	"golang.org/x/sys/unix"
)

// nameless asks the kernel for a file without a name, and makes one and takes its
// name away on a file system that has no such files (NFS, SMB, many of FUSE).
func nameless(dir string) (*os.File, error) {
	f, err := os.OpenFile(dir, os.O_RDWR|unix.O_TMPFILE|unix.O_EXCL, 0o600)
	if err != nil {
		return unlinked(dir)
	}
	return f, nil
}
