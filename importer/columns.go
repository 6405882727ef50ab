package importer

import (
	"fmt"
	"slices"
	"strings"

	"vobizsync/importer/normalize"
)

// Column says what became of one column of the file.
type Column struct {
	Header string // as the file has it, space folded
	Field  Field  // "" where the column fills no field by itself
	Mapped bool   // the user said so (Options.Map)

	// Templates are the fields into whose text the column goes, besides.
	Templates []Field
	// Beside is, of an unused column that names a field, that field: another
	// column, a template or a constant fills it.
	Beside Field
	Near   Field // of another unused column: the field whose name is nearest, "" if none is near
}

// Derived is a field that no column fills alone.
type Derived struct {
	Field Field
	// Text is the template, as in "{First Name} {Last Name}", or the constant
	// in quotes.
	Text string

	parts []part
}

// advised is an error with a hint.
type advised struct{ problem, hint string }

func (e *advised) Error() string  { return e.problem }
func (e *advised) Advice() string { return e.hint }

// mapColumns decides which column fills which field. What the user mapped
// comes first. Of the columns that name one field, the one that names it most
// plainly fills it, and the others are not used; where two name it as plainly,
// or a telephone stands beside one of another kind, the user has to choose.
func mapColumns(header []string, m mapping) ([]Column, []Derived, error) {
	columns := make([]Column, len(header))
	for i, h := range header {
		columns[i].Header = normalize.Fold(h)
	}
	derived, err := m.apply(columns)
	if err != nil {
		return nil, nil, err
	}
	claims := map[Field][]claim{}
	for i, h := range header {
		if columns[i].Field != "" {
			continue
		}
		f, s := fieldOf(h)
		switch {
		case f == "":
			columns[i].Near = nearest(columns[i].Header)
		case m.fills(f):
			columns[i].Beside = f
		default:
			claims[f] = append(claims[f], claim{i, s})
		}
	}
	for _, f := range Fields {
		if err := settle(columns, f, claims[f]); err != nil {
			return nil, nil, err
		}
	}
	return columns, derived, nil
}

// claim is a column that names a field.
type claim struct {
	column   int
	strength strength
}

// settle gives a field to the column that claims it most plainly.
func settle(columns []Column, f Field, claims []claim) error {
	if len(claims) == 0 {
		return nil
	}
	best := slices.MaxFunc(claims, func(a, b claim) int { return int(a.strength - b.strength) })
	for _, c := range claims {
		if c == best {
			continue
		}
		if c.strength == best.strength || f == Phone && c.strength <= particular {
			first, second := min(best.column, c.column), max(best.column, c.column)
			one, two := columns[first].Header, columns[second].Header
			e := &advised{
				problem: fmt.Sprintf("columns %d (%s) and %d (%s) both name the field %s", first+1, normalize.Quote(one), second+1, normalize.Quote(two), f),
				hint:    fmt.Sprintf("rename or remove one of them, or choose: --map %s", shellWord(columns[best.column].Header+"="+string(f))),
			}
			if one == two {
				e.hint = "rename or remove one of them"
			}
			return e
		}
		columns[c.column].Beside = f
	}
	columns[best.column].Field = f
	return nil
}

// shellWord quotes a word for a shell, where it needs it.
func shellWord(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool {
		return r > 'z' || !(r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z') && !strings.ContainsRune("=_-", r)
	}) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// nearest returns the field whose name is at most two typing mistakes away.
func nearest(header string) Field {
	key := normalize.Letters(header)
	best, least := Field(""), 3
	for _, f := range Fields {
		name := normalize.Letters(string(f))
		d := EditDistance(key, name)
		if normalize.IsOneSlip(key, name) { // two letters swapped are one mistake
			d = 1
		}
		if d < least && d < len(name)/2 {
			best, least = f, d
		}
	}
	return best
}

// EditDistance counts the insertions, deletions and substitutions between a
// and b (Levenshtein).
func EditDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, diagonal+cost)
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
