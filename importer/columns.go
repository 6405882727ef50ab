package importer

import (
	"fmt"
	"slices"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// Column says what became of one column of the file.
type Column struct {
	Header string // as the file has it, space folded
	Field  Field  // "" where the column fills no field by itself
	Mapped bool   // the user said so (Options.Map)

	// Templates are the fields into whose text the column goes, besides.
	Templates []Field
	// Beside is, of an unused column that names a field, that field: another
	// column, a template or a constant fills it.
	Beside Field
	Near   Field // of another unused column: the field whose name is nearest, "" if none is near
}

// advised is an error with a hint.
type advised struct{ problem, hint string }

func (e *advised) Error() string  { return e.problem }
func (e *advised) Advice() string { return e.hint }

// mapColumns decides which column fills which field. What the user mapped
// comes first. Of the columns that name one field, the one that names it most
// plainly fills it, and the others are not used; where two name it as plainly,
// or a telephone stands beside one of another kind, the user has to choose.
func mapColumns(header []string, m mapping) ([]Column, []Derived, error) {
	columns := make([]Column, len(header))
	for i, h := range header {
		columns[i].Header = normalize.Fold(h)
	}
	q := headerQuoter(header, m)
	derived, err := m.apply(columns, q)
	if err != nil {
		return nil, nil, err
	}
	claims := map[Field][]claim{}
	for i, h := range header {
		if columns[i].Field != "" {
			continue
		}
		f, s := fieldOf(h)
		switch {
		case f == "":
			columns[i].Near = nearest(columns[i].Header)
		case m.fills(f):
			columns[i].Beside = f
		default:
			claims[f] = append(claims[f], claim{i, s})
		}
	}
	for _, f := range Fields {
		if err := settle(columns, f, claims[f], q); err != nil {
			return nil, nil, err
		}
	}
	return columns, derived, keepPasswords(columns)
}

// claim is a column that names a field.
type claim struct {
	column   int
	strength strength
}

// settle gives a field to the column that claims it most plainly.
func settle(columns []Column, f Field, claims []claim, q normalize.Quoter) error {
	if len(claims) == 0 {
		return nil
	}
	best := slices.MaxFunc(claims, func(a, b claim) int { return int(a.strength - b.strength) })
	for _, c := range claims {
		if c == best {
			continue
		}
		if c.strength == best.strength || f == Phone && c.strength <= particular {
			first, second := min(best.column, c.column), max(best.column, c.column)
			one, two := columns[first].Header, columns[second].Header
			e := &advised{
				problem: fmt.Sprintf("columns %d (%s) and %d (%s) both name the field %s", first+1, quoteHeader(q, one), second+1, quoteHeader(q, two), f),
				hint:    fmt.Sprintf("rename or remove one of them, or choose: --map %s", words.Shell(columns[best.column].Header+"="+string(f))),
			}
			if one == two {
				e.hint = "rename or remove one of them"
			}
			return e
		}
		columns[c.column].Beside = f
	}
	columns[best.column].Field = f
	return nil
}

// nearest returns the field whose name is at most two typing mistakes away.
func nearest(header string) Field {
	names := make([]string, len(Fields))
	for i, f := range Fields {
		names[i] = normalize.Letters(string(f))
	}
	if i := words.Nearest(normalize.Letters(header), names, 2); i >= 0 {
		return Fields[i]
	}
	return ""
}

// ColumnsOf returns the columns that a field is made from, by their places.
func (f *File) ColumnsOf(field Field) (places []int) {
	for i, c := range f.columns {
		if c.Field == field || slices.Contains(c.Templates, field) {
			places = append(places, i)
		}
	}
	return places
}
