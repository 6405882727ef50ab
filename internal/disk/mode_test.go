package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// refuseChmod is a disk that has modes of its own, under another user.
func refuseChmod(t *testing.T) (asked *int) {
	was := chmod
	t.Cleanup(func() { chmod = was })
	asked = new(int)
	chmod = func(*os.File, fs.FileMode) error {
		*asked++
		return syscall.EPERM
	}
	return asked
}

func TestAFileIsWrittenWhereTheDiskRefusesItsMode(t *testing.T) {
	for _, tt := range []struct {
		name  string
		write func(dir, name string, content []byte) error
		asked int // a mode that the file has already is not asked for
	}{{"private", WriteFile, 0}, {"public", WritePublicFile, 1}} {
		t.Run(tt.name, func(t *testing.T) {
			asked := refuseChmod(t)
			dir := t.TempDir()
			if err := tt.write(dir, "summary.json", []byte("{}\n")); err != nil {
				t.Error(err)
			}
			if text, err := os.ReadFile(filepath.Join(dir, "summary.json")); err != nil || string(text) != "{}\n" {
				t.Errorf("content %q, %v", text, err)
			}
			if *asked != tt.asked {
				t.Errorf("chmod was asked for %d times, want %d", *asked, tt.asked)
			}
		})
	}
}

func TestAFileGetsItsMode(t *testing.T) {
	dir := t.TempDir()
	for name, write := range map[string]func(dir, name string, content []byte) error{"600": WriteFile, "644": WritePublicFile} {
		if err := write(dir, name, nil); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != map[string]fs.FileMode{"600": 0o600, "644": 0o644}[name] {
			t.Errorf("%s has mode %v, %v", name, info.Mode(), err)
		}
	}
}

func TestAFolderIsTakenWhereTheDiskRefusesItsMode(t *testing.T) {
	for mode, times := range map[fs.FileMode]int{0o755: 1, 0o700: 0} { // a mode that it has already is not asked for
		asked := refuseChmod(t)
		dir := filepath.Join(t.TempDir(), "run")
		if err := errors.Join(os.Mkdir(dir, mode), os.Chmod(dir, mode)); err != nil { // whatever the umask
			t.Fatal(err)
		}
		if err := MakeFolder(dir); err != nil {
			t.Error(err)
		}
		if *asked != times {
			t.Errorf("chmod was asked for %d times, want %d", *asked, times)
		}
	}
}
