package disk

import (
	"io/fs"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// noFollow has no equivalent; what was opened is compared with what is there.
const noFollow = 0

// Whose a file is and who may read it, its access list decides, which it has from
// its folder: modes say nothing.

// Owned reports whether a file is the user's of this process.
func Owned(fs.FileInfo) bool { return true }

func ownedByRoot(fs.FileInfo) bool { return false }

// OthersMayWrite reports whether a file's mode lets other users write.
func OthersMayWrite(fs.FileInfo) bool { return false }

// EverybodyMayRead reports whether a file's mode lets every user read.
func EverybodyMayRead(fs.FileInfo) bool { return false }

func everybodyMayWrite(fs.FileInfo) bool { return false }

func othersMayRead(fs.FileInfo) bool { return false }

func links(fs.FileInfo) uint64 { return 1 }

// KeepsModes reports whether the disk of a folder keeps access lists: exFAT and
// FAT32 do not.
func KeepsModes(dir string) bool {
	path, err := filepath.Abs(dir)
	if err != nil {
		return true
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return true
	}
	volume := make([]uint16, windows.MAX_LONG_PATH)
	if windows.GetVolumePathName(name, &volume[0], uint32(len(volume))) != nil {
		return true
	}
	var flags uint32
	if windows.GetVolumeInformation(&volume[0], nil, 0, nil, nil, &flags, nil, 0) != nil {
		return true
	}
	return flags&windows.FILE_PERSISTENT_ACLS != 0
}
