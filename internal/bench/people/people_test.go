package people_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/internal/bench/people"
)

const count = 20_000

// write writes customers into a file, every every-th spoiled.
func write(t *testing.T, every int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "people.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := csv.NewWriter(f)
	_ = w.Write(people.Columns)
	for n := range count {
		c := people.At(1, n)
		if every > 0 && n%every == 0 {
			c.Spoil(1, n)
		}
		cells := c.Cells()
		_ = w.Write(cells[:])
	}
	w.Flush()
	if err := w.Error(); err != nil {
		t.Fatal(err)
	}
	return path
}

// entry is what the importer says of a row.
type entry struct {
	phone           string
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
		all = append(all, entry{strings.Clone(e.Customer.Phone), e.Problems, e.Notes})
	}
	return all
}

func TestEveryCustomerIsValidAndReadAsMeant(t *testing.T) {
	all := entries(t, write(t, 0))
	if len(all) != count {
		t.Fatalf("%d rows are read, want %d", len(all), count)
	}
	for n, e := range all {
		c := people.At(1, n)
		if len(e.problems) > 0 || len(e.notes) > 0 {
			t.Fatalf("customer %d, %+v, has %v %v", n, c, e.problems, e.notes)
		}
		if e.phone != c.Phone {
			t.Errorf("customer %d: the phone %q is read as %s, want %s", n, c.Typed, e.phone, c.Phone)
		}
		if number, ok := people.Number(c.Email); !ok || number != n {
			t.Errorf("the e-mail %s tells number %d, want %d", c.Email, number, n)
		}
		if values := c.Cells(); strings.ContainsAny(strings.Join(values[:], ""), "\"\\\r\n") {
			t.Errorf("customer %d, %+v, has a character that must be escaped", n, c)
		}
	}
}

func TestEverySpoiledCustomerIsInvalid(t *testing.T) {
	for n, e := range entries(t, write(t, 100)) {
		if (len(e.problems) > 0) != (n%100 == 0) {
			c := people.At(1, n)
			c.Spoil(1, n)
			t.Errorf("customer %d, %+v, has %v", n, c, e.problems)
		}
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
