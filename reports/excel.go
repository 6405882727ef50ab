package reports

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"

	"vobizsync/internal/disk"
)

// Format is how result.csv, drift.csv and missing.csv are written. The plain one has a
// comma and no mark; spreadsheet programs open the other without
// being asked how: Excel knows UTF-8 by its mark, and takes the separator that the
// country's settings say, which is that of the file where it comes from there.
type Format struct {
	Delimiter string `json:"delimiter"`
	Mark      bool   `json:"byte_order_mark"`
}

// byteOrderMark tells programs of Windows that a text is UTF-8.
const byteOrderMark = "\ufeff"

// format is how the tables are written. A separator that no spreadsheet program tries
// is none for them.
func (o *Options) format() *Format {
	if !o.Excel {
		return &Format{Delimiter: ","}
	}
	by := o.Delimiter
	if o.Source != nil {
		by = o.Source.Delimiter()
	}
	if by != ';' && by != '\t' {
		by = ','
	}
	return &Format{Delimiter: string(by), Mark: true}
}

// table starts the rows of a file.
func (f *Format) table(to *disk.File) *rows {
	if f.Mark {
		_, _ = to.WriteString(byteOrderMark) // into its buffer
	}
	return newRows(to.Writer, rune(f.Delimiter[0]))
}

// NewResultReader reads a result.csv, in whatever format it is: what is behind
// the name of its first column is the separator.
func NewResultReader(r io.Reader) *csv.Reader {
	text := bufio.NewReader(r)
	if mark, _ := text.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		_, _ = text.Discard(len(byteOrderMark))
	}
	lines := csv.NewReader(text)
	for _, first := range []string{"row", `"row"`} {
		header, _ := text.Peek(len(first) + 1)
		if by, ok := bytes.CutPrefix(header, []byte(first)); ok && len(by) == 1 && (by[0] == ';' || by[0] == '\t') {
			lines.Comma = rune(by[0])
		}
	}
	return lines
}
