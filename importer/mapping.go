package importer

import (
	"fmt"
	"slices"
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// mapping is what the user says about the columns (Options.Map).
type mapping struct {
	columns []mappedColumn
	derived []Derived

	passwordOptional bool // Options.PasswordOptional
}

type mappedColumn struct {
	header string
	field  Field
}

// part is a piece of a template: a column, or the text between columns.
type part struct {
	text   string
	header string // of the column
	column int    // -1 for text
}

// parseMapping reads entries of three forms:
//
//	COLUMN=FIELD                      the column fills the field
//	FIELD={COLUMN} text {COLUMN}      the field is made from columns
//	FIELD="text"                      the field is the same in every row
//
// The second and third are told from the first by a field on the left, and a {
// in what is on the right, or a " at its start.
func parseMapping(entries []string) (m mapping, err error) {
	for _, entry := range entries {
		left, right, ok := strings.Cut(entry, "=")
		if !ok {
			return m, &advised{"--map " + normalize.Quote(entry) + " has no =", `write --map 'COLUMN=FIELD', for example: --map 'Customer=name'`}
		}
		field, isField := fieldNamed(left)
		if isField && (strings.Contains(right, "{") || strings.HasPrefix(right, `"`)) {
			err = m.addDerived(field, right)
		} else {
			at := strings.LastIndexByte(entry, '=') // a header may have a = in it, a field has none
			err = m.addColumn(entry[:at], entry[at+1:], isField)
		}
		if err != nil {
			return m, err
		}
	}
	return m, nil
}

// fieldNamed returns the field of a name, in any spelling of its own letters.
func fieldNamed(name string) (Field, bool) {
	for _, f := range Fields {
		if normalize.Letters(normalize.Fold(name)) == normalize.Letters(string(f)) {
			return f, true
		}
	}
	return "", false
}

func (m *mapping) addColumn(header, name string, leftIsField bool) error {
	field, ok := fieldNamed(name)
	if !ok {
		e := &advised{"--map: " + normalize.Quote(name) + " is not a field", "the fields are " + fieldList()}
		if near := nearest(name); near != "" {
			e.hint = "did you mean " + string(near) + "? " + e.hint
		} else if leftIsField {
			e.hint = "a text that is the same in every row stands in quotes: --map " + words.Shell(header+`="`+name+`"`)
		}
		return e
	}
	header = normalize.Fold(header)
	if header == "" {
		return &advised{"--map " + normalize.Quote("="+name) + " names no column", "write --map 'COLUMN=FIELD'"}
	}
	if err := m.free(field); err != nil {
		return err
	}
	for _, c := range m.columns {
		if c.header == header {
			return &advised{
				fmt.Sprintf("--map: the column %s is mapped to %s and to %s", normalize.Quote(header), c.field, field),
				"a column can fill a second field by a template: --map " + words.Shell(string(field)+"={"+header+"}"),
			}
		}
	}
	m.columns = append(m.columns, mappedColumn{header, field})
	return nil
}

func (m *mapping) addDerived(field Field, text string) error {
	if err := m.free(field); err != nil {
		return err
	}
	if field == Password {
		return &advised{"--map: a password can't be made from a text or from other columns: others could guess it",
			"map a column of passwords, or let --generate-passwords make one for each new customer"}
	}
	d := Derived{Field: field, Text: text}
	var err error
	if inner, ok := strings.CutPrefix(text, `"`); ok {
		inner, ok = strings.CutSuffix(inner, `"`)
		if !ok {
			return &advised{"--map " + normalize.Quote(string(field)+"="+text) + ": the quote is not closed", ""}
		}
		d.parts = []part{{text: inner, column: -1}}
	} else if d.parts, err = parseTemplate(text); err != nil {
		return err
	}
	m.derived = append(m.derived, d)
	return nil
}

// parseTemplate takes "{First Name} {Last Name}" apart.
func parseTemplate(text string) (parts []part, err error) {
	for rest := text; rest != ""; {
		before, after, found := strings.Cut(rest, "{")
		if before != "" {
			parts = append(parts, part{text: before, column: -1})
		}
		if !found {
			break
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed || normalize.Fold(name) == "" {
			return nil, &advised{"--map: the template " + normalize.Quote(text) + " has a { without a column and a }", "write, for example: --map 'name={First Name} {Last Name}'"}
		}
		parts = append(parts, part{header: normalize.Fold(name)})
		rest = tail
	}
	return parts, nil
}

// keepPasswords returns an error if another field is made from the passwords.
func keepPasswords(columns []Column) error {
	for _, c := range columns {
		if (c.Field == Password || c.Beside == Password) && len(c.Templates) > 0 {
			return &advised{fmt.Sprintf("--map: the field %s can't be made from the column of the passwords: it would be shown", c.Templates[0]), ""}
		}
	}
	return nil
}

// free returns an error if the field is mapped already.
func (m *mapping) free(field Field) error {
	if m.fills(field) {
		return &advised{fmt.Sprintf("--map: the field %s is mapped twice", field), "leave one of them out"}
	}
	return nil
}

// fills reports whether the user said what fills a field.
func (m *mapping) fills(field Field) bool {
	for _, c := range m.columns {
		if c.field == field {
			return true
		}
	}
	for _, d := range m.derived {
		if d.Field == field {
			return true
		}
	}
	return false
}

// uses reports whether the user named a column of this header.
func (m *mapping) uses(header string) bool {
	if len(m.columns) == 0 && len(m.derived) == 0 {
		return false
	}
	key := normalize.Letters(normalize.Fold(header))
	for _, c := range m.columns {
		if normalize.Letters(c.header) == key {
			return true
		}
	}
	for _, d := range m.derived {
		for _, p := range d.parts {
			if p.column >= 0 && normalize.Letters(p.header) == key {
				return true
			}
		}
	}
	return false
}

// apply marks what the mapping says in the columns of a file.
func (m *mapping) apply(columns []Column, q normalize.Quoter) (derived []Derived, err error) {
	for _, c := range m.columns {
		i, err := findColumn(columns, c.header, q)
		if err != nil {
			return nil, err
		}
		if columns[i].Field != "" {
			return nil, &advised{fmt.Sprintf("--map: the column %s is mapped to %s and to %s", normalize.Quote(c.header), columns[i].Field, c.field), ""}
		}
		columns[i].Field, columns[i].Mapped = c.field, true
	}
	for _, d := range m.derived {
		parts := make([]part, len(d.parts))
		for k, p := range d.parts {
			if p.column >= 0 {
				if p.column, err = findColumn(columns, p.header, q); err != nil {
					return nil, err
				}
				columns[p.column].Templates = append(columns[p.column].Templates, d.Field)
			}
			parts[k] = p
		}
		d.parts = parts
		derived = append(derived, d)
	}
	return derived, nil
}

// findColumn returns the column of a header, without regard to case, space,
// punctuation and accents where no column has exactly that header.
func findColumn(columns []Column, header string, q normalize.Quoter) (int, error) {
	key, found := normalize.Letters(header), -1
	for i, c := range columns {
		if c.Header == header {
			if twin := slices.IndexFunc(columns[i+1:], func(c Column) bool { return c.Header == header }); twin >= 0 {
				return 0, &advised{fmt.Sprintf("--map: columns %d and %d are both called %s", i+1, i+2+twin, normalize.Quote(header)), "rename one of them"}
			}
			return i, nil
		}
		if normalize.Letters(c.Header) == key && key != "" {
			if found >= 0 {
				return 0, &advised{fmt.Sprintf("--map: columns %d (%s) and %d (%s) are both like %s", found+1, quoteHeader(q, columns[found].Header), i+1, quoteHeader(q, c.Header), normalize.Quote(header)), "write the header as the file has it"}
			}
			found = i
		}
	}
	if found < 0 {
		return 0, unknownColumn(columns, header, q)
	}
	return found, nil
}

func unknownColumn(columns []Column, header string, q normalize.Quoter) error {
	e := &advised{problem: "--map: there is no column " + normalize.Quote(header)}
	names, near, least := make([]string, 0, len(columns)), "", 4
	for _, c := range columns {
		if c.Header == "" {
			continue
		}
		names = append(names, c.Header)
		if d := words.Distance(normalize.Letters(header), normalize.Letters(c.Header)); d < least && d < len(header) {
			near, least = c.Header, d
		}
	}
	if looksLikeData(names) {
		e.hint = "the first line seems to be a customer already: it must name the columns"
		return e
	}
	e.hint = "the columns are " + listHeaders(q, names)
	if near != "" && showHeader(q, near) == near {
		e.hint = "did you mean " + quoteHeader(q, near) + "? " + e.hint
	}
	return e
}

func fieldList() string {
	names := make([]string, len(Fields))
	for i, f := range Fields {
		names[i] = string(f)
	}
	return words.List(names)
}

// derive fills the fields of a row that are made from several columns, or from
// none.
func (f *File) derive(e *Entry) {
	var cells []string
	for _, d := range f.derived {
		var b strings.Builder
		for _, p := range d.parts {
			if p.column < 0 {
				b.WriteString(p.text)
				continue
			}
			if cells == nil {
				cells = f.Cells(e)
			}
			if p.column >= len(cells) {
				continue
			}
			cell := filledPart(d.Field, strings.TrimSpace(cells[p.column]))
			if normalize.IsErrorValue(normalize.Fold(cell)) { // the value as a whole is none then
				b.Reset()
				b.WriteString(cell)
				break
			}
			b.WriteString(cell)
		}
		e.Customer.Set(d.Field, b.String())
	}
}
