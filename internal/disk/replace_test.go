package disk

import (
	"os"
	"path/filepath"
	"testing"
)

// A run may give a report its name while another one tries whether it could: the
// new report stays.
func TestAProbeDoesNotBringAnOldFileBack(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "result.csv")
	var infos []os.FileInfo
	for _, content := range []string{"old", "new"} {
		if err := WriteFile(dir, "result.csv", []byte(content)); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path) // open until the end: so its inode is not used again
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		infos = append(infos, info)
	}
	if err := replaceByCopy(path, infos[0]); err != nil {
		t.Error(err)
	}
	if now, err := os.Lstat(path); err != nil || !os.SameFile(now, infos[1]) {
		t.Errorf("the new file was replaced: %v", err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("left: %v, %v", files, err)
	}
	if err := replaceByCopy(path, infos[1]); err != nil {
		t.Error(err)
	}
	if now, err := os.Lstat(path); err != nil || os.SameFile(now, infos[1]) {
		t.Errorf("the file was not replaced: %v", err)
	}
}
