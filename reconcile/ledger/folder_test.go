//go:build unix

package ledger_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"vobizsync/reconcile/ledger"
)

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// refused holds an error against what it must say, with a hint.
func refused(t *testing.T, err error, problem string) {
	t.Helper()
	var advised interface{ Advice() string }
	if err == nil || !strings.Contains(err.Error(), problem) || !errors.As(err, &advised) || !strings.Contains(advised.Advice(), "--state") || strings.Contains(advised.Advice(), "--out") {
		t.Errorf("err = %v, want %q and the hint --state", err, problem)
	}
}

func TestTheFoldersThatAreMade(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	for _, state := range []string{"vobizsync", ".local/state/vobizsync", "Library/Application Support/vobizsync"} {
		home := t.TempDir()
		for range 2 {
			dir, err := ledger.Make(filepath.Join(home, state), "host,p")
			must(t, err)
			if want := filepath.Join(home, state, "host,p"); dir != want {
				t.Errorf("the folder is %q, want %q", dir, want)
			}
			for ; dir != home; dir = filepath.Dir(dir) {
				info, err := os.Lstat(dir)
				must(t, err)
				if info.Mode() != os.ModeDir|0o700 {
					t.Errorf("%s has mode %s", dir, info.Mode())
				}
			}
		}
	}
}

func TestNoOtherParentIsMade(t *testing.T) {
	home := t.TempDir()
	for _, state := range []string{"a/vobizsync", "gone/.local/state/vobizsync", "a/.local/vobizsync"} {
		_, err := ledger.Make(filepath.Join(home, state), "host,p")
		refused(t, err, "there is no folder "+filepath.Dir(filepath.Join(home, state)))
		if left, _ := os.ReadDir(home); len(left) > 0 {
			t.Errorf("%s: %s was made", state, left[0].Name())
		}
	}
}

func TestAFolderThatIsNotOurs(t *testing.T) {
	root := os.Geteuid() == 0
	for _, tt := range []struct {
		name    string
		root    bool
		prepare func(t *testing.T, state, dir string)
		problem string // "" where it is taken
	}{
		{"others may read the partner's", false, func(t *testing.T, _, dir string) { must(t, os.Chmod(dir, 0o755)) }, ""},
		{"others may write the partner's", false, func(t *testing.T, _, dir string) { must(t, os.Chmod(dir, 0o770)) }, "host,p is writable by other users"},
		{"others may read the state", false, func(t *testing.T, state, _ string) { must(t, os.Chmod(state, 0o755)) }, ""},
		{"another's", true, func(t *testing.T, _, dir string) { must(t, os.Chown(dir, 12345, 12345)) }, "host,p belongs to another user"},
		{"a link", false, func(t *testing.T, state, dir string) {
			must(t, os.Rename(dir, dir+"2"), os.Symlink(dir+"2", dir))
		}, "host,p is a link, which is not followed"},
		{"a file", false, func(t *testing.T, _, dir string) { must(t, os.Remove(dir), os.WriteFile(dir, nil, 0o600)) }, "host,p can't be written: not a directory"},
		{"a volume", false, func(t *testing.T, state, _ string) { must(t, os.Chmod(state, 0o2775)) }, ""},
		{"the state is everybody's", false, func(t *testing.T, state, _ string) { must(t, os.Chmod(state, 0o777)) }, "is writable by every user"},
		{"the state is in a folder for all, as /tmp", false, func(t *testing.T, state, _ string) { must(t, os.Chmod(state, 0o777|os.ModeSticky)) }, ""},
		{"the state is another's", true, func(t *testing.T, state, _ string) { must(t, os.Chown(state, 12345, 12345)) }, "belongs to another user"},
		{"the state is a file", false, func(t *testing.T, state, dir string) {
			must(t, os.Remove(dir), os.Remove(state), os.WriteFile(state, nil, 0o600))
		}, "is not a folder"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.root && !root {
				t.Skip("only root can give a folder away")
			}
			state := filepath.Join(t.TempDir(), "vobizsync")
			dir, err := ledger.Make(state, "host,p")
			must(t, err)
			tt.prepare(t, state, dir)
			_, err = ledger.Make(state, "host,p")
			if tt.problem != "" {
				refused(t, err, tt.problem)
				return
			}
			must(t, err)
			if info, err := os.Lstat(dir); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("its mode is %v, %v", info.Mode(), err)
			}
			if left, _ := os.ReadDir(dir); len(left) > 0 {
				t.Errorf("%s was left in it", left[0].Name())
			}
		})
	}
}

func TestAFileThatIsNotOurs(t *testing.T) {
	for _, name := range []string{ledger.LockFile, ledger.SendsFile, ledger.RunsFile} {
		for _, tt := range []struct {
			name    string
			put     func(path string) error
			problem string
		}{
			{"a link", func(path string) error { return os.Symlink(path+"2", path) }, " is a link"},
			{"a link to a file", func(path string) error {
				return errors.Join(os.WriteFile(path+"2", nil, 0o600), os.Symlink(path+"2", path))
			}, " is a link"},
			{"a second name", func(path string) error {
				return errors.Join(os.WriteFile(path+"2", nil, 0o600), os.Link(path+"2", path))
			}, " has a second hard link"},
			{"a pipe", func(path string) error { return syscall.Mkfifo(path, 0o600) }, " is not a regular file"},
			{"another's", func(path string) error {
				return errors.Join(os.WriteFile(path, nil, 0o600), os.Chown(path, 12345, 12345))
			}, " belongs to another user"},
		} {
			if tt.name == "another's" && os.Geteuid() != 0 {
				continue
			}
			dir := t.TempDir()
			must(t, tt.put(filepath.Join(dir, name)))
			err := useAll(t, dir)
			refused(t, err, filepath.Join(dir, name)+tt.problem)
			if there, err := os.ReadFile(filepath.Join(dir, name+"2")); err == nil && len(there) > 0 {
				t.Errorf("%s is %s: it was written to", name, tt.name)
			}
		}
	}
}

// useAll uses every file of a folder.
func useAll(t *testing.T, dir string) error {
	lock, err := ledger.Acquire(t.Context(), dir, ledger.Who{PID: 1}, 0)
	if err != nil {
		return err
	}
	defer lock.Release()
	l, err := ledger.Open(lock, ledger.Run{}, ledger.Options{})
	if err != nil {
		return err
	}
	defer l.Close()
	return errors.Join(l.Send(ledger.Send{EmailKey: "a@b.example", At: time.Now()})(), l.AddRun(ledger.PastRun{}))
}

func TestTheFilesAreForTheirOwner(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	dir := t.TempDir()
	for range 2 {
		must(t, useAll(t, dir))
		files, err := os.ReadDir(dir)
		must(t, err)
		if len(files) != 3 {
			t.Errorf("files: %v", files)
		}
		for _, f := range files {
			info, err := f.Info()
			must(t, err)
			if info.Mode() != 0o600 {
				t.Errorf("%s has mode %s", f.Name(), info.Mode())
			}
			must(t, os.Chmod(filepath.Join(dir, f.Name()), 0o644)) // the second time, it is taken back
		}
	}
}
