//go:build unix

package disk

import "os"

// unlinked makes a file and takes its name away at once.
func unlinked(dir string) (*os.File, error) {
	f, err := createTemp(dir, NamelessPattern)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
