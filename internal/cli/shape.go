package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reconcile/ledger"
)

// A file that another program writes every night changes when that program does. What
// gives such a change away is compared with the file's last run: its columns, how many
// rows fill a field, how many rows are doubtful.

const (
	// leastShape is how many rows two files have at least whose filled rows are
	// compared: of fewer, chance decides.
	leastShape = 20
	// leastEmptier is how many rows fewer a field is filled in than could be expected.
	leastEmptier = 5
	// leastDoubts is how many doubts more are worth an alarm.
	leastDoubts = 10
	// mostShapeColumns bounds what is kept of a file's columns.
	mostShapeColumns = 1000
)

// shapeOf is the shape of a file that was read, as it is put on record.
func shapeOf(f *importer.File) *ledger.Shape {
	is := f.Shape()
	s := &ledger.Shape{Rows: is.Rows, Doubts: is.Doubts, Filled: map[string]int{}, Columns: is.Columns, Hidden: is.Hidden}
	if len(s.Columns) > mostShapeColumns {
		s.Columns, s.Hidden = nil, 0
	}
	for field, n := range is.Filled {
		s.Filled[string(field)] = n
	}
	return s
}

// changedShape lists what is not as in the last of a file's runs. What fills a field is
// the mapping's: a column that goes into one is compared there, and a field that
// nothing fills any more is, too.
func changedShape(now *ledger.Shape, runs []ledger.PastRun, mapping []importer.Filled) (changes []string) {
	last := lastShape(runs, 0)
	if last == nil {
		return nil
	}
	changes = changedColumns(now, last)
	if full := lastShape(runs, leastShape); full != nil && now.Rows >= leastShape { // a short file in between hides nothing
		changes = append(changes, emptierFields(now, full, mapping)...)
	}
	more, denser := now.Doubts >= max(2*last.Doubts, last.Doubts+leastDoubts), now.Doubts*last.Rows > last.Doubts*now.Rows
	if more && (denser || last.Doubts == 0) {
		changes = append(changes, fmt.Sprintf("%s a warning, %s", part(now.Doubts, now.Rows, "has", "have"), before(last.Doubts, last.Rows)))
	}
	return changes
}

// lastShape is the shape in the last of a file's runs that got as far as creating,
// nil if there was none; of those with so many rows.
func lastShape(runs []ledger.PastRun, rows int) *ledger.Shape {
	for _, r := range slices.Backward(runs) {
		if r.Shape != nil && r.Shape.Rows >= rows {
			return r.Shape
		}
	}
	return nil
}

// changedColumns lists the columns that are new or gone, without regard to case. Those
// that go into a field are the mapping's.
func changedColumns(now, last *ledger.Shape) (changes []string) {
	if now.Columns == nil || last.Columns == nil {
		return nil
	}
	for _, side := range []struct {
		in, of map[string]bool
		is     string
	}{{last.Columns, now.Columns, "gone"}, {now.Columns, last.Columns, "new"}} {
		known := map[string]bool{}
		for name := range side.of {
			known[strings.ToLower(name)] = true
		}
		for _, name := range slices.Sorted(maps.Keys(side.in)) {
			if used := side.in[name]; !used && !known[strings.ToLower(name)] {
				changes = append(changes, fmt.Sprintf("the column %q is %s", name, side.is))
			}
		}
	}
	if now.Hidden != last.Hidden {
		changes = append(changes, fmt.Sprintf("%s whose name is not shown, %d in the last run", words.Count(now.Hidden, "column"), last.Hidden))
	}
	return changes
}

// emptierFields lists the fields that half as many rows fill as before, or fewer.
func emptierFields(now, last *ledger.Shape, mapping []importer.Filled) (changes []string) {
	for _, m := range mapping {
		n, was := now.Filled[string(m.Field)], last.Filled[string(m.Field)]
		expected := float64(was) / float64(last.Rows) * float64(now.Rows)
		if m.From != `""` && 2*float64(n) <= expected && expected-float64(n) >= leastEmptier {
			changes = append(changes, fmt.Sprintf("%s %s, %s", part(n, now.Rows, "fills", "fill"), m.Field, before(was, last.Rows)))
		}
	}
	return changes
}

// part is a number of all rows, with a verb.
func part(n, rows int, has, have string) string {
	verb := have
	if n == 1 {
		verb = has
	}
	return fmt.Sprintf("%s of %s %s", words.Number(n), words.Count(rows, "row"), verb)
}

func before(n, rows int) string {
	return fmt.Sprintf("%s of %s did in the last run", words.Number(n), words.Number(rows))
}

// mostShapeSaid is how many changes a message lists.
const mostShapeSaid = 10

// shapeWords says what has changed.
func shapeWords(name string, changes []string) string {
	text := strings.Join(changes[:min(len(changes), mostShapeSaid)], "; ")
	if more := len(changes) - mostShapeSaid; more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return words.Printable(name) + " is not shaped as in its last run: " + text
}

// warnOfShape says in a plan what sync would refuse.
func (a *app) warnOfShape(memory *reconcile.Journal, in *input) error {
	runs, err := runsOf(memory, in)
	if err != nil {
		return err
	}
	changes := changedShape(shapeOf(in.File), runs, in.Mapping())
	if a.ending.summary.ShapeChanged = changes; len(changes) > 0 {
		a.say("warning: %s: sync refuses that without --accept-shape", shapeWords(in.name, changes))
	}
	return nil
}
