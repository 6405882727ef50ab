package importer

import (
	"strconv"
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

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

// unusedShown is how many of the unused columns are named.
const unusedShown = 12

// noteUnused says in one line which columns are not used: first those that may have
// been meant for a field.
func (f *File) noteUnused() {
	var meant, others []string
	var only string // what is said of one that is alone
	for i := range f.columns {
		c := &f.columns[i]
		if !c.Unused() {
			continue
		}
		name, why := f.nameColumn(i), f.whyUnused(c)
		only = "column " + name + " is not used"
		if why == "" {
			others = append(others, name)
			continue
		}
		only += "; " + why
		if item := name + " (" + why + ")"; c.Beside == "" {
			meant = append(meant, item)
		} else {
			others = append(others, item)
		}
	}
	all := append(meant, others...)
	switch n := len(all) - unusedShown; {
	case len(all) == 0:
	case len(all) == 1:
		f.notes = append(f.notes, only)
	case n > 1:
		f.notes = append(f.notes, "columns that are not used: "+strings.Join(all[:unusedShown], ", ")+" and "+words.Count(n, "other"))
	default:
		f.notes = append(f.notes, "columns that are not used: "+words.List(all))
	}
}

// nameColumn is a column's header in quotes, or its number where that is not shown.
func (f *File) nameColumn(i int) string {
	header := f.columns[i].Header
	if !f.quoter.Shows(normalize.ShapeName, header) && !namesField(header) {
		return strconv.Itoa(i+1) + " " + normalize.Hidden(header)
	}
	return f.QuoteHeader(header)
}

// whyUnused says why a column is not used that may have been meant for a field.
func (f *File) whyUnused(c *Column) string {
	switch {
	case c.Veto != "":
		return "it " + c.Veto
	case c.Near != "":
		return "did you mean " + string(c.Near) + "?"
	case c.Beside != "":
		return f.filledBy(c.Beside)
	}
	return ""
}

// filledBy says what fills a field.
func (f *File) filledBy(field Field) string {
	for _, c := range f.columns {
		if c.Field == field {
			return string(field) + " is " + f.QuoteHeader(c.Header)
		}
	}
	return "--map says what " + string(field) + " is"
}

// Unused reports whether a column of a name goes into no field.
func (c *Column) Unused() bool {
	return c.Field == "" && c.Header != "" && len(c.Templates) == 0 && !isOwnColumn(c.Header)
}
