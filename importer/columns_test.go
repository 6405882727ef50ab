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
		{"Salesforce contacts", "Full Name,Email,Phone,Fax,Mailing Street,Mailing City,Mailing State/Province,Mailing Zip/Postal Code,Mailing Country,Account Name,Password", "name email phone - address city state zip_code country company password"},
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
		{"Phone,City,Billing City,Shipping City", "phone city - -", `"Billing City" (city is "City")`},
		{"phone,Shipping City,Billing City", "phone - city", `column "Shipping City" is not used`},
		{"phone,Zip,Postal Code", "phone zip_code -", `column "Postal Code" is not used; zip_code is "Zip"`},
		{"phone,Postal Code,Zip", "phone - zip_code", `column "Postal Code" is not used; zip_code is "Zip"`},
		{"phone,strasse,adresse", "phone - address", `column "strasse" is not used; address is "adresse"`},
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
	f, _, _ := open(t, write(t, "Phone,Mobile"+rest), importer.Options{Map: []string{"Mobile=phone"}})
	if got := strings.Join(fields(f), " "); got != "- phone name email password country" {
		t.Errorf("mapped: %s", got)
	}
}

// Two columns of one header can't be told apart. Where their cells are the same it
// does not matter which is taken, and a field that is not needed is left out.
func TestTwoColumnsOfOneHeader(t *testing.T) {
	const rest = ",name,email,password,country\n"
	row := func(a, b string) string { return a + "," + b + ",Ann,ann@example.com,Secret#1,DE\n" }
	_, err := importer.Open(write(t, "phone,phone"+rest+row("030 901820", "030 901821")), "customers.csv", importer.Options{})
	wantRefusal(t, err, `columns 1 and 2 are both called "phone"`, "rename or remove")
	for _, tt := range []struct{ header, a, b, want string }{
		{"phone,phone", "030 901820", "030 901820", "phone"},
		{"phone,phone", "030 901820", "", "phone"},
		{"phone,phone", "", "030 901820", "phone"},
		{"city,city,phone", "Ulm,Bonn", "030 901820", ""},
	} {
		_, entries, _ := open(t, write(t, tt.header+rest+row(tt.a, tt.b)), importer.Options{})
		if e := &entries[0]; !e.Valid() || e.Customer.Phone != "+4930901820" || e.Customer.City != "" {
			t.Errorf("%s, %q, %q: %+v %v", tt.header, tt.a, tt.b, e.Customer, e.Problems)
		}
	}
}

// In each row the first telephone number counts that is filled: phone, mobile, at
// work, at home, 1 before 2.
func TestSeveralPhones(t *testing.T) {
	for _, tt := range []struct{ header, want string }{
		{"Mobile,Phone", "{Phone}|{Mobile}"},
		{"Home Phone,Work Phone,Cell", "{Cell}|{Work Phone}|{Home Phone}"},
		{"Telephone 2,Telephone 1", "{Telephone 1}|{Telephone 2}"},
		{"Fax,Phone Type,Assistant Phone,Phone,Emergency Phone,Mobile", "{Phone}|{Mobile}"},
		{"ISD Code,Phone,Mobile", "+{ISD Code} {Phone}|+{ISD Code} {Mobile}"},
	} {
		f, _, _ := open(t, write(t, tt.header+",name,email,password,country\n"), importer.Options{})
		if got := f.Mapping()[2]; got.Field != importer.Phone || got.From != tt.want {
			t.Errorf("%s: %+v, want %s", tt.header, got, tt.want)
		}
	}
	rows := []struct{ phone, mobile, want string }{
		{"030 901820", "0151 23456789", "+4930901820"}, {"", "0151 23456789", "+4915123456789"}, {"-", "0151 23456789", "+4915123456789"},
		{" ", "0151 23456789", "+4915123456789"}, {"NULL", "0151 23456789", "+4915123456789"},
	}
	content := "mobile,phone,name,email,password,country\n"
	for _, r := range rows {
		content += r.mobile + "," + r.phone + ",Ann,ann@example.com,Secret#1,DE\n"
	}
	_, entries, _ := open(t, write(t, content), importer.Options{})
	for i, r := range rows {
		if got := entries[i].Customer.Phone; got != r.want {
			t.Errorf("row %d: %s, want %s", i+1, got, r.want)
		}
	}
}

