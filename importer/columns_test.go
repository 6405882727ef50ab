package importer_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
)

// fields returns the field of each column, "-" for none.
func fields(f *importer.File) (names []string) {
	for _, c := range f.Columns() {
		name := string(c.Field)
		if name == "" {
			name = "-"
		}
		names = append(names, name)
	}
	return names
}

// The headers are those of the exports of each system, as far as they matter.
func TestHeadersOfOtherSystems(t *testing.T) {
	tests := []struct{ system, header, want string }{
		{"plain", "NAME, E-Mail ,Phone,PassWord,Country", "name email phone password country"},
		{"underscores", "full_name,email_address,phone_number,password,country_code,zip_code,gst_status", "name email phone password country zip_code gst_status"},
		{"accents", "Name,E-Mail,Téléphone,Password,País", "name email phone password country"},
		{"Salesforce contacts", "Full Name,Email,Phone,Fax,Mailing Street,Mailing City,Mailing State/Province,Mailing Zip/Postal Code,Mailing Country,Account Name,Password", "name email phone - address city state zip_code country - password"},
		{"HubSpot", "Record ID,Full Name,Email,Phone Number,Company Name,Street Address,City,State/Region,Postal Code,Country/Region,Time Zone,Password", "- name email phone company address city state zip_code country timezone password"},
		{"Google Contacts", "Name,Given Name,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name,Address 1 - Street,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Password", "name - - email phone company address city state zip_code country password"},
		{"Outlook", "Display Name,E-mail Address,Mobile Phone,Business Street,Business City,Business State,Business Postal Code,Business Country/Region,Home City,Password", "name email phone address city state zip_code country - password"},
		{"Shopify", "Name,Email,Default Address Company,Default Address Address1,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Password", "name email company address city state country zip_code phone password"},
		{"WooCommerce", "Billing Name,billing_email,billing_phone,billing_company,billing_address_1,billing_city,billing_state,billing_postcode,billing_country,shipping_city,Password", "- email phone company address city state zip_code country - password"},
		{"Zoho", "Contact Name,Email,Phone,Mailing Street,Mailing City,Mailing State,Mailing Zip,Mailing Country,Password", "name email phone address city state zip_code country password"},
		{"Stripe", "Name,Email,Phone,Card Address Line1,Card Address City,Card Address State,Card Address Zip,Card Address Country,Password", "name email phone address city state zip_code country password"},
		{"FreePBX", "displayname,email,cell,password,country", "name email phone password country"},
		{"India", "Customer Name,Mail ID,Contact Number,Password,Country,PIN Code,GST Number,GST Status", "name email phone password country zip_code gstin gst_status"},
		{"German", "Vollständiger Name,E-Mail-Adresse,Telefonnummer,Passwort,Land,Firma,Straße,Ort,Bundesland,PLZ,Zeitzone", "name email phone password country company address city state zip_code timezone"},
		{"French", "Nom complet,Courriel,Téléphone,Mot de passe,Pays,Société,Adresse,Ville,Code postal", "name email phone password country company address city zip_code"},
		{"Spanish", "Nombre completo,Correo electrónico,Teléfono,Contraseña,País,Empresa,Dirección,Ciudad,Provincia,Código postal", "name email phone password country company address city state zip_code"},
	}
	for _, tt := range tests {
		t.Run(tt.system, func(t *testing.T) {
			opts := importer.Options{}
			if !strings.HasPrefix(tt.want, "name") && !strings.Contains(tt.want, " name") {
				opts.Map = []string{`name="x"`}
			}
			f, _, _ := open(t, write(t, tt.header+"\n"), opts)
			if got := strings.Join(fields(f), " "); got != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.header, got, tt.want)
			}
		})
	}
}

func TestTwoColumnsForOneField(t *testing.T) {
	const rest = ",name,email,password,country\n"
	accepted := []struct{ header, want, note string }{
		{"Phone,Phone Number", "phone -", `column "Phone Number" is not used: column "Phone" fills the field phone`},
		{"Telephone,phone", "- phone", `"phone" fills the field phone`},
		{"phone,City,Billing City,Shipping City", "phone city - -", `"Billing City" is not used`},
		{"phone,Shipping City,Billing City", "phone - city", `"Shipping City" is not used: column "Billing City"`},
	}
	for _, tt := range accepted {
		f, _, _ := open(t, write(t, tt.header+rest), importer.Options{})
		if got := strings.Join(fields(f), " "); !strings.HasPrefix(got, tt.want+" ") {
			t.Errorf("%s: %s, want %s", tt.header, got, tt.want)
		}
		if got := strings.Join(f.Notes(), "\n"); !strings.Contains(got, tt.note) {
			t.Errorf("%s: notes = %q", tt.header, got)
		}
	}
	refused := []struct{ header, problem, hint string }{
		{"Phone,Mobile", `columns 1 ("Phone") and 2 ("Mobile") both name the field phone`, "--map Phone=phone"},
		{"Home Phone,Work Phone", `columns 1 ("Home Phone") and 2 ("Work Phone")`, "--map 'Work Phone=phone'"},
		{"phone,Zip,Postal Code", `columns 2 ("Zip") and 3 ("Postal Code") both name the field zip_code`, "--map"},
		{"phone,phone", `columns 1 ("phone") and 2 ("phone")`, "rename or remove"},
	}
	for _, tt := range refused {
		_, err := importer.Open(write(t, tt.header+rest), "customers.csv", importer.Options{})
		wantRefusal(t, err, tt.problem, tt.hint)
	}
	f, _, _ := open(t, write(t, "Phone,Mobile"+rest), importer.Options{Map: []string{"Mobile=phone"}})
	if got := strings.Join(fields(f), " "); got != "- phone name email password country" {
		t.Errorf("mapped: %s", got)
	}
}

