package reports

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gocarina/gocsv"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// ResultFile is the name of the result in the folder of a run.
const ResultFile = "result.csv"

// Line is a row of result.csv. The order of its members is the order of the
// columns, which programs rely on.
type Line struct {
	Row     int    `csv:"row"`
	Line    int    `csv:"line"`
	Status  string `csv:"status"`
	Email   string `csv:"email"`
	AuthID  string `csv:"auth_id"`
	Name    string `csv:"name"`
	Phone   string `csv:"phone"`
	Country string `csv:"country"`
	Changed string `csv:"changed"`
	Dropped string `csv:"dropped"`
	Code    string `csv:"code"`
	Message string `csv:"message"`
}

// priced is a row of result.csv with --balances.
type priced struct {
	Line
	Balance  string `csv:"balance"`
	Currency string `csv:"currency"`
}

// NewLine is the row of a result.
func NewLine(r *reconcile.Result) Line {
	l := Line{
		Row: r.Row, Line: r.Line, Status: string(r.Status), Email: words.Cell(r.Email), AuthID: words.Cell(r.AuthID),
		Name: words.Cell(r.Name), Phone: phoneCell(r.Phone), Country: words.Cell(r.Country),
		Code: Codes(reasons(r)), Message: words.Cell(Message(r)),
	}
	for i, c := range r.Changed {
		if i > 0 {
			l.Changed += ";"
		}
		l.Changed += string(c.Field)
	}
	for i, f := range r.Dropped {
		if i > 0 {
			l.Dropped += ";"
		}
		l.Dropped += string(f)
	}
	return l
}

// Codes joins the codes of problems and notes by "; ".
func Codes(problems []importer.Problem) string {
	if len(problems) == 1 {
		return string(problems[0].Code)
	}
	codes := make([]string, len(problems))
	for i, p := range problems {
		codes[i] = string(p.Code)
	}
	return strings.Join(codes, "; ")
}

// Message joins the messages of a row's problems, what differs, and its notes by "; ".
func Message(r *reconcile.Result) string {
	if len(r.Changed) == 0 {
		return reconcile.Text(reasons(r))
	}
	var parts []string
	if len(r.Problems) > 0 {
		parts = append(parts, reconcile.Text(r.Problems))
	}
	for _, d := range Drifts(r) {
		parts = append(parts, d.Text())
	}
	if len(r.Notes) > 0 {
		parts = append(parts, reconcile.Text(r.Notes))
	}
	return strings.Join(parts, "; ")
}

// reasons are a row's problems and notes.
func reasons(r *reconcile.Result) []importer.Problem {
	if len(r.Notes) == 0 {
		return r.Problems
	}
	if len(r.Problems) == 0 {
		return r.Notes
	}
	return append(r.Problems[:len(r.Problems):len(r.Problems)], r.Notes...)
}

// cells adds the cells to a row as gocsv writes them, without the reflection that it
// needs for each: there are a million of these rows.
func (l *Line) cells(row *rows) {
	row.number(l.Row)
	row.number(l.Line)
	for _, cell := range [...]string{
		l.Status, l.Email, l.AuthID, l.Name, l.Phone, l.Country, l.Changed, l.Dropped, l.Code, l.Message,
	} {
		row.cell(cell)
	}
}

// resultFile writes result.csv as the results come.
type resultFile struct {
	*disk.File
	csv      *rows
	balances bool
}

func createResult(dir string, format *Format, balances bool) (*resultFile, error) {
	f, err := disk.Create(dir, ResultFile)
	if err != nil {
		return nil, err
	}
	w := &resultFile{File: f, csv: format.table(f), balances: balances}
	// No lines: this writes the header.
	if balances {
		return w, gocsv.MarshalCSV([]priced{}, w.csv)
	}
	return w, gocsv.MarshalCSV([]Line{}, w.csv)
}

func (w *resultFile) add(r *reconcile.Result) error {
	p := priced{Line: NewLine(r)}
	p.cells(w.csv)
	if w.balances {
		if r.Balance != nil {
			p.Balance, p.Currency = words.Cell(r.Balance.Amount), words.Cell(r.Balance.Currency)
		}
		w.csv.cell(p.Balance)
		w.csv.cell(p.Currency)
	}
	if err := w.csv.end(); err != nil {
		return disk.WriteError(w.Path(), err)
	}
	return nil
}

func (w *resultFile) commit(*Summary) error {
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return disk.WriteError(w.Path(), err)
	}
	return w.Commit()
}

// CountResults returns how many rows the result.csv in a folder has, 0 where
// there is none. It takes whatever a spreadsheet has made of it for rows.
func CountResults(dir string) (rows int, err error) {
	path := filepath.Join(dir, ResultFile)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("%s can't be read: %w", path, err)
	}
	defer f.Close()
	lines := NewResultReader(f)
	lines.LazyQuotes, lines.FieldsPerRecord, lines.ReuseRecord = true, -1, true
	for n := 0; ; n++ {
		if _, err := lines.Read(); errors.Is(err, io.EOF) {
			return max(0, n-1), nil // without the header
		} else if err != nil {
			return 0, fmt.Errorf("%s can't be read: %w", path, err)
		}
	}
}
