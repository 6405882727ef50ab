package importer

import "testing"

func FuzzADateStartsLikeOne(f *testing.F) {
	for _, s := range []string{"2024-01-02", "1999/1/2 10:00", "20240102", "1.2.2024", "01/02/1999", "31-12-2024T", "98-76 54321", "+91 98765 43210", "1", "", "12"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if aDate().MatchString(s) && !startsLikeDate(s) {
			t.Errorf("%q is a date, and does not start like one", s)
		}
	})
}
