// Package ownfolder is for tests: it makes folders as careful people have them.
package ownfolder

import (
	"os"
	"path/filepath"
	"testing"
)

// Make makes a folder that nobody else may write to, whatever the umask. It goes when the
// test ends.
func Make(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "own")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}
