package numberplan

import "testing"

// FuzzProve holds the law on any text and any region.
func FuzzProve(f *testing.F) {
	for _, region := range []string{"AR", "AU", "BB", "BR", "BQ", "CC", "CN", "CW", "DE", "EH", "IM", "JE", "MF", "SJ", "TA", "VA", "YT", "FI", "GB", "IT", "KZ", "MX", "SM", "US"} {
		for _, typed := range examples(region) {
			f.Add(typed, region)
		}
	}
	for _, typed := range []string{"", "+", "()", "+0049 30 901820", "030 901820 ext. 5", "12/34 x5", "0\x00 1", "\xff030"} {
		f.Add(typed, "DE")
		f.Add(typed, "")
	}
	f.Fuzz(func(t *testing.T, typed, region string) {
		var law tally
		law.hold(t, typed, region)
	})
}
