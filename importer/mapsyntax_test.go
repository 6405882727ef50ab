package importer_test

import (
	"errors"
	"strings"
	"testing"

	"vobizsync/importer"
)

// rowsOf are rows with these countries, and phones of a pattern.
func rowsOf(phone string, countries ...string) string {
	var b strings.Builder
	for i, country := range countries {
		number := strings.NewReplacer("%02d", string(rune('0'+i/10))+string(rune('0'+i%10)), "%d", string(rune('0'+i%10))).Replace(phone)
		b.WriteString("Ann,a" + string(rune('a'+i)) + "@example.com," + number + "," + country + "\n")
	}
	return b.String()
}

func TestMapOfValues(t *testing.T) {
	tests := []struct {
		name, header, row string
		maps              []string
		field             importer.Field
		want              string
	}{
		{"a country", "country", "D", []string{"country:D=DE"}, importer.Country, "DE"},
		{"in another case, with space", "country", "  d ", []string{"Country:D=DE"}, importer.Country, "DE"},
		{"the value is a name", "country", "Allemange", []string{"country:allemange=Germany"}, importer.Country, "DE"},
		{"two words", "country", "Untied  States", []string{"country:untied states=US"}, importer.Country, "US"},
		{"another value stays", "country", "IN", []string{"country:D=DE"}, importer.Country, "IN"},
		{"a part of a value stays", "name", "Ann D", []string{"name:D=DE"}, importer.Name, "Ann D"},
		{"two of one field", "country", "A", []string{"country:D=DE", "country:A=AT"}, importer.Country, "AT"},
		{"none is found twice", "country", "D", []string{"country:D=A", "country:A=AT"}, importer.Country, ""},
		{"a code counts as another", "country", "CH", []string{"country:CH=CN"}, importer.Country, "CN"},
		{"a value that is left out", "city", "unbekannt", []string{"city:Unbekannt="}, importer.City, ""},
		{"a name that looks like an excuse", "city", "Nowhere", []string{"city:Nowhere=Nowhere Else"}, importer.City, "Nowhere Else"},
		{"= in a value", "city", "a=b", []string{`city:a\=b=c`}, importer.City, "c"},
		{": in a value", "city", "a:b", []string{"city:a:b=c"}, importer.City, "c"},
		{": in a value, escaped", "city", "a:b", []string{`city:a\:b=c`}, importer.City, "c"},
		{"| { and } in a value", "city", "a|{b}", []string{`city:a\|\{b\}=c`}, importer.City, "c"},
		{"{ in what it counts as", "city", "a", []string{"city:a={b}"}, importer.City, "{b}"},
		{"a \\ that escapes nothing", "city", `a\b`, []string{`city:a\b=c`}, importer.City, "c"},
		{"a field's name as a value", "account_type", "Firma", []string{"account_type:Firma=company"}, importer.AccountType, "company"},
		{"a column that is mapped", "Staat", "D", []string{"Staat=country", "country:D=DE"}, importer.Country, "DE"},
		{"a template", "A,B", "D,x", []string{"city={A} {B}", "city:d x=Ulm"}, importer.City, "Ulm"},

		{"a column's name wins", "city:a", "Ulm", []string{"city:a=city"}, importer.City, "Ulm"},
		{"a column's name wins over the alternatives", "A}|{B", "Ulm", []string{"city={A}|{B}"}, importer.City, "Ulm"},
		{"a column's name with a \\", `a\=b`, "Ulm", []string{`a\=b=city`}, importer.City, "Ulm"},
		{"a column's name with an escaped =", `a=b`, "Ulm", []string{`a\=b=city`}, importer.City, "Ulm"},
		{"a column's name with =", `a=b`, "Ulm", []string{`a=b=city`}, importer.City, "Ulm"},

		{"the first that is filled", "A,B", "x,y", []string{"city={A}|{B}"}, importer.City, "x"},
		{"the second, where the first is empty", "A,B", " ,y", []string{"city={A}|{B}"}, importer.City, "y"},
		{"with space around the |", "A,B", ",y", []string{"city={A} | {B}"}, importer.City, "y"},
		{"alternatives with text", "A,B", ",y", []string{"city=Upper {A}|Lower {B}"}, importer.City, "Lower y"},
		{"| as text", "A,B", "x,y", []string{`city={A}\|{B}`}, importer.City, "x|y"},
		{"a brace as text", "A,B", "x,y", []string{`city=\{{A}\}`}, importer.City, "{x}"},
		{"a brace in a column's name", "A{1},B", "x,y", []string{`city={A\{1\}}`}, importer.City, "x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cell := func(s string) string { return `"` + strings.ReplaceAll(s, ",", `","`) + `"` }
			header, row := "name,email,phone,country,"+cell(tt.header), "Ann,ann@example.com,+12127365000,US,"+cell(tt.row)
			switch tt.header {
			case "country", "Staat":
				header, row = "name,email,phone,"+tt.header, "Ann,ann@example.com,+12127365000,"+cell(tt.row)
			case "name":
				header, row = "email,phone,country,name", "ann@example.com,+12127365000,US,"+cell(tt.row)
			}
			_, entries, _ := open(t, write(t, header+"\n"+row+"\n"), importer.Options{PasswordOptional: true, Map: tt.maps})
			if got := entries[0].Customer.Get(tt.field); got != tt.want {
				t.Errorf("%s is %q, want %q (%s)", tt.field, got, tt.want, messages(&entries[0]))
			}
		})
	}
}

func TestMapOfValuesRefused(t *testing.T) {
	for entry, want := range map[string]string{
		"password:x=Secret#123": "a password can't be given",
		"password=Secret#123":   "a password can't be made",
		"country:=IN":           "--default-country IN",
		"city:=Ulm":             "has no value",
		"city={A}|":             "a | with nothing beside it",
		"city=|{A}":             "a | with nothing beside it",
		"city={A|{B}":           "no column",
		"contry:D=DE":           "is not a field",
		"city:a":                "has no =",
		"city:bb=name":          `no column "city:bb"`, // "city:b" is near
	} {
		_, err := importer.Open(write(t, "name,email,phone,country,A,B,city:b\nAnn,ann@example.com,+12127365000,US,x,y,z\n"), "customers.csv", importer.Options{PasswordOptional: true, Map: []string{entry}})
		var refused *importer.InputError
		if !errors.As(err, &refused) || !strings.Contains(refused.Problem+" "+refused.Hint, want) {
			t.Errorf("--map %s: %v, want one with %q", entry, err, want)
		}
		if refused != nil && strings.Contains(refused.Problem+refused.Hint, "Secret#123") {
			t.Errorf("--map %s: %v, which has the password in it", entry, err)
		}
	}
	_, err := importer.Open(write(t, "name,email,phone,country\n"), "customers.csv", importer.Options{PasswordOptional: true, Map: []string{"country:D=DE", "country:d=DK"}})
	if err == nil || !strings.Contains(err.Error(), "mapped twice") {
		t.Errorf("a value that is mapped twice: %v", err)
	}
}

// A value that no row has may be mistyped.
func TestMapOfValuesThatNoRowHas(t *testing.T) {
	f, _, _ := open(t, write(t, "name,email,phone,country\nAnn,ann@example.com,+12127365000,D\n"), importer.Options{PasswordOptional: true, Map: []string{"country:D=US", "country: Allemange=DE", "city:X=Y"}})
	want := "--map: no row has \"Allemange\" as its country|--map: no row has \"X\" as its city"
	if got := strings.Join(f.Notes(), "|"); got != want {
		t.Errorf("notes %q, want %q", got, want)
	}
}
