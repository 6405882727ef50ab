package reports

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vobizsync/importer"
)

// lineShift tells where a line of a file is in the fixed one, which has no empty
// rows, no repeated headers and no line ends in repaired cells. Memory: an entry where
// the distance changes.
type lineShift struct {
	shifts []shift // by line
	next   int     // line of the fixed file
}

type shift struct{ line, by int }

// add takes the next row: its line in the source, and how many lines it has in the
// fixed file.
func (s *lineShift) add(line, lines int) {
	if by := s.next - line; len(s.shifts) == 0 || s.shifts[len(s.shifts)-1].by != by {
		s.shifts = append(s.shifts, shift{line, by})
	}
	s.next += lines
}

// of returns the line of the fixed file of a row that was added.
func (s *lineShift) of(line int) int {
	at, found := slices.BinarySearchFunc(s.shifts, line, func(s shift, line int) int { return s.line - line })
	if !found {
		at--
	}
	if at < 0 {
		return line
	}
	return line + s.shifts[at].by
}

// words are problems as the fixed file has them, with the lines that other rows have
// there.
func (s *lineShift) words(problems []importer.Problem) []importer.Problem {
	problems = slices.Clone(problems)
	for i := range problems {
		p := &problems[i]
		if !p.Repeats() {
			continue
		}
		at := strings.LastIndexByte(p.Message, ' ')
		if line, err := strconv.Atoi(p.Message[at+1:]); err == nil {
			p.Message = fmt.Sprintf("%s %d", p.Message[:at], s.of(line))
		}
	}
	return problems
}
