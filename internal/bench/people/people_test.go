package people_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
	"vobizsync/internal/bench/people"
	"vobizsync/internal/numberplan"
)

const count = 20_000

// write writes customers into a file, every every-th spoiled.
func write(t *testing.T, dialect people.Dialect, every int, of func(n int) people.Customer) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "people.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := people.NewWriter(f, dialect)
	if err != nil {
		t.Fatal(err)
	}
	for n := range count {
		c := of(n)
		if every > 0 && n%every == 0 {
			c.Spoil(1, n)
		}
		cells := c.Cells()
		if err := w.Row(cells[:]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func plain(n int) people.Customer { return people.At(1, n) }

func ordinary(n int) people.Customer {
	c := people.At(1, n)
	c.Ordinary(1, n)
	return c
}

var comma = people.Dialect{Delimiter: ','}

// entry is what the importer says of a row.
type entry struct {
	customer        importer.Customer
	problems, notes []importer.Problem
}

func entries(t *testing.T, path string) (all []entry) {
	t.Helper()
	f, err := importer.Open(path, "people.csv", importer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var tally importer.Tally
	for e, err := range f.Read(&tally) {
		if err != nil {
			t.Fatal(err)
		}
		// Of so many made-up customers, some have the same company at the same place, or the same phone.
		notes := slices.DeleteFunc(slices.Clone(e.Notes), func(n importer.Problem) bool { return n.Code == normalize.SameCompany || n.Code == normalize.SamePhone })
		all = append(all, entry{e.Customer, e.Problems, notes})
	}
	return all
}

func TestEveryCustomerIsValidAndReadAsMeant(t *testing.T) {
	all := entries(t, write(t, comma, 0, plain))
	if len(all) != count {
		t.Fatalf("%d rows are read, want %d", len(all), count)
	}
	for n, e := range all {
		c := people.At(1, n)
		if len(e.problems) > 0 || len(e.notes) > 0 {
			t.Fatalf("customer %d, %+v, has %v %v", n, c, e.problems, e.notes)
		}
		if e.customer.Phone != c.Phone {
			t.Errorf("customer %d: the phone %q is read as %s, want %s", n, c.Typed, e.customer.Phone, c.Phone)
		}
		if number, ok := people.Number(c.Email); !ok || number != n {
			t.Errorf("the e-mail %s tells number %d, want %d", c.Email, number, n)
		}
		if values := c.Cells(); strings.ContainsAny(strings.Join(values[:], ""), "\"\\\r\n") {
			t.Errorf("customer %d, %+v, has a character that must be escaped", n, c)
		}
	}
}

// In every dialect ordinary customers are read as they are meant, and nothing is
// to be said but whose phone is of another country.
func TestOrdinaryCustomersAreReadAsMeant(t *testing.T) {
	for name, dialect := range map[string]people.Dialect{
		"commas":                   comma,
		"all quoted":               {Delimiter: ',', QuoteAll: true},
		"Windows-1252, semicolons": {Delimiter: ';', Encoding: "windows-1252"},
	} {
		t.Run(name, func(t *testing.T) {
			all := entries(t, write(t, dialect, 0, ordinary))
			if len(all) != count {
				t.Fatalf("%d rows are read, want %d", len(all), count)
			}
			quotes, lines, accents, abroad := 0, 0, 0, 0
			for n, e := range all {
				c := ordinary(n)
				if len(e.problems) > 0 {
					t.Fatalf("customer %d, %+v, has %v", n, c, e.problems)
				}
				for _, note := range e.notes {
					if !strings.Contains(note.Message, "belongs to") {
						t.Fatalf("customer %d, %+v, has the note %v", n, c, note)
					}
					abroad++
				}
				if e.customer.Phone != c.Phone || e.customer.Company != c.Company || e.customer.Address != strings.Join(strings.Fields(c.Address), " ") {
					t.Errorf("customer %d, %+v, is read as %+v", n, c, e.customer)
				}
				values := c.Cells()
				cells := strings.Join(values[:], "")
				quotes += min(1, strings.Count(cells, `"`))
				lines += min(1, strings.Count(cells, "\n"))
				if strings.ContainsFunc(cells, func(r rune) bool { return r >= 0x80 }) {
					accents++
				}
			}
			if quotes < count/5 || lines < count/25 || accents < count/4 || abroad < count/15 {
				t.Errorf("of %d customers, %d have quotes, %d several lines, %d accents, %d a phone from abroad", count, quotes, lines, accents, abroad)
			}
		})
	}
}

func TestEverySpoiledCustomerIsInvalid(t *testing.T) {
	for n, e := range entries(t, write(t, comma, 7, ordinary)) {
		if (len(e.problems) > 0) != (n%7 == 0) {
			c := ordinary(n)
			c.Spoil(1, n)
			t.Errorf("customer %d, %+v, has %v", n, c, e.problems)
		}
	}
}

// Of the phones of ordinary customers, one in seven rows invalid, all but a few
// are proved without the phone library.
func TestFewPhonesGoToTheLibrary(t *testing.T) {
	path := write(t, comma, 7, ordinary)
	before := numberplan.Questions()
	entries(t, path)
	asked := numberplan.Questions() - before
	t.Logf("the library is asked about %d of %d phones", asked, count)
	if asked > count*2/100 {
		t.Errorf("the library is asked about %d of %d phones, want 2 %% at most", asked, count)
	}
}

func TestEveryEmailIsPlain(t *testing.T) {
	for n := range count {
		c := people.At(1, n)
		if strings.ContainsFunc(c.Email, func(r rune) bool { return r > '~' || r <= ' ' }) {
			t.Errorf("customer %d has the e-mail %s", n, c.Email)
		}
	}
}
