package disk_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"vobizsync/internal/disk"
)

func TestTheCauseIsTheInnermost(t *testing.T) {
	_, missing := os.Open(filepath.Join(t.TempDir(), "nowhere"))
	for _, tt := range []struct {
		err  error
		want string
	}{
		{missing, "no such file or directory"},
		{os.Rename(filepath.Join(t.TempDir(), "nowhere"), "x"), "no such file or directory"},
		{os.NewSyscallError("read", syscall.EIO), "input/output error"},
		{fmt.Errorf("reading: %w", &fs.PathError{Op: "read", Path: "a", Err: os.NewSyscallError("read", syscall.EIO)}), "input/output error"},
		{fmt.Errorf("what has no file: %w", fs.ErrClosed), "what has no file: file already closed"},
	} {
		if got := disk.Cause(tt.err); got.Error() != tt.want {
			t.Errorf("Cause(%v) = %v, want %s", tt.err, got, tt.want)
		}
	}
	err := disk.WriteError("result.csv", &fs.PathError{Op: "write", Path: ".result.csv.123", Err: syscall.ENOSPC})
	if want := "result.csv can't be written: no space left on device"; err.Error() != want {
		t.Errorf("WriteError = %v, want %s", err, want)
	}
	err = disk.WriteError("a.run/result.csv", disk.WriteError("a.run", &fs.PathError{Op: "sync", Path: "a.run", Err: syscall.EIO}))
	if want := "a.run can't be written: input/output error"; err.Error() != want {
		t.Errorf("WriteError = %v, want %s", err, want)
	}
}
