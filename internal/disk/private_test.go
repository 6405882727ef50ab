//go:build unix

package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"vobizsync/internal/disk"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFolderIsMadeForItsOwnerOnly(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "runs", "2026", "run")
	for range 2 { // it may be there
		must(t, disk.MakeFolder(dir+"/"))
	}
	for d := dir; d != top; d = filepath.Dir(d) {
		if info, err := os.Stat(d); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s has mode %v, %v", d, info.Mode(), err)
		}
	}
}

// A folder in which others may have put something, or may at any time.
func TestAFolderThatIsNotOursIsRefused(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		make       func(dir string) error
	}{
		{"a link", "DIR is a link, which is not followed", func(dir string) error { return os.Symlink(t.TempDir(), dir) }},
		{"a link to nowhere", "DIR is a link, which is not followed", func(dir string) error { return os.Symlink("nowhere", dir) }},
		{"for everybody", "DIR is writable by other users", func(dir string) error {
			return errors.Join(os.Mkdir(dir, 0o700), os.Chmod(dir, 0o777))
		}},
		{"for a group", "DIR is writable by other users", func(dir string) error {
			return errors.Join(os.Mkdir(dir, 0o700), os.Chmod(dir, 0o770))
		}},
		{"for everybody, as /tmp is", "DIR is writable by other users", func(dir string) error {
			return errors.Join(os.Mkdir(dir, 0o700), os.Chmod(dir, 0o777|fs.ModeSticky))
		}},
		{"a file", "DIR can't be written: not a directory", func(dir string) error { return os.WriteFile(dir, nil, 0o600) }},
		{"of another user", "DIR belongs to another user", func(dir string) error {
			return errors.Join(os.Mkdir(dir, 0o700), os.Chown(dir, 12345, 12345))
		}},
	} {
		dir := filepath.Join(t.TempDir(), "run")
		if err := tt.make(dir); errors.Is(err, fs.ErrPermission) && os.Geteuid() != 0 {
			continue // only root gives files away
		} else if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{dir, dir + "/"} {
			err := disk.MakeFolder(path)
			if want := strings.ReplaceAll(tt.want, "DIR", dir); err == nil || strings.ReplaceAll(err.Error(), "/ ", " ") != want {
				t.Errorf("%s: %v, want %s", tt.name, err, want)
			}
			if hint, ok := err.(interface{ Advice() string }); !ok || !strings.Contains(hint.Advice(), "--out") {
				t.Errorf("%s: no way out is named", tt.name)
			}
		}
	}
	parent := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(t.TempDir(), parent))
	must(t, disk.MakeFolder(filepath.Join(parent, "run"))) // what is above is the user's business
}

// A folder of ours that others may look into is closed to them; one that we can't
// write to stays so.
func TestAFolderIsClosedToOthers(t *testing.T) {
	for was, want := range map[fs.FileMode]fs.FileMode{0o755: 0o700, 0o750: 0o700, 0o711: 0o700, 0o701: 0o700, 0o700: 0o700, 0o500: 0o500} {
		dir := filepath.Join(t.TempDir(), "run")
		must(t, errors.Join(os.Mkdir(dir, 0o700), os.Chmod(dir, was)))
		must(t, disk.MakeFolder(dir+"/"))
		if info, err := os.Lstat(dir); err != nil || info.Mode().Perm() != want {
			t.Errorf("%o became %v, %v, want %o", was, info.Mode(), err, want)
		}
	}
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o755))
	t.Chdir(dir)
	for _, here := range []string{".", dir} {
		must(t, disk.MakeFolder(here))
		if info, err := os.Lstat(dir); err != nil || info.Mode().Perm() != 0o755 {
			t.Errorf("the working folder became %v, %v", info.Mode(), err)
		}
	}
	must(t, disk.MakeFolder("below/it"))
	if info, err := os.Lstat(dir); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("what lies above became %v, %v", info.Mode(), err)
	}
}

func TestAFolderThatOthersHavePrepared(t *testing.T) {
	for _, tt := range []struct {
		mode, want fs.FileMode
		owner      int
		problem    string
	}{
		{0o755, 0o700, -1, ""},
		{0o775 | fs.ModeSetgid, 0o775 | fs.ModeSetgid, -1, ""}, // a volume
		{0o777 | fs.ModeSticky, 0o777 | fs.ModeSticky, -1, ""}, // as /tmp is
		{0o777, 0o777, -1, "is writable by every user"},
		{0o755, 0o755, 12345, "belongs to another user"},
	} {
		dir := filepath.Join(t.TempDir(), "state")
		must(t, errors.Join(os.Mkdir(dir, 0o700), os.Chmod(dir, tt.mode)))
		if err := os.Chown(dir, tt.owner, -1); errors.Is(err, fs.ErrPermission) {
			continue // only root gives files away
		}
		must(t, os.Chmod(dir, tt.mode))
		info, err := os.Stat(dir)
		must(t, err)
		err = disk.UsePrepared(dir, info)
		var foreign *disk.NotOursError
		if errors.As(err, &foreign) != (tt.problem != "") || tt.problem != "" && err.Error() != dir+" "+tt.problem {
			t.Errorf("%v of %d: %v, want %q", tt.mode, tt.owner, err, tt.problem)
		}
		if info, err := os.Lstat(dir); err != nil || info.Mode() != fs.ModeDir|tt.want {
			t.Errorf("%v of %d became %v, %v, want %v", tt.mode, tt.owner, info.Mode(), err, tt.want)
		}
	}
}

func TestAPrivateFileIsOurs(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		plant      func(path string) error
	}{
		{"a link", "is a link, which is not followed", func(path string) error { return os.Symlink(path+".stolen", path) }},
		{"a link to nowhere", "is a link, which is not followed", func(path string) error { return os.Symlink("none/none", path) }},
		{"a second name", "has a second hard link", func(path string) error { return os.Link(path+".stolen", path) }},
		{"a pipe", "is not a regular file", func(path string) error { return syscall.Mkfifo(path, 0o600) }},
		{"of another user", "belongs to another user", func(path string) error {
			return errors.Join(os.WriteFile(path, nil, 0o666), os.Chown(path, 12345, 12345))
		}},
	} {
		path := filepath.Join(t.TempDir(), "credentials.csv")
		must(t, os.WriteFile(path+".stolen", []byte("was here"), 0o600))
		if err := tt.plant(path); errors.Is(err, fs.ErrPermission) && os.Geteuid() != 0 {
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		f, err := disk.OpenPrivate(path, os.O_RDWR|os.O_CREATE)
		var foreign *disk.NotOursError
		if !errors.As(err, &foreign) || err.Error() != path+" "+tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
		if err == nil {
			f.Close()
		}
		if text, err := os.ReadFile(path + ".stolen"); err != nil || string(text) != "was here" {
			t.Errorf("%s: what it leads to is %q, %v", tt.name, text, err)
		}
	}
}

func TestAPrivateFileIsReadableByItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "credentials.csv")
	if _, err := disk.OpenPrivate(path, os.O_RDONLY); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	for _, flags := range []int{os.O_RDWR | os.O_CREATE, os.O_RDONLY} {
		f, err := disk.OpenPrivate(path, flags)
		must(t, err)
		if info, err := f.Stat(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
		f.Close()
		must(t, os.Chmod(path, 0o644)) // as an editor leaves it
	}
}

func TestThisDiskKeepsModes(t *testing.T) {
	dir := t.TempDir()
	if !disk.KeepsModes(dir) {
		t.Error("a temporary folder is on a disk that shows all files alike")
	}
	if names := left(t, dir); len(names) > 0 {
		t.Errorf("left: %q", names)
	}
}
