//go:build !linux

package cli_test

import "errors"

// How a file system would be mounted.
const (
	newMount = uintptr(iota)
	remount
	readOnlyMount
)

// mountMemory mounts nothing: only Linux has a file system in memory for everybody.
func mountMemory(string, string, uintptr) error { return errors.ErrUnsupported }

func unmount(string) error { return errors.ErrUnsupported }
