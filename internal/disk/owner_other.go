//go:build !windows

package disk

// ownerOnly does nothing: the mode of a folder says it.
func ownerOnly(string) {}
