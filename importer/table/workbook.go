package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"vobizsync/internal/words"
)

// sheet is the sheet of a workbook (.xlsx) that is read.
type sheet struct {
	book *excelize.File
	name string
	// formatted is set where cells may show something else than is stored.
	formatted bool
	hidden    int // rows
}

// What a workbook may unpack to. The largest sheet there can be, with fifteen
// columns of customers, takes some 700 MB; all the rest of it is small.
const (
	maxBook  = 2 << 30
	maxParts = 256 << 20 // of what is no sheet and no table of strings: it is held in memory
	onDisk   = 16 << 20  // sheets and tables of strings beyond it go to a temporary file
)

// openWorkbook opens the sheet and finds its header.
func (f *File) openWorkbook() error {
	if f.sum == "" {
		if err := f.keep(f.in); err != nil {
			return err
		}
	}
	parts, err := f.parts()
	if err != nil {
		return err
	}
	if err := f.checkArchive(parts); err != nil {
		return err
	}
	book, err := excelize.OpenReader(io.NewSectionReader(f.source.file, 0, f.size), excelize.Options{UnzipSizeLimit: maxBook, UnzipXMLSizeLimit: onDisk})
	if err != nil {
		if book != nil {
			_ = book.Close()
		}
		return f.damagedWorkbook(0, err)
	}
	f.sheet = &sheet{book: book}
	f.dialect.delimiter = ','
	if err := f.chooseSheet(); err != nil {
		return err
	}
	if err := f.inspect(parts); err != nil {
		return err
	}
	f.noteHidden()
	heads, err := f.sheetHeads(1, headRows)
	if err != nil {
		return err
	}
	at, _ := f.findHeader(heads)
	return f.Sheets(f.takeHeader(heads, at))
}

// Sheets adds to what is wrong with the header of a workbook that it has other
// sheets.
func (f *File) Sheets(err error) error {
	var e *InputError
	if f.sheet == nil || f.opts.Sheet != "" || !errors.As(err, &e) {
		return err
	}
	if sheets := f.sheet.book.GetSheetList(); len(sheets) > 1 {
		e.Hint = strings.TrimPrefix(e.Hint+"; ", "; ") + fmt.Sprintf("the sheet %s was read, --sheet names another: %s", quoted(f.sheet.name), quoteAll(sheets))
	}
	return err
}

// quoteAll lists names in quotes.
func quoteAll(names []string) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = quoted(n)
	}
	return words.List(all)
}

// damagedWorkbook refuses the file; the row is 0 where none is meant.
func (f *File) damagedWorkbook(row int, err error) error {
	return &InputError{Name: f.name, Line: row, Problem: "is a damaged workbook: " + err.Error(), Hint: exportCSV}
}

// checkArchive looks at what the archive says of its parts before any of them
// is unpacked.
func (f *File) checkArchive(parts map[string]*zip.File) error {
	var all, others uint64
	for name, part := range parts {
		all += part.UncompressedSize64
		if !strings.HasPrefix(name, sheetParts) && name != textsPart {
			others += part.UncompressedSize64
		}
		if all > maxBook || others > maxParts || all > freeOfTheRule && all > maxRatio*uint64(f.size) {
			return &InputError{Name: f.name, Problem: "unpacks to more than is read of a workbook: 2 GB in all, 256 MB beside the sheets, 200 times its size", Hint: exportCSV}
		}
	}
	switch {
	case parts[bookPart] != nil:
		return nil
	case parts["xl/workbook.bin"] != nil:
		return &InputError{Name: f.name, Problem: "is a workbook in the .xlsb format, which is not read", Hint: exportCSV}
	case parts["content.xml"] != nil && parts["mimetype"] != nil:
		return &InputError{Name: f.name, Problem: "is an OpenDocument file (.ods), which is not read", Hint: exportCSV}
	case parts["word/document.xml"] != nil:
		return &InputError{Name: f.name, Problem: "is a text document, no table", Hint: "copy the table into a spreadsheet, and save it as .xlsx or CSV"}
	}
	return &InputError{Name: f.name, Problem: "is a zip archive, no workbook", Hint: "unpack it, and name the file in it"}
}

// sheetParts is how the names of the parts with sheets begin.
const sheetParts = "xl/worksheets/sheet"

// chooseSheet takes the sheet that the user named, else the first one that is
// not hidden.
func (f *File) chooseSheet() error {
	names := f.sheet.book.GetSheetList()
	if len(names) == 0 {
		return f.damagedWorkbook(0, errors.New("it has no sheets"))
	}
	f.sheet.name = f.opts.Sheet
	for i := len(names) - 1; i >= 0; i-- {
		visible, err := f.sheet.book.GetSheetVisible(names[i])
		switch {
		case f.opts.Sheet == "" && err == nil && visible, strings.EqualFold(sheetName(names[i]), sheetName(f.opts.Sheet)):
			f.sheet.name = names[i]
		}
	}
	if f.opts.Sheet == "" && f.sheet.name == "" {
		f.sheet.name = names[0]
	}
	found := false
	for _, n := range names {
		found = found || n == f.sheet.name
	}
	if !found {
		return &InputError{Name: f.name, Problem: "has no sheet " + quoted(f.opts.Sheet), Hint: "its sheets are " + quoteAll(names)}
	}
	if len(names) > 1 && f.opts.Sheet == "" {
		f.notes = append(f.notes, fmt.Sprintf("the sheet %s is read, of %s; --sheet names another", quoted(f.sheet.name), quoteAll(names)))
	}
	return nil
}

