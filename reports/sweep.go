package reports

import (
	"os"
	"path/filepath"
	"slices"
	"time"

	"vobizsync/internal/disk"
)

// leftovers are the names of what a run that was killed leaves in its folder: files
// that have not got their names, and what was tried before anything was created.
// There may be passwords in them.
var leftovers = []string{
	"." + ResultFile + ".*", "." + RejectedFile + ".*", "." + SummaryFile + ".*",
	"." + HTMLFile + ".*", "." + MissingFile + ".*", "." + DriftFile + ".*", "." + RejectedBook + ".*", "excelize-*", disk.ProbePattern, disk.NamelessPattern, disk.ModesPattern,
}

// stale is how old a leftover is before it is taken for one: a plan that is running
// in the same folder writes such files, too.
const stale = 24 * time.Hour

// Sweep removes what killed runs have left in a folder a day ago or before, and
// nothing that a process has open: clocks differ. What can't be removed stays: the
// next run tries again.
func Sweep(dir string, now time.Time) {
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		isOne := slices.ContainsFunc(leftovers, func(pattern string) bool {
			matches, _ := filepath.Match(pattern, f.Name())
			return matches
		})
		if info, err := f.Info(); isOne && err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > stale {
			disk.RemoveAbandoned(filepath.Join(dir, f.Name()))
		}
	}
}
