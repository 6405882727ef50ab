package disk

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Whatever makes a file that has no name yet holds it until it has one, or is gone.
func TestAFileWithoutItsNameIsHeld(t *testing.T) {
	dir := t.TempDir()
	held := func(what, path string, want bool) {
		t.Helper()
		f, err := os.Open(path)
		if err != nil {
			t.Skip(err)
		}
		defer f.Close()
		if free, err := TryLock(f, false); err != nil || free == want {
			t.Errorf("%s: it can be locked: %v, %v", what, free, err)
		}
	}
	f, err := Create(dir, "result.csv")
	if err != nil {
		t.Fatal(err)
	}
	path := f.name
	if path == "" {
		path = fmt.Sprintf("/proc/self/fd/%d", f.temp.Fd())
	}
	held("a report", path, true)
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	held("a report with its name", f.Path(), false)
	temp, err := createTemp(dir, ProbePattern)
	if err != nil {
		t.Fatal(err)
	}
	held("a probe", temp.Name(), true)
	RemoveAbandoned(temp.Name())
	if _, err := os.Stat(temp.Name()); err != nil {
		t.Errorf("a file that is held was removed: %v", err)
	}
	temp.Close()
	RemoveAbandoned(temp.Name())
	if _, err := os.Stat(temp.Name()); err == nil {
		t.Error("a file that nobody holds is left")
	}
	target := filepath.Join(dir, "target")
	if err := os.WriteFile(target, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, temp.Name()); err != nil {
		t.Skip(err)
	}
	RemoveAbandoned(temp.Name())
	if _, err := os.Stat(target); err != nil {
		t.Errorf("a link was followed: %v", err)
	}
}
