package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/gocarina/gocsv"

	"vobizsync/importer/table"
)

// parser reads the rows of one block into customers.
type parser struct {
	file   *File
	block  table.Block
	csv    *csv.Reader
	rows   *gocsv.Unmarshaller
	schema int64 // bytes of the schema line, which stands before the block's own
	blank  int   // lines with nothing in them, which the csv reader passes over
	read   int   // records
}

// newParser puts a header of our own before the block, in which each column has
// the name of the field that it fills.
func (f *File) newParser(b table.Block) *parser {
	p := &parser{file: f, block: b, schema: int64(len(f.schema))}
	p.csv = table.NewCSVReader(io.MultiReader(strings.NewReader(f.schema), bytes.NewReader(b.Raw)), f.Delimiter())
	p.csv.ReuseRecord = true
	p.csv.FieldsPerRecord = len(f.Header())
	var err error
	if p.rows, err = gocsv.NewUnmarshaller(p.csv, Customer{}); err != nil {
		panic("importer: the schema line can't be read: " + err.Error()) // made by schemaLine, never by the input
	}
	return p
}

// schemaLine is the header that names, for each column, the field that it
// fills, or else something that is no field.
func schemaLine(columns []Column, delim byte) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = string(c.Field)
		if c.Field == "" {
			names[i] = "-"
		}
	}
	return strings.Join(names, string(delim)) + "\n"
}

// next reads a row; a row that can't be parsed is an entry with a problem. The
// only error is io.EOF.
func (p *parser) next() (Entry, error) {
	start := p.csv.InputOffset() - p.schema
	v, err := p.rows.Read()
	if errors.Is(err, io.EOF) {
		p.blank += blankLines(p.block.Raw[start:])
		return Entry{}, io.EOF
	}
	raw := p.block.Raw[start : p.csv.InputOffset()-p.schema]
	skipped := blankLines(raw)
	p.blank += skipped
	e := Entry{raw: bytes.TrimLeft(raw, "\r\n")}
	if err == nil {
		line, _ := p.csv.FieldPos(0)
		e.Line = p.line(line)
		e.Customer = v.(Customer)
		p.file.derive(&e, nil)
		return e, nil
	}
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		e.Line = p.line(pe.StartLine)
	}
	if errors.Is(err, csv.ErrFieldCount) {
		p.fit(&e)
	} else {
		e.problem(MalformedRow, "", table.CSVDefect(err))
	}
	return e, nil
}

// line returns the line of the file, or the row of the sheet, for a line of
// what the csv reader has read. Our header is its line 1.
func (p *parser) line(n int) int {
	p.read++
	if p.block.Lines != nil {
		return p.block.Lines[p.read-1]
	}
	return p.block.Line + n - 2
}

// fit takes a row that has more cells than the header as it is if the cells
// beyond are empty: nothing is lost with them.
func (p *parser) fit(e *Entry) {
	width := len(p.file.Header())
	cells := p.file.Cells(e)
	if len(cells) > width && strings.Trim(strings.Join(cells[width:], ""), " ") == "" {
		line := e.Line
		again := p.file.newParser(table.Block{Raw: table.EncodeRow(cells[:width], p.file.Delimiter())})
		if whole, err := again.next(); err == nil && whole.Valid() {
			e.Customer, e.Line = whole.Customer, line
			return
		}
	}
	e.problem(MalformedRow, "", fmt.Sprintf("the row has %s, the header has %d", countCells(len(cells)), width))
}

func countCells(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return strconv.Itoa(n) + " cells"
}

// blankLines counts the line ends before a row.
func blankLines(raw []byte) (n int) {
	for _, c := range raw {
		switch c {
		case '\n':
			n++
		case '\r':
		default:
			return n
		}
	}
	return n
}

// Cells returns the cells of a row as they stand in the file, as many as the
// row has.
func (f *File) Cells(e *Entry) []string { return f.File.Cells(e.raw) }
