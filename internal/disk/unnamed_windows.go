package disk

import (
	"os"

	"golang.org/x/sys/windows"
)

// unnamed makes a file that the system removes as soon as it is closed, which the end
// of the process does, too, unless takeName keeps it; nil where that can't be.
func unnamed(dir, name string) *os.File {
	path := temporaryName(dir, name)
	text, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil
	}
	h, err := windows.CreateFile(text, windows.GENERIC_READ|windows.GENERIC_WRITE|windows.DELETE,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, nil, windows.CREATE_NEW,
		windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil
	}
	if err := removeOnClose(h, true); err != nil {
		_ = windows.CloseHandle(h)
		_ = os.Remove(path)
		return nil
	}
	return os.NewFile(uintptr(h), path)
}

// takeName keeps an unnamed file, under the name that it was made with.
func takeName(f *os.File, _ string) (string, error) {
	if err := removeOnClose(windows.Handle(f.Fd()), false); err != nil {
		return "", &os.PathError{Op: "keep", Path: f.Name(), Err: err}
	}
	return f.Name(), nil
}

// removeOnClose sets whether the system removes a file when it is closed. Other than
// FILE_FLAG_DELETE_ON_CLOSE this can be taken back.
// https://learn.microsoft.com/windows/win32/api/winbase/ns-winbase-file_disposition_info
func removeOnClose(h windows.Handle, remove bool) error {
	var disposition byte // BOOLEAN
	if remove {
		disposition = 1
	}
	return windows.SetFileInformationByHandle(h, windows.FileDispositionInfo, &disposition, 1)
}
