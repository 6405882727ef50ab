package importer_test

import (
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
)

// A doubt about a row is a problem where the user is strict, in the same words and
// with the same code. A repair is none: nothing was lost.
func TestStrictMakesProblemsOfDoubts(t *testing.T) {
	tests := []struct {
		name, row string
		code      importer.Code
		want      string
	}{
		{"foreign phone", "Ann,ann@example.com,+41446681800,Secret#1,DE,", normalize.ForeignPhone, "belongs to CH"},
		{"premium rate", "Ann,ann@example.com,0900 1234567,Secret#1,DE,", normalize.PremiumRate, "premium-rate"},
		{"two readings", "Ann,ann@example.com,4915123456789,Secret#1,DE,", normalize.TwoReadings, "is possible, too"},
		{"plus lost", "Ann,ann@example.com,493023125401,Secret#1,DE,", normalize.CallingCode, "calling code of DE"},
		{"decimal", "Ann,ann@example.com,03023125401.0,Secret#1,DE,", normalize.DecimalNumber, "decimal number"},
		{"mistyped domain", "Ann,ann@gmial.com,+493023125401,Secret#1,DE,", normalize.MistypedDomain, "gmail.com may be meant"},
		{"rows in a cell", "Ann,a@example.com,+493023125401,Secret#1,DE,\"Acme\n" + good(2) + "\nLtd\"", normalize.RowsInCell, "look like rows"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			entries, _ := read(t, header+tt.row+"\n", importer.Options{})
			strict, _ := read(t, header+tt.row+"\n", importer.Options{Strict: true})
			if len(entries) != 1 || len(strict) != 1 || !entries[0].Valid() || len(entries[0].Notes) != 1 {
				t.Fatalf("%+v, strict %+v", entries, strict)
			}
			note := entries[0].Notes[0]
			if note.Code != tt.code || !strings.Contains(note.Message, tt.want) {
				t.Errorf("note = %+v", note)
			}
			refused, kept := strict[0].Problems, strict[0].Notes
			if note.Repairs() {
				refused, kept = kept, refused
			}
			if len(refused) != 1 || refused[0] != note || len(kept) > 0 {
				t.Errorf("strict: %+v", strict[0])
			}
		})
	}
}

func TestStrictAcceptsWhatNothingIsNotedOf(t *testing.T) {
	entries, _ := read(t, header+good(1)+"\n", importer.Options{Strict: true})
	if !entries[0].Valid() {
		t.Errorf("a row with nothing to note is refused: %+v", entries[0].Problems)
	}
}

// A row without a password that names an account is about one that exists, also
// where passwords could be made: it must not become another account.
func TestARowThatNamesAnAccountSaysSo(t *testing.T) {
	content := "name,email,phone,password,country,auth_id\nAnn,ann@example.com,+493023125401,,DE,MA_1\nBob,bob@example.com,+493023125402,Secret#1,DE,MA_2\nCid,cid@example.com,+493023125403,,DE,\nDan,dan@example.com,+493023125404,,DE,NULL\n"
	for _, optional := range []bool{false, true} {
		_, entries, _ := open(t, write(t, content), importer.Options{PasswordOptional: optional})
		for i, want := range []bool{true, false, false, false} {
			if e := entries[i]; e.NamesAccount != want || e.Valid() != (i < 2 || optional) {
				t.Errorf("passwords optional %v, row %d: names an account %v, problems %v", optional, i+1, e.NamesAccount, e.Problems)
			}
		}
	}
}
