package disk_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"vobizsync/internal/disk"
)

func left(t *testing.T, dir string) (names []string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}

func TestAProbeLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	if err := disk.Probe(dir); err != nil {
		t.Error(err)
	}
	if names := left(t, dir); len(names) > 0 {
		t.Errorf("left: %q", names)
	}
}

func TestAProbeNamesTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	if err, want := disk.Probe(dir), dir+" can't be written: no such file or directory"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// A file that can be replaced is as it was afterwards.
func TestAProbeKeepsTheFileThatItReplaces(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "result.csv")
	if err := disk.ProbeReplace(dir, "result.csv"); err != nil {
		t.Errorf("a file that is not there: %v", err)
	}
	written := time.Date(2026, 3, 9, 6, 30, 0, 0, time.UTC)
	if err := os.WriteFile(path, []byte("row\n1\n"), 0o400); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, written, written); err != nil {
		t.Fatal(err)
	}
	if err := disk.ProbeReplace(dir, "result.csv"); err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != "row\n1\n" {
		t.Errorf("content %q, %v", text, err)
	}
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(written) {
		t.Errorf("written %v, %v, want %v", info.ModTime(), err, written)
	}
	if names := left(t, dir); len(names) != 1 {
		t.Errorf("left: %q", names)
	}
}

// Whatever else has the name is replaced, and what it leads to is left alone.
func TestAProbeFollowsNoLink(t *testing.T) {
	dir := t.TempDir()
	elsewhere := filepath.Join(dir, "elsewhere")
	if err := os.WriteFile(elsewhere, []byte("a"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(dir, "result.csv")); err != nil {
		t.Skip(err)
	}
	if err := disk.ProbeReplace(dir, "result.csv"); err != nil {
		t.Error(err)
	}
	if info, err := os.Lstat(filepath.Join(dir, "result.csv")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info, err)
	}
}

func TestAProbeFindsAFolderInTheWay(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "result.csv")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err, want := disk.ProbeReplace(dir, "result.csv"), path+" can't be written: is a directory"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
