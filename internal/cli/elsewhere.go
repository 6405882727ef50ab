package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vobizsync/internal/disk"
)

// A folder that can't be used, or must not be, ends in the same command with another
// folder.

// elsewhere adds to an error whose remedy is another folder the command that uses one.
func (a *app) elsewhere(folder string, err error) error {
	if folder == "" || a.called == nil || a.called.Flag("out") == nil || a.command(err) != "" || !strings.Contains(advice(err), disk.AnotherFolder) {
		return err
	}
	other := a.beside(folder)
	if exitCode(err) == ExitFailed && !errors.As(err, new(*disk.NotOursError)) { // of the disk, perhaps: one beside it would be no better
		other = a.inHome(folder)
	}
	if other == "" {
		return err
	}
	return &pasteable{err, a.call().set("out", other).String()}
}

// beside names a folder beside another one that is not there yet.
func (a *app) beside(folder string) string {
	folder = filepath.Clean(folder)
	if !named(folder) {
		folder = folderFor(cmp.Or(a.file(), folder))
	}
	stem := strings.TrimSuffix(folder, ".run")
	for n := 2; ; n++ {
		other := fmt.Sprintf("%s-%d.run", stem, n)
		if _, err := os.Lstat(other); err != nil {
			return other
		}
	}
}

// inHome names a folder in the user's home, "" where there is none, or the folder is
// there already.
func (a *app) inHome(folder string) string {
	home := a.Getenv("HOME")
	if home == "" {
		home = a.Getenv("USERPROFILE") // Windows
	}
	folder, err := filepath.Abs(folder)
	if err != nil || !filepath.IsAbs(home) || !named(folder) || filepath.Dir(folder) == filepath.Clean(home) {
		return ""
	}
	if info, err := os.Stat(home); err != nil || !info.IsDir() {
		return ""
	}
	return filepath.Join(home, filepath.Base(folder))
}

// named reports whether a clean path ends in the name of a folder.
func named(path string) bool {
	base := filepath.Base(path)
	return base != "." && base != ".." && base != string(filepath.Separator)
}
