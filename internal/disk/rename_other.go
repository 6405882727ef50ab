//go:build !windows

package disk

import "os"

// Rename gives a file its name.
func Rename(from, to string) error { return os.Rename(from, to) }

// held reports whether a file can't be had because another program has it open,
// which keeps nobody from it here.
func held(error) bool { return false }

// InUse reports whether a file can't be opened because another program has it open.
func InUse(error) bool { return false }
