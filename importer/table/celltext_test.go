package table

import (
	"strconv"
	"strings"
	"testing"
)

func TestCellText(t *testing.T) {
	tests := []struct{ raw, shown, want string }{
		{"1", "TRUE", "TRUE"},
		{"0", "FALSE", "FALSE"},
		{"2110", "02110", "02110"},
		{"9845012345", "(098) 450-12345", "09845012345"},
		{"9845012345", "9,845,012,345", "9845012345"},
		{"9.845012345E9", "9845012345", "9845012345"},
		{"919845012345", "9.20E+11", "919845012345"},
		{"919877000000", "9.20E+11", "9.19877E+11"},
		{"46349", "11/23/26", "11/23/26"},
		{"46349", "23.11.2026", "23.11.2026"},
		{"0.5", "12:00", "12:00"},
		{"0.5", "50%", "0.5"},
		{"1234.5", "$1,234.50", "1234.5"},
		{"abc", "ABC", "abc"},
	}
	for _, tt := range tests {
		if got := cellText(tt.raw, tt.shown); got != tt.want {
			t.Errorf("cellText(%q, %q) = %q, want %q", tt.raw, tt.shown, got, tt.want)
		}
	}
}

// FuzzCellText holds that a whole number in a sheet keeps its digits, however
// it is shown, but for zeros before it.
func FuzzCellText(f *testing.F) {
	f.Add(uint64(9845012345), "9.85E+09")
	f.Add(uint64(2110), "02110")
	f.Add(uint64(46349), "11/23/26")
	f.Fuzz(func(t *testing.T, n uint64, shown string) {
		n %= 1e15
		if n < lastDate || strings.Contains(shown, "E+") { // dates and damage have tests of their own
			return
		}
		want := strconv.FormatUint(n, 10)
		if got := cellText(want, shown); strings.TrimLeft(got, "0") != want {
			t.Fatalf("cellText(%q, %q) = %q", want, shown, got)
		}
	})
}
