package reports

import (
	"fmt"
	"strings"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// htmlPage is what the template shows beside the rows.
type htmlPage struct {
	*Summary
	File       string // the input without its folders
	Verdict    string
	State      string // in two words
	Tone       string // good, attention or stopped: a class
	Facts      []htmlFact
	Shares     []htmlShare
	Groups     []*problemGroup
	Chart      *htmlChart // nil where there is nothing to draw
	Steps      []htmlStep
	Files      []string // beside the page
	Listed     htmlListed
	Drifts     []Drift // what differs, the first of them
	MoreDrifts int     // those in drift.csv only
	Accounts   bool    // some row can have an auth_id
	Columns    []htmlColumn
}

// htmlColumn says what fills a field: a column, or a template or constant as --map takes
// it.
type htmlColumn struct {
	Field importer.Field
	From  string
}

// columns lists what fills the fields, in their order.
func (s *Summary) columns() (all []htmlColumn) {
	for _, f := range importer.Fields {
		if from, ok := s.Mapping[string(f)]; ok {
			all = append(all, htmlColumn{f, from})
		}
	}
	return all
}

// htmlFact is a line of what is known about the run.
type htmlFact struct {
	Name, Text string
	Full       string // longer than Text, where it was cut
	Time       string // machine-readable, for a moment
}

// htmlShare is a status with its part of the rows.
type htmlShare struct {
	Status  reconcile.Status
	Words   string
	Count   int
	Persons int // the rows that need one
	Percent string
	X, W    string // of the bar, out of barWidth
}

func newHTMLPage(s *Summary, w *htmlFile) *htmlPage {
	p := &htmlPage{
		Summary: s, File: baseName(s.Input), Verdict: s.verdict(), Facts: s.facts(), Shares: s.shares(),
		Groups: w.groups.sorted(), Chart: w.times.chart(), Steps: s.steps(), Listed: w.listed,
		Files: []string{ResultFile, RejectedFile, SummaryFile}, Accounts: s.Command != "validate", Columns: s.columns(),
	}
	if !s.hasRejected() {
		p.Files = []string{ResultFile, SummaryFile}
	}
	if w.drifts.count > 0 {
		p.Files, p.Drifts, p.MoreDrifts = append(p.Files, DriftFile), w.drifts.first, w.drifts.count-len(w.drifts.first)
	}
	if s.rejectedBook {
		p.Files = append(p.Files, RejectedBook)
	}
	if s.Missing != nil {
		p.Files = append(p.Files, MissingFile)
	}
	switch {
	case s.partial():
		p.State, p.Tone = "Not finished", "stopped"
	case s.Stopped != "" || s.Error != "":
		p.State, p.Tone = "Stopped early", "stopped"
	case s.Persons() > 0:
		p.State, p.Tone = "Needs a person", "attention"
	case s.Rows == 0:
		p.State, p.Tone = "No rows", "attention"
	case s.waiting > 0:
		p.State, p.Tone = "To be continued", "attention"
	default:
		p.State, p.Tone = "Settled", "good"
	}
	return p
}

// Long reports whether the numbers of rows and lines take more room than three digits.
func (p *htmlPage) Long() bool { return p.Rows+p.Empty+p.Headers >= 998 }

// hasRejected reports whether rejected.csv is beside the page. A report from the
// journal has no source to take the rows from.
func (s *Summary) hasRejected() bool { return !s.FromJournal }

// baseName drops the folders, whether spelled with slashes or backslashes.
func baseName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

func (s *Summary) of(status reconcile.Status) int { return s.Counts[string(status)] }

// Persons counts the rows that need one.
func (s *Summary) Persons() (n int) {
	for status := range s.Counts {
		n += s.personsOf(reconcile.Status(status))
	}
	return n
}

// personsOf counts the rows of a status that need a person.
func (s *Summary) personsOf(status reconcile.Status) int {
	switch {
	case !troubled(status):
		return 0
	case status == reconcile.Skipped:
		return s.of(status) - s.waiting
	}
	return s.of(status)
}

// verdict says in one sentence what the run comes to.
func (s *Summary) verdict() string {
	var text string
	switch {
	case s.Rows == 0 && s.partial():
		return "No row is settled yet."
	case s.Rows == 0:
		return "The file has no rows."
	case s.partial():
		text = fmt.Sprintf("Of the %s so far, %s created", words.Count(s.Rows, "row"), phrase(s.of(reconcile.Created), "was", "were")) +
			s.found("had an account", "had accounts")
	case s.Command == "validate":
		switch {
		case s.of(reconcile.Valid) == s.Rows && s.Rows == 1:
			return "The row can be used."
		case s.of(reconcile.Valid) == s.Rows:
			return "All " + words.Count(s.Rows, "row") + " can be used."
		}
		text = fmt.Sprintf("%s of %s can be used", words.Number(s.of(reconcile.Valid)), words.Count(s.Rows, "row"))
	case s.Command == "plan":
		text = share(s.of(reconcile.Create), s.Rows, "would be", "would be") + s.found("has an account", "have accounts")
	default:
		text = share(s.of(reconcile.Created), s.Rows, "was", "were") + s.found("had an account", "had accounts")
	}
	if n := s.waiting; n > 0 {
		text += "; " + phrase(n, "waits", "wait") + " for the next run"
	}
	switch n := s.Persons(); {
	case n == 1:
		text += "; 1 row needs a person"
	case n > 1:
		text += fmt.Sprintf("; %s rows need a person", words.Number(n))
	case s.of(reconcile.Differs) == 0:
		text += "; no row needs a person"
	}
	return text + "."
}

// share says how many customers were created: "11 of 25 customers were created".
func share(n, rows int, is, are string) string {
	switch {
	case n == rows && rows == 1:
		return "The customer " + is + " created"
	case n == rows:
		return fmt.Sprintf("All %s customers %s created", words.Number(rows), are)
	case n == 1:
		return fmt.Sprintf("1 of %s %s created", words.Count(rows, "customer"), is)
	}
	return fmt.Sprintf("%s of %s %s created", words.Number(n), words.Count(rows, "customer"), are)
}

// found says how many customers needed no account.
func (s *Summary) found(one, more string) (text string) {
	switch n := s.of(reconcile.Exists); {
	case n == 1:
		text = ", 1 " + one
	case n > 1:
		text = ", " + words.Number(n) + " " + more
	}
	if n := s.of(reconcile.Differs); n > 0 {
		verb := "have"
		if n == 1 {
			verb = "has"
		}
		text += fmt.Sprintf(", %s %s an account with other fields", words.Number(n), verb)
	}
	return text
}

// facts lists what identifies the run.
func (s *Summary) facts() []htmlFact {
	facts := []htmlFact{{Name: "File", Text: baseName(s.Input)}}
	if rows := words.Number(s.Rows) + s.passedOver(); s.Rows > 0 || s.Empty > 0 {
		facts = append(facts, htmlFact{Name: "Data rows", Text: rows})
	}
	if s.Partner != nil {
		facts = append(facts, htmlFact{Name: "Partner", Text: s.Partner.String()})
	}
	facts = append(facts, moment("Started", s.Started))
	switch {
	case !s.FromJournal:
		facts = append(facts, htmlFact{Name: "Duration", Text: pace(s.Seconds)})
	case !s.Finished.IsZero():
		facts = append(facts, moment("Finished", s.Finished)) // it may have paused in between
	}
	if s.SHA256 != "" {
		facts = append(facts, htmlFact{Name: "SHA-256", Text: s.SHA256[:min(12, len(s.SHA256))], Full: s.SHA256})
	}
	if n := s.total(); n > 0 {
		text := words.Number(n)
		if s.Throttled > 0 {
			text += ", slowed down " + words.Times(s.Throttled)
		}
		facts = append(facts, htmlFact{Name: "Requests", Text: text})
	}
	if s.Run != "" {
		facts = append(facts, htmlFact{Name: "Run", Text: s.Run[:min(8, len(s.Run))], Full: s.Run})
	}
	if s.Checksum != "" {
		facts = append(facts, htmlFact{Name: "Plan's checksum", Text: s.Checksum})
	}
	if s.Missing != nil {
		facts = append(facts, htmlFact{Name: "Accounts not in the file", Text: words.Number(*s.Missing)})
	}
	return append(facts, htmlFact{Name: "Exit code", Text: fmt.Sprint(s.ExitCode)})
}

func moment(name string, t time.Time) htmlFact {
	return htmlFact{Name: name, Text: t.UTC().Format("2 January 2006, 15:04") + " UTC", Time: t.UTC().Format(time.RFC3339)}
}

// total counts the requests of all kinds.
func (s *Summary) total() (n int) {
	for _, count := range s.Requests {
		n += count
	}
	return n
}

// pace writes a duration for people: "8.5 s", "3 min 20 s", "2 h 5 min".
func pace(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", d/time.Minute, d%time.Minute/time.Second)
	}
	return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
}

