package importer

import "vobizsync/importer/table"

// CellReader takes the rows of a file apart as [File.Cells] does, one after the other in
// the same room.
type CellReader struct{ cut *table.Cutter }

// NewCellReader returns what takes the rows of the file apart.
func (f *File) NewCellReader() CellReader { return CellReader{f.Cutter()} }

// Cells returns the cells of a row as they are in the file, as many as the row has. They
// are the caller's until the next call.
func (r CellReader) Cells(e *Entry) []string { return r.cut.CellsOf(e.raw) }
