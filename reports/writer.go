package reports

import (
	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/reconcile"
)

// Writer takes the results of a run one by one and writes its files at the end.
type Writer struct {
	dir      string
	summary  *Summary
	result   *resultFile
	rejected *rejectedFile // nil where the source is gone
	page     *htmlFile
}

// Options say which reports are wanted, and what is in them.
type Options struct {
	// Source is where rejected rows are taken from; nil where it is gone, and
	// then there is no rejected.csv.
	Source *importer.File
	// Balances adds the columns balance and currency to result.csv.
	Balances bool
}

// NewWriter starts the files of a run in a folder, which is made. Without a
// folder the results are only counted.
func NewWriter(dir string, s *Summary, o Options) (*Writer, error) {
	w := &Writer{dir: dir, summary: s}
	if dir == "" {
		return w, nil
	}
	if err := w.start(o); err != nil {
		w.Discard()
		return nil, err
	}
	return w, nil
}

func (w *Writer) start(o Options) (err error) {
	if err = disk.MakeFolder(w.dir); err != nil {
		return err
	}
	if w.result, err = createResult(w.dir, o.Balances); err != nil {
		return err
	}
	if w.page, err = createHTML(w.dir); err != nil || o.Source == nil {
		return err
	}
	w.rejected, err = createRejected(w.dir, o.Source)
	return err
}

// Add takes the next result.
func (w *Writer) Add(r *reconcile.Result) error {
	w.summary.add(r)
	if w.dir == "" {
		return nil
	}
	if err := w.result.add(r); err != nil {
		return err
	}
	if w.rejected != nil {
		if err := w.rejected.add(r); err != nil {
			return err
		}
	}
	return w.page.add(r)
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
	if err := w.page.commit(w.summary); err != nil {
		return err
	}
	return disk.WriteFile(w.dir, SummaryFile, w.summary.JSON())
}

// Discard leaves no file behind that has not got its name.
func (w *Writer) Discard() {
	if w.result != nil {
		w.result.Discard()
	}
	if w.rejected != nil {
		w.rejected.Discard()
	}
	if w.page != nil {
		w.page.discard()
	}
}
