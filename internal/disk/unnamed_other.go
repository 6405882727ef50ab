//go:build !linux

package disk

import (
	"errors"
	"os"
)

func unnamed(string) *os.File { return nil }

func takeName(*os.File, string) error { return errors.ErrUnsupported }
