// Package people makes up customers for the benchmarks: the customer of a number
// is always the same one, so that a file and a server that never met agree about
// them, and none has to be kept.
//
//   - Every e-mail is unique, and tells the customer's number.
//   - Every phone is valid and has one E.164 form; how it is typed varies.
//   - A customer that [At] makes is plain: no value has a quote, a control
//     character or a line end in it, so JSON can be written without looking.
//     [Customer.Ordinary] and [Customer.Spoil] make it what people's files have.
//   - Every character is one of Windows-1252.
package people

import (
	"strconv"
	"strings"
)

// Columns are the columns of the file, in the order of Customer.Cells.
var Columns = []string{
	"name", "email", "phone", "password", "country", "company", "description", "address",
	"city", "state", "zip_code", "timezone", "gstin", "gst_status", "account_type",
}

// Customer is one customer.
type Customer struct {
	Name, Email, Password, Country, Company, Description string
	Address, City, State, Zip, Timezone                  string
	GSTIN, GSTStatus, AccountType                        string

	Typed string // the phone as the file has it
	Phone string // in E.164
}

// Cells are the customer's cells in the file.
func (c *Customer) Cells() [15]string {
	return [15]string{
		c.Name, c.Email, c.Typed, c.Password, c.Country, c.Company, c.Description, c.Address,
		c.City, c.State, c.Zip, c.Timezone, c.GSTIN, c.GSTStatus, c.AccountType,
	}
}

// dice are pseudo-random numbers (splitmix64): enough for made-up people, and
// cheap to start at any customer.
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

func (d *dice) digit() byte { return '0' + byte(d.below(10)) }

func (d *dice) letter() byte { return 'A' + byte(d.below(26)) }

func pick[T any](d *dice, from []T) T { return from[d.below(len(from))] }

// At makes the customer of a number, from 0 on.
func At(seed uint64, n int) Customer {
	d := dice(seed*0x2545f4914f6cdd1d + uint64(n)*0xd1342543de82ef95)
	d.next()
	country := pickCountry(&d)
	given, family := pick(&d, givenNames), pick(&d, familyNames)
	place := pick(&d, country.places)
	c := Customer{
		Name: given + " " + family, Country: country.code,
		City: place.city, State: place.state, Timezone: place.zone, AccountType: "standard",
	}
	c.Email = ascii(given) + "." + ascii(family) + "." + strconv.FormatInt(int64(n), 36) + "@" + pick(&d, domains)
	c.Company = family + " " + pick(&d, trades)
	c.Description = pick(&d, descriptions)
	c.Password = string([]byte{d.letter(), d.letter() | 0x20, d.letter() | 0x20, d.letter() | 0x20, "!#%&*"[d.below(5)], d.digit(), d.digit(), d.digit(), d.digit()})
	c.Address = strconv.Itoa(1+d.below(250)) + pick(&d, []string{" ", " ", ", "}) + pick(&d, streets)
	c.Zip = fill(&d, place.zip)
	c.Typed, c.Phone = country.phone(&d)
	if country.code == "IN" {
		c.GSTIN = gstin(&d, place.gst)
		c.GSTStatus = pick(&d, []string{"active", "active", "active", "inactive"})
	}
	return c
}

// Number finds the number of the customer with an e-mail.
func Number(email string) (n int, ok bool) {
	local, _, _ := strings.Cut(email, "@")
	number, err := strconv.ParseInt(local[strings.LastIndexByte(local, '.')+1:], 36, 64)
	return int(number), err == nil
}

// fill puts a digit for each # of a pattern, and a letter for each @.
func fill(d *dice, pattern string) string {
	b := []byte(pattern)
	for i, c := range b {
		switch c {
		case '#':
			b[i] = d.digit()
		case '@':
			b[i] = "ABDEFGHJLNPQRSTUWXYZ"[d.below(20)]
		}
	}
	return string(b)
}

// gstin makes a taxpayer's number with a right check digit.
func gstin(d *dice, state string) string {
	b := append(make([]byte, 0, 15), state...)
	for range 5 {
		b = append(b, d.letter())
	}
	for range 4 {
		b = append(b, d.digit())
	}
	b = append(b, d.letter(), '1'+byte(d.below(9)), 'Z')
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	sum := 0
	for i, c := range b {
		v := strings.IndexByte(digits, c) * (1 + i%2)
		sum += v/36 + v%36
	}
	return string(append(b, digits[(36-sum%36)%36]))
}

var accents = strings.NewReplacer(
	"é", "e", "è", "e", "ú", "u", "ü", "ue", "ö", "oe", "ã", "a", "ç", "c", "á", "a", "ô", "o", "ł", "l", "ñ", "n", " ", "", "'", "")

// ascii is a name as it is in an e-mail.
func ascii(s string) string { return accents.Replace(strings.ToLower(s)) }
