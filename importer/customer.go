package importer

import (
	"vobizsync/internal/secret"
)

// Field is the name of a customer's field, spelled as the API spells it.
type Field string

// The fields of a customer, in the order in which they are documented (Partner
// API, page "Customer Accounts", table "Request Body").
const (
	Name        Field = "name"
	Email       Field = "email"
	Phone       Field = "phone"
	Password    Field = "password"
	Country     Field = "country"
	Company     Field = "company"
	Description Field = "description"
	Address     Field = "address"
	City        Field = "city"
	State       Field = "state"
	ZipCode     Field = "zip_code"
	Timezone    Field = "timezone"
	GSTIN       Field = "gstin"
	GSTStatus   Field = "gst_status"
	AccountType Field = "account_type"
)

// Fields lists every field that a column can fill.
var Fields = []Field{
	Name, Email, Phone, Password, Country, Company, Description, Address,
	City, State, ZipCode, Timezone, GSTIN, GSTStatus, AccountType,
}

// Required reports whether the API requires the field (ibid.).
func (f Field) Required() bool { return f != Company && !f.BestEffort() }

// BestEffort reports whether the API may refuse the field, with the advice to
// drop it and to set it later in the Console (Partner API, page "Customer
// Accounts", the note below the table "Request Body").
func (f Field) BestEffort() bool {
	switch f {
	case Description, Address, City, State, ZipCode, Timezone, GSTIN, GSTStatus, AccountType:
		return true
	}
	return false
}

// Customer is one customer as the file describes it. After [File.Check] every
// field is normalized: Phone is E.164, Country is ISO 3166-1 alpha-2, Timezone
// is an IANA name, text is trimmed and in Unicode NFC. A field whose cell could
// not be understood is empty, and its row has a [Problem] that says so.
type Customer struct {
	Name        string      `csv:"name"`
	Email       string      `csv:"email"`
	Phone       string      `csv:"phone"`
	Password    secret.Text `csv:"password"`
	Country     string      `csv:"country"`
	Company     string      `csv:"company"`
	Description string      `csv:"description"`
	Address     string      `csv:"address"`
	City        string      `csv:"city"`
	State       string      `csv:"state"`
	ZipCode     string      `csv:"zip_code"`
	Timezone    string      `csv:"timezone"`
	GSTIN       string      `csv:"gstin"`
	GSTStatus   string      `csv:"gst_status"`
	AccountType string      `csv:"account_type"`
}

// text returns the place of a field, nil for the password, which is not to be
// passed around.
func (c *Customer) text(f Field) *string {
	switch f {
	case Name:
		return &c.Name
	case Email:
		return &c.Email
	case Phone:
		return &c.Phone
	case Country:
		return &c.Country
	case Company:
		return &c.Company
	case Description:
		return &c.Description
	case Address:
		return &c.Address
	case City:
		return &c.City
	case State:
		return &c.State
	case ZipCode:
		return &c.ZipCode
	case Timezone:
		return &c.Timezone
	case GSTIN:
		return &c.GSTIN
	case GSTStatus:
		return &c.GSTStatus
	case AccountType:
		return &c.AccountType
	}
	return nil
}

// Get returns the text of a field; "" for the password, which has no text.
func (c *Customer) Get(f Field) string {
	if p := c.text(f); p != nil {
		return *p
	}
	return ""
}

// Set gives a field its text. The password has none, and is left alone.
func (c *Customer) Set(f Field, s string) {
	if p := c.text(f); p != nil {
		*p = s
	}
}

// Clear empties an optional field, the one that the API refused.
func (c *Customer) Clear(f Field) {
	if p := c.text(f); p != nil && f.BestEffort() {
		*p = ""
	}
}
