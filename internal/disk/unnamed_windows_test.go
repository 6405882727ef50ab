package disk

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// folder is a temporary folder. Those of t.TempDir are removed by a call that wine does
// not have.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "disk")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(removeFile(filepath.Join(dir, "result.csv")), os.Remove(dir)); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func removeFile(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Nothing is left of a file that was not committed when its last handle is closed, be
// it by the end of the process.
func TestAFileIsRemovedUntilItIsWhole(t *testing.T) {
	for name, end := range map[string]func(f *File) error{
		"given up": func(f *File) error { f.Discard(); return nil },
		"killed":   func(f *File) error { return f.temp.Close() },
	} {
		dir := folder(t)
		f, err := Create(dir, "result.csv")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString("half"); err != nil {
			t.Fatal(err)
		}
		if err := f.Flush(); err != nil {
			t.Fatal(err)
		}
		if err := end(f); err != nil {
			t.Fatal(err)
		}
		if names, err := os.ReadDir(dir); err != nil || len(names) > 0 {
			t.Errorf("%s: left: %v, %v", name, names, err)
		}
	}
}

func TestAFileIsKeptWhenItIsWhole(t *testing.T) {
	dir := folder(t)
	for _, text := range []string{"first\n", "second\n"} { // which replaces the first
		if err := WriteFile(dir, "result.csv", []byte(text)); err != nil {
			t.Fatal(err)
		}
		names, err := os.ReadDir(dir)
		if err != nil || len(names) != 1 || names[0].Name() != "result.csv" {
			t.Errorf("the folder has %v, %v", names, err)
		}
		if got, err := os.ReadFile(filepath.Join(dir, "result.csv")); err != nil || string(got) != text {
			t.Errorf("it holds %q, %v", got, err)
		}
	}
}
