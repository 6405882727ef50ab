package importer

import (
	"slices"
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// doubtCountries refuses a column that was taken for the country and has the states
// of one: an account in the wrong country has the wrong currency for ever. What the
// user said that it is, it is, with a note.
func (f *File) doubtCountries() error {
	at := slices.IndexFunc(f.columns, func(c Column) bool { return c.Field == Country })
	if at < 0 {
		return nil
	}
	rows := f.ahead
	countries, phones := make([]string, len(rows)), make([]string, len(rows))
	for i, cells := range rows {
		if at < len(cells) {
			countries[i] = cells[at]
		}
		phones[i] = f.phoneAmong(cells)
	}
	country, states := normalize.StateColumn(countries, phones)
	if country == "" {
		return nil
	}
	column, home := f.columns[at], normalize.CountryTitle(country)
	list := states[:min(len(states), 5)]
	problem := "column " + f.QuoteHeader(column.Header) + " seems to have states of " + home + ", not countries: " + strings.Join(list, ", ")
	if column.Mapped {
		f.notes = append(f.notes, problem+"; they are read as countries, as --map says")
		return nil
	}
	return &InputError{
		Name: f.Name(), Line: f.HeaderLine(), Problem: problem,
		Hint: "if they are states: --map " + words.Shell(mapEscaper.Replace(column.Header)+"=state") + " --default-country " + country +
			"; if they are countries: --map " + words.Shell(mapEscaper.Replace(column.Header)+"=country"),
	}
}

// phoneAmong returns the first filled cell of those that the phone comes from.
func (f *File) phoneAmong(cells []string) string {
	for i, c := range f.columns {
		if i < len(cells) && (c.Field == Phone || slices.Contains(c.Templates, Phone)) && strings.TrimSpace(cells[i]) != "" {
			return cells[i]
		}
	}
	return ""
}
