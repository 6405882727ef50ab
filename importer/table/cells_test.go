package table

import (
	"slices"
	"testing"
)

// TestCellsOfABrokenRow checks that a row whose quotes are out of place keeps all of its
// characters, but for those that a quote is written with.
func TestCellsOfABrokenRow(t *testing.T) {
	for _, test := range []struct {
		row  string
		want []string
	}{
		{`a,"""b"c` + "\n", []string{"a", `"b"c`}},
		{`"""a"b",c` + "\n", []string{`"a"b`, "c"}},
		{`"a""b" c" d",e`, []string{`a"b" c" d`, "e"}},
		{`"a"b""",c`, []string{`a"b"`, "c"}},
		{`"a""b"`, []string{`a"b`}},
		{`"a"""b`, []string{`a""b`}},
		{`"""a"` + "b\"\n", []string{`"a"b`}},
		{`"""a"` + "\r", []string{`"a"`}},
		{`"a""`, []string{`a"`}},
		{`""""`, []string{`"`}},
		{`"""`, []string{`"`}},
		{`"""a""" b"x`, []string{`"a"" b"x`}},
	} {
		if got := slices.Clone(NewCutter(',', nil).CellsOf(test.row)); !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.row, got, test.want)
		}
	}
}
