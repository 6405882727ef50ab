package reports

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// FixedFile writes a file again with its cells repaired: all of its rows, in its own
// columns and order, and what is still wrong in a last column. As a workbook it has
// one sheet of texts.
type FixedFile struct {
	rejectedRows
	file    *disk.File
	kept    *spool         // of a text: it follows a mark, or none, which is known when all rows were read
	csv     *rows          // nil for a workbook
	book    *importer.Book // nil for a text
	lines   lineShift
	changed map[string]int // cells, by what was done
	wrong   int            // rows
	err     error
}

// repairs say what is done to the cells of a field.
var repairs = map[importer.Field]string{
	importer.Phone: "phone to E.164", importer.Country: "country to its code", importer.GSTIN: "GSTIN to upper case",
	importer.ZipCode: "postal code", importer.Email: "e-mail", importer.Timezone: "time zone", importer.GSTStatus: "GST status",
}

// CheckFixed returns an error unless a path can be that of a fixed file: a .csv or a
// .xlsx, neither the input nor somebody's.
func CheckFixed(path string, input fs.FileInfo) error {
	var err error
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		err = checkReplaced(path, input, func(text []byte) bool { return ownFirstRecords[RejectedFile](firstRecord(text)) })
	case ".xlsx":
		err = checkReplaced(path, input, func([]byte) bool { return importer.IsBook(path) })
	default:
		err = fmt.Errorf("--fix %s: the name must end in .csv or .xlsx", path)
	}
	if err != nil {
		return notReplaced(err, "choose another file with --fix")
	}
	return nil
}

// NewFixedFile starts a fixed file.
func NewFixedFile(path string, source *importer.File) (*FixedFile, error) {
	dir, name := filepath.Split(path)
	dir = cmp.Or(dir, ".")
	if err := disk.ProbeReplace(dir, name); err != nil {
		return nil, err
	}
	f, err := disk.Create(dir, name)
	if err != nil {
		return nil, err
	}
	w := &FixedFile{rejectedRows: newRejectedRows(source), file: f, changed: map[string]int{}}
	w.lines.next = 2
	if !isBook(path) {
		w.lines.next += linesIn(w.header())
	}
	if isBook(path) {
		w.book, w.err = importer.NewBook(cmp.Or(source.SheetName(), "Customers"), dir, w.width+1)
		if w.err == nil {
			w.err = w.book.Header(w.header())
		}
		return w, nil
	}
	if w.kept, err = newSpool(dir); err != nil {
		f.Discard()
		return nil, err
	}
	w.csv = newRows(w.kept.Writer, rune(source.Delimiter()))
	w.try(w.csv.Write(w.header()))
	return w, nil
}

func isBook(path string) bool { return strings.EqualFold(filepath.Ext(path), ".xlsx") }

func (w *FixedFile) try(err error) {
	if w.err == nil && err != nil {
		w.err = err
	}
}

// Add takes the next row. Commit reports what could not be written.
func (w *FixedFile) Add(r *reconcile.Result) {
	fixed := w.source.Fix(r.Entry, w.book != nil)
	for _, repair := range fixed.Changed {
		w.changed[kindOf(repair)]++
	}
	if len(r.Problems) > 0 {
		w.wrong++
	}
	said := *r
	said.Problems = w.lines.words(r.Problems)
	cells := w.withReason(fixed.Cells, &said)
	if w.book == nil {
		w.lines.add(r.Line, 1+linesIn(cells))
		w.try(w.csv.Write(cells))
		return
	}
	w.lines.add(r.Line, 1)
	if at := slices.IndexFunc(cells, tooLong); at >= 0 {
		w.try(fmt.Errorf("line %d has a cell of more than %s characters, which no workbook can hold", r.Line, words.Number(importer.LongestCell)))
		return
	}
	w.try(w.book.Row(cells, fixed.Marks))
}

// linesIn counts the line ends in cells.
func linesIn(cells []string) (n int) {
	for _, cell := range cells {
		n += strings.Count(cell, "\n")
	}
	return n
}

func tooLong(cell string) bool {
	return len(cell) > importer.LongestCell && len(utf16.Encode([]rune(cell))) > importer.LongestCell
}

// kindOf says what was done to a cell.
func kindOf(r importer.Repair) string {
	switch {
	case r.How == importer.ByDefault:
		return "empty country filled"
	case r.How == importer.InForm && repairs[r.Field] != "":
		return repairs[r.Field]
	}
	return "text tidied"
}

// Commit gives the file its name.
func (w *FixedFile) Commit() error {
	defer w.Discard()
	switch {
	case w.err != nil:
	case w.book != nil:
		_, w.err = w.book.WriteTo(w.file)
	default:
		w.err = w.commitText()
	}
	if w.err != nil {
		return disk.WriteError(w.file.Path(), w.err)
	}
	return w.file.Commit()
}

func (w *FixedFile) commitText() error {
	w.csv.Flush()
	err := w.csv.Error()
	if err == nil && w.source.NeedsMark() {
		_, err = w.file.WriteString(byteOrderMark)
	}
	if err == nil {
		err = w.kept.copyTo(w.file)
	}
	return err
}

// Discard leaves nothing behind but a committed file.
func (w *FixedFile) Discard() {
	if w.book != nil {
		w.book.Close()
	}
	if w.kept != nil {
		w.kept.close()
	}
	w.file.Discard()
}

// WriteText says what was done.
func (w *FixedFile) WriteText(out io.Writer) {
	cells := 0
	for _, n := range w.changed {
		cells += n
	}
	fmt.Fprintf(out, "wrote %s: %s repaired%s", words.Printable(w.file.Path()), words.Count(cells, "cell"), ranking(w.changed))
	if w.wrong > 0 {
		fmt.Fprintf(out, "; %s a problem: see its last column", phrase(w.wrong, "row still has", "rows still have"))
	}
	fmt.Fprintln(out)
}
