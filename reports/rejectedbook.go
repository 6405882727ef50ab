package reports

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/reconcile"
)

// RejectedBook is the name of the rejected rows of a workbook, as a workbook.
const RejectedBook = "rejected.xlsx"

// bookRows bounds the rows of a workbook for people.
const bookRows = 10_000

// rejectedBook writes the rows of rejected.csv as a workbook, with the cells in
// question coloured. It is there only for a workbook, and while a person can look
// through it: up to bookRows rows.
type rejectedBook struct {
	rejectedRows
	dir  string
	book *importer.Book // nil before the first row
	rows int
}

func createRejectedBook(dir string, source *importer.File) *rejectedBook {
	return &rejectedBook{rejectedRows: newRejectedRows(source), dir: dir}
}

// RejectedName is the name of the file by which rejected rows are fed in again, of a
// workbook or of a text.
func (s *Summary) RejectedName(workbook bool) string {
	if workbook && s.Persons() <= bookRows {
		return RejectedBook
	}
	return RejectedFile
}

func (w *rejectedBook) path() string { return filepath.Join(w.dir, RejectedBook) }

func (w *rejectedBook) add(r *reconcile.Result) error {
	cells := w.cells(r)
	if cells == nil || w.rows > bookRows {
		return nil
	}
	if w.rows++; w.rows > bookRows {
		w.Discard()
		return nil
	}
	if w.book == nil {
		var err error
		if w.book, err = importer.NewBook("Rejected", w.dir, w.width+1); err != nil {
			return disk.WriteError(w.path(), err)
		}
		if err := w.book.Header(w.header()); err != nil {
			return disk.WriteError(w.path(), err)
		}
	}
	marked := map[int]importer.Mark{w.width: importer.Doubtful}
	for _, p := range r.Problems {
		for _, column := range w.source.ColumnsOf(p.Field) {
			marked[column] = importer.Doubtful
		}
	}
	if err := w.book.Row(cells, marked); err != nil {
		return disk.WriteError(w.path(), err)
	}
	return nil
}

// commit writes the workbook, or takes away that of the run before, where there is
// nothing to write.
func (w *rejectedBook) commit(s *Summary) error {
	if w.book == nil {
		if err := os.Remove(w.path()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return disk.WriteError(w.path(), err)
		}
		return nil
	}
	f, err := disk.Create(w.dir, RejectedBook)
	if err != nil {
		return err
	}
	defer f.Discard()
	if _, err := w.book.WriteTo(f); err != nil {
		return disk.WriteError(w.path(), err)
	}
	s.rejectedBook = true
	return f.Commit()
}

// Discard leaves nothing behind.
func (w *rejectedBook) Discard() {
	if w.book != nil {
		w.book.Close()
		w.book = nil
	}
}
