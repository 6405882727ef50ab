package reports

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rows writes rows as CSV (RFC 4180, lines end with a line feed). Unlike
// encoding/csv it also quotes cells with what another spreadsheet program takes for
// a separator: else a part of a cell becomes a cell, and perhaps a formula.
type rows struct {
	*bufio.Writer // keeps the first error
	separator     rune
}

func newRows(w io.Writer, separator rune) *rows { return &rows{bufio.NewWriter(w), separator} }

// Write writes one row.
func (w *rows) Write(cells []string) error {
	for i, cell := range cells {
		if i > 0 {
			_, _ = w.WriteRune(w.separator) // the end of the line reports it
		}
		if w.needsQuotes(cell) {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		_, _ = w.WriteString(cell)
	}
	return w.WriteByte('\n')
}

func (w *rows) needsQuotes(cell string) bool {
	if cell == "" {
		return false
	}
	if cell == `\.` { // the end of the data to PostgreSQL
		return true
	}
	for i := 0; i < len(cell); i++ {
		switch c := cell[i]; c {
		case ',', ';', '\t', '|', '"', '\r', '\n':
			return true
		default:
			if c < utf8.RuneSelf && rune(c) == w.separator {
				return true
			}
		}
	}
	if w.separator >= utf8.RuneSelf && strings.ContainsRune(cell, w.separator) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(cell)
	return unicode.IsSpace(first)
}

// Flush writes what is left.
func (w *rows) Flush() { _ = w.Writer.Flush() } // Error reports it

// Error returns the first error.
func (w *rows) Error() error {
	_, err := w.Writer.Write(nil)
	return err
}
