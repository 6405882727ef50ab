package cli

import (
	"cmp"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// What Windows can't have as the name of a file, or gives to something else than a
// file, is refused before anything is opened or made there.
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file

// written are the flags that name what is made.
var written = []string{"out", "fix", "metrics", "state"}

// checkNames refuses names that the system can't have: in the operands of a command,
// and in its flags, be they in a config.
func (a *app) checkNames(c *cobra.Command, args []string) error {
	if cmp.Or(a.System, runtime.GOOS) != "windows" {
		return nil
	}
	a.after.refused = windowsNameProblem(a.after.metrics) != ""
	if strings.HasSuffix(c.Use, " FILE") || strings.HasSuffix(c.Use, " DIR") {
		for _, name := range args {
			if problem := windowsNameProblem(name); problem != "" {
				return usageError(problem, "name one that can be there")
			}
		}
	}
	for _, name := range written {
		if flag := c.Flags().Lookup(name); flag != nil {
			if problem := windowsNameProblem(flag.Value.String()); problem != "" {
				return usageError("--"+name+": "+problem, "choose another name with --"+name)
			}
		}
	}
	return nil
}

// devices are the names that Windows gives to devices, whatever follows a dot.
var devices = []string{
	"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
	"COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
	"LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
}

// windowsNameProblem says why Windows can't have a file of a path, "" if it can.
func windowsNameProblem(path string) string {
	rest := strings.TrimPrefix(path, `\\?\`)
	if len(rest) > 1 && rest[1] == ':' { // of a drive
		rest = rest[2:]
	}
	for _, name := range strings.FieldsFunc(rest, func(r rune) bool { return r == '\\' || r == '/' }) {
		stem, _, _ := strings.Cut(strings.ReplaceAll(name, ":", "."), ".")
		at := strings.IndexFunc(name, func(r rune) bool { return r < ' ' || strings.ContainsRune(`<>:"|?*`, r) })
		switch {
		case name == "." || name == "..":
		case slices.Contains(devices, strings.ToUpper(strings.TrimSpace(stem))):
			return name + " is a device name on Windows, not a file name"
		case at >= 0 && (name[at] == '*' || name[at] == '?'):
			return name + " can't be a file's name: the Windows shell does not expand * and ?"
		case at >= 0 && name[at] < ' ':
			return name + " can't be a file's name on Windows: it has a control character in it"
		case at >= 0:
			return name + " can't be a file's name on Windows: it has a " + name[at:at+1] + " in it"
		case strings.HasSuffix(name, "."):
			return name + " can't be a file's name on Windows: it ends with a dot"
		case strings.HasSuffix(name, " "):
			return `"` + name + `" can't be a file's name on Windows: it ends with a space`
		}
	}
	return ""
}
