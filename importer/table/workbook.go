package table

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxSheets is how many sheets a workbook may have.
const maxSheets = 1000

// Workbook is an opened workbook (.xlsx, .xlsm: ECMA-376, transitional or
// strict). It is read as it says what it is:
//
//   - A part is found by the relations that lead to it, wherever it lies.
//   - A cell is what its type says (18.3.1.4): a text is that text whatever its
//     number format, a number is read through its own format's code.
//   - An attribute that makes no sense costs nothing but itself.
//   - What can't be read as it is meant is refused with its place, and never read
//     as empty.
//   - No file takes more memory or time than its size warrants.
//
// Workbooks are safe to be read at the same time once they are open.
type Workbook struct {
	packed  int64 // the file's size
	parts   parts
	sheets  []Sheet
	texts   *sharedTexts
	formats *cellFormats
	// epoch1904 is set where dates are counted from 1904-01-01.
	epoch1904 bool
	// recalculates is set where formulas are to be computed when the workbook is
	// opened: the values stored with them may be worthless.
	recalculates bool
}

// Sheet is a sheet of a workbook that has cells.
type Sheet struct {
	Name   string
	Hidden bool
	part   string // "" where it is not in the archive
}

// WorkbookError is a file that can't be read as a workbook.
type WorkbookError struct {
	Row     int    // of the sheet, 0 where none is meant
	Problem string // it follows the file's name
	Hint    string // what to do
	cause   error
}

func (e *WorkbookError) Error() string {
	if e.Row > 0 {
		return "row " + strconv.Itoa(e.Row) + ": " + e.Problem
	}
	return e.Problem
}

// Unwrap returns what went wrong, nil where the problem is all there is.
func (e *WorkbookError) Unwrap() error { return e.cause }

// damaged returns the error of a part that can't be read as it is meant. The
// place that was found first is kept.
func damaged(part string, row int, err error) error {
	var e *WorkbookError
	if errors.As(err, &e) {
		return err
	}
	if part != "" && row == 0 {
		err = fmt.Errorf("%s: %w", part, err)
	}
	return &WorkbookError{Row: row, Problem: "is a damaged workbook: " + err.Error(), Hint: exportCSV, cause: err}
}

// OpenWorkbook reads what a workbook says of itself: its sheets, the formats of
// its cells, and the texts that they share. The errors are of type *WorkbookError.
func OpenWorkbook(r io.ReaderAt, size int64) (*Workbook, error) {
	found, err := openParts(r, size)
	if err != nil {
		return nil, err
	}
	w := &Workbook{packed: size, parts: found}
	book, err := w.findBook()
	if err != nil {
		return nil, err
	}
	leads, err := found.relations(book)
	if err != nil {
		return nil, err
	}
	if err := w.readBook(book, leads); err != nil {
		return nil, err
	}
	if len(w.sheets) == 0 {
		return nil, &WorkbookError{Problem: "is a workbook that has no sheets with cells", Hint: exportTable}
	}
	if w.formats, err = readFormats(found, related(leads, "styles")); err != nil {
		return nil, err
	}
	w.texts, err = readTexts(found, related(leads, "sharedStrings"))
	return w, err
}

// findBook returns the name of the part that lists the sheets.
func (w *Workbook) findBook() (string, error) {
	leads, err := w.parts.relations("")
	if err != nil {
		return "", err
	}
	book := related(leads, "officeDocument")
	if book == "" {
		book = "xl/workbook.xml" // what it is called by everybody
	}
	if w.parts[book] == nil || strings.HasSuffix(book, ".bin") {
		return "", w.parts.notAWorkbook()
	}
	return book, nil
}

// readBook reads the list of the sheets, and how the workbook is to be read.
func (w *Workbook) readBook(book string, leads map[string]relation) error {
	return w.parts.each(book, func(x *xmlReader) error {
		if x.kind != xmlBegin || !x.ours {
			return nil
		}
		switch name := string(x.name); {
		case x.depth() == 1 && name != "workbook":
			return w.parts.notAWorkbook()
		case x.depth() == 2 && name == "workbookPr":
			w.epoch1904 = isTrue(x.attribute("date1904"))
		case x.depth() == 2 && name == "calcPr":
			w.recalculates = isTrue(x.attribute("fullCalcOnLoad"))
		case x.depth() == 3 && name == "sheet":
			return w.addSheet(x, leads)
		}
		return nil
	})
}

func (w *Workbook) addSheet(x *xmlReader, leads map[string]relation) error {
	if len(w.sheets) == maxSheets {
		return fmt.Errorf("it has more than %d sheets", maxSheets)
	}
	s := Sheet{Name: string(x.attribute("name"))}
	state := string(x.attribute("state"))
	s.Hidden = state == "hidden" || state == "veryHidden"
	for _, a := range x.attributes {
		if string(a.name) != "id" || len(a.prefix) == 0 {
			continue
		}
		rel := leads[string(a.value)]
		switch rel.kind {
		case "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet":
			return nil // no cells of customers
		}
		s.part = rel.target
	}
	w.sheets = append(w.sheets, s)
	return nil
}

// Sheets returns the sheets that have cells, in their order.
func (w *Workbook) Sheets() []Sheet { return w.sheets }

// size returns how large the XML of a sheet is.
func (w *Workbook) size(s Sheet) int64 {
	if part := w.parts[s.part]; part != nil {
		return int64(part.UncompressedSize64) // maxBook at most
	}
	return 0
}

// isTrue reads a boolean (XML Schema part 2, 3.2.2).
func isTrue(b []byte) bool { return string(b) == "1" || string(b) == "true" }
