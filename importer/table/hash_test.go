package table

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/ownfolder"
)

// A file that is not hashed is read to its end all the same, and has no hash.
func TestTheHashIsThereIfWanted(t *testing.T) {
	const text = "name,email\nA,a@example.com\n"
	path := filepath.Join(t.TempDir(), "c.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, unwanted := range []bool{false, true} {
		opts := Options{NoHash: unwanted, Folder: ownfolder.Make(t), Known: func([]string) int { return 1 }}
		for name, open := range map[string]func() (*File, error){
			"path":           func() (*File, error) { return Open(path, "c.csv", opts) },
			"standard input": func() (*File, error) { return OpenReader(strings.NewReader(text), "-", opts) },
		} {
			f, err := open()
			if err != nil {
				t.Fatal(err)
			}
			rows := 0
			for _, err := range f.Blocks() {
				if err != nil {
					t.Fatal(err)
				}
				rows++
			}
			if got := f.SHA256(); rows != 1 || (got == "") != unwanted || got != "" && len(got) != 64 {
				t.Errorf("%s, unwanted %v: %d blocks, SHA-256 %q", name, unwanted, rows, got)
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}
