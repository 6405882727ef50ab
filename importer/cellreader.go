package importer

import "vobizsync/importer/table"

// CellReader takes the rows of a file apart as [File.Cells] does, one after the other in
// the same room.
type CellReader struct {
	cut   *table.Cutter
	cells []string
}

// NewCellReader returns what takes the rows of the file apart. It has room for one cell
// more than the header.
func (f *File) NewCellReader() *CellReader {
	return &CellReader{cut: f.Cutter(), cells: make([]string, 0, len(f.Header())+1)}
}

// Cells returns the cells of a row as they are in the file, as many as the row has. They
// are the caller's until the next call.
func (r *CellReader) Cells(e *Entry) []string {
	r.cells = r.cut.Cells(r.cells[:0], e.raw)
	return r.cells
}
