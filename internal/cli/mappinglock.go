package cli

import (
	"fmt"
	"slices"
	"strings"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile/ledger"
)

// What fills a field is part of the plan: a column that is new in tonight's file, or
// has another name, must not change in silence what the accounts are called. What
// --map or a config says is no surprise.

// guardMapping refuses a run whose columns are read otherwise than in the last run of
// the file's name, or, with nobody to look, by less than their names.
func (s *syncRun) guardMapping() error {
	now := s.in.Mapping()
	runs, err := s.journal.Runs()
	if err != nil {
		return err
	}
	if s.in.path == stdin { // which has no name by which the last run is known
		runs = nil
	}
	if changed := changedMapping(now, lastMapping(runs, s.in.name)); len(changed.said) > 0 {
		return s.lockedMapping("the columns are not read as in the last run of "+s.in.name+": "+strings.Join(changed.said, "; "),
			"if that is right, say so once", changed.entries)
	}
	if s.o.yes {
		if guessed := guessedMapping(now); len(guessed.said) > 0 {
			return s.lockedMapping(strings.Join(guessed.said, "; ")+", and --yes skips the question",
				"if that is right, say so once, here or in a config (validate --print-map writes it)", guessed.entries)
		}
	}
	s.mapped = true
	return nil
}

func (s *syncRun) lockedMapping(text, hint string, entries []string) error {
	var flags []string
	for _, entry := range entries {
		flags = append(flags, "--map", entry)
	}
	return &pasteable{guardError(text, hint), s.with(flags)}
}

// lastMapping is what filled the fields in the last run of a file that got as far, nil
// if there was none.
func lastMapping(runs []ledger.PastRun, file string) map[string]string {
	for _, r := range slices.Backward(runs) {
		if r.Command == "sync" && r.File == file && len(r.Mapping) > 0 {
			return r.Mapping
		}
	}
	return nil
}

// mappingDoubt is what a mapping is refused for, and the entries of --map that settle
// it.
type mappingDoubt struct{ said, entries []string }

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
