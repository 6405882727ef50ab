package reports

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// SummaryFile is the name of the summary in the folder of a run.
const SummaryFile = "summary.json"

// Summary is what a run comes to. It is what summary.json and --json show.
type Summary struct {
	begun time.Time // as Started, with the monotonic clock: the wall clock may be set meanwhile

	early bool // some rows have no answer

	waiting int // rows that --limit keeps for the next run

	rejectedBook bool // rejected.xlsx is beside rejected.csv

	values valueGroups

	flags flagCounts

	Command  string         `json:"command"`
	Version  string         `json:"version"`
	Input    string         `json:"input"`
	Path     string         `json:"path,omitempty"` // of the input, from the folder
	Run      string         `json:"run,omitempty"`  // its id, also in the list of runs
	Partner  *Partner       `json:"partner,omitempty"`
	SHA256   string         `json:"sha256,omitempty"` // of the input, in hex
	Started  time.Time      `json:"started"`
	Finished time.Time      `json:"finished"`
	Seconds  float64        `json:"seconds"`
	Rows     int            `json:"rows"`                       // data rows
	Empty    int            `json:"empty_rows"`                 // rows of nothing but separators and space, passed over
	Headers  int            `json:"repeated_headers,omitempty"` // rows that are the header once more, passed over
	Rules    int            `json:"dashed_lines,omitempty"`     // lines of dashes, passed over
	Footers  int            `json:"footers,omitempty"`          // lines at the end that say how many rows there are, passed over
	Counts   map[string]int `json:"counts"`                     // rows by status
	Codes    map[string]int `json:"codes"`                      // problems by code
	// Placeholders counts the cells that say that they have no value, and count as empty.
	Placeholders int `json:"placeholders,omitempty"`
	// Mapping is what fills each field: a column, or a template or constant as --map
	// takes it.
	Mapping       map[string]string `json:"mapping,omitempty"`
	UnusedColumns []string          `json:"unused_columns,omitempty"`
	// ShapeChanged is what is not as in the last run of the file.
	ShapeChanged []string `json:"shape_changed,omitempty"`
	// StatusCodes counts the problems of the rows of each status by code.
	StatusCodes map[string]map[string]int `json:"status_codes"`
	Values      []ValueGroup              `json:"values,omitempty"` // what is to be fixed once for many rows
	Warnings    int                       `json:"warnings"`         // rows with something worth a look: a doubt
	Repaired    int                       `json:"repaired"`         // rows with a cell that was read otherwise than it stands, and no doubt
	Notes       map[string]int            `json:"notes"`            // doubts and repairs by code
	Changed     map[string]int            `json:"changed"`          // differing rows by field
	Dropped     int                       `json:"dropped"`          // rows without optional fields that the API does not accept, or that have other words than it takes
	// Removed counts the rows to create, or created, whose account was removed.
	Removed int `json:"removed,omitempty"`
	// LookAlikes counts the rows to create, or created, whose phone or GSTIN an account
	// has under another e-mail.
	LookAlikes int            `json:"look_alikes,omitempty"`
	Requests   map[string]int `json:"requests"` // sent, by kind
	// Throttled counts the answers that asked to slow down.
	Throttled int    `json:"throttled"`
	Lookup    string `json:"lookup,omitempty"`   // search or list
	Checksum  string `json:"checksum,omitempty"` // of what a plan decides
	Missing   *int   `json:"missing,omitempty"`  // accounts that are not in the file, where they were asked for
	Resumed   bool   `json:"resumed"`
	Stopped   string `json:"stopped,omitempty"` // why the run ended before its end
	ExitCode  int    `json:"exit_code"`
	Error     string `json:"error,omitempty"`
	Hint      string `json:"hint,omitempty"`
	Folder    string `json:"folder,omitempty"`
	// Next is what to do next, nil where nothing is left to do.
	Next *NextStep `json:"next,omitempty"`
	// CSV tells programs how the tables in the folder are written.
	CSV *Format `json:"csv,omitempty"`
	// Status counts who can make calls, for the command status; StatusNotes tell which
	// sources were not open to this partner.
	Status      *StatusCounts `json:"status,omitempty"`
	StatusNotes []string      `json:"status_notes,omitempty"`
	// FromJournal means that the reports were written again, from the journal. It
	// has neither requests nor pauses: Requests are empty then, Seconds 0, and
	// Finished is zero where the run is not finished.
	FromJournal bool `json:"from_journal,omitempty"`
}

