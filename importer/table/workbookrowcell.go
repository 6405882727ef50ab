package table

import (
	"errors"
	"fmt"
)

// readCell reads the cell that has just begun, which is behind that column,
// and returns its own.
func (r *SheetRows) readCell(before int) (column int, err error) {
	place, kind, style := r.xml.cellAttributes()
	if column, err = r.column(before, place); err != nil {
		return 0, err
	}
	r.cell = cell{kind: cellKindOf(kind), format: r.book.formats.of(style)}
	if err := r.readContent(&r.cell, string(kind) == "inlineStr"); err != nil {
		return 0, err
	}
	return column, r.keepCell(column)
}

// column returns the column of a cell that says that place, if any.
func (r *SheetRows) column(before int, place []byte) (column int, err error) {
	column = before + 1
	if at, row, ok := parsePlace(place); ok {
		if row != r.row.Line {
			return 0, fmt.Errorf("the cell %q is in it", clip(place))
		}
		column = at
	}
	switch {
	case column <= before:
		return 0, errors.New("its cells are out of order")
	case column > maxColumns:
		return 0, fmt.Errorf("it has more than %d columns", maxColumns)
	}
	return column, nil
}

// plainCells reads cells as long as they are written plainly, and stand behind that
// column. It returns the column of the last.
func (r *SheetRows) plainCells(column int) (int, error) {
	for {
		b := r.xml.ahead()
		if len(b) == 0 {
			return column, nil
		}
		var p plainCell
		size := p.cut(b)
		if size == 0 {
			return column, nil
		}
		at, err := r.column(column, p.place)
		if err != nil {
			return column, nil // the tokens find it again
		}
		if !r.takePlain(&p) {
			return column, nil
		}
		r.xml.source.take(size)
		column = at
		if err := r.keepCell(column); err != nil {
			return column, err
		}
	}
}

// takePlain takes a cell that is written plainly. It is false where that has a
// reference that stands for nothing.
func (r *SheetRows) takePlain(p *plainCell) (ok bool) {
	c := &r.cell
	*c = cell{kind: cellKindOf(p.kind), format: r.book.formats.of(p.style), valued: p.valued || p.inline, text: p.raw}
	if p.inline {
		c.kind = textCell
	}
	if p.odd {
		r.stored, ok = p.appendTo(r.stored[:0], c.kind == textCell)
		c.text = r.stored
		return ok
	}
	return true
}

// keepCell keeps what the cell says, which was read as a whole.
func (r *SheetRows) keepCell(column int) (err error) {
	c := &r.cell
	if c.formula && (!c.valued || len(trimSpace(c.text)) == 0 && c.kind != textCell) {
		return fmt.Errorf("the formula in %s%d %w", columnName(column), r.row.Line, errNotComputed)
	}
	if c.formula && c.kind == numberCell && string(c.text) == "0" {
		if r.zeros++; r.zeros == 1 {
			r.firstZero = r.row.Line
		}
	}
	at := len(r.text)
	if r.text, err = r.book.appendCell(r.text, c); err != nil {
		return err
	}
	if len(r.text) > at {
		for len(r.ends) < column-1 {
			r.ends = append(r.ends, at)
			r.gaps++
		}
		r.ends = append(r.ends, len(r.text))
	}
	return r.checkSize()
}

// errNotComputed is a formula without the value that it had when the workbook
// was saved: some libraries write such workbooks.
var errNotComputed = errors.New("has no stored value")

// readContent reads the children of a cell. A text in line and a value are not
// both there; where they are, the type says which counts.
func (r *SheetRows) readContent(c *cell, inline bool) error {
	x := r.xml
	r.stored = r.stored[:0]
	var value, rich span
	for {
		if err := x.next(); err != nil {
			return err
		}
		at := len(r.stored)
		var err error
		switch {
		case x.kind == xmlEnd:
			c.valued = value.found || rich.found
			c.text = r.stored[value.start:value.end]
			if rich.found && (inline || !value.found) {
				c.text, c.kind = r.stored[rich.start:rich.end], textCell
			}
			return nil
		case x.begins("v") && value.found, x.begins("is") && rich.found:
			err = errors.New("a cell has two values")
		case x.begins("v") && c.kind == textCell:
			r.stored, err = appendString(r.stored, x)
			value = span{true, at, len(r.stored)}
		case x.begins("v"):
			r.stored, err = appendContent(r.stored, x)
			value = span{true, at, len(r.stored)}
		case x.begins("is"):
			r.stored, err = appendRich(r.stored, x)
			rich = span{true, at, len(r.stored)}
		case x.begins("f"):
			c.formula = true
			err = x.skip()
		case x.kind == xmlBegin:
			err = r.passForeign()
		}
		if err != nil {
			return err
		}
	}
}

// span is where a text is among others.
type span struct {
	found      bool
	start, end int
}

// parseIndex reads the number of a row, from 1 on. One that is too large for any
// sheet may come out as another that is.
func parseIndex(b []byte) (n int, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = min(n*10+int(c-'0'), maxRows+1)
	}
	return n, n > 0
}

// columnName returns the letters of a column, from 1 on.
func columnName(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// parsePlace reads a cell's name, such as B7.
func parsePlace(b []byte) (column, row int, ok bool) {
	for len(b) > 0 {
		c := b[0] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		column, b = min(column*26+int(c-'a'+1), maxColumns+1), b[1:]
	}
	row, ok = parseIndex(b)
	return column, row, ok && column > 0
}
