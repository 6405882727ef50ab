package importer

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Column says what became of one column of the file.
type Column struct {
	Header string // as the file has it, space folded
	Field  Field  // "" where the column is not used
	Near   Field  // of an unused column: the field whose name is nearest, "" if none is near
}

// letters returns the lower-case letters and digits of s without accents: what
// spellings of one header or name have in common.
func letters(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; !(c >= 'a' && c <= 'z' || isDigit(c)) {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// aliases are the headers, by their letters, that name a field other than by
// its own name.
var aliases = map[string]Field{}

// fieldOf returns the field that a header names, "" if it names none.
func fieldOf(header string) Field {
	key := letters(Fold(header))
	for _, f := range Fields {
		if key == letters(string(f)) {
			return f
		}
	}
	return aliases[key]
}

// ErrorColumn is the header of the column that rejected.csv adds to the
// source's own. When such a file is fed in again, the column is passed over.
const ErrorColumn = "error"

// mapColumns decides which column fills which field.
func mapColumns(header []string) ([]Column, error) {
	columns := make([]Column, len(header))
	taken := map[Field]int{}
	for i, h := range header {
		c := Column{Header: Fold(h), Field: fieldOf(h)}
		if c.Field == "" {
			c.Near = nearest(c.Header)
		} else if first, ok := taken[c.Field]; ok {
			return nil, fmt.Errorf("columns %d (%s) and %d (%s) both name the field %s",
				first+1, quote(header[first]), i+1, quote(h), c.Field)
		} else {
			taken[c.Field] = i
		}
		columns[i] = c
	}
	return columns, nil
}

// nearest returns the field whose name is at most two typing mistakes away.
func nearest(header string) Field {
	key := letters(header)
	best, least := Field(""), 3
	for _, f := range Fields {
		name := letters(string(f))
		if d := editDistance(key, name); d < least && d < len(name)/2 {
			best, least = f, d
		}
	}
	return best
}

// editDistance counts the insertions, deletions and substitutions between a
// and b (Levenshtein).
func editDistance(a, b string) int {
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
