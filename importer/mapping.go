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
	columns   []mappedColumn
	derived   []Derived
	values    values
	undecided []undecided

	passwordOptional bool // Options.PasswordOptional
}

type mappedColumn struct {
	header string
	typed  string // the same with the \ that the user wrote
	field  Field
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
	if of, _ := fieldNamed(unescapeMap(header)); !ok && of == Password {
		return errMadePassword // and the text may be one
	}
	if !ok {
		e := &advised{"--map: " + normalize.Quote(name) + " is not a field", "the fields are " + fieldList()}
		if near := nearest(name); near != "" {
			e.hint = "did you mean " + string(near) + "? " + e.hint
		} else if leftIsField {
			e.hint = "put a text that is the same in every row in quotes: --map " + words.Shell(header+`="`+name+`"`)
		}
		return e
	}
	typed := normalize.Fold(header)
	header = normalize.Fold(unescapeMap(header))
	if header == "" {
		return &advised{"--map " + normalize.Quote("="+name) + " names no column", "write --map " + words.Shell("COLUMN=FIELD")}
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
	m.columns = append(m.columns, mappedColumn{header, typed, field})
	return nil
}

var errMadePassword = &advised{"--map: a password can't be made from a text or from other columns: others could guess it",
	"map a column of passwords, or let --generate-passwords make one for each new customer"}

func (m *mapping) addDerived(field Field, text string) error {
	if err := m.free(field); err != nil {
		return err
	}
	if field == Password {
		return errMadePassword
	}
	d := Derived{Field: field, Text: text}
	if inner, ok := strings.CutPrefix(text, `"`); ok {
		inner, ok = strings.CutSuffix(inner, `"`)
		if !ok {
			return &advised{"--map " + normalize.Quote(string(field)+"="+text) + ": the quote is not closed", ""}
		}
		d.alternatives = [][]part{{{text: inner, column: -1}}}
	} else {
		for _, one := range alternatives(text) {
			parts, err := parseTemplate(strings.TrimSpace(one))
			if err != nil {
				return err
			}
			if len(parts) == 0 {
				return &advised{"--map: the template " + normalize.Quote(text) + " has a | with nothing beside it", `a | that is meant as such is written \|`}
			}
			d.alternatives = append(d.alternatives, parts)
		}
	}
	m.derived = append(m.derived, d)
	return nil
}

// keepPasswords returns an error if another field is made from the passwords.
func keepPasswords(columns []Column) error {
	for _, c := range columns {
		if (c.Field == Password || c.Beside == Password) && len(c.Templates) > 0 {
			return &advised{fmt.Sprintf("--map: the field %s can't be made from the password column: it would be shown", c.Templates[0]), ""}
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
	if len(m.columns) == 0 && len(m.derived) == 0 && len(m.undecided) == 0 {
		return false
	}
	key := normalize.Letters(normalize.Fold(header))
	for _, c := range m.columns {
		if normalize.Letters(c.header) == key {
			return true
		}
	}
	for _, u := range m.undecided {
		if normalize.Letters(u.header) == key {
			return true
		}
	}
	for _, d := range m.derived {
		for p := range d.parts() {
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
		if d, err = d.find(columns, q); err != nil {
			return nil, err
		}
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
