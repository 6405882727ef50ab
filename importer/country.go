package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vobizsync/importer/normalize"
	"vobizsync/internal/words"
)

// The country decides the currency of an account, which can't be changed: it is
// never filled by a guess.

// country gives the row's country its code. It returns the region by whose
// numbering plan the row's phone is read, "" for none.
func (f *File) country(e *Entry, q normalize.Quoter) (region string) {
	c := &e.Customer
	if c.Country == "" {
		if normalize.SaysItsCountry(c.Phone) {
			return ""
		}
		return f.opts.DefaultCountry
	}
	code, why := normalize.Country(c.Country)
	c.Country = code
	e.refuseValue(q, Country, why)
	switch {
	case code != "":
		return code
	case why.Region != "" && normalize.SaysItsCountry(c.Phone):
		return ""
	case why.Region != "":
		return why.Region
	}
	return f.opts.DefaultCountry
}

// refuseValue adds the problem of a cell, if there is one, and the --map that would
// settle it.
func (e *Entry) refuseValue(q normalize.Quoter, f Field, why normalize.Advised) {
	if why.Text == "" {
		return
	}
	message, settles := q.Message(shapes[f], why.Reason), Flag{}
	if q.Shows(shapes[f], why.Cell) {
		if why.Hint != "" {
			message += ": " + why.Hint
		}
		if why.Instead != "" && utf8.RuneCountInString(why.Cell) <= longestMapped {
			settles = Flag{"map", mapValue(f, why.Cell, why.Instead)}
			message += " --map " + words.Shell(settles.Value)
		}
	}
	e.problem(why.Code, f, message)
	e.settled(settles)
}

// longestMapped is the most characters of a value that a message offers to map.
const longestMapped = 40

// suggestCountry names the --default-country that would fill the country of a row
// whose phone is from there.
func (e *Entry) suggestCountry(from string) {
	for i, p := range e.Problems {
		if p.Code == Required && p.Field == Country && normalize.IsAlpha2(from) {
			e.Problems[i].Flag = Flag{"default-country", from}
		}
	}
}

// settleCountry gives a row without a country the default one, if its phone is from
// there, as a national one is; and refuses a country that is not expected.
func (f *File) settleCountry(e *Entry, given bool) {
	c := &e.Customer
	if !given && f.opts.DefaultCountry == "" && c.Phone != "" {
		e.suggestCountry(normalize.PhoneFrom(c.Phone, ""))
	}
	if !given && f.opts.DefaultCountry != "" && c.Phone != "" { // a row without a usable phone is refused for that
		if from := normalize.PhoneFrom(c.Phone, f.opts.DefaultCountry); from != f.opts.DefaultCountry {
			e.problem(InvalidCountry, Country, "no country given, the phone is from "+from)
			return
		}
		c.Country = f.opts.DefaultCountry
	}
	if c.Country != "" && len(f.opts.ExpectCountries) > 0 && !slices.Contains(f.opts.ExpectCountries, c.Country) {
		e.problem(InvalidCountry, Country, c.Country+" is not one of the expected countries: "+strings.Join(f.opts.ExpectCountries, ", "))
	}
}
