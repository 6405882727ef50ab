package importer

import (
	"slices"
	"strings"
	"unicode"
)

// A name in several columns is joined; half of one is never taken for the whole:
// an account that is called "Anna" can't be renamed.

// namePair are the columns of the two halves of a name, and what is between them.
type namePair struct{ given, middle, family *claim }

// takeName decides what fills the name.
func (c *choice) takeName() {
	if c.user.fills(Name) {
		return
	}
	fulls, plains := c.of(Name, fullName), c.of(Name, plainName)
	pairs := c.namePairs()
	if len(plains) > 0 && !plains[0].empty || len(pairs) > 0 && !pairs[0].given.empty {
		// "Contact" has the names where nothing is called so.
		fulls = slices.DeleteFunc(fulls, func(cl claim) bool { return cl.empty || cl.shown })
	}
	switch {
	case len(fulls) > 0 && !c.isHalf(&fulls[0], pairs):
		c.takeNonEmpty(fulls, c.takeWhole)
	case len(plains) > 0:
		c.takeNonEmpty(plains, func(found []claim) { c.takePlain(found, pairs) })
	case len(pairs) > 0 && !(pairs[0].given.empty && pairs[0].family.empty && c.isElsewhere()):
		c.join(pairs)
	}
}

// isElsewhere reports whether a column that is not taken by itself may have the names
// that two empty ones have not.
func (c *choice) isElsewhere() bool {
	return slices.ContainsFunc(c.claims, func(cl claim) bool {
		return !cl.empty && cl.veto == "" && (isFirm(&cl) || fieldOfConcept(cl.concept) == Name)
	})
}

// takeNonEmpty takes one of some columns, but not an empty one by another name than the
// field's where a company is filled: it is asked whether that is the name.
func (c *choice) takeNonEmpty(found []claim, take func([]claim)) {
	firm := func(cl claim) bool { return isFirm(&cl) && !cl.avoided && !cl.empty }
	if found[0].empty && !strings.EqualFold(found[0].header, string(Name)) && slices.ContainsFunc(c.claims, firm) {
		return
	}
	take(found)
}

func (c *choice) takeWhole(found []claim) {
	if len(found) > 1 && found[0].header == found[1].header {
		c.twins(Name, found[0], found[1])
		return
	}
	c.fill(Name, found[0])
}

// takePlain decides what a column is that is called "name": the whole, or the half
// that no other column has.
func (c *choice) takePlain(plains []claim, pairs []namePair) {
	plain := plains[0]
	twins := len(plains) > 1 && plain.header == plains[1].header // either may be the name
	given, family := c.of(Name, givenName), c.of(Name, familyName)
	switch {
	case len(pairs) > 0:
		if c.isHalf(&plain, pairs) && (!twins || c.isHalf(&plains[1], pairs)) {
			c.join(pairs)
			return
		}
	case twins:
	case len(family) > 0 && !c.has(&plain, &family[0]):
		c.join([]namePair{{given: &plain, middle: c.middleOf(&plain), family: &family[0]}})
		return
	case len(given) > 0 && !c.has(&plain, &given[0]) && !(len(c.content.rows) == 0 && isEnglishGiven(given[0].header)):
		c.join([]namePair{{given: &given[0], middle: c.middleOf(&given[0]), family: &plain}})
		return
	case len(given)+len(family) == 0:
		if other := c.otherHalf(&plain); other >= 0 {
			c.lack.half = &half{plain.header, c.columns[other].Header}
			return
		}
	}
	c.takeWhole(plains)
}

// isEnglishGiven tells the languages apart in which "name" is a family name beside a
// given one from that in which it is the whole.
func isEnglishGiven(header string) bool {
	switch strings.Join(splitHeader(header).words, "") {
	case "firstname", "givenname", "forename", "fname":
		return true
	}
	return false
}

// namePairs returns the halves of names that belong together, the best pair first.
func (c *choice) namePairs() (pairs []namePair) {
	given, family := c.of(Name, givenName), c.of(Name, familyName)
	for i := range given {
		for k := range family {
			if given[i].place != family[k].place || given[i].number != family[k].number {
				continue
			}
			if slices.ContainsFunc(pairs, func(p namePair) bool { return p.given.place == given[i].place && p.given.number == given[i].number }) {
				break
			}
			pairs = append(pairs, namePair{&given[i], c.middleOf(&given[i]), &family[k]})
		}
	}
	if len(pairs) == 0 && len(given) == 1 && len(family) == 1 {
		pairs = append(pairs, namePair{&given[0], c.middleOf(&given[0]), &family[0]})
	}
	return pairs
}

