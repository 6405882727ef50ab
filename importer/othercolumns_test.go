package importer_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
)

// refusedWith returns the flags of a refusal.
func refusedWith(t *testing.T, content string, opts importer.Options) (flags []string, hint string) {
	t.Helper()
	_, err := importer.Open(write(t, content), "customers.csv", opts)
	var e *importer.ColumnsError
	if !errors.As(err, &e) {
		t.Fatalf("not refused: %v\n%s", err, content)
	}
	return e.Flags, e.Advice()
}

// An empty column does not fill the name where another has the names, and "Contact" does
// not where a column is called name.
func TestAnEmptyColumnOfNamesIsNotTaken(t *testing.T) {
	for _, tt := range []struct{ header, row, want string }{
		{"Ansprechpartner,Vorname,Name", ",Anna,Beispiel", "{Vorname} {Name}"},
		{"Osoba kontaktowa,Nazwa", ",Acme", "Nazwa"},
		{"Name,Contact", "Anna Beispiel,Xaver Fremd", "Name"},
		{"Firma,Kontakt", "Acme GmbH,Anna Beispiel", "Kontakt"},
	} {
		f, _, _ := open(t, write(t, tt.header+",email,phone,country,password\n"+tt.row+",ann@example.com,030 901820,DE,Secret#1\n"), importer.Options{})
		if got := f.Mapping()[0]; got.Field != importer.Name || got.From != tt.want {
			t.Errorf("%s: %+v, want %s", tt.header, got, tt.want)
		}
	}
	flags, _ := refusedWith(t, "Account Name,Contact Person,email,phone,country\nAnna Beispiel,,ann@example.com,030 901820,DE\n", importer.Options{PasswordOptional: true})
	if want := []string{"--map", "name={Account Name}"}; !slices.Equal(flags, want) {
		t.Errorf("flags = %q, want %q", flags, want)
	}
}

// What is suggested for a name is whole, and of a person where a column has persons.
func TestHalfANameIsNotSuggested(t *testing.T) {
	const rest = ",email,phone,country\n"
	opts := importer.Options{PasswordOptional: true}
	for _, tt := range []struct{ header, row, want string }{
		{"Prezimee,Vorname", "Beispiel,Anna", "name={Vorname} {Prezimee}"},
		{"Sender Company,Sender Name", "Acme GmbH,Anna Beispiel", "Sender Name=name"},
		{"Registration Name,Caller Name", "sip trunk,Anna Beispiel", "Caller Name=name"},
		{"Wibble,Wobble", "Anna Beispiel,x1", "Wibble=name"},
	} {
		flags, _ := refusedWith(t, tt.header+rest+tt.row+",ann@example.com,030 901820,DE\n", opts)
		if !slices.Contains(flags, tt.want) {
			t.Errorf("%s: flags = %q, want %q", tt.header, flags, tt.want)
		}
	}
}

// The country of something else is neither taken nor suggested where the phones say
// another.
func TestAnotherCountryIsNotTakenAgainstThePhones(t *testing.T) {
	opts := importer.Options{PasswordOptional: true}
	for _, header := range []string{"Wibble Country", "Visa Country", "Passport Issuing Country"} {
		flags, _ := refusedWith(t, "name,email,phone,"+header+"\nAnn,ann@example.com,+49 30 901820,FR\nBob,bob@example.com,+49 30 901821,FR\n", opts)
		if want := []string{"--default-country", "DE"}; !slices.Equal(flags, want) {
			t.Errorf("%s: flags = %q, want %q", header, flags, want)
		}
	}
	f, _, _ := open(t, write(t, "name,email,phone,Wibble Country\nAnn,ann@example.com,+49 30 901820,DE\n"), opts)
	if got := f.Mapping()[3]; got.From != "Wibble Country" || !got.Guessed {
		t.Errorf("%+v", got)
	}
}

// A column that says country and has one calling code completes the phones.
func TestACountryCodeMayBeOneCallingCode(t *testing.T) {
	const content = "name,email,Country Code,phone\nAnn,ann@example.com,+49,1512 3456789\nBob,bob@example.com,49,1512 3456788\n"
	opts := importer.Options{PasswordOptional: true}
	flags, _ := refusedWith(t, content, opts)
	if !slices.Contains(flags, "--default-country") {
		t.Fatalf("flags = %q", flags)
	}
	opts.DefaultCountry = "DE"
	_, entries, _ := open(t, write(t, content), opts)
	if got := entries[1].Customer; got.Phone != "+4915123456788" || got.Country != "DE" {
		t.Errorf("read %+v", got)
	}
	_, entries, _ = open(t, write(t, strings.Replace(content, ",49,", ",+44,", 1)), importer.Options{PasswordOptional: true})
	if len(entries[0].Problems) == 0 || entries[0].Problems[0].Code != importer.InvalidCountry {
		t.Errorf("several codes: %+v", entries[0].Problems)
	}
}

// The short names of attributes count in the files of directories only.
func TestAttributesOfDirectories(t *testing.T) {
	opts := importer.Options{PasswordOptional: true}
	f, entries, _ := open(t, write(t, "dn,sn,givenName,mail,telephoneNumber,l,c\ncn=x,Beispiel,Anna,ann@example.com,030 901820,Berlin,DE\n"), opts)
	if got := entries[0].Customer; got.Name != "Anna Beispiel" || got.Country != "DE" || got.City != "Berlin" {
		t.Errorf("read %+v from %+v", got, f.Mapping())
	}
	f, _, _ = open(t, write(t, "sn,name,email,phone,country,c\n117,Anna Beispiel,ann@example.com,030 901820,DE,FR\n"), opts)
	for _, m := range f.Mapping() {
		if m.From == "sn" || m.From == "c" {
			t.Errorf("%+v", m)
		}
	}
}

// A column whose cells object is named where nothing else can be suggested.
func TestWhatTheCellsObjectToIsSaid(t *testing.T) {
	_, hint := refusedWith(t, "Full Name,email,phone,country\na@example.com,ann@example.com,030 901820,DE\n", importer.Options{PasswordOptional: true})
	if !strings.Contains(hint, `the column "Full Name" has no names; no column seems to hold the name`) {
		t.Errorf("hint = %s", hint)
	}
}

// Of two parties, the one that more fields are of is meant.
func TestThePartyOfMoreFieldsIsMeant(t *testing.T) {
	for _, tt := range []struct{ header, row, want string }{
		{"Attendee Email,Purchaser Name,Purchaser Email,Purchaser Phone,Country", "x@example.org,Anna,ann@example.com,030 901820,DE", "Purchaser Email"},
		{"Purchaser Email,Attendee Name,Attendee Email,Attendee Phone,Country", "x@example.org,Anna,ann@example.com,030 901820,DE", "Attendee Email"},
	} {
		f, _, _ := open(t, write(t, tt.header+"\n"+tt.row+"\n"), importer.Options{PasswordOptional: true})
		if got := f.Mapping()[1]; got.From != tt.want {
			t.Errorf("%s: %+v", tt.header, got)
		}
	}
	// Who receives the goods is not the customer whose column is not known.
	flags, _ := refusedWith(t, "Wibble Name,Receiver Name,Ship To Name,email,phone,country\nAnna Beispiel,X Y,Xaver Fremd,ann@example.com,030 901820,DE\n", importer.Options{PasswordOptional: true})
	if !slices.Contains(flags, "Wibble Name=name") {
		t.Errorf("flags = %q", flags)
	}
}
