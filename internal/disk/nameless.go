package disk

import "os"

// NamelessPattern matches the name of a nameless file where it must have one for a
// moment: a process that is killed then leaves it behind.
const NamelessPattern = ".nameless.*"

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

// Spool is Nameless for a folder that is made if need be; the empty one is that of
// the temporary files.
func Spool(dir string) (*os.File, error) {
	if dir == "" {
		dir = os.TempDir()
	} else if err := MakeFolder(dir); err != nil {
		return nil, err
	}
	return Nameless(dir)
}
