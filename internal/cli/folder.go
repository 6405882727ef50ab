package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"vobizsync/internal/disk"
	"vobizsync/reports"
)

// replacesNothing refuses a folder of a run in which a report would take the place
// of FILE itself, or of a file that somebody else has written.
func (a *app) replacesNothing(folder, name string) error {
	if folder == "" {
		return nil
	}
	return reports.CheckFolder(folder, a.inputInfo(name))
}

// metricsReplaceNothing does the same for --metrics.
func (a *app) metricsReplaceNothing(args []string) error {
	if a.after.metrics == "" {
		return nil
	}
	name := ""
	if len(args) > 0 {
		name = args[0]
	}
	return reports.CheckMetrics(a.after.metrics, a.inputInfo(name))
}

// inputInfo is what is known of FILE, or of the file that is standard input; nil
// if there is none.
func (a *app) inputInfo(name string) fs.FileInfo {
	if f, ok := a.Stdin.(*os.File); ok && name == stdin {
		if info, err := f.Stat(); err == nil {
			return info
		}
		return nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil // who opens it says so
	}
	return info
}

// inFolder gives an error of the folder of a run its hint, unless it has one.
func inFolder(err error) error {
	if advice(err) != "" {
		return err
	}
	return &failure{exitCode(err), err, disk.AnotherFolder}
}

// unwrittenFile gives an error of the file that a flag names its hint: to close it
// where another program has it open, else to choose another one.
func unwrittenFile(err error, flag string) error {
	return &failure{ExitFailed, err, closeOr(err, "choose another file with --"+flag)}
}

// closeOr is the hint of an error of a file: to close it where another program has it
// open.
func closeOr(err error, hint string) string {
	if disk.Held(err) {
		return disk.CloseIt
	}
	return hint
}

// makeFolder makes the folder of a run, and says if its disk lets others read what
// is written there. Secrets, which are passwords and tokens that this tool would
// write there, are refused then, unless the user wants them there anyway.
func (a *app) makeFolder(dir string, secrets, shared bool) error {
	if err := disk.MakeFolder(dir); err != nil {
		return err
	}
	keeps := disk.KeepsModes
	if a.KeepsModes != nil {
		keeps = a.KeepsModes
	}
	switch {
	case keeps(dir):
		return nil
	case secrets && !shared:
		next := a.call().with("shared-folder")
		if home := a.inHome(dir); home != "" && keeps(filepath.Dir(home)) {
			next = a.call().set("out", home)
		}
		return &pasteable{guardError(fmt.Sprintf("the disk of %s does not store file permissions: whoever reads it could read the passwords and tokens", dir),
			"choose a folder on another disk with --out, or accept that with --shared-folder"), next.String()}
	}
	a.say("warning: the disk of %s does not store file permissions: whoever reads it can read what is written there", dir)
	return nil
}
