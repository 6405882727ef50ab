package people

import "strings"

// Ordinary gives the customer what the files of real customers have: of 100 of
// them, 25 have quotes in a cell, 6 a cell over several lines, a third letters with
// accents, 9 a phone of another country than their row's, and some a separator, a
// space or a capital letter where it makes work. The row stays valid.
func (c *Customer) Ordinary(seed uint64, n int) {
	d := dice(seed*0xd6e8feb86659fd93 + uint64(n)*0xa0761d6478bd642f)
	d.next()
	if d.below(100) < 25 {
		c.quote(&d)
	}
	if d.below(100) < 6 {
		c.Address += pick(&d, []string{"\n", "\n", "\r\n"}) + pick(&d, []string{"2nd floor", "c/o Reception", "Building B\nGate 4"})
	}
	if d.below(100) < 20 {
		c.Company = pick(&d, []string{"Crêperie ", "Café ", "Bäckerei ", "Peluquería ", "Señal ", "Société "}) + c.Company
	}
	if d.below(100) < 9 {
		c.phoneFromAbroad(&d)
	}
	switch d.below(20) {
	case 0:
		c.Description = "Net 30; invoice by mail, no calls"
	case 1:
		c.City += " "
	case 2:
		c.Email = strings.ToUpper(c.Email[:1]) + c.Email[1:]
	case 3:
		c.Name = strings.ToUpper(c.Name)
	}
}

func (c *Customer) quote(d *dice) {
	switch d.below(3) {
	case 0:
		c.Company = `"` + c.Company + `"`
	case 1:
		c.Company += ` "` + pick(d, []string{"The Blue Lotus", "Zur Sonne", "Chez Paul", "Nr. 1"}) + `"`
	case 2:
		c.Description = pick(d, []string{`Display of 12", silver`, `asks for "Max"`, `Says: "call after 5 pm"`})
	}
}

// phoneFromAbroad gives the customer a phone of another country, with its calling
// code.
func (c *Customer) phoneFromAbroad(d *dice) {
	for {
		abroad := pickCountry(d)
		if abroad.code == c.Country || abroad.idd == "1" && (c.Country == "US" || c.Country == "CA") {
			continue
		}
		number := fill(d, pick(d, abroad.lines))
		c.Phone = "+" + abroad.idd + number
		prefix := pick(d, []string{"+", "+", "00"})
		if c.Country == "SG" { // where 00 is but the start of a prefix
			prefix = "+"
		}
		c.Typed = prefix + abroad.idd + pick(d, []string{"", " ", " (0) ", "-"}) + number
		if strings.Contains(c.Typed, "(0)") && abroad.trunk != "0" {
			c.Typed = c.Phone
		}
		return
	}
}

// Spoil makes one field of the customer invalid.
func (c *Customer) Spoil(seed uint64, n int) {
	d := dice(seed ^ uint64(n)*0xa0761d6478bd642f)
	switch d.below(7) {
	case 0:
		c.Email = pick(&d, []string{strings.Replace(c.Email, "@", " at ", 1), strings.Replace(c.Email, "@", "@@", 1), c.Email + ", b@example.com", "n/a"})
	case 1, 2:
		c.Typed = pick(&d, []string{
			c.Typed[:4], "98765", "1234567", "0000000000", "+999 8765432", "+91 12345", "+44 20 7946 09580", "+1 123 456 7890",
			"9.87654E+09", "call the office", c.Typed + " ext. 12", c.Typed + c.Typed[1:],
		})
	case 3:
		c.Password = pick(&d, []string{"short", "password", "12345678"})
	case 4:
		c.Country = "Atlantis"
	case 5:
		c.Name = ""
	case 6:
		c.GSTIN = "29AAGCB7383J1Z5" // a wrong check digit
	}
}
