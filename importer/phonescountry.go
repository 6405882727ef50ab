package importer

import (
	"vobizsync/importer/normalize"
)

// phonesTried is how many telephone numbers are tried in how each country writes
// them: a few leave no choice, or none does.
const phonesTried = 12

// phonesCountry returns the only country in which all telephone numbers of the first
// rows are valid as they are written, "" where there are several or none. A GST
// number is India's.
func (c *choice) phonesCountry() string {
	numbers := c.somePhones()
	if len(numbers) == 0 {
		return ""
	}
	only := ""
	for _, code := range normalize.Countries() {
		if !validIn(numbers, code) {
			continue
		}
		if c.claimsGST() && code == "IN" {
			return code
		}
		if only != "" && !c.claimsGST() {
			return ""
		}
		only = code
	}
	if c.claimsGST() {
		return ""
	}
	return only
}

// validIn reports whether all numbers are valid and of a country.
func validIn(numbers []string, code string) bool {
	for _, n := range numbers {
		p := normalize.ParsePhone(n, code)
		if p.E164 == "" || normalize.PhoneFrom(p.E164, code) != code {
			return false
		}
	}
	return true
}

func (c *choice) claimsGST() bool {
	for _, cl := range c.claims {
		if cl.concept == gstinNumber {
			return true
		}
	}
	return false
}

func (c *choice) somePhones() (numbers []string) {
	for _, row := range c.content.rows {
		for _, cl := range c.claims {
			if s := c.content.cell(row, cl.column); isPhone(cl.concept) && !cl.avoided && mayBePhone(s) {
				numbers = append(numbers, s)
				break
			}
		}
		if len(numbers) == phonesTried {
			break
		}
	}
	return numbers
}