// middleOf returns the column of middle names that belongs to one of given names.
func (c *choice) middleOf(given *claim) *claim {
	for _, m := range c.of(Name, middleName) {
		if m.place == given.place && m.number == given.number {
			return &m
		}
	}
	return nil
}

// has reports whether the cells of a column mostly have those of another in them.
func (c *choice) has(whole, part *claim) bool {
	hits, n := 0, 0
	for _, row := range c.content.rows {
		w, p := c.content.cell(row, whole.column), c.content.cell(row, part.column)
		if w == "" || p == "" {
			continue
		}
		n++
		if w != p && strings.Contains(strings.ToLower(w), strings.ToLower(p)) {
			hits++
		}
	}
	return 2*hits > n
}

// isHalf reports whether a column that says "name" has less than the two halves
// beside it.
func (c *choice) isHalf(whole *claim, pairs []namePair) bool {
	if len(pairs) == 0 || len(c.content.rows) == 0 {
		return false
	}
	n := 0
	for _, row := range c.content.rows {
		if c.content.cell(row, pairs[0].given.column) != "" && c.content.cell(row, pairs[0].family.column) != "" {
			n++
		}
	}
	return n > 0 && !(c.has(whole, pairs[0].given) && c.has(whole, pairs[0].family))
}

// otherHalf returns the unused column that may have the other half of the names in a
// column, -1 for none: the names are mostly one word, and so is that column, and
// capitalized.
func (c *choice) otherHalf(name *claim) int {
	if c.content.filled(name.column) == 0 || !c.content.mostly(name.column, isOneWord) {
		return -1
	}
	best := -1
	for i := range c.columns {
		col := &c.columns[i]
		if i == name.column || col.Field != "" || len(col.Templates) > 0 || isOwnColumn(col.Header) || c.claimsOther(i) || namesSomethingElse(col.Header) || !c.claimed(i) && nearest(col.Header) != "" {
			continue
		}
		if c.content.filled(i) == 0 || !c.content.mostly(i, isCapitalized) {
			continue
		}
		if best < 0 || c.columns[best].Header > col.Header {
			best = i
		}
	}
	return best
}

// claimsOther reports whether a column names a field that is not the name.
func (c *choice) claimsOther(column int) bool {
	cl := c.claimOf(column)
	return cl != nil && (fieldOfConcept(cl.concept) != Name || cl.shown || cl.avoided)
}

// namesSomethingElse reports whether a header has a word that is known to mean no
// part of a name.
func namesSomethingElse(header string) bool {
	return slices.ContainsFunc(cover(splitHeader(header).words), func(p covered) bool {
		return p.concept == disqualified || p.concept == key || p.concept == code || p.concept == shipping
	})
}

// join lets pairs of columns fill the name: the first pair that is filled in a row.
func (c *choice) join(pairs []namePair) {
	d := Derived{Field: Name}
	for _, p := range pairs {
		between, columns := " ", []*claim{p.given}
		if p.middle != nil {
			columns = append(columns, p.middle)
		}
		columns = append(columns, p.family)
		if first, space := c.familyFirst(p.family.header); first {
			columns = []*claim{p.family, p.given}
			if p.middle != nil {
				columns = []*claim{p.family, p.middle, p.given}
			}
			between = space
		}
		parts := make([]part, 0, 2*len(columns))
		for i, cl := range columns {
			d.guessed = d.guessed || !cl.sure()
			if i > 0 && between != "" {
				parts = append(parts, part{text: between, column: -1})
			}
			parts = append(parts, part{header: cl.header, column: cl.column})
		}
		d.alternatives = append(d.alternatives, parts)
	}
	c.derive(d)
}

// familyFirst reports whether a language puts the family name first, by the script
// of its header, and what it puts between the two.
func (c *choice) familyFirst(header string) (first bool, space string) {
	switch w := strings.Join(splitHeader(header).words, ""); {
	case w == "ho" || w == "hodem" || w == "hovatendem":
		return true, " "
	case !strings.ContainsFunc(header, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hangul) }):
		return false, ""
	}
	for _, col := range c.columns {
		if strings.ContainsFunc(col.Header, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }) {
			return true, " "
		}
	}
	return true, ""
}

// derive adds a field that is made from columns.
func (c *choice) derive(d Derived) {
	d.Text = d.write()
	for p := range d.parts() {
		if p.column < 0 {
			continue
		}
		if of := &c.columns[p.column].Templates; !slices.Contains(*of, d.Field) {
			*of = append(*of, d.Field)
		}
	}
	c.derived = append(c.derived, d)
}
