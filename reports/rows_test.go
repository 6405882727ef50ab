package reports

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestACellIsOneCellToEverySpreadsheet(t *testing.T) {
	for cell, want := range map[string]string{
		"Ann": "Ann", "": "", "Ann Smith": "Ann Smith", "O'Neil": "O'Neil",
		"x;=1+1": `"x;=1+1"`, "x\t=1+1": "\"x\t=1+1\"", "x|=1": `"x|=1"`, "x,y": `"x,y"`, `say "so"`: `"say ""so"""`,
		"a\nb": "\"a\nb\"", "a\rb": "\"a\rb\"", " a": `" a"`, `\.`: `"\."`,
	} {
		var b strings.Builder
		w := newRows(&b, ',')
		if err := w.Write([]string{"1", cell, "2"}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if got := b.String(); got != "1,"+want+",2\n" {
			t.Errorf("%q is written as %q, want %q", cell, got, want)
		}
	}
}

// A reader of CSV gets back what was written, whatever the separator is.
func FuzzRows(f *testing.F) {
	f.Add("a", `b"`, ";")
	f.Add("\r\n", " ", ",")
	f.Add(`\.`, "^x", "^")
	f.Fuzz(func(t *testing.T, a, b, separator string) {
		comma := ','
		if slices.Contains([]string{";", "\t", "|", "^", ":"}, separator) {
			comma = rune(separator[0])
		}
		var text strings.Builder
		w := newRows(&text, comma)
		if w.Write([]string{"1", a, b}) != nil || w.Error() != nil {
			t.Fatal(w.Error())
		}
		w.Flush()
		r := csv.NewReader(strings.NewReader(text.String()))
		r.Comma = comma
		got, err := r.ReadAll()
		unix := strings.NewReplacer("\r\n", "\n").Replace // which the reader makes of the end of a line
		if err != nil || len(got) != 1 || !slices.Equal(got[0], []string{"1", unix(a), unix(b)}) {
			t.Errorf("%q and %q come back as %q, %v, from %q", a, b, got, err, text.String())
		}
	})
}

// A row is the same whether it is written whole or cell by cell, and numbers are cells.
func TestARowIsWrittenByItsCells(t *testing.T) {
	for _, separator := range []rune{',', ';', '\t', '§'} {
		var whole, single strings.Builder
		w, s := newRows(&whole, separator), newRows(&single, separator)
		for _, cells := range [][]string{{"", ""}, {"12", "a" + string(separator) + "b", ""}, {"-3", `"`, `""`}, {""}, {}} {
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
			for _, cell := range cells {
				if n, err := strconv.Atoi(cell); err == nil {
					s.number(n)
				} else {
					s.cell(cell)
				}
			}
			if err := s.end(); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		s.Flush()
		by := string(separator)
		want := by + "\n12" + by + `"a` + by + `b"` + by + "\n-3" + by + `""""` + by + `""""""` + "\n\n\n"
		if whole.String() != want || single.String() != want {
			t.Errorf("whole %q, by cells %q, want %q", whole.String(), single.String(), want)
		}
	}
}
