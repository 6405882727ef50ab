package reports

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

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
	csv     *rows          // nil for a workbook
	book    *importer.Book // nil for a text
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
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		w.book, w.err = importer.NewBook("Customers", dir, w.width+1)
		if w.err == nil {
			w.err = w.book.Header(w.header())
		}
		return w, nil
	}
	w.csv = newRows(f, rune(source.Delimiter()))
	if source.NeedsMark() {
		_, w.err = f.WriteString(byteOrderMark)
	}
	w.try(w.csv.Write(w.header()))
	return w, nil
}

func (w *FixedFile) try(err error) {
	if w.err == nil && err != nil {
		w.err = err
	}
}

// Add takes the next row. Commit reports what could not be written.
func (w *FixedFile) Add(r *reconcile.Result) {
	fixed := w.source.Fix(r.Entry)
	for _, field := range fixed.Changed {
		w.changed[cmp.Or(repairs[field], "text tidied")]++
	}
	if len(r.Problems) > 0 {
		w.wrong++
	}
	cells := w.withReason(fixed.Cells, r)
	if w.book == nil {
		w.try(w.csv.Write(cells))
		return
	}
	w.try(w.book.Row(cells, fixed.Marks))
}

// Commit gives the file its name.
func (w *FixedFile) Commit() error {
	defer w.Discard()
	switch {
	case w.err != nil:
	case w.book != nil:
		_, w.err = w.book.WriteTo(w.file)
	default:
		w.csv.Flush()
		w.err = w.csv.Error()
	}
	if w.err != nil {
		return disk.WriteError(w.file.Path(), w.err)
	}
	return w.file.Commit()
}

// Discard leaves nothing behind but a committed file.
func (w *FixedFile) Discard() {
	if w.book != nil {
		w.book.Close()
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
