package table

import (
	"bytes"
	"encoding/csv"
)

// Cutter returns what cuts the rows of the file.
func (f *File) Cutter() *Cutter {
	c := NewCutter(f.dialect.delimiter, f.header)
	c.escapes = f.escapes
	return c
}

// IsText reports whether the file is a text, and not a workbook.
func (f *File) IsText() bool { return f.sheet == nil }

// Cells takes a row apart, whatever is wrong with its quotes.
func (f *File) Cells(raw string) []string { return f.Cutter().CellsOf(raw) }

// CellsOf returns the cells of a row, whatever is wrong with its quotes, until the next
// one is cut.
func (c *Cutter) CellsOf(raw string) []string {
	if rec := c.Cut(raw); rec.state != closed {
		c.scan(raw, reading{lazy: true})
	}
	return c.cells
}

// EncodeRow writes cells as a row of CSV.
func EncodeRow(cells []string, delim byte) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = rune(delim)
	_ = w.Write(cells) // into memory: it can't fail
	w.Flush()
	return b.Bytes()
}