// sheetName is what spellings of one name have in common.
func sheetName(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), " ")) }

// noteHidden says that rows are hidden, and read all the same.
func (f *File) noteHidden() {
	switch n := f.sheet.hidden; n {
	case 0:
	case 1:
		f.notes = append(f.notes, "1 row of it is hidden, and read like the others")
	default:
		f.notes = append(f.notes, strconv.Itoa(n)+" rows of it are hidden, and read like the others")
	}
}

// sheetHeads reads the first rows, from one on, that have something in them.
func (f *File) sheetHeads(from, most int) (heads []head, err error) {
	rows, err := f.openRows()
	if err != nil {
		return nil, err
	}
	defer rows.close()
	for len(heads) < most {
		cells, ok, err := rows.next()
		if err != nil {
			return nil, f.readError(rows.line, err)
		}
		if !ok {
			break
		}
		if rows.line >= from && strings.Join(cells, "") != "" {
			heads = append(heads, head{raw: bytes.TrimSuffix(appendRow(nil, cells), []byte{'\n'}), cells: cells, line: rows.line, next: rows.line + 1})
		}
	}
	return heads, nil
}

// sheetRows reads a sheet: the values as they are stored, and, where those may
// differ, in step with them as they are shown. Neither alone will do: a stored
// date is a number of days, and a shown number may have lost digits.
type sheetRows struct {
	raw, shown *excelize.Rows // shown is nil where it says nothing else
	line       int            // the row of the sheet that was read last
}

func (f *File) openRows() (r *sheetRows, err error) {
	r = &sheetRows{}
	if r.raw, err = f.sheet.book.Rows(f.sheet.name); err != nil {
		return nil, f.damagedWorkbook(0, err)
	}
	if f.sheet.formatted {
		if r.shown, err = f.sheet.book.Rows(f.sheet.name); err != nil {
			r.close()
			return nil, f.damagedWorkbook(0, err)
		}
	}
	return r, nil
}

func (r *sheetRows) close() {
	_ = r.raw.Close() // it was read only
	if r.shown != nil {
		_ = r.shown.Close()
	}
}

// next returns the cells of the next row, without the empty ones at its end.
func (r *sheetRows) next() (cells []string, ok bool, err error) {
	if !r.raw.Next() {
		return nil, false, r.raw.Error()
	}
	r.line++
	if cells, err = r.raw.Columns(excelize.Options{RawCellValue: true}); err != nil {
		return nil, false, err
	}
	if r.shown != nil {
		if !r.shown.Next() {
			return nil, false, errors.Join(r.shown.Error(), io.ErrUnexpectedEOF)
		}
		shown, err := r.shown.Columns()
		if err != nil {
			return nil, false, err
		}
		for i := range min(len(cells), len(shown)) {
			if cells[i] != shown[i] {
				cells[i] = cellText(cells[i], shown[i])
			}
		}
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells, true, nil
}

// sheetBlocks reads the rows below the header as blocks of CSV, so that all that
// comes after is the same for every kind of file.
func (f *File) sheetBlocks(yield func(Block, error) bool) {
	rows, err := f.openRows()
	if err != nil {
		yield(Block{}, err)
		return
	}
	defer rows.close()
	var b Block
	empty := 0
	for {
		cells, ok, err := rows.next()
		if err != nil {
			yield(Block{}, f.readError(rows.line, err))
			return
		}
		if !ok {
			break // empty rows at the end do not count
		}
		if rows.line < f.line {
			continue
		}
		if len(cells) == 0 {
			empty++
			continue
		}
		for len(cells) < len(f.header) {
			cells = append(cells, "")
		}
		b.Empty, empty = b.Empty+empty, 0
		b.Raw, b.Lines = appendRow(b.Raw, cells), append(b.Lines, rows.line)
		if len(b.Raw) < blockSize {
			continue
		}
		if !yield(b, nil) {
			return
		}
		b = Block{}
	}
	if len(b.Lines) > 0 {
		yield(b, nil)
	}
}

// appendRow appends a row of CSV (RFC 4180).
func appendRow(to []byte, cells []string) []byte {
	for i, c := range cells {
		if i > 0 {
			to = append(to, ',')
		}
		if !strings.ContainsAny(c, ",\"\r\n") && (c != "" || len(cells) > 1) {
			to = append(to, c...)
			continue
		}
		to = append(to, '"')
		to = append(to, strings.ReplaceAll(c, `"`, `""`)...)
		to = append(to, '"')
	}
	return append(to, '\n')
}