// Partner is the partner account that a run speaks for.
type Partner struct {
	AuthID string `json:"auth_id"`
	Name   string `json:"name,omitempty"` // as the partner's profile has it
	Host   string `json:"host"`           // of the API, with the port where it is not the usual one; "sandbox" for that of --sandbox
}

// String names the partner in a sentence.
func (p *Partner) String() string {
	where := "(" + p.AuthID + ", " + p.Host + ")"
	if p.Name == "" {
		return where
	}
	return p.Name + " " + where
}

// NextStep is the one thing to do next.
type NextStep struct {
	First   string `json:"first,omitempty"` // what a person does before
	Command string `json:"command"`         // with all its flags, quoted for a shell
	Again   bool   `json:"again"`           // it resumes this run
	Feeds   bool   `json:"-"`               // it reads the rows that a person has corrected
	Settles int    `json:"-"`               // how many rows its flags settle, if they are right
}

// NewSummary starts the summary of a command.
func NewSummary(command, version, input string, started time.Time) *Summary {
	return &Summary{
		begun: started, Command: command, Version: version, Input: input, Started: started.UTC(),
		Counts: map[string]int{}, Codes: map[string]int{}, StatusCodes: map[string]map[string]int{}, Notes: map[string]int{}, Changed: map[string]int{}, Requests: map[string]int{},
	}
}

// ReadSummary reads the summary in the folder of a run; false where there is none.
func ReadSummary(dir string) (s Summary, ok bool) {
	f, err := os.Open(filepath.Join(dir, SummaryFile))
	if err != nil {
		return s, false
	}
	defer f.Close()
	err = json.NewDecoder(io.LimitReader(f, mostSummary)).Decode(&s)
	return s, err == nil && s.Command != ""
}

// mostSummary bounds what is read of a summary, bytes: it has no rows in it.
const mostSummary = 1 << 20

// add counts a result.
func (s *Summary) add(r *reconcile.Result) {
	s.Counts[string(r.Status)]++
	if r.Waits {
		s.waiting++
	}
	for _, p := range r.Problems {
		s.Codes[string(p.Code)]++
		of := s.StatusCodes[string(r.Status)]
		if of == nil {
			of = map[string]int{}
			s.StatusCodes[string(r.Status)] = of
		}
		of[string(p.Code)]++
	}
	for _, c := range r.Changed {
		s.Changed[string(c.Field)]++
	}
	s.values.add(r)
	s.flags.add(r)
	for _, n := range r.Notes {
		s.Notes[string(n.Code)]++
	}
	switch {
	case doubted(r):
		s.Warnings++
	case len(r.Notes) > 0:
		s.Repaired++
	}
	if len(r.Dropped) > 0 {
		s.Dropped++
	}
	if r.Removed && (r.Status == reconcile.Create || r.Status == reconcile.Created) {
		s.Removed++
	}
	if r.LookAlike && (r.Status == reconcile.Create || r.Status == reconcile.Created) {
		s.LookAlikes++
	}
}

// doubted reports whether something about a row is worth a look.
func doubted(r *reconcile.Result) bool {
	return slices.ContainsFunc(r.Notes, func(n importer.Problem) bool { return !n.Repairs() })
}

// End completes the summary.
func (s *Summary) End(t importer.Tally, now time.Time) {
	s.Rows, s.Empty, s.Headers, s.Rules, s.Footers, s.Placeholders = t.Rows, t.Empty, t.Headers, t.Rules, t.Footers, t.Placeholders
	s.EndAt(now)
}

// EndAt says when the run ended, unless the journal has said it.
func (s *Summary) EndAt(now time.Time) {
	s.Values = s.values.sorted()
	if s.FromJournal {
		return
	}
	s.Finished = now.UTC()
	s.Seconds = now.Sub(s.begun).Round(time.Millisecond).Seconds()
}

// Elapsed is how long the command has been at work, whatever was done to the clock.
func (s *Summary) Elapsed() time.Duration { return time.Since(s.begun) }

// EndEarly completes the summary of a command that has ended before each row had its
// answer: it counts those that have one.
func (s *Summary) EndEarly(now time.Time) {
	s.early, s.Rows = true, 0
	for _, n := range s.Counts {
		s.Rows += n
	}
	s.EndAt(now)
}

// Balanced reports whether every data row has one status.
func (s *Summary) Balanced() bool {
	n := 0
	for _, count := range s.Counts {
		n += count
	}
	return n == s.Rows
}

// JSON returns the summary as an indented document with a line end.
func (s *Summary) JSON() []byte {
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic("reports: the summary has a type that JSON does not know: " + err.Error())
	}
	return append(b, '\n')
}
