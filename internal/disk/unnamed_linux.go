package disk

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// descriptors is where a process finds its open files.
const descriptors = "/proc/self/fd/"

// unnamed makes a file without a name, which takeName can give it; nil where the
// system can't do that.
func unnamed(dir, _ string) *os.File {
	if _, err := os.Stat(descriptors); err != nil {
		return nil
	}
	f, err := os.OpenFile(dir, os.O_RDWR|unix.O_TMPFILE, 0o600)
	if err != nil {
		return nil
	}
	return f
}

// takeName gives an unnamed file a name that no file has (open(2), O_TMPFILE), and
// returns it.
func takeName(f *os.File, path string) (string, error) {
	err := unix.Linkat(unix.AT_FDCWD, descriptors+strconv.Itoa(int(f.Fd())), unix.AT_FDCWD, path, unix.AT_SYMLINK_FOLLOW)
	if err != nil {
		return "", &os.LinkError{Op: "link", Old: descriptors, New: path, Err: err}
	}
	return path, nil
}
