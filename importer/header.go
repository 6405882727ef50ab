package importer

import (
	"fmt"
	"strconv"
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// checkRequired returns an error if a field that every row must have has no
// column.
func (f *File) checkRequired() error {
	have := map[Field]bool{}
	found := make([]string, 0, len(f.columns))
	for _, c := range f.columns {
		have[c.Field] = true
		if c.Header != "" {
			found = append(found, c.Header)
		}
	}
	for _, d := range f.derived {
		have[d.Field] = true
	}
	have[Country] = have[Country] || f.opts.DefaultCountry != ""
	var missing []string
	for _, field := range f.required() {
		if !have[field] {
			missing = append(missing, string(field))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	noun := "the required column %s is missing"
	if len(missing) > 1 {
		noun = "the required columns %s are missing"
	}
	what := "found: " + listHeaders(normalize.Quoter{Private: true}, found)
	if looksLikeData(found) { // a first row of customers
		what = "the first line seems to be a customer already"
	}
	e := &InputError{
		Name: f.Name(), Line: f.HeaderLine(),
		Problem: fmt.Sprintf(noun, words.List(missing)) + "; " + what,
		Hint:    "the first line must name the columns, for example: " + exampleHeader,
	}
	if len(missing) == 1 && missing[0] == string(Password) {
		e.Hint = "add the column, or let --generate-passwords make one for each new customer"
	} else if given, family := f.nameParts(); missing[0] == string(Name) && given != "" {
		e.Hint = "make it from two columns: --map " + words.Shell("name={"+given+"} {"+family+"}")
	}
	return e
}

// nameParts returns the headers of the columns that hold a name in two parts.
func (f *File) nameParts() (given, family string) {
	for _, c := range f.columns {
		switch normalize.Letters(c.Header) {
		case "firstname", "givenname", "vorname", "prenom", "billingfirstname":
			given = c.Header
		case "lastname", "familyname", "surname", "nachname", "nomdefamille", "billinglastname":
			family = c.Header
		}
	}
	if given == "" || family == "" {
		return "", ""
	}
	return given, family
}

// looksLikeData reports whether the cells of a header are those of a customer.
func looksLikeData(cells []string) bool {
	for _, c := range cells {
		if strings.Contains(c, "@") || len(normalize.DigitsAndPlus(c)) >= 6 {
			return true
		}
	}
	return false
}

func (f *File) required() []Field {
	if f.opts.EmailOnly {
		return emailOnly
	}
	if f.opts.PasswordOptional {
		return requiredBesides
	}
	return required
}

var emailOnly = []Field{Email}

// required are the fields that every row must have, and requiredBesides those where
// a password is made for rows that have none.
var required, requiredBesides = func() (all, besides []Field) {
	for _, f := range Fields {
		if f.Required() {
			all = append(all, f)
			if f != Password {
				besides = append(besides, f)
			}
		}
	}
	return all, besides
}()

func (f *File) noteUnused() {
	for i, c := range f.columns {
		if c.Field != "" || c.Header == "" || len(c.Templates) > 0 || isOwnColumn(c.Header) {
			continue
		}
		note := "column " + f.QuoteHeader(c.Header) + " is not used"
		if !f.quoter.Shows(normalize.ShapeName, c.Header) && !namesField(c.Header) {
			note = "column " + strconv.Itoa(i+1) + " " + normalize.Hidden(c.Header) + " is not used"
		}
		if c.Beside != "" {
			note += ": " + f.filledBy(c.Beside)
		} else if c.Near != "" {
			note += "; did you mean " + string(c.Near) + "?"
		}
		f.notes = append(f.notes, note)
	}
}

// filledBy says what fills a field.
func (f *File) filledBy(field Field) string {
	for _, c := range f.columns {
		if c.Field == field {
			return "column " + f.QuoteHeader(c.Header) + " fills the field " + string(field)
		}
	}
	return "--map fills the field " + string(field)
}
