package importer

import (
	"slices"
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// Fixed is a row whose cells are repaired in their own columns.
type Fixed struct {
	Cells   []string
	Marks   map[int]Mark // of cells: repaired, or doubtful and left as they were
	Changed []Repair     // what was done, to one cell each
}

// Repair is what was done to a cell.
type Repair struct {
	Field Field
	How   How
}

// How is a kind of repair.
type How int

// The kinds of repairs.
const (
	InForm    How = iota // the cell has the field's normal form
	Tidied               // it is a part of the field, without stray spaces
	ByDefault            // it was empty, and has the default country
)

// Fix repairs the cells of a row, each in its own column: the cell that gives a field
// its value gets the field's normal form, and the parts of a field that is joined from
// several are tidied. A cell with a problem or a doubt stays as it was, and so does one
// that is empty, a password, or of no field. What the repaired row says is what the row
// says: a repair that would change that is not made, and so a second one finds nothing
// to do. For a workbook, in which a text is not a formula, the cells are what they are
// read as.
func (f *File) Fix(e *Entry, book bool) Fixed {
	fixed := Fixed{Cells: f.Cells(e), Marks: map[int]Mark{}}
	said, repairable := f.take(e, &fixed, book)
	if repairable {
		f.apply(&fixed, said, f.repairs(e, said, &fixed))
	}
	if !book {
		f.KeepFormulas(fixed.Cells)
	}
	return fixed
}

// repairs lists the repairs of a row's cells, and marks those that are doubtful.
func (f *File) repairs(e, said *Entry, fixed *Fixed) (all []repair) {
	for _, field := range Fields {
		places, alone := f.placesOf(field, fixed.Cells)
		if e.doubtful(field) || said.doubtful(field) {
			for _, i := range places {
				fixed.Marks[i] = Doubtful
			}
			continue
		}
		for _, i := range places {
			if r, ok := f.repair(said, field, fixed.Cells[i], alone); ok {
				r.at = i
				all = append(all, r)
			}
		}
	}
	return all
}

// repair is one to be tried.
type repair struct {
	Repair
	at   int
	text string
}

// repair returns what becomes of a cell of a field, false if it stays.
func (f *File) repair(said *Entry, field Field, cell string, alone bool) (r repair, ok bool) {
	r.Field = field
	value := said.Customer.Get(field) // "" for a password
	if field == Password || value == "" || hasRows(cell) {
		return r, false
	}
	folded := unescape(normalize.Fold(cell))
	mapped := f.mapping.values[field][valueKey(folded)] != nil
	empty := !mapped && (folded == "" || isEmpty(field, folded))
	switch {
	case empty && field == Country && alone && f.opts.DefaultCountry != "":
		r.How = ByDefault
	case empty:
		return r, false
	case !alone:
		r.How, value = Tidied, folded
		if text, ok := formulaCell(cell); ok && f.IsText() {
			value = unescape(normalize.Fold(text))
		}
	}
	if r.text = value; field != Phone { // a + before digits is not a formula
		r.text = words.Cell(value)
	}
	return r, r.text != cell
}

// apply makes the repairs that leave the row's meaning alone: all of them, or else
// those that do one by one.
func (f *File) apply(fixed *Fixed, said *Entry, repairs []repair) {
	if len(repairs) == 0 {
		return
	}
	cells := slices.Clone(fixed.Cells)
	for _, r := range repairs {
		cells[r.at] = r.text
	}
	if !f.means(cells, said) {
		cells = slices.Clone(fixed.Cells)
		repairs = slices.DeleteFunc(repairs, func(r repair) bool {
			before := cells[r.at]
			cells[r.at] = r.text
			if f.means(cells, said) {
				return false
			}
			cells[r.at] = before
			return true
		})
	}
	for _, r := range repairs {
		if fixed.Cells[r.at] != cells[r.at] {
			fixed.Cells[r.at], fixed.Marks[r.at] = cells[r.at], Repaired
			fixed.Changed = append(fixed.Changed, r.Repair)
		}
	}
}

// placesOf returns the columns whose cells give a field its value in a row, and whether
// it is one that does so alone. Where none is filled, it is the first that could.
func (f *File) placesOf(field Field, cells []string) (places []int, alone bool) {
	if i := slices.IndexFunc(f.columns, func(c Column) bool { return c.Field == field }); i >= 0 {
		return []int{i}, true
	}
	at := slices.IndexFunc(f.derived, func(d Derived) bool { return d.Field == field })
	if at < 0 {
		return nil, false
	}
	d := &f.derived[at]
	parts := d.alternatives[0]
	for _, alternative := range d.alternatives {
		if _, filled := join(field, alternative, cells); filled {
			parts = alternative
			break
		}
	}
	alone = true
	for _, p := range parts {
		switch {
		case p.column < 0:
			alone = alone && strings.TrimSpace(p.text) == ""
		case !p.code && p.column < len(cells):
			places = append(places, p.column)
		}
	}
	return places, alone && len(places) == 1
}

// doubtful reports whether it is uncertain what the cell of a field means. That another
// row has it, too, is not such a doubt.
func (e *Entry) doubtful(f Field) bool {
	means := func(p Problem) bool { return p.Field == f && !p.Repairs() && !p.IsRepeat() }
	return slices.ContainsFunc(e.Problems, means) || slices.ContainsFunc(e.Notes, means)
}
