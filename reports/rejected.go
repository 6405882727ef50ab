package reports

import (
	"strings"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// RejectedFile is the name of the rejected rows in the folder of a run.
const RejectedFile = "rejected.csv"

// rejectedFile writes the rows that need a person: the source's own columns and
// words, and the reason in a last column. Fixed, it can be fed in as it is: the
// importer knows the column "error" and passes over it.
type rejectedFile struct {
	*disk.File
	kept *spool // they follow a mark, or none: what is known when all were read
	csv  *rows
	mark bool // asked for
	rejectedRows
}

// rejectedRows writes rows of a source again, with the reason in a last column.
type rejectedRows struct {
	source *importer.File
	reader importer.CellReader
	width  int // of the source, without an error column that it has already
}

func newRejectedRows(source *importer.File) rejectedRows {
	header := source.Header()
	width := len(header)
	if width > 0 && strings.EqualFold(strings.TrimSpace(header[width-1]), importer.ErrorColumn) {
		width--
	}
	return rejectedRows{source, source.NewCellReader(), width}
}

func (w *rejectedRows) header() []string {
	return append(w.source.Header()[:w.width:w.width], importer.ErrorColumn)
}

// cells returns the row of a result until the next call, nil if it needs nobody.
func (w *rejectedRows) cells(r *reconcile.Result) []string {
	if !needsPerson(r) || r.Entry == nil {
		return nil
	}
	return w.withReason(w.reader.Cells(r.Entry), r)
}

// withReason puts the reason of a result behind the cells of its row, in the place of
// the last time's.
func (w *rejectedRows) withReason(cells []string, r *reconcile.Result) []string {
	width := len(w.source.Header())
	if len(cells) > width && strings.Join(cells[width:], "") == "" {
		cells = cells[:width] // delimiters too many at the end, with nothing between them
	}
	switch {
	case len(cells) <= w.width:
	case len(cells) == width:
		cells = cells[:w.width] // the reason of the last time
	case w.width < width && strings.HasPrefix(cells[len(cells)-1], importer.WrongWidth):
		cells = cells[:len(cells)-1] // likewise, of a row with too many cells
	}
	for len(cells) < w.width {
		cells = append(cells, "")
	}
	return append(cells, words.Cell(reconcile.Text(r.Problems)))
}

func createRejected(dir string, source *importer.File, excel bool) (*rejectedFile, error) {
	f, err := disk.Create(dir, RejectedFile)
	if err != nil {
		return nil, err
	}
	kept, err := newSpool(dir)
	if err != nil {
		f.Discard()
		return nil, err
	}
	w := &rejectedFile{File: f, kept: kept, mark: excel, csv: newRows(kept.Writer, rune(source.Delimiter())), rejectedRows: newRejectedRows(source)}
	return w, w.csv.Write(w.header())
}

// needsPerson reports whether somebody has to do something about a row. One that
// --limit keeps for the next run waits for nobody.
func needsPerson(r *reconcile.Result) bool { return troubled(r.Status) && !r.Waits }

// troubled reports whether rows of a status need somebody, unless they only wait.
func troubled(s reconcile.Status) bool {
	switch s {
	case reconcile.Invalid, reconcile.Failed, reconcile.Unknown, reconcile.Skipped:
		return true
	}
	return false
}

func (w *rejectedFile) add(r *reconcile.Result) error {
	cells := w.cells(r)
	if cells == nil {
		return nil
	}
	w.source.KeepFormulas(cells)
	if err := w.csv.Write(cells); err != nil {
		return disk.WriteError(w.Path(), err)
	}
	return nil
}

func (w *rejectedFile) commit(*Summary) error {
	w.csv.Flush()
	err := w.csv.Error()
	if err == nil && (w.mark || w.source.NeedsMark()) {
		_, err = w.WriteString(byteOrderMark)
	}
	if err == nil {
		err = w.kept.copyTo(w)
	}
	w.kept.close()
	if err != nil {
		return disk.WriteError(w.Path(), err)
	}
	return w.Commit()
}

// Discard leaves nothing behind.
func (w *rejectedFile) Discard() {
	w.kept.close()
	w.File.Discard()
}
