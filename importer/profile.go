package importer

import (
	"maps"
	"slices"
)

// Filled says what fills a field.
type Filled struct {
	Field   Field
	From    string // a column, or a template or constant as --map takes it
	Column  bool   // From is a column
	Guessed bool   // by less than the field's name or a word that is listed for it
	Mapped  bool   // the user said so
	// Alternatives is how many ways there are to make the field, of which the first
	// counts that is filled.
	Alternatives int
}

// Entry is what --map takes to choose the same.
func (m *Filled) Entry() string {
	if m.Column {
		return mapEscaper.Replace(m.From) + "=" + string(m.Field)
	}
	return string(m.Field) + "=" + m.From
}

// Mapping lists what fills the fields, in the order of [Fields].
func (f *File) Mapping() (all []Filled) {
	for _, field := range Fields {
		for _, c := range f.columns {
			if c.Field == field {
				all = append(all, Filled{Field: field, From: c.Header, Column: true, Guessed: c.Guessed, Mapped: c.Mapped, Alternatives: 1})
			}
		}
		for _, d := range f.derived {
			if d.Field == field {
				all = append(all, Filled{Field: field, From: d.Text, Guessed: d.guessed, Mapped: f.mapping.fills(field), Alternatives: len(d.alternatives)})
			}
		}
	}
	return all
}

// UnusedColumns lists the columns that go into no field, as they may be shown.
func (f *File) UnusedColumns() (headers []string) {
	for _, c := range f.columns {
		if c.Unused() {
			headers = append(headers, showHeader(f.quoter, c.Header))
		}
	}
	return headers
}

// MapEntries are the --map that choose what was chosen, whatever else the next file
// has. A column whose header appears twice can't be named, and is left out.
func (f *File) MapEntries() (entries []string) {
	for _, m := range f.Mapping() {
		if !m.Column || !twice(f.columns, m.From) {
			entries = append(entries, m.Entry())
		}
	}
	for _, field := range Fields {
		of := f.mapping.values[field]
		for _, cell := range slices.Sorted(maps.Keys(of)) {
			entries = append(entries, string(field)+":"+mapEscaper.Replace(of[cell].cell)+"="+of[cell].by)
		}
	}
	return entries
}

// twice reports whether two columns have one header.
func twice(columns []Column, header string) bool {
	n := 0
	for _, c := range columns {
		if c.Header == header {
			n++
		}
	}
	return n > 1
}
