package importer

import (
	"slices"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// Fixed is a row whose cells are repaired in their own columns.
type Fixed struct {
	Cells   []string
	Marks   map[int]Mark // of cells: repaired, or doubtful and left as they were
	Changed []Field      // those of the repaired cells
}

// Fix repairs the cells of a row, each in its own column: a column that alone fills
// a field gets the field's normal form. A cell with a problem or a doubt stays as it
// was, and so does one that is empty, a password, or of no field by itself. The form
// is one that Fix leaves alone.
func (f *File) Fix(e *Entry) Fixed {
	fixed := Fixed{Cells: f.Cells(e), Marks: map[int]Mark{}}
	for i, c := range f.columns {
		if c.Field == "" || i >= len(fixed.Cells) {
			continue
		}
		if e.doubtful(c.Field) {
			fixed.Marks[i] = Doubtful
			continue
		}
		raw, value := fixed.Cells[i], f.fixedCell(e, c.Field)
		if value == "" || value == raw || normalize.Fold(raw) == "" || c.Field == Password {
			continue
		}
		fixed.Cells[i], fixed.Marks[i] = value, Repaired
		fixed.Changed = append(fixed.Changed, c.Field)
	}
	return fixed
}

// doubtful reports whether it is uncertain what the cell of a field means. That another
// row has it, too, is not such a doubt.
func (e *Entry) doubtful(f Field) bool {
	means := func(p Problem) bool {
		return p.Field == f && !p.Repairs() && !slices.Contains([]Code{normalize.SamePhone, normalize.SameGSTIN, normalize.SameCompany}, p.Code)
	}
	return slices.ContainsFunc(e.Problems, means) || slices.ContainsFunc(e.Notes, means)
}

// fixedCell is the normal form of a field as a cell. A + before digits is not a formula.
func (f *File) fixedCell(e *Entry, field Field) string {
	value := e.Customer.Get(field)
	if field == Phone {
		return value
	}
	return words.Cell(value)
}
