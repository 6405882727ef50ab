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
	kept   *spool // they follow a mark, or none: what is known when all were read
	csv    *rows
	source *importer.File
	width  int // of the source, without an error column that it has already
}

func createRejected(dir string, source *importer.File) (*rejectedFile, error) {
	f, err := disk.Create(dir, RejectedFile)
	if err != nil {
		return nil, err
	}
	kept, err := newSpool(dir)
	if err != nil {
		f.Discard()
		return nil, err
	}
	w := &rejectedFile{File: f, kept: kept, csv: newRows(kept, rune(source.Delimiter())), source: source}
	header := source.Header()
	if w.width = len(header); w.width > 0 && strings.EqualFold(strings.TrimSpace(header[w.width-1]), importer.ErrorColumn) {
		w.width--
	}
	return w, w.csv.Write(append(header[:w.width:w.width], importer.ErrorColumn))
}

// needsPerson reports whether somebody has to do something about a row.
func needsPerson(s reconcile.Status) bool {
	switch s {
	case reconcile.Invalid, reconcile.Failed, reconcile.Unknown, reconcile.Skipped:
		return true
	}
	return false
}

func (w *rejectedFile) add(r *reconcile.Result) error {
	if !needsPerson(r.Status) || r.Entry == nil {
		return nil
	}
	cells := w.source.Cells(r.Entry)
	if len(cells) > w.width && len(cells) == len(w.source.Header()) {
		cells = cells[:w.width] // the reason of the last time
	}
	for len(cells) < w.width {
		cells = append(cells, "")
	}
	if err := w.csv.Write(append(cells, words.Cell(reconcile.Text(r.Problems)))); err != nil {
		return disk.WriteError(w.Path(), err)
	}
	return nil
}

func (w *rejectedFile) commit(*Summary) error {
	w.csv.Flush()
	err := w.csv.Error()
	if err == nil && w.source.NeedsMark() {
		_, err = w.WriteString("\ufeff")
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
