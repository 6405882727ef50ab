package importer

import (
	"fmt"

	"vobizsync/importer/table"
	"vobizsync/internal/words"
)

// manners counts the rows of a file that are written in other ways than RFC 4180
// has it, to be said once for the file.
type manners struct {
	quirks [3]seen // as table.Quirks has them
	short  seen
}

// seen counts rows.
type seen struct {
	rows int
	line int // of the first
}

func (s *seen) add(rows, line int) {
	if s.rows == 0 {
		s.line = line
	}
	s.rows += rows
}

// add counts a row.
func (m *manners) add(one manner, line int) {
	for i, q := range table.Quirks {
		if one.quirks&q != 0 {
			m.quirks[i].add(1, line)
		}
	}
	if one.short {
		m.short.add(1, line)
	}
}

// merge adds the rows of a later batch.
func (m *manners) merge(later *manners) {
	for i, s := range later.quirks {
		if s.rows > 0 {
			m.quirks[i].add(s.rows, s.line)
		}
	}
	if later.short.rows > 0 {
		m.short.add(later.short.rows, later.short.line)
	}
}

var quirkNotes = map[table.Quirk]string{
	table.Spaced:  "has spaces around the quotes of cells (first on line %d): they are ignored",
	table.Formula: `has cells written as ="text" (first on line %d): they are read as text`,
	table.Escaped: `has quotes written as \" (first on line %d): they are read as ", and \\ as \`,
}

// notes says what was seen.
func (m *manners) notes() (notes []string) {
	for i, q := range table.Quirks {
		if s := m.quirks[i]; s.rows > 0 {
			notes = append(notes, fmt.Sprintf(quirkNotes[q], s.line))
		}
	}
	if s := m.short; s.rows == 1 {
		notes = append(notes, fmt.Sprintf("the row on line %d ends before the last column: its missing cells count as empty", s.line))
	} else if s.rows > 1 {
		notes = append(notes, fmt.Sprintf("%s end before the last column (the first on line %d): their missing cells count as empty", words.Count(s.rows, "row"), s.line))
	}
	return notes
}
