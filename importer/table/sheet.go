package table

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"vobizsync/internal/words"
)

// sheet is the sheet of a workbook that is read.
type sheet struct {
	book *Workbook
	Sheet
}

// openWorkbook opens the sheet and finds its header. The parts of a workbook are
// read at random, so it is kept first.
func (f *File) openWorkbook() error {
	if f.sum == "" {
		if err := f.keep(f.in); err != nil {
			return err
		}
	}
	book, err := OpenWorkbook(f.source.file, f.size)
	if err != nil {
		return f.sheetError(err)
	}
	f.sheet = &sheet{book: book}
	f.dialect.delimiter = ','
	heads, err := f.chooseSheet()
	if err != nil {
		return f.Sheets(f.sheetError(err))
	}
	at, _ := f.findHeader(heads)
	return f.Sheets(f.takeHeader(heads, at))
}

// sheetError is what is wrong with a workbook, as an error of the file.
func (f *File) sheetError(err error) error {
	var e *WorkbookError
	if !errors.As(err, &e) {
		return err
	}
	problem := e.Problem
	if e.Row > 0 && len(f.sheet.book.Sheets()) > 1 {
		problem += " (sheet " + quoted(f.sheet.Name) + ")"
	}
	return &InputError{Name: f.name, Line: e.Row, Problem: problem, Hint: e.Hint}
}

// Sheets adds to what is wrong with the header of a workbook that it has other
// sheets.
func (f *File) Sheets(err error) error {
	var e *InputError
	if f.sheet == nil || f.opts.Sheet != "" || !errors.As(err, &e) {
		return err
	}
	if sheets := f.sheet.book.Sheets(); len(sheets) > 1 {
		e.Hint = strings.TrimPrefix(e.Hint+"; ", "; ") + fmt.Sprintf("the sheet %s was read; choose another with --sheet: %s", quoted(f.sheet.Name), quoteSheets(sheets))
	}
	return err
}

// quoteSheets lists the names of sheets in quotes, the first ones where there are many.
func quoteSheets(sheets []Sheet) string {
	const most = 20
	names := make([]string, 0, most+1)
	for i, s := range sheets {
		if i == most && len(sheets) > most+1 {
			names = append(names, fmt.Sprintf("%d more", len(sheets)-most))
			break
		}
		names = append(names, quoted(s.Name))
	}
	return words.List(names)
}

// chooseSheet takes the sheet that the user named, and returns its first rows.
// Without a name it is the first one that is not hidden, or where that has no
// header, the only one that has.
func (f *File) chooseSheet() (heads []head, err error) {
	all := f.sheet.book.Sheets()
	if f.opts.Sheet != "" {
		if !f.nameSheet(all) {
			return nil, &InputError{Name: f.name, Problem: "has no sheet " + quoted(f.opts.Sheet), Hint: "its sheets are " + quoteSheets(all)}
		}
		return f.sheetHeads(f.sheet.Sheet, 1, headRows, new(int64))
	}
	shown := make([]Sheet, 0, len(all))
	for _, s := range all {
		if !s.Hidden {
			shown = append(shown, s)
		}
	}
	if len(shown) == 0 {
		shown = all
	}
	f.sheet.Sheet = shown[0]
	var looked int64
	heads, err = f.sheetHeads(shown[0], 1, headRows, &looked)
	if err != nil || len(all) == 1 {
		return heads, err
	}
	if !f.hasHeader(heads) {
		if other, found := f.onlyHeader(shown[1:], &looked); found != nil {
			f.notes = append(f.notes, fmt.Sprintf("the sheet %s is read, the only one with a header, not %s; choose another with --sheet", quoted(other.Name), quoted(shown[0].Name)))
			f.sheet.Sheet = other
			return found, nil
		}
	}
	f.notes = append(f.notes, fmt.Sprintf("the sheet %s is read, of %s; choose another with --sheet", quoted(f.sheet.Name), quoteSheets(all)))
	return heads, nil
}

// nameSheet takes the sheet that the user named.
func (f *File) nameSheet(all []Sheet) bool {
	for _, s := range all {
		if strings.EqualFold(sheetName(s.Name), sheetName(f.opts.Sheet)) {
			f.sheet.Sheet = s
			return true
		}
	}
	return false
}

// sheetName is what spellings of one name have in common.
func sheetName(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), " ")) }

// hasHeader reports whether one of the rows names columns that are known. One
// word alone may be a title's.
func (f *File) hasHeader(heads []head) bool {
	_, known := f.findHeader(heads)
	return known > 1
}

// mostLooked bounds how much XML is read to find a header on other sheets. A cell there,
// and a byte in it, count for as much of it as takes the time that their words take.
const (
	mostLooked = 64 << 20
	cellLooked = 512
	byteLooked = 64
)

// onlyHeader returns the only sheet that has a header, with its first rows. One that
// can't be read has a header, too, if that lies before what is wrong: reading it then
// says what that is.
func (f *File) onlyHeader(sheets []Sheet, looked *int64) (only Sheet, heads []head) {
	for _, s := range sheets {
		if *looked > mostLooked {
			return Sheet{}, nil
		}
		rows, _ := f.sheetHeads(s, 1, headRows, looked)
		for _, h := range rows {
			*looked += int64(cellLooked*len(h.cells) + byteLooked*len(h.raw))
		}
		if !f.hasHeader(rows) {
			continue
		}
		if heads != nil {
			return Sheet{}, nil
		}
		only, heads = s, rows
	}
	return only, heads
}

// sheetHeads reads rows of a sheet, from one on, that have something in them, as many as
// lie in MaxRecord bytes of them, and counts what it read of the XML.
func (f *File) sheetHeads(s Sheet, from, most int, looked *int64) (heads []head, err error) {
	rows, err := f.sheet.book.Rows(s)
	if err != nil {
		*looked += f.sheet.book.size(s) // all of it may have been read
		return nil, err
	}
	defer func() { _ = rows.Close() }() // it was read only
	defer func() { *looked += rows.Read() }()
	for taken := int64(0); len(heads) < most && taken < MaxRecord; taken = rows.taken {
		row, ok, err := rows.Next()
		if err != nil || !ok {
			return heads, err
		}
		h := head{line: row.Line, next: row.Line + 1}
		switch {
		case row.Line < from || len(row.Cells) == 0:
			continue
		case len(rows.text) > MaxRecord:
			h.defect = fmt.Sprintf("it is longer than %d MiB", MaxRecord>>20)
		default:
			h.raw, h.cells = string(rows.appendCSV(nil, 0)), slices.Clone(row.Cells)
		}
		heads = append(heads, h)
	}
	return heads, nil
}

// noteRows says what is worth knowing of the rows as a whole.
func (f *File) noteRows(rows *SheetRows) {
	switch n := rows.Hidden(); n {
	case 0:
	case 1:
		f.notes = append(f.notes, "1 row of it is hidden, and read like the others")
	default:
		f.notes = append(f.notes, fmt.Sprintf("%d rows of it are hidden, and read like the others", n))
	}
	if n, line := rows.Uncomputed(); n > 0 {
		f.notes = append(f.notes, fmt.Sprintf("has %s with the value 0 (the first in row %d), and asks to be computed when it is opened: unless 0 is right, open it in the spreadsheet program and save it again", words.Count(n, "formula"), line))
	}
}
