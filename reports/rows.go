package reports

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rows writes rows as CSV (RFC 4180, lines end with a line feed). Unlike
// encoding/csv it also quotes cells with what another spreadsheet program takes for
// a separator: else a part of a cell becomes a cell, and perhaps a formula.
//
// A row is one Write, or its cells one by one, and end.
type rows struct {
	*bufio.Writer // keeps the first error
	separator     rune
	quoted        [256]bool // the bytes that a cell is quoted for
	row           []byte    // so far, a separator behind each cell
}

// newRows starts rows. Where w is a bufio.Writer they go into its buffer.
func newRows(w io.Writer, separator rune) *rows {
	r := &rows{Writer: bufio.NewWriter(w), separator: separator}
	for _, c := range []byte(",;\t|\"\r\n") {
		r.quoted[c] = true
	}
	if separator < utf8.RuneSelf {
		r.quoted[separator] = true
	}
	return r
}

// Write writes one row.
func (w *rows) Write(cells []string) error {
	for _, cell := range cells {
		w.cell(cell)
	}
	return w.end()
}

// cell adds a cell to the row.
func (w *rows) cell(text string) {
	if w.needsQuotes(text) {
		w.row = append(w.row, '"')
		for quote := strings.IndexByte(text, '"'); quote >= 0; quote = strings.IndexByte(text, '"') {
			w.row = append(append(w.row, text[:quote]...), `""`...)
			text = text[quote+1:]
		}
		w.row = append(append(w.row, text...), '"')
	} else {
		w.row = append(w.row, text...)
	}
	w.row = utf8.AppendRune(w.row, w.separator)
}

// number adds a number to the row.
func (w *rows) number(n int) {
	w.row = utf8.AppendRune(strconv.AppendInt(w.row, int64(n), 10), w.separator)
}

// end writes the row.
func (w *rows) end() error {
	last := max(0, len(w.row)-utf8.RuneLen(w.separator))
	_, err := w.Writer.Write(append(w.row[:last], '\n'))
	w.row = w.row[:0]
	return err
}

func (w *rows) needsQuotes(cell string) bool {
	if cell == "" {
		return false
	}
	for i := range len(cell) {
		if w.quoted[cell[i]] {
			return true
		}
	}
	if cell == `\.` { // the end of the data to PostgreSQL
		return true
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
