//go:build unix && !linux

package disk

import "os"

func nameless(dir string) (*os.File, error) { return unlinked(dir) }
