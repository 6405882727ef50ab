//go:build unix

package disk

import (
	"os"
	"testing"
)

// The way of file systems that have no files without a name.
func TestAnUnlinkedFileHasNoName(t *testing.T) {
	dir := t.TempDir()
	f, err := unlinked(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("a"); err != nil {
		t.Error(err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) > 0 {
		t.Errorf("the open file has a name: %v, %v", names, err)
	}
}
