package disk

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// patience is how long a rename is tried. A scanner of viruses or an indexer holds a
// new file for a moment.
const patience = 3 * time.Second

// Rename gives a file its name. One that another program holds open can neither be
// renamed nor replaced here, so it is tried for some seconds.
func Rename(from, to string) error {
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		err := os.Rename(from, to)
		if !held(err) || time.Now().After(end) {
			return err
		}
	}
}

// held reports whether a file can't be had because another program has it open.
func held(err error) bool { return InUse(err) || errors.Is(err, windows.ERROR_ACCESS_DENIED) }

// InUse reports whether a file can't be opened because another program has it open.
func InUse(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}
