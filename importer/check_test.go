package importer

import (
	"slices"
	"testing"

	"vobizsync/importer/table"
)

func TestErrorValuesInAnyField(t *testing.T) {
	for _, value := range []string{"#REF!", "#div/0!", "#WERT!", "#NUM!", "########", "Err:502"} {
		for _, field := range Fields {
			if field == Password {
				continue
			}
			e := Entry{}
			e.Customer.Set(field, value)
			(&File{File: &table.File{}}).normalize(&e, &fillCounts{})
			found := slices.ContainsFunc(e.Problems, func(p Problem) bool { return p.Field == field && p.Code == DamagedNumber })
			if !found || e.Customer.Get(field) != "" {
				t.Errorf("%s %q: %+v", field, value, e.Problems)
			}
			if slices.ContainsFunc(e.Problems, func(p Problem) bool { return p.Field == field && p.Code == Required }) {
				t.Errorf("%s %q is said to be empty, too", field, value)
			}
		}
	}
}
