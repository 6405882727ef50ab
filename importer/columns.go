package importer

import (
	"cmp"
	"slices"
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// Column says what became of one column of the file.
type Column struct {
	Header string // as the file has it, space folded
	Field  Field  // "" where the column fills no field by itself
	Mapped bool   // the user said so (Options.Map)
	// Guessed means that the header names its field by less than the field's own
	// name or a word that is listed for it.
	Guessed bool

	// Templates are the fields into whose text the column goes, besides.
	Templates []Field
	// Beside is, of an unused column that names a field, that field: another
	// column, a template or a constant fills it.
	Beside Field
	Near   Field // of another unused column: the field whose name is nearest, "" if none is near
	// Veto is what the cells of an unused column are not, though its header says so.
	Veto string
}

// advised is an error with a hint.
type advised struct{ problem, hint string }

func (e *advised) Error() string  { return e.problem }
func (e *advised) Advice() string { return e.hint }

// choice decides which column fills which field.
type choice struct {
	columns []Column
	claims  []claim
	content *content
	derived []Derived
	user    *mapping
	lack    lack
}

// chooseColumns decides which column fills which field. What the user mapped comes
// first. Of the columns that name a field the one that names it most plainly fills
// it; for a telephone number the others follow where it is empty. It depends on the
// headers and the cells, and never on the order of the columns.
func chooseColumns(header []string, m mapping, rows [][]string) (*choice, error) {
	c := &choice{columns: make([]Column, len(header)), content: &content{rows}, user: &m}
	for i, h := range header {
		c.columns[i].Header = normalize.Fold(h)
	}
	var err error
	if c.derived, err = m.apply(c.columns, headerQuoter(header, m)); err != nil {
		return nil, err
	}
	c.takeClaims()
	c.takeName()
	c.takePhone()
	for _, f := range Fields {
		if f != Name && f != Phone {
			c.takeField(f)
		}
	}
	c.remark()
	return c, keepPasswords(c.columns)
}

// order compares two claims of one field by how plainly they name it, and at last by
// their headers.
func order(a, b claim) int {
	return cmp.Or(compareBool(a.veto != "", b.veto != ""), compareBool(a.empty, b.empty), orderByName(a, b))
}

// orderByName compares two claims by their headers alone.
func orderByName(a, b claim) int {
	return cmp.Or(
		compareBool(a.unknown != "", b.unknown != ""),
		cmp.Compare(a.place, b.place), compareBool(a.aside, b.aside), cmp.Compare(max(a.number, 1), max(b.number, 1)), cmp.Compare(a.rank, b.rank), cmp.Compare(a.number, b.number),
		compareBool(!a.spelled(), !b.spelled()),
		strings.Compare(normalize.WithoutMarks(a.header), normalize.WithoutMarks(b.header)), strings.Compare(a.header, b.header),
	)
}

// spelled reports whether a header is its field's name, letter by letter.
func (cl *claim) spelled() bool { return cl.header == string(fieldOfConcept(cl.concept)) }

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// of returns the claims that are made of some concepts and may be followed, the best
// one first. One whose header has a word that nobody knows is followed only where
// it is the only one. Where all of them look otherwise, a needed field is followed
// whatever its cells are: what is wrong with them is said for each row.
func (c *choice) of(f Field, concepts ...concept) (found []claim) {
	var weak []claim
	for _, cl := range c.claims {
		switch {
		case cl.avoided || !slices.Contains(concepts, cl.concept):
		case cl.veto != "" && !c.bestThereIs(&cl, f):
		case cl.unknown != "":
			weak = append(weak, cl)
		default:
			found = append(found, cl)
		}
	}
	if len(found) == 0 && len(weak) == 1 && weak[0].concept != fullName && weak[0].concept != plainName &&
		(f != Country || c.phonesAgree(weak[0].column)) {
		found = weak
	}
	slices.SortFunc(found, order)
	return slices.CompactFunc(found, func(a, b claim) bool { return a.header == b.header && !c.content.differ(a.column, b.column) })
}

// bestThereIs reports whether a claim that the cells object to is followed all the
// same: rows that were refused before have nothing but bad cells. It has its field's
// own name; or its listed words, and rows whose cell is bad are refused. No other column
// that is not objected to may name the field.
func (c *choice) bestThereIs(cl *claim, f Field) bool {
	own, isField := fieldNamed(cl.header)
	if !(isField && own == f) && !(cl.sure() && cl.concept != callingCode && (f == Email || f == Phone || f == Country)) {
		return false
	}
	return !slices.ContainsFunc(c.claims, func(o claim) bool {
		return o.column != cl.column && fieldOfConcept(o.concept) == f && o.sure() && o.veto == "" && o.concept != callingCode
	})
}

// conceptsOf lists what a field is called.
func conceptsOf(f Field) (all []concept) {
	for k := range lastField {
		if fieldOfConcept(k) == f && f != "" {
			all = append(all, k)
		}
	}
	return all
}

// takeField gives a field to the column that names it best.
func (c *choice) takeField(f Field) {
	if c.user.fills(f) {
		return
	}
	found := c.of(f, conceptsOf(f)...)
	if len(found) == 0 {
		return
	}
	if len(found) > 1 && found[0].header == found[1].header && !found[1].empty {
		c.twins(f, found[0], found[1])
		return
	}
	c.fill(f, found[0])
}

// fill lets a column fill a field.
func (c *choice) fill(f Field, cl claim) {
	col := &c.columns[cl.column]
	col.Field, col.Guessed = f, !cl.sure()
}

// twins are two columns of one header with different cells. Nobody can name one of
// them; a field that is not needed is left out.
func (c *choice) twins(f Field, one, two claim) {
	if f.Required() {
		c.lack.twins = append(c.lack.twins, twin{f, one.header, min(one.column, two.column), max(one.column, two.column)})
	}
}

// remark says of the columns that are not used what they name.
func (c *choice) remark() {
	for _, cl := range c.claims {
		col := &c.columns[cl.column]
		if col.Field != "" || len(col.Templates) > 0 {
			continue
		}
		f := fieldOfConcept(cl.concept)
		if cl.veto != "" && !cl.avoided {
			col.Veto = cl.veto
		}
		if !cl.avoided && c.fills(f) {
			col.Beside = f
		}
	}
	for i := range c.columns {
		col := &c.columns[i]
		if col.Field == "" && col.Beside == "" && len(col.Templates) == 0 && !c.claimed(i) {
			col.Near = nearest(col.Header)
		}
	}
}

// claimOf returns what a column claims, nil for nothing: the claims are in the order of
// the columns.
func (c *choice) claimOf(column int) *claim {
	at, found := slices.BinarySearchFunc(c.claims, column, func(cl claim, column int) int { return cl.column - column })
	if !found {
		return nil
	}
	return &c.claims[at]
}

func (c *choice) claimed(column int) bool { return c.claimOf(column) != nil }

// fills reports whether something fills a field.
func (c *choice) fills(f Field) bool {
	return f != "" && (slices.ContainsFunc(c.columns, func(col Column) bool { return col.Field == f }) ||
		slices.ContainsFunc(c.derived, func(d Derived) bool { return d.Field == f }))
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
