package cli

import (
	"fmt"
	"slices"
	"strings"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reconcile/ledger"
)

// What fills a field is part of the plan: a column that is new in tonight's file, or
// has another name, must not change in silence what the accounts are called. What
// --map or a config says is not a surprise.

// guardFile refuses a run whose file is not what it was in its last run: columns that
// are read otherwise or, with nobody to look, by less than their names; or another
// shape. All of it is said at once.
func (s *syncRun) guardFile() error {
	now := s.in.Mapping()
	runs, err := runsOf(s.journal, s.in)
	if err != nil {
		return err
	}
	var said, flags []string
	hint := "if that is right, say so once"
	if changed := changedMapping(now, lastMapping(runs)); len(changed.said) > 0 {
		said, flags = []string{"the columns are not read as in the last run of " + s.in.name + ": " + strings.Join(changed.said, "; ")}, changed.flags()
	} else if guessed := guessedMapping(now); s.o.yes && len(guessed.said) > 0 {
		said, flags = []string{strings.Join(guessed.said, "; ") + ", and --yes skips the question"}, guessed.flags()
		hint += ", here or in a config (validate --print-map writes it)"
	}
	s.summary.ShapeChanged = changedShape(shapeOf(s.in.File), runs, now)
	if changes := s.summary.ShapeChanged; len(changes) > 0 {
		text := shapeWords(s.in.name, changes)
		if s.o.acceptShape {
			s.say("%s, as --accept-shape allows", text)
		} else {
			said, flags = append(said, text+"; nothing was created"), append(flags, "--accept-shape")
		}
	}
	if len(said) > 0 {
		return &pasteable{guardError(strings.Join(said, "; "), hint), s.with(flags)}
	}
	s.mapped = true
	return nil
}

// runsOf returns the runs of sync on record that are of a file, oldest first.
func runsOf(j *reconcile.Journal, in *input) ([]ledger.PastRun, error) {
	path := in.absolute()
	if path == "" { // standard input has no name by which its last run is known
		return nil, nil
	}
	runs, err := j.Runs()
	return slices.DeleteFunc(runs, func(r ledger.PastRun) bool { return r.Command != "sync" || r.Path != path }), err
}

// lastMapping is what filled the fields in the last of a file's runs that got as far,
// nil if there was none.
func lastMapping(runs []ledger.PastRun) map[string]string {
	for _, r := range slices.Backward(runs) {
		if len(r.Mapping) > 0 {
			return r.Mapping
		}
	}
	return nil
}

// mappingDoubt is what a mapping is refused for, and the entries of --map that settle
// it.
type mappingDoubt struct{ said, entries []string }

func (d *mappingDoubt) flags() (flags []string) {
	for _, entry := range d.entries {
		flags = append(flags, "--map", entry)
	}
	return flags
}

// changedMapping lists the fields that something else fills than in the last run.
func changedMapping(now []importer.Filled, last map[string]string) (d mappingDoubt) {
	if last == nil {
		return d
	}
	for _, field := range importer.Fields {
		at := slices.IndexFunc(now, func(m importer.Filled) bool { return m.Field == field })
		before, had := last[string(field)]
		switch {
		case at < 0 && had && before == `""`: // as it was said to be
		case at < 0 && had:
			d.said, d.entries = append(d.said, fmt.Sprintf("%s was %s, and is nothing", field, before)), append(d.entries, string(field)+`=""`)
		case at < 0 || now[at].Mapped || had && now[at].From == before:
		case !had:
			d.said, d.entries = append(d.said, fmt.Sprintf("%s was nothing, and is %s", field, now[at].From)), append(d.entries, now[at].Entry())
		default:
			d.said, d.entries = append(d.said, fmt.Sprintf("%s was %s, and is %s", field, before, now[at].From)), append(d.entries, now[at].Entry())
		}
	}
	return d
}

// guessedMapping lists the required fields that a header names by less than the
// field's name or a word that is listed for it.
func guessedMapping(now []importer.Filled) (d mappingDoubt) {
	for _, m := range now {
		if m.Field.Required() && m.Guessed && !m.Mapped {
			d.said, d.entries = append(d.said, fmt.Sprintf("column %s was only guessed to be %s", words.Printable(m.From), m.Field)), append(d.entries, m.Entry())
		}
	}
	return d
}
