package reports

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/gocarina/gocsv"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// DriftFile is the name of the list of what differs, in the folder of a run: the work
// list for the Console. It is there only when something differs.
const DriftFile = "drift.csv"

// Drift is a field that an account has other than the file. It serves drift.csv, the
// message of result.csv, and report.html.
type Drift struct {
	Row     int    `csv:"row"`
	Line    int    `csv:"line"`
	AuthID  string `csv:"auth_id"`
	Email   string `csv:"email"`
	Field   string `csv:"field"`
	Account string `csv:"account"` // what the account has
	File    string `csv:"file"`    // what the file has
}

// Drifts lists what differs in a row.
func Drifts(r *reconcile.Result) []Drift {
	drifts := make([]Drift, 0, len(r.Changed))
	for _, c := range r.Changed {
		drifts = append(drifts, Drift{r.Row, r.Line, r.AuthID, r.Email, string(c.Field), c.Before, c.After})
	}
	return drifts
}

// Text says in words what differs: `city: "Bremen" in the account, "Hamburg" in the file`.
func (d *Drift) Text() string {
	before := "nothing"
	if d.Account != "" {
		before = strconv.Quote(words.Printable(d.Account))
	}
	return d.Field + ": " + before + " in the account, " + strconv.Quote(words.Printable(d.File)) + " in the file"
}

// batch is how many lines are marshaled at a time.
const batch = 256

// driftFile writes drift.csv as the results come.
type driftFile struct {
	*disk.File
	csv   *rows
	lines []Drift
	any   bool
}

func createDrift(dir string, format *Format) (*driftFile, error) {
	f, err := disk.Create(dir, DriftFile)
	if err != nil {
		return nil, err
	}
	w := &driftFile{File: f, csv: format.table(f)}
	return w, gocsv.MarshalCSV(&w.lines, w.csv) // no lines yet: this writes the header
}

func (w *driftFile) add(r *reconcile.Result) error {
	for _, d := range Drifts(r) {
		w.any = true
		d.AuthID, d.Email, d.Account, d.File = words.Cell(d.AuthID), words.Cell(d.Email), driftCell(&d, d.Account), driftCell(&d, d.File)
		w.lines = append(w.lines, d)
	}
	if len(w.lines) < batch {
		return nil
	}
	return w.write()
}

func driftCell(d *Drift, value string) string {
	if d.Field == string(importer.Phone) {
		return phoneCell(value)
	}
	return words.Cell(value)
}

func (w *driftFile) write() error {
	if err := gocsv.MarshalCSVWithoutHeaders(&w.lines, w.csv); err != nil {
		return disk.WriteError(w.Path(), err)
	}
	w.lines = w.lines[:0]
	return nil
}

// commit gives the file its name, or takes away that of the run before, where
// nothing differs any more.
func (w *driftFile) commit(*Summary) error {
	if !w.any {
		w.Discard()
		if err := os.Remove(w.Path()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return disk.WriteError(w.Path(), err)
		}
		return disk.SyncDir(filepath.Dir(w.Path()))
	}
	if err := w.write(); err != nil {
		return err
	}
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return disk.WriteError(w.Path(), err)
	}
	return w.Commit()
}
