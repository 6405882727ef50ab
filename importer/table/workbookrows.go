package table

import (
	"errors"
	"fmt"
	"io"
)

// The size of a sheet (ECMA-376 has none; these are the ones that the programs
// share).
const (
	maxRows    = 1_048_576
	maxColumns = 16_384
	maxRowText = 8 << 20 // bytes
)

// Row is a row of a sheet.
type Row struct {
	// Cells go up to the last one that is not empty. The slice is valid until the
	// next row is read, the texts for good.
	Cells  []string
	Line   int // the row's number
	Hidden bool
}

// SheetRows reads the rows of a sheet in their order. Rows that the sheet has
// not stored are left out: their numbers are missing.
type SheetRows struct {
	book   *Workbook
	xml    *xmlReader
	close  io.Closer
	err    error
	ended  bool
	row    Row
	text   []byte // of the row's cells, one after the other
	ends   []int  // of each cell in text
	gaps   int    // cells among them that are there for one on their right
	cell   cell
	stored []byte // of the cell
	taken  int64  // bytes that all rows take as text

	hidden, zeros, firstZero int
	recalculates             bool
}

// Rows opens the sheet.
func (w *Workbook) Rows(s Sheet) (*SheetRows, error) {
	if w.parts[s.part] == nil {
		return nil, damaged("", 0, fmt.Errorf("the sheet %q is not in it", s.Name))
	}
	x, closer, err := w.parts.open(s.part)
	if err != nil {
		return nil, err
	}
	r := &SheetRows{book: w, xml: x, close: closer, recalculates: w.recalculates}
	if err := r.begin(); err != nil {
		_ = closer.Close()
		return nil, damaged(s.part, 0, err)
	}
	return r, nil
}

// Close ends the reading.
func (r *SheetRows) Close() error { return r.close.Close() }

// Read returns how many bytes of the sheet's XML were read.
func (r *SheetRows) Read() int64 { return r.xml.source.all }

// Hidden returns how many rows that were read are hidden.
func (r *SheetRows) Hidden() int { return r.hidden }

// Uncomputed returns how many formulas that were read have the value 0 in a
// workbook that asks for being computed when it is opened, and the row of the
// first. Some libraries store 0 with every formula. It is complete at the end.
func (r *SheetRows) Uncomputed() (formulas, row int) {
	if !r.recalculates {
		return 0, 0
	}
	return r.zeros, r.firstZero
}

// begin reads up to the rows.
func (r *SheetRows) begin() error {
	x := r.xml
	for {
		if err := x.next(); err != nil {
			return err
		}
		switch {
		case x.kind == xmlEOF:
			r.ended = true // a sheet without rows
			return nil
		case x.kind != xmlBegin:
		case x.depth() == 1:
			if string(x.name) != "worksheet" {
				return fmt.Errorf("it is a %s, not a sheet", clip(x.name))
			}
		case x.begins("sheetData"):
			return nil
		default:
			if err := r.passOver(); err != nil {
				return err
			}
		}
	}
}

// passOver passes over an element that is neither a row nor a cell.
func (r *SheetRows) passOver() error {
	x := r.xml
	if x.begins("sheetCalcPr") {
		r.recalculates = r.recalculates || isTrue(x.attribute("fullCalcOnLoad"))
	}
	return x.skip()
}

// Next reads the next row. It is false at the end. The errors are of type
// *WorkbookError; after one there are no more rows.
func (r *SheetRows) Next() (Row, bool, error) {
	found, err := r.advance()
	if !found {
		return Row{}, false, err
	}
	r.row.Cells = r.row.Cells[:0]
	all, start := string(r.text), 0
	for _, end := range r.ends {
		r.row.Cells = append(r.row.Cells, all[start:end])
		start = end
	}
	return r.row, true, nil
}

// advance reads the next row as Next does, except for its Cells: they are in text and
// ends.
func (r *SheetRows) advance() (bool, error) {
	if r.err != nil || r.ended {
		return false, r.err
	}
	found, err := r.next()
	switch line := max(r.row.Line, 1); {
	case err == nil:
		return found, nil
	case errors.Is(err, errNotComputed):
		r.err = &WorkbookError{Row: line, Problem: err.Error(), Hint: "open the file in the spreadsheet program, and save it again"}
	default:
		r.err = damaged("", line, err)
	}
	return false, r.err
}

func (r *SheetRows) next() (bool, error) {
	x := r.xml
	for {
		found, err := x.nextPlain("row")
		if !found && err == nil {
			err = x.next()
		}
		if err != nil {
			return false, err
		}
		switch {
		case x.kind == xmlEnd: // of sheetData
			r.ended = true
			return false, r.finish()
		case x.begins("row"):
			return true, r.readRow()
		case x.kind == xmlBegin:
			if err := r.passForeign(); err != nil {
				return false, err
			}
		}
	}
}

// passForeign passes over an element between rows, or between cells, that is
// neither. What may hold either of them is refused (ECMA-376 part 3, 7.5).
func (r *SheetRows) passForeign() error {
	if string(r.xml.name) == "AlternateContent" {
		return errors.New("it has rows or cells in several versions, which is not supported")
	}
	return r.xml.skip()
}

// finish reads what is behind the rows.
func (r *SheetRows) finish() error {
	x := r.xml
	for {
		if err := x.next(); err != nil {
			return err
		}
		switch {
		case x.kind == xmlEOF:
			return nil
		case x.begins("sheetData"):
			return errors.New("it has its rows twice")
		case x.kind == xmlBegin:
			if err := r.passOver(); err != nil {
				return err
			}
		}
	}
}

// readRow reads the row that has just begun.
func (r *SheetRows) readRow() error {
	x := r.xml
	before := r.row.Line
	r.row = Row{Cells: r.row.Cells, Line: before + 1, Hidden: isTrue(x.attribute("hidden"))}
	if n, ok := parseIndex(x.attribute("r")); ok {
		r.row.Line = n
	}
	switch {
	case r.row.Line <= before:
		return fmt.Errorf("the row comes after row %d", before)
	case r.row.Line > maxRows:
		r.row.Line = before + 1
		return fmt.Errorf("a row has a number beyond %d", maxRows)
	}
	if r.row.Hidden {
		r.hidden++
	}
	r.text, r.ends, r.gaps = r.text[:0], r.ends[:0], 0
	column := 0
	for {
		var err error
		if column, err = r.plainCells(column); err != nil {
			return err
		}
		if !x.endPlain() {
			if err := x.next(); err != nil {
				return err
			}
		}
		switch {
		case x.kind == xmlEnd:
			r.taken += r.size()
			return nil
		case x.begins("c"):
			if column, err = r.readCell(column); err != nil {
				return err
			}
		case x.kind == xmlBegin:
			if err := r.passForeign(); err != nil {
				return err
			}
		}
	}
}

// checkSize bounds the text of a row, and of all of them. What a workbook may
// unpack to holds for this, too: one text may be in many cells, and one cell
// far on the right.
func (r *SheetRows) checkSize() error {
	here := r.size()
	switch all := r.taken + here; {
	case here > maxRowText:
		return fmt.Errorf("it has more than %d MB of text", maxRowText>>20)
	case all > freeOfTheRule && all > maxRatio*r.book.packed:
		return fmt.Errorf("the texts of its cells take more than %d times the file's size", maxRatio)
	}
	return nil
}

// gapSize is what a cell without a text counts for, in bytes: it takes as much of
// memory and time as a short one.
const gapSize = 16

// size is what a row takes.
func (r *SheetRows) size() int64 { return int64(len(r.text) + len(r.ends) + gapSize*r.gaps) }
