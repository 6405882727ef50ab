package importer

import (
	"slices"
	"strings"

	"vobizsync/importer/normalize"
)

// claim is a column whose header names a field.
type claim struct {
	column int
	header string
	meaning
	veto  string // why its cells can't be that
	empty bool   // it has no cells that say anything
	aside bool   // it is of somebody of whom the file has fewer fields than of another
}

// takeClaims lists the columns that name a field.
func (c *choice) takeClaims() {
	directory := c.isDirectory()
	for i := range c.columns {
		col := &c.columns[i]
		if col.Field != "" || isOwnColumn(col.Header) {
			continue
		}
		m, ok := meaning{}, false
		if directory {
			m, ok = c.attributeMeaning(i)
		}
		if !ok {
			m = meaningOf(col.Header)
		}
		if m.concept == 0 {
			continue
		}
		c.claims = append(c.claims, claim{column: i, header: col.Header, meaning: m})
	}
	c.acceptPrefix()
	c.avoidShipping()
	c.rankParties()
	for _, cl := range c.leastPlainFirst() {
		c.decideAmbiguous(cl)
	}
	for i := range c.claims {
		cl := &c.claims[i]
		cl.veto = c.content.veto(cl.column, &cl.meaning)
		cl.empty = len(c.content.rows) > 0 && c.content.filled(cl.column) == 0
	}
}

// leastPlainFirst lists the claims in the order of their headers: of two that could be
// the calling codes of the other, the one that names the country most plainly stays it.
func (c *choice) leastPlainFirst() []*claim {
	claims := make([]*claim, len(c.claims))
	for i := range c.claims {
		claims[i] = &c.claims[i]
	}
	slices.SortStableFunc(claims, func(a, b *claim) int { return orderByName(*b, *a) })
	return claims
}

// acceptPrefix takes a word that nobody knows for the name of what the file is about
// if it is before an e-mail address, a telephone number and a name or a country:
// "acme_name, acme_email, acme_phone".
func (c *choice) acceptPrefix() {
	fields := map[string]map[Field]bool{}
	for _, cl := range c.claims {
		if cl.unknown != "" && !cl.avoided {
			if fields[cl.unknown] == nil {
				fields[cl.unknown] = map[Field]bool{}
			}
			fields[cl.unknown][fieldOfConcept(cl.concept)] = true
		}
	}
	prefix := ""
	for word, of := range fields {
		if of[Email] && of[Phone] && (of[Name] || of[Country]) {
			if prefix != "" {
				return // two of them: whose file is it?
			}
			prefix = word
		}
	}
	for i := range c.claims {
		if cl := &c.claims[i]; prefix != "" && cl.unknown == prefix {
			cl.unknown, cl.place = "", max(cl.place, object)
		}
	}
}

// avoidShipping leaves the columns of shipping alone where others are of billing:
// they are two addresses then. So it does where the field's other columns are not
// taken: it is asked which one is meant.
func (c *choice) avoidShipping() {
	twoAddresses := slices.ContainsFunc(c.claims, func(cl claim) bool { return cl.place == billing && !cl.avoided })
	for i := range c.claims {
		cl := &c.claims[i]
		if cl.place != shipping {
			continue
		}
		weak, sure := false, false
		for k := range c.claims {
			if o := &c.claims[k]; o.place != shipping && fieldOfConcept(o.concept) == fieldOfConcept(cl.concept) {
				weak, sure = weak || o.unknown != "", sure || o.sure()
			}
		}
		if twoAddresses || weak && !sure {
			cl.avoided = true
		}
	}
}

// rankParties puts what is of whom the file is mostly about before what is of
// others: "Purchaser E-mail" before "Attendee E-mail" where name, phone and country are
// the purchaser's.
func (c *choice) rankParties() {
	fields := map[string]map[Field]bool{}
	for _, cl := range c.claims {
		if f := fieldOfConcept(cl.concept); cl.party != "" && !cl.avoided && f.Required() {
			if fields[cl.party] == nil {
				fields[cl.party] = map[Field]bool{}
			}
			fields[cl.party][f] = true
		}
	}
	most := 0
	for _, of := range fields {
		most = max(most, len(of))
	}
	for i := range c.claims {
		cl := &c.claims[i]
		cl.aside = cl.party != "" && len(fields[cl.party]) < most
	}
}

// ambiguous are words that mean one thing to some and another to others, the
// likelier first. The cells decide.
var ambiguous = map[string][2]concept{
	"cep": {postalCode, mobileNumber}, "kraj": {countryName, stateName}, "stato": {countryName, stateName}, "stat": {countryName, 0},
}

// hasCallingCodes reports whether a column that says "country" has calling codes, and
// the countries are elsewhere, or the codes are one: the country can be said then.
func (c *choice) hasCallingCodes(cl *claim) bool {
	if c.content.filled(cl.column) == 0 || !c.content.mostly(cl.column, isCallingCode) || c.content.mostly(cl.column, isCountry) {
		return false
	}
	if slices.ContainsFunc(c.claims, func(o claim) bool { return o.concept == countryName && o.column != cl.column && !o.avoided }) {
		return true
	}
	codes := map[string]bool{}
	for _, row := range c.content.rows {
		if s := c.content.cell(row, cl.column); s != "" {
			codes[strings.TrimLeft(normalize.DigitsAndPlus(s), "+0")] = true
		}
	}
	return len(codes) == 1 && len(c.content.rows) > 1 && !strings.EqualFold(cl.header, string(Country))
}

func (c *choice) decideAmbiguous(cl *claim) {
	if cl.concept == contactWord {
		cl.concept = phoneNumber
		if c.content.filled(cl.column) > 0 && !c.content.mostly(cl.column, mayBePhone) {
			cl.concept, cl.shown = fullName, true
		}
		cl.rank += 30
		return
	}
	if cl.concept == countryName && c.hasCallingCodes(cl) {
		cl.concept = callingCode
		return
	}
	other, ok := ambiguous[normalize.WithoutMarks(cl.header)]
	if !ok || c.content.filled(cl.column) == 0 {
		return
	}
	switch other[0] {
	case postalCode:
		if c.content.mostly(cl.column, func(s string) bool { return mayBePhone(s) && len(normalize.DigitsAndPlus(s)) > 8 }) {
			cl.concept = other[1]
		}
	case countryName:
		if !c.content.mostly(cl.column, isCountry) {
			cl.concept = other[1]
		}
	}
}