// barWidth is how many units the bar of statuses is wide.
const barWidth = 1000

// shares lists the statuses that have rows, in the order of the summary. On the
// bar none of them is so narrow that it can't be seen.
func (s *Summary) shares() (shares []htmlShare) {
	const narrowest = 6.0
	all, wide := 0, 0.0
	for _, m := range meaning {
		if n := s.of(m.status); n > 0 {
			shares = append(shares, htmlShare{Status: m.status, Words: m.words, Count: n, Persons: s.personsOf(m.status)})
			all += n
		}
	}
	widths := make([]float64, len(shares))
	for i := range shares {
		widths[i] = max(narrowest, barWidth*float64(shares[i].Count)/float64(all))
		wide += widths[i]
	}
	x := 0.0
	for i := range shares {
		w := widths[i] / wide * barWidth
		shares[i].X, shares[i].W = fmt.Sprintf("%.1f", x), fmt.Sprintf("%.1f", w)
		shares[i].Percent = percent(shares[i].Count, all)
		x += w
	}
	return shares
}

// percent never rounds something to nothing, nor less than all to all.
func percent(n, all int) string {
	p := 100 * float64(n) / float64(all)
	switch {
	case p < 1:
		return "< 1 %"
	case p > 99 && n < all:
		return "> 99 %"
	}
	return fmt.Sprintf("%.0f %%", p)
}
