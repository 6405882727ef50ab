package table

import "testing"

func FuzzNoFooterHasAnAddress(f *testing.F) {
	for _, s := range []string{"Total: 12", "(12 rows)", "12 rows in set (0.01 sec @ 3)", "Query OK, 3 rows affected (a@b)", "Asha,a@example.com", "@ 12 rows", "Total@: 12", "end of @file", "12 rows @(", "Time: 3 ms (1:@2)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if footers().MatchString(line) && hasAddress(line) {
			t.Errorf("%q is a footer, and has an address", line)
		}
	})
}
