package importer

import (
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/secret"
)

// normalize brings every field of a row into its normal form, and notes what
// is wrong with it.
func (f *File) normalize(e *Entry) {
	c, q := &e.Customer, f.quoter
	q.Password = c.Password
	for _, field := range Fields {
		if p := c.text(field); p != nil && *p != "" {
			*p = unescape(normalize.Fold(*p))
			f.empty(e, q, field, p)
		}
	}
	f.password(e)
	f.checkFilled(e)

	region := f.opts.DefaultCountry
	if c.Country != "" {
		var why normalize.Reason
		bare, repaired := normalize.Bare(c.Country)
		if c.Country, why = normalize.Country(bare); c.Country != "" {
			region = c.Country
			e.remark(q, Country, repaired)
		}
		e.refuse(q, Country, why)
	}
	if c.Phone != "" {
		p := normalize.ReadPhone(c.Phone, region, f.opts.DropExtensions)
		e.refuse(q, Phone, p.Problem)
		e.remark(q, Phone, p.Notes...)
		c.Phone = p.E164
	}
	if c.Email != "" {
		email, why, notes := normalize.Email(c.Email)
		e.refuse(q, Email, why)
		e.remark(q, Email, notes...)
		if c.Email = email; why.Text == "" {
			e.mail = f.seeds.hash(EmailKey(c.Email))
		}
	}
	if !c.Password.IsZero() {
		e.refuse(q, Password, normalize.Password(c.Password.Reveal()))
	}
	f.name(e, q)
	f.bestEffort(e, q)
	if !c.Password.IsZero() && e.Valid() {
		e.refuseRepeated()
	}
}

// empty takes the text out of its formula, and empties a cell that says that it has
// no value, or that a formula could not make one.
func (f *File) empty(e *Entry, q normalize.Quoter, field Field, p *string) {
	if text, ok := normalize.FormulaText(*p); ok {
		e.note(normalize.Unwrapped, field, "read as text: it was the formula =\"…\"")
		*p = text
	}
	switch {
	case isEmpty(field, *p):
		if field == Name || field == Email || field == Phone {
			e.problem(Required, field, "must not be empty: "+normalize.Quote(*p)+" stands for no value")
		}
		*p = ""
	case normalize.IsErrorValue(*p):
		e.refuse(q, field, normalize.ErrorValue(*p))
		*p = ""
	}
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

// password empties a cell that has no password, but something in the place of one.
func (f *File) password(e *Entry) {
	c := &e.Customer
	if c.Password.IsZero() {
		return
	}
	c.Password = secret.New(strings.TrimFunc(c.Password.Reveal(), normalize.IsInvisible))
	if what := normalize.NotAPassword(c.Password.Reveal()); what != "" {
		e.note(normalize.NotThePassword, Password, "is "+what+", not a password: it counts as empty")
		c.Password = secret.Text{}
	} else if normalize.IsPlaceholder(normalize.Fold(c.Password.Reveal())) {
		c.Password = secret.Text{}
	}
}

// name takes off what is no part of a name.
func (f *File) name(e *Entry, q normalize.Quoter) {
	c := &e.Customer
	if c.Name == "" {
		return
	}
	name, doubt := normalize.Name(c.Name)
	if name == "" && !e.has(Name) {
		e.problem(Required, Name, "must not be empty: "+normalize.Quote(c.Name)+" stands for no value")
	}
	e.remark(q, Name, doubt)
	c.Name = name
}

// bestEffort brings the fields that the API may refuse into their normal form. One
// in other words is left out, and the customer is created without it.
func (f *File) bestEffort(e *Entry, q normalize.Quoter) {
	c := &e.Customer
	for _, p := range [...]*string{&c.City, &c.State} {
		if normalize.IsPlaceholder(*p) && !normalize.IsPlace(*p, c.Country) { // isEmpty has left it
			*p = ""
		}
	}
	bare := func(field Field, p *string) {
		var repaired normalize.Reason
		*p, repaired = normalize.Bare(*p)
		e.remark(q, field, repaired)
	}
	bare(ZipCode, &c.ZipCode)
	bare(Timezone, &c.Timezone)
	bare(GSTIN, &c.GSTIN)
	bare(GSTStatus, &c.GSTStatus)

	var why, note normalize.Reason
	c.ZipCode, why, note = normalize.PostalCode(c.ZipCode, c.Country)
	e.refuse(q, ZipCode, why)
	e.remark(q, ZipCode, note)
	c.Timezone, note = normalize.Zone(c.Timezone)
	e.remark(q, Timezone, note)
	c.GSTIN, why, note = normalize.GSTIN(c.GSTIN)
	e.refuse(q, GSTIN, why)
	e.remark(q, GSTIN, note)
	c.GSTStatus, note = normalize.GSTStatus(c.GSTStatus)
	e.remark(q, GSTStatus, note)
}

func (f *File) checkFilled(e *Entry) {
	if e.Customer.Password.IsZero() {
		f.noteAccount(e)
	}
	for _, field := range f.required() {
		empty := e.Customer.Get(field) == ""
		if field == Password {
			empty = e.Customer.Password.IsZero()
		}
		if empty && !e.has(field) && !(field == Password && e.NamesAccount) {
			e.problem(Required, field, "must not be empty")
		}
	}
}
