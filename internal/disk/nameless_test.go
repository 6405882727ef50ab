package disk_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"vobizsync/internal/disk"
)

func TestANamelessFileHoldsWhatIsWrittenAndLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	f, err := disk.Nameless(dir)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := f.Stat(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 0600", info.Mode(), err)
	}
	if _, err := f.WriteString("a\nb\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Seek(2, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || string(got) != "b\n" {
		t.Errorf("read %q, %v, want %q", got, err, "b\n")
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) > 0 {
		t.Errorf("the open file has a name: %v, %v", names, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestANamelessFileNeedsAFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none")
	f, err := disk.Nameless(path)
	if err == nil {
		f.Close()
		t.Fatal("no error")
	}
	if want := path + " can't be written: no such file or directory"; err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
}
