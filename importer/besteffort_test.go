package importer_test

import (
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
)

// cell reads a row whose one field has the given cell. The row is otherwise good.
func cell(t *testing.T, field importer.Field, text string, opts importer.Options) *importer.Entry {
	t.Helper()
	row := map[importer.Field]string{"name": "Ann", "email": "ann@example.com", "phone": "+919845012345", "password": "Secret#1", "country": "IN", field: text}
	header, cells := make([]string, 0, len(row)), make([]string, 0, len(row))
	for _, f := range importer.Fields {
		if c, ok := row[f]; ok {
			header = append(header, string(f))
			cells = append(cells, `"`+strings.ReplaceAll(c, `"`, `""`)+`"`)
		}
	}
	entries, _ := read(t, strings.Join(header, ",")+"\n"+strings.Join(cells, ",")+"\n", opts)
	if len(entries) != 1 {
		t.Fatalf("%s %q: %d rows", field, text, len(entries))
	}
	return &entries[0]
}

func TestPlaceholdersAreEmptyInEveryField(t *testing.T) {
	for _, text := range []string{"NULL", "N/A", "n.a.", "-", "--", `\N`, "#N/A", "undefined", "nan", "none", "not available", "k.A.", "s/d", "нет"} {
		for _, field := range importer.Fields {
			e := cell(t, field, text, importer.Options{})
			if got := e.Customer.Get(field); got != "" || len(e.Notes) > 0 {
				t.Errorf("%s %q = %q, %+v", field, text, got, e.Notes)
			}
			if !field.Required() != e.Valid() {
				t.Errorf("%s %q: %+v", field, text, e.Problems)
			}
			if field.Required() && (len(e.Problems) != 1 || e.Problems[0].Code != importer.Required || e.Problems[0].Field != field) {
				t.Errorf("%s %q: %+v, want that it is required", field, text, e.Problems)
			}
		}
	}
	if e := cell(t, importer.Password, "NULL", importer.Options{PasswordOptional: true}); !e.Valid() || !e.Customer.Password.IsZero() || len(e.Notes) > 0 {
		t.Errorf("a password: %+v", e)
	}
}

// NA is Namibia, and the province of Naples.
func TestPlaceholdersThatArePlaces(t *testing.T) {
	e := cell(t, importer.Country, "NA", importer.Options{})
	if e.Customer.Country != "NA" || !e.Valid() {
		t.Errorf("Namibia is %+v", e)
	}
	for _, tt := range []struct{ country, field, text, want string }{
		{"IT", "state", "NA", "NA"}, {"IT", "city", "None", "None"}, {"TH", "city", "Nan", "Nan"}, {"IN", "state", "NA", ""}, {"US", "city", "None", ""}, {"IT", "city", "N/A", ""},
	} {
		entries, _ := read(t, "name,email,phone,password,country,"+tt.field+"\nAnn,ann@example.com,+14155552671,Secret#1,"+tt.country+","+tt.text+"\n", importer.Options{})
		if got := entries[0].Customer.Get(importer.Field(tt.field)); got != tt.want {
			t.Errorf("%s %s of %s = %q, want %q", tt.field, tt.text, tt.country, got, tt.want)
		}
	}
}

func TestPlaceholdersInPartsOfAName(t *testing.T) {
	for _, tt := range []struct{ first, last, want, note string }{
		{"Anna", "NULL", "Anna NULL", `"NULL"`}, {"Jennifer", "Null", "Jennifer Null", `"Null"`}, {"Na", "Li", "Na Li", `"Na"`},
		{"Anna", "N/A", "Anna", ""}, {"Anna", "-", "Anna", ""}, {"Anna", `\N`, "Anna", ""}, {"undefined", "Beispiel", "Beispiel", ""}, {"Anna", "#N/A", "Anna", ""},
		{"NULL", "NULL", "", ""}, {"N/A", "N/A", "", ""}, {"-", "", "", ""}, {"undefined", "undefined", "", ""}, {"None", "N/A", "", ""},
	} {
		entries, _ := read(t, "first,last,email,phone,password,country\n"+tt.first+","+tt.last+",ann@example.com,+919845012345,Secret#1,IN\n", importer.Options{Map: []string{"name={first} {last}"}})
		e := entries[0]
		if e.Customer.Name != tt.want || e.Valid() != (tt.want != "") || (len(e.Notes) > 0) != (tt.note != "") {
			t.Errorf("%s, %s = %q, %+v, %+v", tt.first, tt.last, e.Customer.Name, e.Problems, e.Notes)
		}
		if tt.note != "" && (e.Notes[0].Code != normalize.PossiblePlaceholder || !strings.Contains(e.Notes[0].Message, tt.note)) {
			t.Errorf("%s, %s: %+v", tt.first, tt.last, e.Notes)
		}
		if tt.want == "" && (len(e.Problems) != 1 || e.Problems[0].Code != importer.Required) {
			t.Errorf("%s, %s: %+v", tt.first, tt.last, e.Problems)
		}
	}
	entries, _ := read(t, "name,email,phone,password,country,street,number\nAnn,ann@example.com,+919845012345,Secret#1,IN,Main St,N/A\n", importer.Options{Map: []string{"address={street} {number}"}})
	if got := entries[0].Customer.Address; got != "Main St" {
		t.Errorf("address = %q", got)
	}
}

