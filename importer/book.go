package importer

import (
	"bytes"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Mark is the colour of a cell in a workbook that this program writes.
type Mark int

// The marks of cells.
const (
	Unmarked Mark = iota
	Doubtful      // red: in question
	Repaired      // green
	marks
)

// fills are the colours behind marked cells, RGB.
var fills = [marks]string{Doubtful: "F8CBCB", Repaired: "CFEBCF"}

// Book is a workbook of one sheet that is being written. All its cells have the
// format "text", so that a spreadsheet program changes nothing that is typed, and
// nothing in them is a formula.
type Book struct {
	file   *excelize.File
	rows   *excelize.StreamWriter
	styles [marks]int
	bold   int
	row    int
}

// LongestCell is the most UTF-16 units that a cell of a workbook can hold (ECMA-376
// part 1 has no bound; that of the programs that read it).
const LongestCell = 32_767

// asText is the number format @ (ECMA-376 part 1, 18.8.30).
const asText = 49

// NewBook starts a workbook whose sheet has so many columns. What does not fit into
// memory goes into a file of the folder until the book is closed.
func NewBook(sheet, folder string, columns int) (*Book, error) {
	b := &Book{file: excelize.NewFile(excelize.Options{TmpDir: folder})}
	err := b.start(sheet, columns)
	if err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

func (b *Book) start(sheet string, columns int) (err error) {
	for mark := range b.styles {
		style := &excelize.Style{NumFmt: asText}
		if fills[mark] != "" {
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fills[mark]}}
		}
		if b.styles[mark], err = b.file.NewStyle(style); err != nil {
			return err
		}
	}
	if b.bold, err = b.file.NewStyle(&excelize.Style{NumFmt: asText, Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	if err = b.file.SetDocProps(&excelize.DocProperties{Creator: madeBy, LastModifiedBy: madeBy}); err != nil {
		return err
	}
	if err = b.file.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	if b.rows, err = b.file.NewStreamWriter(sheet); err != nil {
		return err
	}
	if err = b.rows.SetColStyle(1, columns, b.styles[Unmarked]); err != nil {
		return err
	}
	return b.rows.SetColWidth(1, columns, 20)
}

// Header writes the next row in bold.
func (b *Book) Header(cells []string) error {
	return b.write(cells, func(int) int { return b.bold })
}

// Row writes the next row. Cells without a mark are unmarked.
func (b *Book) Row(cells []string, marked map[int]Mark) error {
	return b.write(cells, func(i int) int { return b.styles[marked[i]] })
}

func (b *Book) write(cells []string, style func(int) int) error {
	b.row++
	row := make([]any, len(cells))
	for i, text := range cells {
		row[i] = excelize.Cell{StyleID: style(i), Value: text}
	}
	return b.rows.SetRow("A"+strconv.Itoa(b.row), row)
}

// WriteTo writes the workbook and closes it. It is an archive: it is written whole
// or not at all.
func (b *Book) WriteTo(w io.Writer) (int64, error) {
	defer b.Close()
	if err := b.rows.Flush(); err != nil {
		return 0, err
	}
	var archive bytes.Buffer
	if err := b.file.Write(&archive); err != nil {
		return 0, err
	}
	return archive.WriteTo(w)
}

// Close gives the book up. It may be called twice.
func (b *Book) Close() { _ = b.file.Close() } // what fails is a temporary file's removal

// madeBy names this program in the properties of its workbooks.
const madeBy = "vobizsync"

// IsBook reports whether the file at a path is a workbook that this program has
// written. One that was saved again is somebody's.
func IsBook(path string) bool {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // it was read only
	properties, err := f.GetDocProps()
	return err == nil && properties.Creator == madeBy && properties.LastModifiedBy == madeBy
}
