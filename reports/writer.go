package reports

import (
	"errors"
	"iter"
	"strings"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/reconcile"
)

// Writer takes the results of a run one by one and writes its files as they come;
// Commit gives them their names. A file that can't be written keeps neither the others
// from being written nor the rows from being counted: Commit reports it.
type Writer struct {
	dir     string
	summary *Summary
	files   []*file // except for the summary, in the order in which they get their names
	missing *missingFile
}

// file is a report in the writing, and the first thing that went wrong with it.
type file struct {
	report
	name string
	err  error
}

// report is a file of a run.
type report interface {
	add(*reconcile.Result) error
	commit(*Summary) error
	Discard()
}

// Options say which reports are wanted, and what is in them.
type Options struct {
	// Source is where rejected rows are taken from; nil where it is gone, and
	// then there is no rejected.csv.
	Source *importer.File
	// Balances adds the columns balance and currency to result.csv.
	Balances bool
	// Excel writes the tables so that Excel opens them as they are, separated as in the
	// source, or by the Delimiter where that is gone: see [Format].
	Excel     bool
	Delimiter byte
	// Missing adds missing.csv, which the accounts given to Missing go to.
	Missing bool
}

// NewWriter starts the files of a run in a folder, which is made. It tries there
// what Commit will do, so that what keeps the files from being written shows
// before anything is created. Without a folder the results are only counted.
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

// Replaceable returns an error if an earlier file of a run can't be replaced by that
// of a command: another program may have it open.
func Replaceable(dir, command string, o Options) error {
	for _, name := range append(o.names(command), SummaryFile) {
		if err := disk.ProbeReplace(dir, name); err != nil {
			return err
		}
	}
	return nil
}

// names are those of the files of a command, except for the summary, in the order in
// which they get them.
func (o *Options) names(command string) []string {
	names := []string{ResultFile}
	if o.Source != nil {
		names = append(names, RejectedFile)
	}
	if o.Source != nil && o.Source.IsWorkbook() {
		names = append(names, RejectedBook)
	}
	if o.Missing {
		names = append(names, MissingFile)
	}
	if command != "validate" { // which knows no account
		names = append(names, DriftFile)
	}
	return append(names, HTMLFile)
}

func (w *Writer) start(o Options) error {
	if err := disk.MakeFolder(w.dir); err != nil {
		return err
	}
	if err := disk.Probe(w.dir); err != nil {
		return err
	}
	if err := Replaceable(w.dir, w.summary.Command, o); err != nil {
		return err
	}
	w.summary.CSV = o.format()
	for _, name := range o.names(w.summary.Command) {
		r, err := w.create(name, &o)
		if err != nil {
			return err
		}
		w.files = append(w.files, &file{report: r, name: name})
	}
	return nil
}

// create starts a file.
func (w *Writer) create(name string, o *Options) (report, error) {
	switch name {
	case ResultFile:
		return createResult(w.dir, w.summary.CSV, o.Balances)
	case RejectedFile:
		return createRejected(w.dir, o.Source, o.Excel)
	case RejectedBook:
		return createRejectedBook(w.dir, o.Source), nil
	case MissingFile:
		missing, err := createMissing(w.dir, w.summary.CSV)
		w.missing = missing
		return missing, err
	case DriftFile:
		return createDrift(w.dir, w.summary.CSV)
	default:
		return createHTML(w.dir)
	}
}

// Add takes the next result, and keeps nothing of it. The error is nil: a row counts
// even where it can't be written, and Commit reports it.
func (w *Writer) Add(r *reconcile.Result) error {
	w.summary.add(r)
	for _, f := range w.files {
		if f.err == nil {
			f.err = f.add(r)
		}
	}
	return nil
}

// Missing takes the accounts that are not in the file, and counts them. Where
// they can't be listed to their end, their number stays unknown, and Commit tells
// why.
func (w *Writer) Missing(accounts iter.Seq2[reconcile.Account, error]) {
	n := 0
	for account, err := range accounts {
		if err != nil {
			w.missing.err = errors.New("the accounts that are not in the file can't be listed: " + err.Error())
			return
		}
		n++
		w.missing.take(&account)
	}
	w.summary.Missing = &n
}

// Commit gives the files their names, result.csv first. The summary must be
// complete by then. Every file is tried, whatever became of the ones before it;
// the error names those that are not there, and the summary has it.
func (w *Writer) Commit() error {
	if w.dir == "" {
		return nil
	}
	defer w.Discard()
	s, early := w.summary, w.summary.Error // what the run had failed of before
	var failed filesError
	note := func(name string, err error) {
		if err == nil {
			return
		}
		failed = append(failed, fileError{name, err})
		if s.ExitCode = exitFailed; early == "" {
			s.Error = failed.Error()
		}
	}
	for _, f := range w.files {
		if f.err == nil {
			f.err = f.commit(s)
		}
		note(f.name, f.err)
	}
	note(SummaryFile, disk.WriteFile(w.dir, SummaryFile, s.JSON()))
	if failed == nil {
		return nil
	}
	return failed
}

// exitFailed is the exit code of a run that failed, as internal/cli lists it.
const exitFailed = 1

// Discard leaves no file behind that has not got its name.
func (w *Writer) Discard() {
	for _, f := range w.files {
		f.Discard()
	}
}

// filesError is what keeps files from being written: an error each.
type filesError []fileError

type fileError struct {
	name string
	error
}

func (e fileError) Unwrap() error { return e.error }

// LeftToReport reports whether what [Writer.Commit] could not write is written by the
// command report, as soon as other programs have closed it: what has the source's own
// rows in it, or the accounts that are not there, is not.
func LeftToReport(err error) bool {
	var failed filesError
	if !errors.As(err, &failed) {
		return false
	}
	for _, f := range failed {
		if !disk.Held(f.error) || f.name == RejectedFile || f.name == RejectedBook || f.name == MissingFile {
			return false
		}
	}
	return true
}

func (e filesError) Error() string {
	texts := make([]string, len(e))
	for i, err := range e {
		texts[i] = err.Error()
	}
	return strings.Join(texts, "; ")
}

func (e filesError) Unwrap() []error {
	errs := make([]error, len(e))
	for i, err := range e {
		errs[i] = err
	}
	return errs
}
