package importer

import (
	"bytes"
	"strings"
	"unsafe"

	"vobizsync/importer/table"
	"vobizsync/internal/secret"
)

// Most rows are plain: a line of its own, with the header's number of cells, and
// quotes only around whole cells. Such a row is cut at its delimiters, without
// the CSV reader and the reflection that gocsv needs for any other. A fuzz test
// holds that both read the same.

// plainReader reads the rows of a block, the plain ones by itself.
type plainReader struct {
	file *File
	raw  []byte
	text string // the same, for cells that stay
	line int    // of the next row
	at   int    // where it starts
	rows int    // read so far
	b    *table.Block
	cell []string

	blank int // lines with nothing in them
}

func (f *File) newPlainReader(b *table.Block) *plainReader {
	return &plainReader{file: f, raw: b.Raw, text: asString(b.Raw), line: b.Line, b: b, cell: make([]string, 0, len(f.Header()))}
}

// asString is the text of a block without a copy: nobody changes a block's bytes.
func asString(raw []byte) string { return unsafe.String(unsafe.SliceData(raw), len(raw)) }

// next reads a row, false after the last.
func (p *plainReader) next() (e Entry, ok bool) {
	for p.at < len(p.raw) {
		after := len(p.raw)
		if n := bytes.IndexByte(p.raw[p.at:], '\n'); n >= 0 {
			after = p.at + n + 1
		}
		row := withoutEnd(p.text[p.at:after])
		if row == "" {
			p.blank += after - p.at - bytes.Count(p.raw[p.at:after], []byte{'\r'}) // its line end, if it has one
			p.line++
			p.at = after
			continue
		}
		plain := false
		p.cell, plain = table.SplitPlain(p.cell[:0], row, p.file.Delimiter(), len(p.file.Header()))
		if !plain {
			return p.closely(), true
		}
		e = Entry{Line: p.number(), raw: p.raw[p.at:after]}
		p.line++
		p.at = after
		p.file.fill(&e.Customer, p.cell)
		p.file.derive(&e, p.cell)
		return e, true
	}
	return Entry{}, false
}

// number counts a row, and returns its line of the file or row of the sheet.
func (p *plainReader) number() int {
	p.rows++
	if p.b.Lines != nil {
		return p.b.Lines[p.rows-1]
	}
	return p.line
}

// withoutEnd returns a row without its line end.
func withoutEnd(row string) string {
	return strings.TrimSuffix(strings.TrimSuffix(row, "\n"), "\r")
}

// fill gives the customer the cells of a plain row.
func (f *File) fill(c *Customer, cells []string) {
	for i, cell := range cells {
		switch field := f.columns[i].Field; field {
		case "":
		case Password:
			c.Password = secret.New(cell)
		default:
			*c.text(field) = cell
		}
	}
}

// closely reads a row that is not plain.
func (p *plainReader) closely() Entry {
	end, _ := table.RecordEnd(p.raw[p.at:], p.file.Delimiter())
	raw := p.raw[p.at : p.at+end]
	one := table.Block{Raw: raw, Line: p.line}
	number := p.number()
	if p.b.Lines != nil {
		one.Lines = []int{number}
	}
	e, _ := p.file.newParser(one).next() // there is a row in it
	e.odd = true
	p.line += bytes.Count(raw, []byte{'\n'})
	p.at += end
	return e
}
