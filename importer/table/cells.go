package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// NewCSVReader returns a reader of CSV with a delimiter.
func NewCSVReader(r io.Reader, delim byte) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma = rune(delim)
	return c
}

// CSVDefect says in plain words what encoding/csv found wrong with a row.
func CSVDefect(err error) string {
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		return `a quote (") stands inside an unquoted cell: quote the cell, and double the quotes in it`
	case errors.Is(err, csv.ErrQuote):
		return `a quote (") in the row is not closed, or has text after it`
	}
	return strings.TrimPrefix(err.Error(), "csv: ")
}

// SplitPlain cuts a line into cells, which it appends. It reports whether the
// line is plain: of the width, and with quotes only around whole cells.
func SplitPlain(cells []string, line string, delim byte, width int) ([]string, bool) {
	for {
		cell := ""
		if line != "" && line[0] == '"' {
			n := strings.IndexByte(line[1:], '"') + 1
			if n == 0 || n+1 < len(line) && line[n+1] != delim {
				return cells, false
			}
			cell, line = line[1:n], line[n+1:]
		} else {
			n := strings.IndexByte(line, delim)
			if n < 0 {
				n = len(line)
			}
			if cell, line = line[:n], line[n:]; strings.IndexByte(cell, '"') >= 0 {
				return cells, false
			}
		}
		cells = append(cells, cell)
		if line == "" {
			return cells, len(cells) == width
		}
		line = line[1:]
		if len(cells) == width {
			return cells, false
		}
	}
}

// RecordEnd returns where the first record of a text ends, and whether more text
// could change that.
func RecordEnd(text []byte, delim byte) (end int, open bool) {
	rec := scanRecord(text, delim)
	return rec.end, rec.unfinished()
}

// Cells takes a row apart, whatever is wrong with its quotes.
func (f *File) Cells(raw []byte) []string {
	r := NewCSVReader(bytes.NewReader(raw), f.dialect.delimiter)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	cells, err := r.Read()
	if err != nil {
		return []string{strings.TrimRight(string(raw), "\r\n")}
	}
	return cells
}

// EncodeRow writes cells as a row of CSV.
func EncodeRow(cells []string, delim byte) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = rune(delim)
	_ = w.Write(cells) // into memory: it can't fail
	w.Flush()
	return b.Bytes()
}
