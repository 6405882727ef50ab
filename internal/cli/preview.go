package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"vobizsync/importer"
	"vobizsync/internal/words"
)

// preview shows the first customers of a file as they would be created. What is said
// of rows meanwhile comes after.
type preview struct {
	left      int // customers to show
	file      *importer.File
	passwords bool // are made
	held      bytes.Buffer
}

// mostHeld is how much is held back for the customers to come first, in bytes.
const mostHeld = 1 << 20

// until returns where the problems of a row go.
func (p *preview) until(w lineBuffer) lineBuffer {
	if p.left > 0 {
		return &p.held
	}
	return w
}

// add shows a row's customer, if it is one of the first.
func (p *preview) add(w io.Writer, e *importer.Entry) {
	if p.left == 0 {
		return
	}
	if e.Valid() {
		p.show(w, e)
		p.left--
	}
	if p.left == 0 || p.held.Len() > mostHeld {
		p.end(w)
	}
}

// end writes what was held back.
func (p *preview) end(w io.Writer) {
	p.left = 0
	_, _ = p.held.WriteTo(w) // the output keeps the error
}

func (p *preview) show(w io.Writer, e *importer.Entry) {
	fmt.Fprintf(w, "line %d would be created as\n", e.Line)
	from := map[importer.Field]string{}
	for _, m := range p.file.Mapping() {
		if from[m.Field] = "from " + m.From; m.Column {
			from[m.Field] = "from the column " + p.file.QuoteHeader(m.From)
		}
	}
	for _, field := range importer.Fields {
		text := e.Shown(field)
		if field == importer.Password {
			text = p.password(e)
		}
		if text == "" {
			continue
		}
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("  %-12s %-32s %s", field, words.Printable(text), words.Printable(from[field])), " "))
	}
}

// password says whether there is one.
func (p *preview) password(e *importer.Entry) string {
	switch {
	case !e.Customer.Password.IsZero():
		return "(not shown)"
	case p.passwords && !e.NamesAccount:
		return "(is made)"
	}
	return ""
}