func TestMapping(t *testing.T) {
	content := "Kunde,Vorname,Nachname,email,Tel=1,Kennwort\n" +
		"K1, Ann ,Smith,ann@example.com,030 23125401,Secret#1\n" +
		"K2,,Jones,bob@example.com,030 23125402,Secret#2\n"
	opts := importer.Options{Map: []string{
		"name={Vorname} {nachname}", `country="DE"`, "Tel=1=phone", "description=No. {Kunde}",
	}}
	f, entries, _ := open(t, write(t, content), opts)
	if got := strings.Join(fields(f), " "); got != "- - - email phone password" {
		t.Errorf("columns = %s", got)
	}
	for i, want := range []importer.Customer{
		{Name: "Ann Smith", Phone: "+493023125401", Country: "DE", Description: "No. K1"},
		{Name: "Jones", Phone: "+493023125402", Country: "DE", Description: "No. K2"},
	} {
		got := entries[i].Customer
		if got.Name != want.Name || got.Phone != want.Phone || got.Country != want.Country || got.Description != want.Description || !entries[i].Valid() {
			t.Errorf("row %d = %+v %v", i+1, got, entries[i].Problems)
		}
	}
	var derived []string
	for _, d := range f.Derived() {
		derived = append(derived, string(d.Field)+" "+d.Text)
	}
	if want := []string{"name {Vorname} {nachname}", `country "DE"`, "description No. {Kunde}"}; !slices.Equal(derived, want) {
		t.Errorf("derived = %q, want %q", derived, want)
	}
	if c := f.Columns(); !c[4].Mapped || c[5].Mapped || !slices.Equal(c[1].Templates, []importer.Field{importer.Name}) {
		t.Errorf("columns = %+v", c)
	}
	if len(f.Notes()) > 0 {
		t.Errorf("a column of a template is said to be unused: %q", f.Notes())
	}
}

func TestAColumnInATemplateStillFillsItsField(t *testing.T) {
	f, entries, _ := open(t, write(t, header+good(1)+"\n"), importer.Options{Map: []string{"description=call {phone}"}})
	if got := entries[0].Customer; got.Phone != "+493023125401" || got.Description != "call +493023125401" {
		t.Errorf("read %+v", got)
	}
	if got := f.Columns()[2]; got.Field != importer.Phone || len(got.Templates) != 1 {
		t.Errorf("column = %+v", got)
	}
}

func TestMappingsThatCannotBeFollowed(t *testing.T) {
	tests := []struct {
		entries       []string
		problem, hint string
	}{
		{[]string{"name"}, "has no =", "COLUMN=FIELD"},
		{[]string{"Kunde=nmae"}, `"nmae" is not a field`, "did you mean name?"},
		{[]string{"Kunde=colour"}, `"colour" is not a field`, "the fields are name, email"},
		{[]string{"country=IN"}, `"IN" is not a field`, `--map 'country="IN"'`},
		{[]string{"Nmae=company"}, `no column "Nmae"`, `did you mean "name"? the columns are name, email`},
		{[]string{"name={Vorname}"}, `no column "Vorname"`, "the columns are"},
		{[]string{"company=name", "email=name"}, "field name is mapped twice", "leave one"},
		{[]string{"company=name", `name="x"`}, "field name is mapped twice", "leave one"},
		{[]string{"company=name", "company=description"}, `the column "company" is mapped to name and to description`, "description={company}"},
		{[]string{"name={company"}, "a { without", "{First Name}"},
		{[]string{"name={}"}, "a { without", "{First Name}"},
		{[]string{`country="IN`}, "quote is not closed", ""},
		{[]string{"password={name}"}, "a password can't be made", "--generate-passwords"},
		{[]string{"=name"}, "names no column", "COLUMN=FIELD"},
	}
	for _, tt := range tests {
		_, err := importer.Open(write(t, header+good(1)+"\n"), "customers.csv", importer.Options{Map: tt.entries})
		wantRefusal(t, err, tt.problem, tt.hint)
	}
}

func TestAHeaderlessFileDoesNotShowItsFirstCustomerToAMapping(t *testing.T) {
	_, err := importer.Open(write(t, "Ann,ann@example.com,+493023125401,Marker#1,DE\n"), "customers.csv", importer.Options{Map: []string{"Kunde=name"}})
	var e *importer.InputError
	ok := errors.As(err, &e)
	if !ok || strings.Contains(e.Error()+e.Advice(), "Marker") {
		t.Errorf("error = %v", err)
	}
}

func TestANameInTwoColumnsIsSaid(t *testing.T) {
	_, err := importer.Open(write(t, "First Name,Last Name,email,phone,password,country\n"), "customers.csv", importer.Options{})
	wantRefusal(t, err, "column name", "--map 'name={First Name} {Last Name}'")
}

// A template whose columns are all empty in a row makes nothing of the text between
// them.
func TestATemplateOfEmptyCellsIsEmpty(t *testing.T) {
	_, entries, _ := open(t, write(t, "no,"+header+"7,"+good(1)+"\n,"+good(2)+"\n"), importer.Options{Map: []string{"description=No. {no}"}})
	if a, b := entries[0].Customer.Description, entries[1].Customer.Description; a != "No. 7" || b != "" {
		t.Errorf("descriptions %q and %q", a, b)
	}
}