// A best-effort field in other words is left out, with a doubt, and is dropped. What
// is meant as a GSTIN and is wrong is a problem.
func TestBestEffortFieldsInOtherWords(t *testing.T) {
	for _, tt := range []struct {
		field     importer.Field
		text      string
		want      string
		outcome   string // left out, problem, repaired, or nothing to say
		strictest importer.Code
	}{
		{importer.Timezone, "IST", "", "left out", importer.InvalidTimezone},
		{importer.Timezone, "EST", "", "left out", importer.InvalidTimezone},
		{importer.Timezone, "CET", "", "left out", importer.InvalidTimezone},
		{importer.Timezone, "cet", "", "left out", importer.InvalidTimezone},
		{importer.Timezone, "Eastern Time (US & Canada)", "", "left out", importer.InvalidTimezone},
		{importer.Timezone, "India Standard Time", "", "left out", importer.InvalidTimezone},
		{importer.Timezone, "(UTC+05:30) Chennai, Kolkata", "", "left out", importer.InvalidTimezone},
		{importer.Timezone, "GMT+5:30", "", "left out", importer.InvalidTimezone},
		{importer.Timezone, "Asia/Calcutta", "Asia/Calcutta", "", ""},
		{importer.Timezone, "Asia/Kolkata", "Asia/Kolkata", "", ""},
		{importer.Timezone, "asia/kolkata", "Asia/Kolkata", "", ""},
		{importer.Timezone, "America/New York", "America/New_York", "", ""},
		{importer.Timezone, "us/eastern", "US/Eastern", "", ""},
		{importer.Timezone, "America/Port_Of_Spain", "America/Port_of_Spain", "", ""},
		{importer.Timezone, "utc", "UTC", "", ""},
		{importer.Timezone, "GMT", "GMT", "", ""},
		{importer.Timezone, `"Asia/Kolkata"`, "Asia/Kolkata", "repaired", ""},
		{importer.Timezone, "N/A", "", "", ""},
		{importer.GSTStatus, "Active", "active", "", ""},
		{importer.GSTStatus, "Regular", "", "left out", importer.InvalidGSTStatus},
		{importer.GSTStatus, "cancelled suo-moto", "", "left out", importer.InvalidGSTStatus},
		{importer.GSTStatus, "Unregistered", "", "", ""},
		{importer.GSTStatus, "-", "", "", ""},
		{importer.GSTIN, "29AAGCB7383J1Z4", "29AAGCB7383J1Z4", "", ""},
		{importer.GSTIN, "29 aagcb7383j 1z4", "29AAGCB7383J1Z4", "", ""},
		{importer.GSTIN, "GSTIN: 29AAGCB7383J1Z4", "29AAGCB7383J1Z4", "repaired", ""},
		{importer.GSTIN, "29-AAGCB7383J-1Z4", "29AAGCB7383J1Z4", "repaired", ""},
		{importer.GSTIN, `="29AAGCB7383J1Z4"`, "29AAGCB7383J1Z4", "", ""}, // noted for the file
		{importer.GSTIN, "'29AAGCB7383J1Z4", "29AAGCB7383J1Z4", "repaired", ""},
		{importer.GSTIN, "URP", "", "", ""},
		{importer.GSTIN, "Unregistered", "", "", ""},
		{importer.GSTIN, "un-registered", "", "", ""},
		{importer.GSTIN, "NA", "", "", ""},
		{importer.GSTIN, "0", "", "", ""},
		{importer.GSTIN, "applied for", "", "left out", importer.InvalidGSTIN},
		{importer.GSTIN, "DE123456789", "", "left out", importer.InvalidGSTIN},
		{importer.GSTIN, "18%", "", "left out", importer.InvalidGSTIN},
		{importer.GSTIN, "AAGCB7383J", "", "left out", importer.InvalidGSTIN},
		{importer.GSTIN, "29AAGCB7383J1Z5", "", "problem", ""},
		{importer.GSTIN, "29AAGCB7383J1Z", "", "problem", ""},
		{importer.GSTIN, "29AAGCB7383J1Z44", "", "problem", ""},
		{importer.GSTIN, "45AAGCB7383J1Z4", "", "problem", ""},
		{importer.GSTIN, "GSTIN 29AAGCB7383J1Z5", "", "problem", ""},
		{importer.ZipCode, "'560001", "560001", "repaired", ""},
		{importer.ZipCode, `="560001"`, "560001", "", ""},
		{importer.City, "Köln (Rath)", "Köln (Rath)", "", ""},
		{importer.Company, `="Acme"`, "Acme", "", ""},
		{importer.AccountType, "gold", "gold", "", ""},
	} {
		e := cell(t, tt.field, tt.text, importer.Options{})
		if got := e.Customer.Get(tt.field); got != tt.want || e.Valid() != (tt.outcome != "problem") {
			t.Errorf("%s %q = %q, %+v, want %q", tt.field, tt.text, got, e.Problems, tt.want)
		}
		var want []importer.Field
		notes, repairs := 0, false
		switch tt.outcome {
		case "left out":
			want, notes = []importer.Field{tt.field}, 1
		case "repaired":
			notes, repairs = 1, true
		}
		if got := e.Dropped(); !slices.Equal(got, want) || len(e.Notes) != notes || notes > 0 && e.Notes[0].Repairs() != repairs {
			t.Errorf("%s %q: dropped %q, %+v", tt.field, tt.text, got, e.Notes)
		}
		strict := cell(t, tt.field, tt.text, importer.Options{Strict: true})
		if tt.outcome == "left out" && (len(strict.Problems) != 1 || strict.Problems[0].Code != tt.strictest || len(strict.Dropped()) > 0) {
			t.Errorf("%s %q, strict: %+v, %+v", tt.field, tt.text, strict.Problems, strict.Notes)
		}
	}
}

