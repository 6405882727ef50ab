package disk

import "os"

// namelessPattern is what a nameless file is called where it must have a name
// for a moment.
const namelessPattern = ".nameless.*"

// Nameless makes a file in a folder that nobody else can open and that is gone
// when it is closed, however the process ends: for what is read again within the
// run, and may have passwords in it. It is read and written by its owner only;
// its Name says nothing.
func Nameless(dir string) (*os.File, error) {
	f, err := nameless(dir)
	if err != nil {
		return nil, &folderError{WriteError(dir, err)}
	}
	return f, nil
}
