package reports

import (
	"fmt"
	"io"
	"strconv"

	"github.com/gocarina/gocsv"

	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// StatusFile is the name of the list of who can make calls, in the folder of a run.
const StatusFile = "status.csv"

// StatusLine is a row of status.csv. The order of its members is the order of the
// columns, which programs rely on. What is not known is empty.
type StatusLine struct {
	Row          int    `csv:"row"`
	Line         string `csv:"line"`
	Email        string `csv:"email"`
	AuthID       string `csv:"auth_id"`
	IsActive     string `csv:"is_active"`
	KYCStatus    string `csv:"kyc_status"`
	KYCSession   string `csv:"kyc_session"`
	KYCExpiresAt string `csv:"kyc_expires_at"`
	Balance      string `csv:"balance"`
	Currency     string `csv:"currency"`
	Numbers      string `csv:"numbers"`
	Unrouted     string `csv:"unrouted_numbers"`
	NextRenewal  string `csv:"next_renewal"`
	Ready        string `csv:"ready"`
	NextStep     string `csv:"next_step"`
}

// NewStatusLine is the row of a standing. The balance is the live one where it was
// asked for, else the one of the list, which names no currency.
func NewStatusLine(s *reconcile.Standing) StatusLine {
	l := StatusLine{
		Row: s.Row, Email: words.Cell(s.Email), Ready: string(s.Ready), NextStep: string(s.Next),
		AuthID: words.Cell(s.Account.AuthID), IsActive: words.Cell(s.Account.IsActive), KYCStatus: words.Cell(s.Account.KYCStatus),
		KYCSession: words.Cell(s.Session.Status), KYCExpiresAt: words.Cell(s.Session.ExpiresAt), Balance: words.Cell(s.Account.CashCredits),
	}
	if s.Line > 0 {
		l.Line = strconv.Itoa(s.Line)
	}
	if s.Balance != nil {
		l.Balance, l.Currency = words.Cell(s.Balance.Amount), words.Cell(s.Balance.Currency)
	}
	if s.Found && s.NumbersKnown {
		if l.Numbers = strconv.Itoa(s.Numbers.Count); !s.Numbers.Untold {
			l.Unrouted = strconv.Itoa(s.Numbers.Unrouted)
		}
		l.NextRenewal = words.Cell(s.Numbers.Renewal)
	}
	return l
}

// stepWords say what a step means, for people.
var stepWords = map[reconcile.Step]string{
	reconcile.StepCreate:     "have no account: vobizsync sync creates it",
	reconcile.StepReactivate: "have an account that is not active: reactivate it in the Console",
	reconcile.StepKYCExpired: "have a KYC link that has expired: send a new one",
	reconcile.StepKYCStart:   "have not started KYC: send them the link",
	reconcile.StepKYCWait:    "are in the middle of KYC",
	reconcile.StepAssign:     "have no number in service: assign one",
	reconcile.StepRoute:      "have numbers that no application answers: route one",
	"":                       "see the messages above",
}

// StatusCounts counts who can make calls, and what the others wait for.
type StatusCounts struct {
	Ready    int            `json:"ready"`
	NotReady int            `json:"not_ready"`
	Unknown  int            `json:"not_known"`
	Steps    map[string]int `json:"next_steps"` // by next_step; "" where it is not known
}

func (c *StatusCounts) add(s *reconcile.Standing) {
	switch s.Ready {
	case reconcile.Ready:
		c.Ready++
	case reconcile.NotReady:
		c.NotReady++
	default:
		c.Unknown++
	}
	c.Steps[string(s.Next)]++
}

// writeStatus writes who can make calls, in words.
func (s *Summary) writeStatus(w io.Writer) {
	c := s.Status
	fmt.Fprintf(w, "%s: %s%s\n", words.Printable(s.Input), words.Count(s.Rows, "customer"), s.soFar())
	line := func(name string, n int, text string) {
		if n > 0 {
			fmt.Fprintf(w, "  %-14s%6s  %s\n", name, words.Number(n), text)
		}
	}
	line("ready", c.Ready, "can make calls")
	for _, step := range reconcile.Steps {
		if text, ok := stepWords[step]; ok {
			line(string(step), c.Steps[string(step)], text)
		}
	}
	line("not known", c.Steps[""], stepWords[""])
	if len(s.Requests) > 0 {
		fmt.Fprintf(w, "%s\n", s.requests())
	}
}

// StatusWriter takes the standings of customers one by one and writes status.csv
// and status.html at the end.
type StatusWriter struct {
	dir     string
	summary *Summary
	file    *disk.File
	csv     *rows
	lines   []StatusLine
	page    *statusPage
	err     error
}

// NewStatusWriter starts the files in a folder, which is made.
func NewStatusWriter(dir string, s *Summary) (*StatusWriter, error) {
	w := &StatusWriter{dir: dir, summary: s, page: newStatusPage(s)}
	s.Status = &StatusCounts{Steps: map[string]int{}}
	if err := disk.MakeFolder(dir); err != nil {
		return nil, err
	}
	for _, name := range []string{StatusFile, StatusHTMLFile} {
		if err := disk.ProbeReplace(dir, name); err != nil {
			return nil, err
		}
	}
	var err error
	if w.file, err = disk.Create(dir, StatusFile); err != nil {
		return nil, err
	}
	w.csv = newRows(w.file.Writer, ',')
	return w, gocsv.MarshalCSV(&w.lines, w.csv) // no lines yet: this writes the header
}

// Add takes the next customer. Commit reports what could not be written.
func (w *StatusWriter) Add(s *reconcile.Standing) {
	w.summary.Status.add(s)
	line := NewStatusLine(s)
	w.page.add(&line)
	if w.lines = append(w.lines, line); len(w.lines) == batch {
		w.write()
	}
}

func (w *StatusWriter) write() {
	if err := gocsv.MarshalCSVWithoutHeaders(&w.lines, w.csv); err != nil && w.err == nil {
		w.err = disk.WriteError(w.file.Path(), err)
	}
	w.lines = w.lines[:0]
}

// Commit gives the files their names. The summary must be complete by then.
func (w *StatusWriter) Commit() error {
	defer w.Discard()
	w.write()
	w.csv.Flush()
	if err := w.csv.Error(); err != nil && w.err == nil {
		w.err = disk.WriteError(w.file.Path(), err)
	}
	var failed filesError
	if w.err == nil {
		w.err = w.file.Commit()
	}
	if w.err != nil {
		failed = append(failed, fileError{StatusFile, w.err})
	}
	if err := w.page.write(w.dir); err != nil {
		failed = append(failed, fileError{StatusHTMLFile, err})
	}
	if failed == nil {
		return nil
	}
	return failed
}

// Discard leaves no file behind that has not got its name.
func (w *StatusWriter) Discard() { w.file.Discard() }