// What was taken out of a cell is said, and the value is what results and requests
// have.
func TestCellsAreUnwrapped(t *testing.T) {
	for _, tt := range []struct {
		field      importer.Field
		text, want string
	}{
		{importer.Email, "Ann <ann@example.com>", "ann@example.com"}, {importer.Email, "mailto:ann@example.com", "ann@example.com"},
		{importer.Phone, "Tel. 98450 12345", "+919845012345"}, {importer.Phone, "tel:+919845012345", "+919845012345"}, {importer.Phone, `"98450 12345"`, "+919845012345"},
		{importer.Country, `"IN"`, "IN"}, {importer.Country, "'India", "IN"},
	} {
		e := cell(t, tt.field, tt.text, importer.Options{Strict: true})
		if got := e.Customer.Get(tt.field); got != tt.want || !e.Valid() || len(e.Notes) != 1 || e.Notes[0].Code != normalize.Unwrapped || e.Notes[0].Field != tt.field {
			t.Errorf("%s %q = %q, %+v, %+v", tt.field, tt.text, got, e.Problems, e.Notes)
		}
	}
	if e := cell(t, importer.Phone, "98450 12345 ext. 12", importer.Options{}); e.Valid() {
		t.Errorf("an extension: %+v", e)
	}
	if e := cell(t, importer.Phone, "98450 12345 ext. 12", importer.Options{DropExtensions: true}); !e.Valid() || e.Customer.Phone != "+919845012345" || e.Notes[0].Code != normalize.ExtensionDropped {
		t.Errorf("an extension that is dropped: %+v", e)
	}
}

// A duplicate is one whatever stands around the address.
func TestWrappedDuplicates(t *testing.T) {
	entries, _ := read(t, header+"Ann,Ann <ann@example.com>,+919845012345,Secret#1,IN,\nBob,ann@example.com;,+919845012346,Secret#1,IN,\n", importer.Options{})
	if len(entries) != 2 || !entries[0].Valid() || entries[1].Valid() || entries[1].Problems[0].Code != importer.DuplicateEmail {
		t.Errorf("%+v", entries)
	}
}
