//go:build unix

package disk

import (
	"io/fs"
	"os"
	"syscall"
)

// noFollow opens no link, and waits for nobody at the other end of a pipe.
const noFollow = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// Owned reports whether a file is the user's of this process.
func Owned(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return !ok || int(s.Uid) == os.Geteuid()
}

// ownedByRoot reports whether a file is the administrator's, who may do anything
// anyway.
func ownedByRoot(info fs.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	return ok && s.Uid == 0
}

// OthersMayWrite reports whether a file's mode lets other users write.
func OthersMayWrite(info fs.FileInfo) bool { return info.Mode().Perm()&0o022 != 0 }

// EverybodyMayRead reports whether a file's mode lets every user read.
func EverybodyMayRead(info fs.FileInfo) bool { return info.Mode().Perm()&0o004 != 0 }

func everybodyMayWrite(info fs.FileInfo) bool { return info.Mode().Perm()&0o002 != 0 }

func othersMayRead(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }

// links is how many names a file has; 0 for one that was removed.
func links(info fs.FileInfo) uint64 {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 1
	}
	return uint64(s.Nlink) //nolint:unconvert // fewer bits on other systems
}

// KeepsModes reports whether the disk of a folder keeps who made a file and who
// may read it: it makes one and looks. Others show all files alike (exFAT, SMB,
// NTFS under Linux), and whoever may read one may read all.
func KeepsModes(dir string) bool {
	f, err := createTemp(dir, ModesPattern)
	if err != nil {
		return true // nothing can be written there, either
	}
	defer os.Remove(f.Name())
	defer f.Close()
	info, err := f.Stat()
	return err != nil || !othersMayRead(info) && Owned(info)
}
