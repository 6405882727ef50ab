package reports

import (
	"fmt"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// One line for each value, however many rows have it, the most frequent first.
func TestProblemsAreGroupedByValue(t *testing.T) {
	s := NewSummary("sync", "1.0.0", "customers.csv", sampleStart)
	add := func(line int, f importer.Field, message string) {
		s.add(&reconcile.Result{Line: line, Status: reconcile.Invalid, Problems: []importer.Problem{{Code: "invalid_x", Field: f, Message: message}}})
	}
	add(2, importer.Country, `"D" is not a country`)
	add(3, importer.Country, `"Inda" is not a country`)
	add(4, importer.Country, `"inda" is not a country`)
	add(5, importer.Phone, `"1" is too short`) // no two are the same
	add(6, importer.Timezone, `"D" is not a country`)
	s.add(&reconcile.Result{Line: 7, Status: reconcile.Valid, Notes: []importer.Problem{{Field: importer.Timezone, Message: "\"IST\x1b\" is left out"}}})
	s.End(importer.Tally{Rows: 6}, sampleStart)
	var b strings.Builder
	s.WriteText(&b)
	want := `  2 rows: country: "Inda" is not a country
  1 row: country: "D" is not a country
  1 row: timezone: "D" is not a country
  1 row: timezone: "IST\x1b" is left out (warning)
`
	if !strings.Contains(b.String(), want) {
		t.Errorf("the text is\n%s\nwant in it\n%s", b.String(), want)
	}
	if g := s.Values[0]; g.Rows != 2 || g.Line != 3 || g.Field != "country" || g.Code != "invalid_x" || g.Warning {
		t.Errorf("the first group is %+v", g)
	}
}

func TestFewGroupsAreListed(t *testing.T) {
	s := NewSummary("sync", "1.0.0", "customers.csv", sampleStart)
	for i := range 2 * mostGroups {
		s.add(&reconcile.Result{Line: i + 2, Status: reconcile.Invalid, Problems: []importer.Problem{{Field: importer.Country, Message: fmt.Sprintf("%q is not a country", fmt.Sprint(i))}}})
	}
	s.End(importer.Tally{Rows: 2 * mostGroups}, sampleStart)
	var b strings.Builder
	s.WriteText(&b)
	if n := strings.Count(b.String(), "is not a country"); n != mostSaid || !strings.Contains(b.String(), "and 990 or more values") {
		t.Errorf("%d values are said:\n%s", n, b.String())
	}
	if len(s.Values) != mostListed || len(s.values.byMessage) != mostGroups {
		t.Errorf("%d values are listed, %d held", len(s.Values), len(s.values.byMessage))
	}
}
