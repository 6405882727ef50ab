package importer

import "testing"

// A header that is a list is of a field if its members are; words that follow the list
// belong to its last member.
func TestLists(t *testing.T) {
	for header, want := range map[string]Field{
		"País/Região do endereço comercial":  Country,
		"Adres służbowy - kraj/region":       Country,
		"Werkadres, land/regio":              Country,
		"Address 1: State/Province":          State,
		"Zip/Postal Code":                    ZipCode,
		"Address (ZIP / Postal Code)":        ZipCode,
		"Name (as per PAN card)":             Name,
		"Legal Name - First Name":            Name,
		"Fatura Ülkesi":                      Country,
		"City/State":                         "",
		"Name/Company":                       "",
		"Phone/Email":                        "",
		"Land/region, arbete":                Country,
		"Primäre E-Mail-Adresse":             Email,
		"Ansprechpartner Vorname":            Name,
		"Place of Contact (With State Code)": "",
		"Estado del lead":                    "",
		"Telefon służbowy":                   Phone,
		"Ügyfél neve":                        Name,
		"Număr de telefon":                   Phone,
		"דוא\"ל":                             Email,
		"नाव":                                Name,
	} {
		m := meaningOf(header)
		got := fieldOfConcept(m.concept)
		if m.avoided {
			got = ""
		}
		if got != want {
			t.Errorf("%s: %q, want %q (%+v)", header, got, want, m)
		}
	}
	if m := meaningOf("Sekundäre E-Mail-Adresse"); !m.avoided {
		t.Error("a secondary address is the customer's")
	}
	if m := meaningOf("Name (First)"); m.concept != givenName {
		t.Errorf("Name (First): %+v", m)
	}
	if m := meaningOf("Company Phone"); m.place != work {
		t.Errorf("Company Phone: %+v", m)
	}
}
