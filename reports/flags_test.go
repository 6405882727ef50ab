package reports

import (
	"testing"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// Flags are suggested where some row would have no problem left by them: each once,
// whatever the case of its value, and only --map several times.
func TestFlagsThatWouldSettleRows(t *testing.T) {
	row := func(flags ...importer.Flag) *reconcile.Result {
		r := &reconcile.Result{Status: reconcile.Invalid}
		for _, f := range flags {
			r.Problems = append(r.Problems, importer.Problem{Code: importer.Required, Flag: f})
		}
		return r
	}
	none := importer.Flag{}
	germany, india := importer.Flag{Name: "map", Value: "country:D=DE"}, importer.Flag{Name: "default-country", Value: "IN"}
	for _, tt := range []struct {
		name string
		rows []*reconcile.Result
		want []importer.Flag
		left int
	}{
		{"nothing is wrong", []*reconcile.Result{{Status: reconcile.Valid}}, nil, 0},
		{"nothing settles it", []*reconcile.Result{row(none)}, nil, 0},
		{"something else is wrong with each row", []*reconcile.Result{row(germany, none)}, nil, 0},
		{"one row would be left", []*reconcile.Result{row(germany), row(germany, none)}, []importer.Flag{germany}, 1},
		{"another case", []*reconcile.Result{row(germany), row(importer.Flag{Name: "map", Value: "country:d=DE"})}, []importer.Flag{germany}, 2},
		{"two values", []*reconcile.Result{row(germany, importer.Flag{Name: "map", Value: "country:A=AT"})}, []importer.Flag{{Name: "map", Value: "country:A=AT"}, germany}, 1},
		{"two default countries", []*reconcile.Result{row(importer.Flag{Name: "default-country", Value: "GB"}), row(india), row(india)}, []importer.Flag{india}, 3},
	} {
		s := NewSummary("validate", "", "", time.Time{})
		for _, r := range tt.rows {
			s.add(r)
		}
		flags, left := s.SettledBy()
		if left != tt.left || len(flags) != len(tt.want) {
			t.Errorf("%s: %v, %d rows; want %v, %d", tt.name, flags, left, tt.want, tt.left)
			continue
		}
		for i := range flags {
			if flags[i] != tt.want[i] {
				t.Errorf("%s: %v, want %v", tt.name, flags, tt.want)
			}
		}
	}
}
