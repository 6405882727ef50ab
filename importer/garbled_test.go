package importer_test

import (
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
)

// A name, company, address or city that came in garbled gets a note; with Strict it is a
// problem.
func TestGarbledTextsAreNoted(t *testing.T) {
	const columns = "name,email,phone,password,country,company,address,city,description\n"
	const rest = ",ann@example.com,+493023125401,Secret#1,DE,"
	for row, field := range map[string]importer.Field{
		"GÃ¼nter" + rest + ",,,\n":                             importer.Name,
		"Günter" + rest + "M&uuml;ller AG,,,\n":                importer.Company,
		"Günter" + rest + ",K\ufffdnigstr. 1,,\n":              importer.Address,
		"Günter" + rest + ",,K?ln,\n":                          importer.City,
		`Ann\nLee` + rest + ",,,\n":                            importer.Name,
		`O\'Neil` + rest + ",,,\n":                             importer.Name,
		`Ann` + rest + "AC\\DC,C:\\Dir,,\n":                    "",
		"Günter" + rest + ",,,A&B? Sure; K?ln\n":               "",
		"Günter" + rest + "Müller & Söhne,Königstr. 1,Köln,\n": "",
	} {
		for _, strict := range []bool{false, true} {
			_, entries, _ := open(t, write(t, columns+row), importer.Options{Strict: strict})
			found := entries[0].Notes
			if strict {
				found = entries[0].Problems
			}
			if field == "" && len(found) > 0 || field != "" && (len(found) != 1 || found[0].Field != field || found[0].Code != normalize.GarbledText) {
				t.Errorf("%q, strict %v: notes %v, problems %v; want one of %q", row, strict, entries[0].Notes, entries[0].Problems, field)
			}
		}
	}
}
