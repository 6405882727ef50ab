package reports

import (
	"vobizsync/importer"
	"vobizsync/reconcile"
)

// Writer takes the results of a run one by one and writes its files at the end.
type Writer struct {
	dir      string
	summary  *Summary
	result   *resultFile
	rejected *rejectedFile
}

// NewWriter starts the files of a run in a folder, which is made. Without a
// folder the results are only counted. The source is where rejected rows are
// taken from; nil for a run whose source is gone.
func NewWriter(dir string, s *Summary, source *importer.File) (*Writer, error) {
	w := &Writer{dir: dir, summary: s}
	if dir == "" {
		return w, nil
	}
	if err := MakeFolder(dir); err != nil {
		return nil, err
	}
	var err error
	if w.result, err = createResult(dir); err != nil {
		return nil, err
	}
	if source == nil {
		return w, nil
	}
	if w.rejected, err = createRejected(dir, source); err != nil {
		w.Discard()
		return nil, err
	}
	return w, nil
}

// Add takes the next result.
func (w *Writer) Add(r *reconcile.Result) error {
	w.summary.add(r)
	if w.result != nil {
		if err := w.result.add(r); err != nil {
			return err
		}
	}
	if w.rejected != nil {
		return w.rejected.add(r)
	}
	return nil
}

// Commit gives the files their names. The summary must be complete by then.
func (w *Writer) Commit() error {
	if w.dir == "" {
		return nil
	}
	defer w.Discard()
	if err := w.result.commit(); err != nil {
		return err
	}
	if w.rejected != nil {
		if err := w.rejected.commit(); err != nil {
			return err
		}
	}
	return WriteFile(w.dir, SummaryFile, w.summary.JSON())
}

// Discard leaves no file behind that has not got its name.
func (w *Writer) Discard() {
	if w.result != nil {
		w.result.discard()
	}
	if w.rejected != nil {
		w.rejected.discard()
	}
}
