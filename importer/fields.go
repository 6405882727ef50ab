package importer

import (
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/secret"
)

// clean takes a folded cell's text out of its formula, and empties a cell that says
// that it has no value, or that a formula could not make one. It reports whether it
// was a placeholder. The look is that of the cell.
func (e *Entry) clean(q normalize.Quoter, field Field, p *string, look normalize.Look) (placeholder bool) {
	if normalize.IsOrdinary(*p, look) {
		return false
	}
	if text, ok := normalize.FormulaText(*p); ok {
		e.note(normalize.Unwrapped, field, "read as text: it was the formula =\"…\"")
		*p = text
	}
	switch {
	case isEmpty(field, *p):
		if field == Name || field == Email || field == Phone {
			e.problem(Required, field, "must not be empty: "+normalize.Quote(*p)+" means no value")
		}
		*p = ""
		return true
	case normalize.IsErrorValue(*p):
		e.refuse(q, field, normalize.ErrorValue(*p))
		*p = ""
	case field == Country || field == ZipCode || field == Timezone || field == GSTIN || field == GSTStatus:
		if text, repaired := normalize.Bare(*p); text != *p {
			e.remark(q, field, repaired)
			*p = text
		}
	}
	return false
}

// isEmpty reports whether a folded cell of a field is a placeholder. Those that
// depend on the row are left to bestEffort.
func isEmpty(field Field, cell string) bool {
	switch field {
	case Country:
		return normalize.IsPlaceholder(cell) && !strings.EqualFold(cell, "na") // Namibia
	case GSTIN, GSTStatus:
		return normalize.IsPlaceholder(cell) || normalize.IsNoTaxNumber(cell)
	case City, State: // what is a place in some country waits for the row's
		return normalize.IsPlaceholder(cell) && !normalize.IsPlace(cell, "IT") && !normalize.IsPlace(cell, "TH")
	}
	return normalize.IsPlaceholder(cell)
}

// filledPart returns the text of a cell that is a part of a field, "" for a
// placeholder. Of a name it may be the other part: Null is a surname.
func filledPart(field Field, cell string) string {
	folded := normalize.Fold(cell)
	if field == Name && normalize.IsNoName(folded) || field != Name && isEmpty(field, folded) {
		return ""
	}
	return cell
}

const countsAsEmpty = ": it counts as empty"

// password empties a cell that has no password, but something in the place of one.
func (e *Entry) password() {
	c := &e.Customer
	if c.Password.IsZero() {
		return
	}
	if !normalize.LookOf(c.Password.Reveal()).IsPlain() {
		if shown := strings.TrimFunc(c.Password.Reveal(), normalize.IsInvisible); len(shown) < len(c.Password.Reveal()) {
			c.Password = secret.New(shown)
		}
	}
	if what := normalize.NotAPassword(c.Password.Reveal()); what != "" {
		e.note(normalize.NotThePassword, Password, "is "+what+", not a password"+countsAsEmpty)
		c.Password = secret.Text{}
	} else if normalize.IsPlaceholder(normalize.Fold(c.Password.Reveal())) {
		c.Password = secret.Text{}
	}
}

// name removes what is not part of a name.
func (e *Entry) name(q normalize.Quoter) {
	c := &e.Customer
	if c.Name == "" {
		return
	}
	name, doubt := normalize.Name(c.Name)
	if name == "" && !e.has(Name) {
		e.problem(Required, Name, "must not be empty: "+normalize.Quote(c.Name)+" means no value")
	}
	e.remark(q, Name, doubt)
	if name != c.Name {
		c.Name = name
	}
}

// bestEffort brings the fields that the API may refuse into their normal form. One
// in other words is left out, and the customer is created without it.
func (e *Entry) bestEffort(q normalize.Quoter) {
	c := &e.Customer
	for _, p := range [...]*string{&c.City, &c.State} {
		// isEmpty has left the short ones that are a place somewhere.
		if len(*p) <= len("None") && normalize.IsPlaceholder(*p) && !normalize.IsPlace(*p, c.Country) {
			*p = ""
		}
	}
	if text, why, note := normalize.PostalCode(c.ZipCode, c.Country); text != c.ZipCode {
		e.refuse(q, ZipCode, why)
		e.remark(q, ZipCode, note)
		c.ZipCode = text
	}
	if text, note := normalize.Zone(c.Timezone); text != c.Timezone {
		e.remark(q, Timezone, note)
		c.Timezone = text
	}
	if text, why, note := normalize.GSTIN(c.GSTIN); text != c.GSTIN {
		e.refuse(q, GSTIN, why)
		e.remark(q, GSTIN, note)
		c.GSTIN = text
	}
	if text, note := normalize.GSTStatus(c.GSTStatus); text != c.GSTStatus {
		e.remark(q, GSTStatus, note)
		c.GSTStatus = text
	}
}
