package importer

import (
	"bytes"
	"strings"
	"unsafe"

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
	b    *Block
	cell []string

	blank int // lines with nothing in them
}

func (f *File) newPlainReader(b *Block) *plainReader {
	return &plainReader{file: f, raw: b.raw, text: asString(b.raw), line: b.line, b: b, cell: make([]string, 0, len(f.header))}
}

// asString is the text of a block without a copy: nobody changes a block's bytes.
func asString(raw []byte) string { return unsafe.String(unsafe.SliceData(raw), len(raw)) }

// next reads a row, false after the last.
func (p *plainReader) next() (e Entry, ok bool) {
	for p.at < len(p.raw) {
		end, after := len(p.raw), len(p.raw)
		if n := bytes.IndexByte(p.raw[p.at:], '\n'); n >= 0 {
			end, after = p.at+n, p.at+n+1
		}
		if end > p.at && p.raw[end-1] == '\r' {
			end--
		}
		if end == p.at {
			p.blank += after - p.at - bytes.Count(p.raw[p.at:after], []byte{'\r'}) // its line end, if it has one
			p.line++
			p.at = after
			continue
		}
		if !p.split(p.text[p.at:end]) {
			return p.closely(), true
		}
		e = Entry{Line: p.number(), raw: p.raw[p.at:after], place: p.b.place + int64(p.at)}
		p.line++
		p.at = after
		p.fill(&e.Customer)
		p.file.derive(&e)
		return e, true
	}
	return Entry{}, false
}

// number counts a row, and returns its line of the file or row of the sheet.
func (p *plainReader) number() int {
	p.rows++
	if p.b.lines != nil {
		return p.b.lines[p.rows-1]
	}
	return p.line
}

// split cuts a line into the header's number of cells. It reports whether the
// line is plain.
func (p *plainReader) split(line string) bool {
	delim := p.file.dialect.delimiter
	p.cell = p.cell[:0]
	for {
		cell := ""
		if line != "" && line[0] == '"' {
			n := strings.IndexByte(line[1:], '"') + 1
			if n == 0 || n+1 < len(line) && line[n+1] != delim {
				return false
			}
			cell, line = line[1:n], line[n+1:]
		} else {
			n := strings.IndexByte(line, delim)
			if n < 0 {
				n = len(line)
			}
			if cell, line = line[:n], line[n:]; strings.IndexByte(cell, '"') >= 0 {
				return false
			}
		}
		p.cell = append(p.cell, cell)
		if line == "" {
			return len(p.cell) == len(p.file.header)
		}
		line = line[1:]
		if len(p.cell) == len(p.file.header) {
			return false
		}
	}
}

// fill gives the customer the cells.
func (p *plainReader) fill(c *Customer) {
	for i, cell := range p.cell {
		switch field := p.file.columns[i].Field; field {
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
	rec := scanRecord(p.raw[p.at:], p.file.dialect.delimiter)
	raw := p.raw[p.at : p.at+rec.end]
	one := Block{raw: raw, line: p.line}
	number := p.number()
	if p.b.lines != nil {
		one.lines = []int{number}
	}
	e, _ := p.file.newParser(one).next() // there is a row in it
	e.place = p.b.place + int64(p.at)
	p.line += bytes.Count(raw, []byte{'\n'})
	p.at += rec.end
	return e
}
