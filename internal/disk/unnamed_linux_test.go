package disk_test

import (
	"os"
	"path/filepath"
	"testing"

	"vobizsync/internal/disk"
)

// A process may be killed at any moment: until a file is whole, it has no name.
func TestAFileHasNoNameUntilItIsWhole(t *testing.T) {
	dir := t.TempDir()
	f, err := disk.Create(dir, "result.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("whole\n"); err != nil {
		t.Fatal(err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) > 0 {
		t.Errorf("a file on its way has a name: %v, %v", names, err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 1 || names[0].Name() != "result.csv" {
		t.Errorf("after it was committed: %v, %v", names, err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "result.csv")); err != nil || string(text) != "whole\n" {
		t.Errorf("it holds %q, %v", text, err)
	}
}
