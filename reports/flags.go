package reports

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// flagCounts counts the flags that would settle problems, if they are right.
type flagCounts struct {
	problems map[importer.Flag]int
	rows     int // that would have no problem left
	// spelled is the first spelling of each: --map takes a value in any case.
	spelled map[importer.Flag]importer.Flag
}

func (c *flagCounts) add(r *reconcile.Result) {
	settled := r.Status == reconcile.Invalid
	for _, p := range r.Problems {
		if p.Flag.Name == "" {
			settled = false
			continue
		}
		if c.problems == nil {
			c.problems, c.spelled = map[importer.Flag]int{}, map[importer.Flag]importer.Flag{}
		}
		key := importer.Flag{Name: p.Flag.Name, Value: strings.ToLower(p.Flag.Value)}
		flag, known := c.spelled[key]
		if !known {
			if len(c.spelled) >= mostGroups {
				continue
			}
			flag, c.spelled[key] = p.Flag, p.Flag
		}
		c.problems[flag]++
	}
	if settled {
		c.rows++
	}
}

// SettledBy returns the flags that would settle the most problems, if they are right,
// and how many rows at most would have none left. There are none where no row would.
func (s *Summary) SettledBy() (flags []importer.Flag, rows int) {
	if s.flags.rows == 0 {
		return nil, 0
	}
	flags = slices.SortedFunc(maps.Keys(s.flags.problems), func(a, b importer.Flag) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(s.flags.problems[b], s.flags.problems[a]), cmp.Compare(a.Value, b.Value))
	})
	one := map[string]bool{}
	flags = slices.DeleteFunc(flags, func(f importer.Flag) bool {
		again := one[f.Name] && f.Name != "map" // only that can be given twice
		one[f.Name] = true
		return again
	})
	return flags[:min(len(flags), mostSaid)], s.flags.rows
}
