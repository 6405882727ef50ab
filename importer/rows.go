package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vobizsync/importer/table"
	"vobizsync/internal/secret"
)

// rowReader reads the rows of a block.
type rowReader struct {
	rowCutter
	b    *table.Block
	line int // of the next row
	at   int // where it starts
	rows int // read so far

	blank int // lines with nothing in them
}

func (f *File) newRowReader(b *table.Block) *rowReader {
	return &rowReader{rowCutter: f.newRowCutter(), line: b.Line, b: b}
}

// next reads a row into an empty entry, false after the last. A row that can't be read
// is an entry with a problem.
func (r *rowReader) next(e *Entry) (manner manner, ok bool) {
	for r.at < len(r.b.Raw) {
		rec := r.cut.Cut(r.b.Raw[r.at:])
		row := r.b.Raw[r.at : r.at+rec.End]
		r.at += rec.End
		if row == "\n" || row == "\r\n" {
			r.blank++
			r.line++
			continue
		}
		e.Line, e.raw = r.number(), row
		if r.line++; rec.Lines > 1 || row[len(row)-1] != '\n' {
			r.line += strings.Count(row, "\n") - 1
		}
		if why := rec.Defect(row); why != "" {
			e.odd = true
			e.problem(MalformedRow, "", why)
			return manner, true
		}
		return r.fill(e, &rec), true
	}
	return manner, false
}

// number counts a row, and returns its line of the file or row of the sheet.
func (r *rowReader) number() int {
	r.rows++
	if r.b.Lines != nil {
		return r.b.Lines[r.rows-1]
	}
	return r.line
}

// manner is how a row is written that is read as it is meant.
type manner struct {
	quirks table.Quirk
	short  bool // it ends before the last column
}

// rowCutter makes customers of records.
type rowCutter struct {
	file *File
	cut  *table.Cutter
	text []int8 // of each column: the number of its field among the texts, or one of these
}

const noText = -1

func (f *File) newRowCutter() rowCutter {
	r := rowCutter{file: f, cut: f.Cutter(), text: make([]int8, len(f.columns))}
	for i := range f.columns {
		r.text[i] = noText
		if field := f.columns[i].Field; field == Password {
			r.text[i] = passwordText
		} else if field != "" {
			r.text[i] = int8(slices.Index(textFields[:], field))
		}
	}
	return r
}

// fill gives the entry's customer the cells of its row, or the problem that they
// are not those of the header. A row may go on with empty cells, and end before
// empty ones.
func (r *rowCutter) fill(e *Entry, rec *table.Record) (m manner) {
	cells, width := r.cut.Cells(), len(r.file.columns)
	switch n := len(cells); {
	case n > width && strings.Trim(strings.Join(cells[width:], ""), " ") == "":
		cells = cells[:width]
	case n < width && r.file.mayEndAfter(n):
		m.short = n < r.file.named
	case n != width:
		e.odd = true
		e.problem(MalformedRow, "", r.file.wrongWidth(cells))
		return manner{}
	}
	m.quirks = rec.Quirks
	texts, isText := e.Customer.texts(), r.file.IsText()
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		if isText && len(cell) > 1 && cell[0] == '=' && cell[1] == '"' {
			if inner, ok := formulaText(cell); ok {
				m.quirks |= table.Formula
				cell, cells[i] = inner, inner
			}
		}
		switch text := r.text[i]; text {
		case noText:
		case passwordText:
			e.Customer.Password = secret.New(cell)
		default:
			*texts[text] = cell
		}
	}
	r.file.derive(e, cells)
	return m
}

// formulaText returns the text of a cell that is the formula ="text".
func formulaText(cell string) (text string, ok bool) {
	inner, ok := strings.CutSuffix(cell[2:], `"`)
	text = strings.ReplaceAll(inner, `""`, `"`)
	return text, ok && len(inner)-len(text) == strings.Count(text, `"`)
}

// mayEndAfter reports whether a row is whole that has so many cells, fewer than the
// header. Some programs leave out the empty cells at the end of a row. But a cell
// may be missing elsewhere, and the others have moved: so no cell may be missing that
// must be filled, and no other row may end with an empty cell.
func (f *File) mayEndAfter(cells int) bool {
	return cells >= f.named || cells >= f.needed && !f.Padded()
}

// countNeeded finds how many cells a row has at least.
func (f *File) countNeeded() {
	must := map[Field]bool{}
	for _, field := range f.required() {
		must[field] = true
	}
	for i, c := range f.columns {
		if c.Header != "" {
			f.named = i + 1
		}
		if must[c.Field] {
			f.needed = i + 1
		}
		for _, field := range c.Templates {
			if must[field] {
				f.needed = i + 1
			}
		}
	}
}

// WrongWidth begins what is said of a row whose cells are not as many as the header's.
const WrongWidth = "the row has "

// wrongWidth says that a row's cells are not as many as the header's. The last time's
// reason in a last column does not count.
func (f *File) wrongWidth(cells []string) string {
	n, width := len(cells), len(f.columns)
	if strings.EqualFold(f.columns[width-1].Header, ErrorColumn) && n > width && strings.HasPrefix(cells[n-1], WrongWidth) {
		n, width = n-1, width-1
	}
	why := fmt.Sprintf(WrongWidth+"%s, the header has %d", countCells(n), width)
	if inner := table.NewCutter(f.Delimiter(), nil); n == 1 && width > 1 {
		if rec := inner.Cut(cells[0]); rec.Cells == width && rec.End == len(cells[0]) {
			why += ": the whole row is in quotes"
		}
	}
	return why
}

func countCells(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return strconv.Itoa(n) + " cells"
}

// Cells returns the cells of a row as they are in the file, as many as the
// row has.
func (f *File) Cells(e *Entry) []string { return f.File.Cells(e.raw) }
