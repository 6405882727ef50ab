package reports

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// meaning says in a few words what a status is. The order is that of the
// summary.
var meaning = []struct {
	status reconcile.Status
	words  string
}{
	{reconcile.Valid, "nothing wrong"},
	{reconcile.Create, "no account yet"},
	{reconcile.Created, "new account"},
	{reconcile.Exists, "had an account already"},
	{reconcile.Differs, "has an account with other fields"},
	{reconcile.Invalid, "problems in the file"},
	{reconcile.Failed, "not created"},
	{reconcile.Unknown, "may or may not have been created"},
	{reconcile.Skipped, "not tried"},
}

// WriteText writes the summary in words.
func (s *Summary) WriteText(w io.Writer) {
	if s.Status != nil {
		s.writeStatus(w)
		return
	}
	fmt.Fprintf(w, "%s: %s%s\n", words.Printable(s.Input), words.Count(s.Rows, "row"), s.passedOver()+s.soFar())
	if s.Partner != nil && s.Command == "plan" {
		fmt.Fprintf(w, "partner: %s\n", words.Printable(s.Partner.String()))
	}
	for _, m := range meaning {
		if n := s.Counts[string(m.status)]; n > 0 {
			fmt.Fprintf(w, "  %-9s%6s  %s%s\n", m.status, words.Number(n), m.words, s.detail(m.status))
		}
	}
	s.writeValues(w)
	if s.Removed > 0 {
		fmt.Fprintf(w, "%s\n", s.removed())
	}
	if s.LookAlikes > 0 {
		fmt.Fprintf(w, "%s\n", s.lookAlikes())
	}
	if s.Missing != nil {
		fmt.Fprintf(w, "%s\n", s.missing())
	}
	if s.Warnings > 0 {
		fmt.Fprintf(w, "%s with a warning%s\n", words.Count(s.Warnings, "row"), ranking(s.notesOf(false)))
	}
	if s.Repaired > 0 {
		fmt.Fprintf(w, "%s with a repaired cell%s\n", words.Count(s.Repaired, "row"), ranking(s.notesOf(true)))
	}
	if s.Placeholders > 0 {
		fmt.Fprintf(w, "%s like NULL, N/A or - counted as empty\n", words.Count(s.Placeholders, "cell"))
	}
	if s.Dropped > 0 {
		fmt.Fprintf(w, "%s without optional fields that the API does not accept: set them in the Console\n", words.Count(s.Dropped, s.leavesOut()))
	}
	if len(s.Requests) > 0 {
		fmt.Fprintf(w, "%s\n", s.requests())
	}
	if s.Command == "plan" {
		fmt.Fprintf(w, "checksum %s: sync --expect %s does just this, or nothing\n", s.Checksum, s.Checksum)
	}
}

// notesOf counts the repairs, or the doubts, by code.
func (s *Summary) notesOf(repairs bool) map[string]int {
	notes := map[string]int{}
	for code, n := range s.Notes {
		if (importer.Problem{Code: importer.Code(code)}).Repairs() == repairs {
			notes[code] = n
		}
	}
	return notes
}

// leavesOut is what is without a dropped field.
func (s *Summary) leavesOut() string {
	if s.Command == "sync" {
		return "account"
	}
	return "row"
}

// partial reports whether the journal of a run that is not finished is all that is
// known: the file may have more rows.
func (s *Summary) partial() bool { return s.FromJournal && s.Stopped != "" }

func (s *Summary) soFar() string {
	switch {
	case s.early:
		return " so far"
	case s.partial():
		return " so far: " + words.Printable(s.Stopped)
	}
	return ""
}

func (s *Summary) removed() string {
	is, are := "customer is", "customers are"
	if s.Command != "plan" {
		is, are = "customer was", "customers were"
	}
	return phrase(s.Removed, is+" created again: the account was removed", are+" created again: their accounts were removed")
}

func (s *Summary) lookAlikes() string {
	if s.Command != "plan" {
		return phrase(s.LookAlikes, "new account has", "new accounts have") + " the phone or the GSTIN of a customer under another e-mail"
	}
	return phrase(s.LookAlikes, "row to create looks", "rows to create look") + " like an existing customer under another e-mail"
}

func (s *Summary) missing() string {
	switch n := *s.Missing; n {
	case 0:
		return "every account is in the file"
	case 1:
		return "1 account is not in the file: see " + words.Printable(filepath.Join(s.Folder, MissingFile))
	default:
		return fmt.Sprintf("%s accounts are not in the file: see %s", words.Number(n), words.Printable(filepath.Join(s.Folder, MissingFile)))
	}
}

// passedOver counts the rows that are none of a customer.
func (s *Summary) passedOver() string {
	var parts []string
	if s.Empty > 0 {
		parts = append(parts, words.Count(s.Empty, "empty row"))
	}
	if s.Headers > 0 {
		parts = append(parts, words.Count(s.Headers, "repeated header"))
	}
	if s.Rules > 0 {
		parts = append(parts, words.Count(s.Rules, "dashed line"))
	}
	if s.Footers > 0 {
		parts = append(parts, words.Count(s.Footers, "footer"))
	}
	if len(parts) == 0 {
		return ""
	}
	return ", and " + words.List(parts) + " ignored"
}

// detail names what is wrong with the rows of a status, the commonest first.
func (s *Summary) detail(status reconcile.Status) string {
	if status == reconcile.Differs {
		return ranking(s.Changed)
	}
	return ranking(s.StatusCodes[string(status)])
}

// ranking lists counted names, the most frequent first.
func ranking(counts map[string]int) string {
	names := slices.Collect(maps.Keys(counts))
	slices.SortFunc(names, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	switch len(names) {
	case 0:
		return ""
	case 1:
		return ": " + names[0]
	}
	for i, name := range names {
		if counts[name] > 1 {
			names[i] = fmt.Sprintf("%s (%s)", name, words.Number(counts[name]))
		}
	}
	return ": " + strings.Join(names, ", ")
}

// requests sums up what was sent.
func (s *Summary) requests() string {
	var parts []string
	total := 0
	for _, kind := range []string{"profile", "list", "search", "create", "account", "balance", "numbers", "kyc"} {
		if n := s.Requests[kind]; n > 0 {
			parts = append(parts, words.Number(n)+" "+kind)
			total += n
		}
	}
	text := fmt.Sprintf("%s in %s: %s", words.Count(total, "request"), duration(s.Seconds), strings.Join(parts, ", "))
	if s.Throttled > 0 {
		text += fmt.Sprintf("; the server asked %s to slow down", words.Times(s.Throttled))
	}
	return text
}

func duration(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	if d < time.Minute {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
