package ledger

import (
	"os"
	"path/filepath"
)

// Locate returns the state folder: what was named explicitly, else
// $XDG_STATE_HOME/vobizsync, else ~/.local/state/vobizsync, on macOS
// ~/Library/Application Support/vobizsync, on Windows %LocalAppData%\vobizsync. It
// makes nothing; [Make] does. Where there is no home, the error has a hint.
//
// The variables are those of the XDG Base Directory Specification, which says to
// ignore a path that is not absolute.
func Locate(getenv func(string) string, goos, explicit string) (dir string, err error) {
	if explicit != "" {
		return filepath.Clean(explicit), nil
	}
	if xdg := getenv("XDG_STATE_HOME"); filepath.IsAbs(xdg) {
		return filepath.Join(xdg, "vobizsync"), nil
	}
	name, below := "HOME", filepath.Join(".local", "state")
	switch goos {
	case "darwin":
		below = filepath.Join("Library", "Application Support")
	case "windows":
		name, below = "LocalAppData", ""
	}
	home := getenv(name)
	if home == "" {
		return "", &folderError{"no state folder: " + name + " is not set", stateHint}
	}
	if home = filepath.Clean(home); !filepath.IsAbs(home) || home == filepath.Dir(home) {
		return "", &folderError{"no state folder: " + name + " is " + home, stateHint}
	}
	if info, err := os.Stat(home); err != nil || !info.IsDir() {
		return "", &folderError{"no state folder: " + name + " is " + home + ", which is not there", stateHint}
	}
	return filepath.Join(home, below, "vobizsync"), nil
}

const stateHint = "choose one with --state"

// folderError is a state folder that can't be used. The exit code is that of any
// failure, 1.
type folderError struct{ problem, hint string }

func (e *folderError) Error() string  { return e.problem }
func (e *folderError) Advice() string { return e.hint }
