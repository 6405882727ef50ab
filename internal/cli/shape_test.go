package cli

import (
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/reconcile/ledger"
)

func TestChangedShape(t *testing.T) {
	columns := func(names ...string) map[string]bool {
		m := map[string]bool{}
		for _, n := range names {
			name, used := strings.CutPrefix(n, "+")
			m[name] = used
		}
		return m
	}
	city := func(rows, n int) *ledger.Shape { return &ledger.Shape{Rows: rows, Filled: map[string]int{"city": n}} }
	doubts := func(rows, n int) *ledger.Shape { return &ledger.Shape{Rows: rows, Doubts: n} }
	filled := []importer.Filled{{Field: importer.City, From: "City", Column: true}}
	tests := []struct {
		name    string
		now     *ledger.Shape
		runs    []*ledger.Shape
		mapping []importer.Filled
		want    string
	}{
		{"a first run", city(100, 0), nil, filled, ""},
		{"a run that created nothing", city(100, 0), []*ledger.Shape{nil}, filled, ""},
		{"as before", &ledger.Shape{Rows: 50, Doubts: 3, Columns: columns("+City", "Tags")}, []*ledger.Shape{{Rows: 50, Doubts: 3, Columns: columns("Tags", "+City")}}, filled, ""},
		{"columns", &ledger.Shape{Columns: columns("Plan", "Notes")}, []*ledger.Shape{{Columns: columns("Tags", "Notes")}}, filled,
			`the column "Tags" is gone; the column "Plan" is new`},
		{"case", &ledger.Shape{Columns: columns("TAGS")}, []*ledger.Shape{{Columns: columns("Tags")}}, filled, ""},
		{"columns of fields are the mapping's", &ledger.Shape{Columns: columns("+Ort")}, []*ledger.Shape{{Columns: columns("+City")}}, filled, ""},
		{"no longer of a field", &ledger.Shape{Columns: columns("City")}, []*ledger.Shape{{Columns: columns("+City")}}, nil, ""},
		{"a hidden one", &ledger.Shape{Columns: columns(), Hidden: 2}, []*ledger.Shape{{Columns: columns(), Hidden: 1}}, filled,
			"2 columns whose name is not shown, 1 in the last run"},
		{"too many to keep", &ledger.Shape{}, []*ledger.Shape{{Columns: columns("Tags")}}, filled, ""},
		{"half", city(40, 20), []*ledger.Shape{city(40, 40)}, filled, "20 of 40 rows fill city, 40 of 40 did in the last run"},
		{"more than half", city(40, 21), []*ledger.Shape{city(40, 40)}, filled, ""},
		{"half of the rate, more rows", city(4000, 1000), []*ledger.Shape{city(1000, 500)}, filled, "1,000 of 4,000 rows fill city, 500 of 1,000 did in the last run"},
		{"the same rate, fewer rows", city(40, 20), []*ledger.Shape{city(1000, 500)}, filled, ""},
		{"nothing any more", city(20, 0), []*ledger.Shape{city(20, 20)}, filled, "0 of 20 rows fill city, 20 of 20 did in the last run"},
		{"too few rows now", city(19, 0), []*ledger.Shape{city(20, 20)}, filled, ""},
		{"too few rows then", city(20, 0), []*ledger.Shape{city(19, 19)}, filled, ""},
		{"by chance", city(20, 0), []*ledger.Shape{city(1000, 200)}, filled, ""},
		{"a short file in between", city(100, 0), []*ledger.Shape{city(100, 100), city(3, 0)}, filled, "0 of 100 rows fill city, 100 of 100 did in the last run"},
		{"the last one counts", city(100, 10), []*ledger.Shape{city(100, 100), city(100, 11)}, filled, ""},
		{"said to be nothing", city(40, 0), []*ledger.Shape{city(40, 40)}, []importer.Filled{{Field: importer.City, From: `""`, Mapped: true}}, ""},
		{"nothing fills it any more", city(40, 0), []*ledger.Shape{city(40, 40)}, nil, ""},
		{"twice the doubts", doubts(100, 20), []*ledger.Shape{doubts(100, 10)}, filled, "20 of 100 rows have a warning, 10 of 100 did in the last run"},
		{"not twice", doubts(100, 39), []*ledger.Shape{doubts(100, 20)}, filled, ""},
		{"not ten more", doubts(100, 9), []*ledger.Shape{doubts(100, 0)}, filled, ""},
		{"ten where there were none", doubts(100, 10), []*ledger.Shape{doubts(100, 0)}, filled, "10 of 100 rows have a warning, 0 of 100 did in the last run"},
		{"as the file has grown", doubts(1000, 40), []*ledger.Shape{doubts(100, 10)}, filled, ""},
	}
	for _, tt := range tests {
		var runs []ledger.PastRun
		for _, s := range tt.runs {
			runs = append(runs, ledger.PastRun{Command: "sync", Shape: s})
		}
		if got := strings.Join(changedShape(tt.now, runs, tt.mapping), "; "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestManyChangesAreCut(t *testing.T) {
	changes := strings.Fields(strings.Repeat("x ", 12))
	if got, want := shapeWords("a\x1b.csv", changes), "is not shaped as in its last run: x; x; x; x; x; x; x; x; x; x; and 2 more"; !strings.HasSuffix(got, want) || strings.Contains(got, "\x1b") {
		t.Errorf("%q, want %q", got, want)
	}
}
