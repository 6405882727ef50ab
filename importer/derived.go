package importer

import (
	"iter"
	"slices"
	"strings"

	"vobizsync/importer/normalize"
)

// Derived is a field that no column fills alone.
type Derived struct {
	Field Field
	// Text is how the user would write it after --map FIELD=: a template, as in
	// "{First Name} {Last Name}", or a constant in quotes.
	Text string

	// alternatives are ways to make the field. In each row the first counts of whose
	// columns one is filled there, or that has none.
	alternatives [][]part

	guessed bool // of columns one of which names the field by less than listed words
}

// part is a piece of a template: a column, or the text between columns.
type part struct {
	text   string
	header string // of the column
	column int    // -1 for text
	code   bool   // the column has calling codes, for the number in the next one
}

// parts yields the pieces of all alternatives.
func (d *Derived) parts() iter.Seq[part] {
	return func(yield func(part) bool) {
		for _, parts := range d.alternatives {
			for _, p := range parts {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// find returns the derived field with the numbers of its columns, which are marked
// with it.
func (d *Derived) find(columns []Column, q normalize.Quoter) (Derived, error) {
	found := *d
	found.alternatives = make([][]part, len(d.alternatives))
	for i, parts := range d.alternatives {
		found.alternatives[i] = slices.Clone(parts)
		for k, p := range parts {
			if p.column < 0 {
				continue
			}
			at, err := findColumn(columns, p.header, q)
			if err != nil {
				return found, err
			}
			found.alternatives[i][k].column = at
			if of := &columns[at].Templates; !slices.Contains(*of, d.Field) {
				*of = append(*of, d.Field)
			}
		}
		if d.Field == Phone {
			found.alternatives[i] = markCallingCodes(found.alternatives[i])
		}
	}
	return found, nil
}

// derive fills the fields of a row that are made from several columns, or from
// none. The cells are nil where the row has still to be cut.
func (f *File) derive(e *Entry, cells []string) {
	for i := range f.derived {
		d := &f.derived[i]
		if cells == nil {
			cells = f.Cells(e)
		}
		e.Customer.Set(d.Field, d.text(cells))
	}
}

// text returns the text of the field in a row.
func (d *Derived) text(cells []string) string {
	for _, parts := range d.alternatives {
		if text, filled := join(d.Field, parts, cells); filled {
			return text
		}
	}
	return ""
}

// join puts the pieces of an alternative together. An error value of a spreadsheet
// in one of its cells is the value of them all.
func join(field Field, parts []part, cells []string) (text string, filled bool) {
	var b strings.Builder
	constant, code := true, ""
	for _, p := range parts {
		if p.column < 0 {
			b.WriteString(p.text)
			continue
		}
		constant = false
		if p.column >= len(cells) {
			continue
		}
		cell := strings.TrimSpace(cells[p.column])
		if p.code {
			code = callingCodeOf(cell)
			continue
		}
		cell = filledPart(field, cell)
		if normalize.IsErrorValue(normalize.Fold(cell)) {
			return cell, true
		}
		if cell == "" {
			continue
		}
		filled = true
		b.WriteString(withCallingCode(code, cell))
	}
	return b.String(), filled || constant
}

// write is the field as the user would write it after --map FIELD=.
func (d *Derived) write() string {
	var b strings.Builder
	for i, parts := range d.alternatives {
		if i > 0 {
			b.WriteByte('|')
		}
		for _, p := range parts {
			switch {
			case p.column < 0:
				b.WriteString(mapEscaper.Replace(p.text))
			case p.code:
				b.WriteString("+{" + mapEscaper.Replace(p.header) + "} ")
			default:
				b.WriteString("{" + mapEscaper.Replace(p.header) + "}")
			}
		}
	}
	return b.String()
}