// A calling code completes a number that does not have one.
func TestCallingCodes(t *testing.T) {
	rows := []struct{ code, mobile, want string }{
		{"91", "98765 43210", "+919876543210"}, {"+91", "9876543210", "+919876543210"}, {"0091", "09876543210", "+919876543210"},
		{"India (+91)", "9876543210", "+919876543210"}, {"91", "+919876543210", "+919876543210"}, {"44", "07400 123456", "+447400123456"}, {"", "9876543210", "+919876543210"},
	}
	content := "name,email,ISD Code,mobile,password,country\n"
	for _, r := range rows {
		content += "Ann,ann@example.com," + r.code + "," + r.mobile + ",Secret#1,IN\n"
	}
	for _, opts := range []importer.Options{{}, {Map: []string{"phone=+{ISD Code}{mobile}"}}, {Map: []string{"phone=+{ISD Code} {mobile}"}}} {
		_, entries, _ := open(t, write(t, content), opts)
		for i, r := range rows {
			if got := entries[i].Customer.Phone; got != r.want {
				t.Errorf("%q %q %q: %s, want %s", opts.Map, r.code, r.mobile, got, r.want)
			}
		}
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

// A name in two columns is joined, whatever the language and the order of the columns.
func TestANameInTwoColumnsIsJoined(t *testing.T) {
	for _, tt := range []struct{ header, want string }{
		{"First Name,Last Name", "{First Name} {Last Name}"},
		{"Last Name,First Name", "{First Name} {Last Name}"},
		{"name,lastname", "{name} {lastname}"},
		{"Vorname,Name", "{Vorname} {Name}"},
		{"Nom,Prénom", "{Prénom} {Nom}"},
		{"Jméno,Příjmení", "{Jméno} {Příjmení}"},
		{"Фамилия,Имя,Отчество", "{Имя} {Отчество} {Фамилия}"},
		{"Voornaam,Tussenvoegsel,Achternaam", "{Voornaam} {Tussenvoegsel} {Achternaam}"},
		{"姓,名", "{姓}{名}"},
		{"billing_first_name,billing_last_name,first_name,last_name", "{first_name} {last_name}|{billing_first_name} {billing_last_name}"},
	} {
		row := strings.Repeat("Ann,", strings.Count(tt.header, ",")+1)
		f, _, _ := open(t, write(t, tt.header+",email,phone,password,country\n"+row+"ann@example.com,030 901820,Secret#1,DE\n"), importer.Options{})
		if got := f.Mapping()[0]; got.Field != importer.Name || got.From != tt.want {
			t.Errorf("%s: %+v, want %s", tt.header, got, tt.want)
		}
	}
}

// A template whose columns are all empty in a row makes nothing of the text between
// them.
func TestATemplateOfEmptyCellsIsEmpty(t *testing.T) {
	_, entries, _ := open(t, write(t, "no,"+header+"7,"+good(1)+"\n,"+good(2)+"\n"), importer.Options{Map: []string{"description=No. {no}"}})
	if a, b := entries[0].Customer.Description, entries[1].Customer.Description; a != "No. 7" || b != "" {
		t.Errorf("descriptions %q and %q", a, b)
	}
}

// A header that was decoded wrongly before means what it meant: one half of a name is
// not taken for the whole.
func TestGarbledHeadersMeanWhatTheyMeant(t *testing.T) {
	for _, header := range []string{"Prénom,Nom,Téléphone,Email,Pays,Société", "PrÃ©nom,Nom,TÃ©lÃ©phone,Email,Pays,SociÃ©tÃ©", "PrÃƒÂ©nom,Nom,TÃƒÂ©lÃƒÂ©phone,Email,Pays,SociÃƒÂ©tÃƒÂ©"} {
		_, entries, _ := open(t, write(t, header+"\nAnn,Lee,+493023125401,a@example.com,DE,Acme\n"), importer.Options{PasswordOptional: true})
		if c := entries[0].Customer; c.Name != "Ann Lee" || c.Company != "Acme" || !entries[0].Valid() {
			t.Errorf("%s: %+v %v", header, c, entries[0].Problems)
		}
	}
}
