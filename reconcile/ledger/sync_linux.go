package ledger

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// syncData makes a file's content and length durable, without its times.
func syncData(f *os.File) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var synced error
	err = conn.Control(func(fd uintptr) {
		for {
			if synced = unix.Fdatasync(int(fd)); !errors.Is(synced, unix.EINTR) {
				return
			}
		}
	})
	if err == nil && synced != nil {
		err = &os.PathError{Op: "fdatasync", Path: f.Name(), Err: synced}
	}
	return err
}
