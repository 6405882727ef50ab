package importer

import (
	"fmt"
	"slices"
	"strings"

	"vobizsync/importer/normalize"
)

// Shape is what a file looks like, without a cell of it: what the next file of its
// name is held against.
type Shape struct {
	Rows   int           // those whose cells could be read
	Doubts int           // of them, those with a doubt
	Filled map[Field]int // of them, those that have something in a field, before anything is made of it
	// Columns are the headers that may be shown whatever the file has in it, and
	// whether they go into a field. Those without a header do not count.
	Columns map[string]bool
	Hidden  int // other columns with a header
}

// Shape returns what the file looks like, once its rows were read.
func (f *File) Shape() Shape {
	s := Shape{Rows: f.fills.rows, Doubts: f.fills.doubts, Filled: map[Field]int{}, Columns: map[string]bool{}}
	for i, n := range f.fills.filled {
		if n == 0 {
			continue
		}
		if i == passwordText {
			s.Filled[Password] = n
		} else {
			s.Filled[textFields[i]] = n
		}
	}
	strict := normalize.Quoter{Private: true} // as it may be another night
	for _, c := range f.columns {
		switch name := c.Header; {
		case name == "" || strings.EqualFold(name, ErrorColumn):
		case !namesField(name) && !strict.Shows(normalize.ShapeName, name):
			s.Hidden++
		default:
			for n := 2; has(s.Columns, name); n++ {
				name = fmt.Sprintf("%s (%d)", c.Header, n)
			}
			s.Columns[name] = !c.Unused()
		}
	}
	return s
}

func has(columns map[string]bool, name string) bool {
	_, ok := columns[name]
	return ok
}

// fillCounts counts rows, the doubtful ones, and those that have something in a field.
type fillCounts struct {
	rows, doubts int
	filled       [passwordText + 1]int // as texts has them, then the password
}

// add counts a row whose cells were tidied up, and nothing else. The texts are the
// customer's.
func (s *fillCounts) add(c *Customer, texts *[passwordText]*string) {
	s.rows++
	for i, p := range texts {
		if *p != "" {
			s.filled[i]++
		}
	}
	if !c.Password.IsZero() {
		s.filled[passwordText]++
	}
}

// doubt counts a row, if it has a doubt.
func (s *fillCounts) doubt(e *Entry) {
	if slices.ContainsFunc(e.Notes, func(n Problem) bool { return !n.Repairs() }) {
		s.doubts++
	}
}

func (s *fillCounts) merge(later *fillCounts) {
	s.rows, s.doubts = s.rows+later.rows, s.doubts+later.doubts
	for i, n := range later.filled {
		s.filled[i] += n
	}
}
