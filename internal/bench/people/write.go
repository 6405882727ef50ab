package people

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"
)

// Dialect is how customers are written as text.
type Dialect struct {
	Encoding  string // a name of the WHATWG's; empty for UTF-8
	Delimiter byte   // between the cells
	QuoteAll  bool   // not only the cells that need it
}

// Writer writes rows as text (RFC 4180). A character that the encoding does not
// have is an error.
type Writer struct {
	dialect Dialect
	text    *bufio.Writer
	encoded io.Closer // nil for UTF-8
}

// NewWriter returns a writer to w, which writes the header.
func NewWriter(w io.Writer, d Dialect) (*Writer, error) {
	out := &Writer{dialect: d}
	if d.Encoding != "" {
		e, err := htmlindex.Get(d.Encoding)
		if err != nil {
			return nil, fmt.Errorf("the encoding %s: %w", d.Encoding, err)
		}
		t := transform.NewWriter(w, e.NewEncoder())
		w, out.encoded = t, t
	}
	out.text = bufio.NewWriterSize(w, 1<<20)
	return out, out.Row(Columns)
}

// Row writes a row.
func (w *Writer) Row(cells []string) error {
	special := "\"\r\n" + string(w.dialect.Delimiter)
	for i, cell := range cells {
		if i > 0 {
			_ = w.text.WriteByte(w.dialect.Delimiter) // the end of the row reports it
		}
		if w.dialect.QuoteAll || strings.ContainsAny(cell, special) {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		_, _ = w.text.WriteString(cell)
	}
	return w.text.WriteByte('\n')
}

// Close writes what is left. It does not close the writer below.
func (w *Writer) Close() error {
	if err := w.text.Flush(); err != nil || w.encoded == nil {
		return err
	}
	return w.encoded.Close()
}
