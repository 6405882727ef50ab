package importer

import (
	"strings"

	"vobizsync/importer/normalize"
)

// strength is how plainly a header names a field.
type strength int

const (
	_          strength = iota
	other               // one of several kinds, and not the likeliest: "Home City"
	particular          // one of several kinds: "Mobile", "Billing City"
	synonym             // another word for the field: "Telephone", "Postcode"
	exact               // the field's own name
)

// synonyms are the headers, by their letters, that mean a field as such. They
// are those of the exports of Salesforce, HubSpot, Zoho, Google Contacts,
// Outlook, Shopify, WooCommerce, Stripe and FreePBX, and the common German,
// French and Spanish ones that mean one thing only.
//
// Left out on purpose: "account name" (a company in Salesforce, a person
// elsewhere), "notes" (not meant for the customer), "pin" and "secret" (of
// another service), "region" (often of sales), "nom" and "nombre" (family or
// first name).
var synonyms = map[string]Field{
	"fullname": Name, "completename": Name, "displayname": Name, "nameofcustomer": Name, "personname": Name,
	"vollstandigername": Name, "vorundnachname": Name, "nomcomplet": Name, "nombrecompleto": Name,

	"emailaddress": Email, "mail": Email, "emailid": Email, "mailid": Email, "mailaddress": Email, "email1value": Email,
	"emailadresse": Email, "mailadresse": Email, "courriel": Email, "adresseemail": Email, "adressemail": Email,
	"correo": Email, "correoelectronico": Email,

	"phonenumber": Phone, "phoneno": Phone, "phonenr": Phone, "telephone": Phone, "telephonenumber": Phone, "telephoneno": Phone,
	"tel": Phone, "telno": Phone, "contactnumber": Phone, "contactno": Phone, "phone1value": Phone,
	"telefon": Phone, "telefonnummer": Phone, "telefonnr": Phone, "rufnummer": Phone, "numerodetelephone": Phone,
	"telefono": Phone, "numerodetelefono": Phone,

	"passwort": Password, "kennwort": Password, "motdepasse": Password, "contrasena": Password, "initialpassword": Password,

	"countrycode": Country, "countryname": Country, "countryregion": Country, "isocountry": Country, "isocountrycode": Country,
	"countryiso": Country, "countryiso2": Country, "address1country": Country, "land": Country, "pays": Country, "pais": Country,

	"companyname": Company, "organisation": Company, "organization": Company, "organisationname": Company, "organizationname": Company,
	"organization1name": Company, "businessname": Company, "firm": Company, "firma": Company, "firmenname": Company,
	"unternehmen": Company, "entreprise": Company, "societe": Company, "empresa": Company,

	"beschreibung": Description, "descripcion": Description,

	"street": Address, "streetaddress": Address, "address1": Address, "addressline1": Address, "address1street": Address,
	"adresse": Address, "anschrift": Address, "strasse": Address, "straße": Address, "direccion": Address,

	"town": City, "citytown": City, "towncity": City, "address1city": City, "stadt": City, "ort": City, "wohnort": City,
	"ville": City, "ciudad": City,

	"province": State, "stateprovince": State, "stateregion": State, "statename": State, "address1region": State,
	"bundesland": State, "provincia": State,

	"zip": ZipCode, "postalcode": ZipCode, "postcode": ZipCode, "zippostalcode": ZipCode, "zippostcode": ZipCode,
	"postalzipcode": ZipCode, "pincode": ZipCode, "address1postalcode": ZipCode, "addresszip": ZipCode, "plz": ZipCode,
	"postleitzahl": ZipCode, "codepostal": ZipCode, "codigopostal": ZipCode,

	"tz": Timezone, "timezonename": Timezone, "ianatimezone": Timezone, "zeitzone": Timezone, "fuseauhoraire": Timezone,
	"zonahoraria": Timezone,

	"gst": GSTIN, "gstnumber": GSTIN, "gstno": GSTIN, "gstinnumber": GSTIN, "gstinno": GSTIN, "gstinuin": GSTIN,
	"gstregistrationnumber": GSTIN, "gstregistrationno": GSTIN,
}

// kinds are headers that mean one kind of a field of which people have several.
var kinds = map[string]Field{
	"mobile": Phone, "mobilephone": Phone, "mobilenumber": Phone, "mobilephonenumber": Phone, "mobileno": Phone,
	"cell": Phone, "cellphone": Phone, "cellnumber": Phone, "cellphonenumber": Phone, "handy": Phone, "handynummer": Phone,
	"mobil": Phone, "mobilnummer": Phone, "mobiltelefon": Phone, "portable": Phone, "movil": Phone, "celular": Phone,
	"provincecode": State, "cardaddressline1": Address, "cardaddresscity": City, "cardaddressstate": State,
	"cardaddresszip": ZipCode, "cardaddresscountry": Country,
}

// prefixes stand before a field's name or a synonym of it and say which kind is
// meant.
var prefixes = []struct {
	word     string
	strength strength
}{
	{"customer", synonym}, {"contact", synonym}, {"client", synonym}, {"kunden", synonym}, {"user", synonym},
	{"primary", particular}, {"billing", particular}, {"mailing", particular}, {"default", particular},
	{"defaultaddress", particular}, {"work", particular}, {"business", particular}, {"office", particular},
	{"shipping", other}, {"delivery", other}, {"home", other}, {"other", other},
}

// fieldOf returns the field that a header names, and how plainly.
func fieldOf(header string) (Field, strength) {
	key := normalize.Letters(normalize.Fold(header))
	if key == "username" { // a login, not what its customer is called
		return "", 0
	}
	if f, s := plainFieldOf(key); f != "" {
		return f, s
	}
	for _, p := range prefixes {
		rest, ok := strings.CutPrefix(key, p.word)
		if !ok {
			continue
		}
		if f, s := plainFieldOf(rest); f != "" && hasKinds(f, p.strength) {
			return f, min(s, p.strength)
		}
	}
	return "", 0
}

func plainFieldOf(key string) (Field, strength) {
	for _, f := range Fields {
		if key == normalize.Letters(string(f)) {
			return f, exact
		}
	}
	if f := synonyms[key]; f != "" {
		return f, synonym
	}
	if f := kinds[key]; f != "" {
		return f, particular
	}
	return "", 0
}

// hasKinds reports whether a prefix of a strength makes sense before a field:
// there is a "work phone", but no "work password".
func hasKinds(f Field, s strength) bool {
	switch f {
	case Email, Phone, Address, City, State, ZipCode, Country, Company:
		return true
	case Name, Timezone, Password:
		return s == synonym
	}
	return false
}
