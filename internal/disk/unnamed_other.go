//go:build !linux && !windows

package disk

import (
	"errors"
	"os"
)

func unnamed(_, _ string) *os.File { return nil }

func takeName(*os.File, string) (string, error) { return "", errors.ErrUnsupported }
