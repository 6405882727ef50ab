package importer

import (
	"maps"
	"strings"
	"testing"
)

// shapeOfText reads a text to its end.
func shapeOfText(t *testing.T, text string, opts Options) Shape {
	t.Helper()
	f, err := OpenReader(strings.NewReader(text), "customers.csv", opts)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, err := range f.Read(&Tally{}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	return f.Shape()
}

func TestTheShapeCountsWhatTheCellsHave(t *testing.T) {
	s := shapeOfText(t, `name,email,phone,password,country,city,Tags,tags,,error,Gr8!Pass99
Ann,ann@example.com,+493023125418,Marker#00001,DE,Berlin,a,b,,,
Bob,bob@example.com,+493023125419,Marker#00002,,N/A,,,,,
Cleo,cleo@gmial.com,12,Marker#00003,DE,,,,,,
too,few
`, Options{DefaultCountry: "DE"})
	if s.Rows != 3 || s.Doubts != 1 {
		t.Errorf("%d rows, %d with a doubt", s.Rows, s.Doubts)
	}
	// What a flag fills in is not in the file; a bad cell is.
	if want := map[Field]int{Name: 3, Email: 3, Phone: 3, Password: 3, Country: 2, City: 1}; !maps.Equal(s.Filled, want) {
		t.Errorf("filled: %v, want %v", s.Filled, want)
	}
	if want := map[string]bool{"name": true, "email": true, "phone": true, "password": true, "country": true, "city": true, "Tags": false, "tags": false}; !maps.Equal(s.Columns, want) || s.Hidden != 1 {
		t.Errorf("columns: %v and %d hidden, want %v and 1", s.Columns, s.Hidden, want)
	}
}

// A header that may be a password is never shown, whatever the flags.
func TestTheShapeDoesNotDependOnFlags(t *testing.T) {
	text := "name,email,phone,country,Gr8!Pass99,Plan,Plan\nAnn,ann@gmial.com,+493023125418,DE,,,\n"
	plain := shapeOfText(t, text, Options{PasswordOptional: true})
	strict := shapeOfText(t, text, Options{PasswordOptional: true, Strict: true, Map: []string{"Gr8!Pass99=password"}})
	if plain.Hidden != 1 || strict.Hidden != 1 || !has(plain.Columns, "Plan (2)") {
		t.Errorf("hidden: %d and %d; columns %v", plain.Hidden, strict.Hidden, plain.Columns)
	}
	if plain.Doubts != 1 || strict.Doubts != 1 {
		t.Errorf("doubts: %d, with --strict %d", plain.Doubts, strict.Doubts)
	}
}
