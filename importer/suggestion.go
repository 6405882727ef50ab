package importer

import (
	"cmp"
	"slices"
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// What a refusal suggests: columns that come near to a field. None of them is ever
// taken without being asked.

// suggestColumn suggests the column that comes nearest to a field.
func (r *refusal) suggestColumn(field Field) bool {
	c := r.choice
	best := r.nearClaim(field)
	if best < 0 {
		best = r.misspelt(field)
	}
	if best < 0 {
		best = r.byContent(field)
	}
	if best < 0 {
		return false
	}
	header := c.columns[best].Header
	if field == Country && c.isAnothers(best) && !c.phonesAgree(best) {
		return false
	}
	if header == "" || showHeader(r.file.quoter, header) != header ||
		c.twice(header) {
		return false
	}
	r.taken = append(r.taken, best)
	r.warn(best)
	if field == Name && c.columns[best].Field != "" { // a company keeps its field, too
		r.addMap("name={" + mapEscaper.Replace(header) + "}")
		return true
	}
	if other := r.rest(field, best); other >= 0 {
		r.taken = append(r.taken, other)
		first, second := header, c.columns[other].Header
		if r.isFamilyName(best) {
			first, second = second, first
		}
		r.addMap("name={" + mapEscaper.Replace(first) + "} {" + mapEscaper.Replace(second) + "}")
		return true
	}
	r.addMap(mapEscaper.Replace(header) + "=" + string(field))
	return true
}

// warn says of a column that is suggested because there is no better one that it may be
// someone else's.
func (r *refusal) warn(column int) {
	if header := r.choice.columns[column].Header; namesSomethingElse(header) {
		r.doubts = append(r.doubts, r.file.QuoteHeader(header)+" may belong to someone or something else")
	}
}

// rest returns the column that may have the rest of a name, -1 for none.
func (r *refusal) rest(field Field, column int) int {
	if field != Name {
		return -1
	}
	other := r.choice.otherHalf(&claim{column: column})
	for _, cl := range r.choice.claims {
		if cl.column == column && (cl.concept == givenName || cl.concept == familyName) {
			for _, o := range r.choice.claims {
				if o.concept == givenName+familyName-cl.concept && o.place == cl.place && o.number == cl.number && o.avoided == cl.avoided {
					other = o.column
				}
			}
		}
	}
	if other < 0 || slices.Contains(r.taken, other) {
		return -1
	}
	return other
}

// isAnothers reports whether a column's header says that it is of someone or something
// else.
func (c *choice) isAnothers(column int) bool {
	return slices.ContainsFunc(c.claims, func(cl claim) bool { return cl.column == column && (cl.avoided || cl.unknown != "") })
}

// isFamilyName reports whether a column's header means a family name.
func (r *refusal) isFamilyName(column int) bool {
	return slices.ContainsFunc(r.choice.claims, func(cl claim) bool { return cl.column == column && cl.concept == familyName })
}

// free reports whether a column may be suggested.
func (r *refusal) free(column int) bool {
	col := &r.choice.columns[column]
	return col.Field == "" && !isOwnColumn(col.Header) && !slices.Contains(r.taken, column)
}

// nearClaim returns the column whose header names a field, though not safely: that of
// someone else, one whose cells look otherwise, half of a name. The fuller one wins.
func (r *refusal) nearClaim(field Field) int {
	c := r.choice
	var found []claim
	for _, cl := range c.claims {
		ofFirm := field == Name && isFirm(&cl) && !slices.Contains(r.taken, cl.column)
		if (r.free(cl.column) || ofFirm) && cl.concept != callingCode && (fieldOfConcept(cl.concept) == field || ofFirm) {
			found = append(found, cl)
		}
	}
	if field == Name { // a company is better than nothing
		if slices.ContainsFunc(found, func(cl claim) bool {
			return !isFirm(&cl) && cl.veto == "" && !cl.avoided && !cl.empty
		}) {
			found = slices.DeleteFunc(found, func(cl claim) bool { return fieldOfConcept(cl.concept) == Company })
		}
	}
	if len(found) == 0 {
		return -1
	}
	best := slices.MinFunc(found, func(a, b claim) int {
		return cmp.Or(compareBool(a.veto != "", b.veto != ""), compareBool(a.empty, b.empty),
			compareBool(!c.looksLike(field, a.column), !c.looksLike(field, b.column)), compareBool(a.avoided, b.avoided), compareBool(isFirm(&a), isFirm(&b)),
			cmp.Compare(c.content.filled(b.column), c.content.filled(a.column)), order(a, b))
	})
	if best.veto != "" {
		return -1
	}
	return best.column
}

func isFirm(cl *claim) bool { return cl.concept == companyName || cl.concept == accountName }

// looksLike reports whether the cells of a column look like names, where a name is
// looked for.
func (c *choice) looksLike(field Field, column int) bool {
	return field != Name || c.content.filled(column) > 0 && c.content.mostly(column, mayBeName)
}

// misspelt returns the column whose header is a slip away from a word for a field,
// or two where it is long.
func (r *refusal) misspelt(field Field) int {
	var phrases []string
	for phrase, w := range listedWords {
		if fieldOfConcept(w.concept) == field && w.concept != callingCode {
			phrases = append(phrases, phrase)
		}
	}
	best, least := -1, 3
	for i, col := range r.choice.columns {
		if !r.free(i) || r.choice.claimed(i) || namesSomethingElse(col.Header) {
			continue
		}
		key := strings.Join(splitHeader(col.Header).words, "")
		n := len([]rune(key))
		if n < 4 {
			continue
		}
		for _, phrase := range phrases {
			if len(phrase) < len(key)-2 || len(phrase) > len(key)+2 {
				continue
			}
			if d := words.Distance(key, phrase); d < least && (d == 1 || n > 6) {
				best, least = i, d
			}
		}
	}
	return best
}

// byContent returns the column whose cells all look like a field's: it is only ever
// offered.
func (r *refusal) byContent(field Field) int {
	c := r.choice
	kind := map[Field]func(string) bool{
		Email:   func(s string) bool { _, why, _ := normalize.Email(s); return why.Text == "" },
		Phone:   func(s string) bool { return mayBePhone(s) && len(normalize.DigitsAndPlus(s)) > 7 },
		Country: isCountry,
		Name:    isWholeName,
	}[field]
	if kind == nil {
		return -1
	}
	best := -1
	for i, col := range c.columns {
		if !r.free(i) || len(col.Templates) > 0 || c.content.filled(i) == 0 || !c.content.mostly(i, kind) {
			continue
		}
		if field == Name && (c.claimed(i) || namesSomethingElse(col.Header) || c.content.mostly(i, isCountry)) {
			continue
		}
		if best < 0 || cmp.Or(cmp.Compare(c.content.filled(best), c.content.filled(i)), strings.Compare(c.columns[best].Header, col.Header)) > 0 {
			best = i
		}
	}
	return best
}
