package importer

import (
	"cmp"
	"strings"

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

// phonesAgree reports whether the telephone numbers of the first rows are mostly of the
// countries in a column, or there are none.
func (c *choice) phonesAgree(column int) bool {
	hits, n := 0, 0
	for _, row := range c.content.rows {
		code, ok := normalize.ParseCountry(c.content.cell(row, column))
		number := c.phoneOf(row)
		if !ok || number == "" {
			continue
		}
		n++
		if validIn([]string{number}, code) {
			hits++
		}
		if n == phonesTried {
			break
		}
	}
	return 2*hits >= n
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
		if s := c.phoneOf(row); s != "" {
			numbers = append(numbers, s)
		}
		if len(numbers) == phonesTried {
			break
		}
	}
	return numbers
}

// phoneOf returns the telephone number of a row from the column that names it most
// plainly, "" for none.
func (c *choice) phoneOf(row []string) (number string) {
	var best claim
	for _, cl := range c.claims {
		s := c.content.cell(row, cl.column)
		if !isPhone(cl.concept) || cl.avoided || !mayBePhone(s) {
			continue
		}
		if number == "" || cmp.Or(order(cl, best), strings.Compare(s, number)) < 0 {
			best, number = cl, s
		}
	}
	return number
}
