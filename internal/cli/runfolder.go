package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vobizsync/internal/disk"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// A folder holds the run of one file. Whose it is, rows.log and summary.json say by
// the path from the folder to the file: so both may be moved together.

// runFolder is the folder of a run: the one that was asked for, else one in the
// current folder that is named after the file. For a file that lies in the folder of
// a run itself, as rejected.csv does, it is one beside the file: the files of two
// runs have the same names.
func runFolder(out, name string) string {
	switch {
	case out != "":
		return out
	case name == stdin:
		return "stdin.run"
	}
	base := filepath.Base(name)
	folder := strings.TrimSuffix(base, filepath.Ext(base)) + ".run"
	if dir := filepath.Dir(name); len(runsIn(dir)) > 0 {
		return filepath.Join(dir, folder)
	}
	return folder
}

// heldRun is the file of a run that has left something in a folder.
type heldRun struct{ input, path string }

// runsIn returns the files of the runs that a folder holds, as its rows.log and its
// summary name them.
func runsIn(dir string) (runs []heldRun) {
	if pin, ok := reconcile.PinOf(dir); ok {
		runs = append(runs, heldRun{pin.Input, pin.Path})
	}
	if s, ok := reports.ReadSummary(dir); ok {
		runs = append(runs, heldRun{s.Input, s.Path})
	}
	return runs
}

// usesFolder takes the folder for the run of FILE: out, or the default one, which
// must not hold the run of another file. Nothing in it may be replaced that this
// program has not written.
func (a *app) usesFolder(s *reports.Summary, out, name string) error {
	s.Folder = runFolder(out, name)
	s.Path = pathFrom(s.Folder, name)
	if out == "" {
		for _, run := range runsIn(s.Folder) {
			if run.path != "" && !run.isOf(s, name) {
				return &pasteable{guardError(fmt.Sprintf("the folder %s holds the run of another file, %s", s.Folder, run.input),
					disk.AnotherFolder), a.call().set("out", folderFor(name)).String()}
			}
		}
	}
	return a.replacesNothing(s.Folder, name)
}

// isOf reports whether a run that a folder holds is of FILE: under the path that it
// had from there, or where it was when the folder was moved.
func (r *heldRun) isOf(s *reports.Summary, name string) bool {
	if r.path == s.Path {
		return true
	}
	if r.path == stdin || name == stdin {
		return false
	}
	if filepath.IsAbs(r.input) && r.input == filepath.Clean(name) {
		return true
	}
	then, err := os.Stat(filepath.Join(s.Folder, filepath.FromSlash(r.path)))
	if err != nil {
		return false
	}
	now, err := os.Stat(name)
	return err == nil && os.SameFile(then, now)
}

// pathFrom returns the path from a folder to FILE, with slashes. Links to folders on
// the way are resolved; FILE may be one itself, and stays what it is called.
func pathFrom(folder, name string) string {
	if name == stdin {
		return stdin
	}
	file := filepath.Join(realFolder(filepath.Dir(name)), filepath.Base(name))
	path, err := filepath.Rel(realFolder(folder), file)
	if err != nil { // on another drive
		path = file
	}
	return filepath.ToSlash(path)
}

// moved returns a path from one folder as one from another.
func moved(path, from, to string) string {
	if path == "" || path == stdin {
		return path
	}
	if !filepath.IsAbs(filepath.FromSlash(path)) {
		path = filepath.Join(from, filepath.FromSlash(path))
	}
	return pathFrom(to, path)
}

// realFolder is the absolute path of a folder, which need not be there, without
// links.
func realFolder(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	if parent := filepath.Dir(dir); parent != dir {
		return filepath.Join(realFolder(parent), filepath.Base(dir))
	}
	return dir
}

// folderFor names a folder that no other file's run has by default.
func folderFor(name string) string {
	dir, base := filepath.Split(filepath.Clean(name))
	if parent := filepath.Base(dir); dir != "" && parent != ".." && parent != string(filepath.Separator) {
		base = parent + "-" + base
	}
	return base + ".run"
}
