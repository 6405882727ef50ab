package reports

import (
	"fmt"
	"strings"

	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// htmlStep is one thing to do next.
type htmlStep struct {
	Head    string
	Text    string
	File    string // to open, beside the page
	Command string // to paste
}

// steps says what to do, the most urgent first: what has stopped the run, what a
// command settles, and what a person has to settle.
func (s *Summary) steps() []htmlStep {
	var steps []htmlStep
	add := func(head, text, file string) { steps = append(steps, htmlStep{head, text, file, ""}) }
	paste := func(wanted bool) {
		if wanted {
			steps[len(steps)-1].Command = s.pasted()
		}
	}
	again := s.Next != nil && s.Next.Again
	feeds := s.Next != nil && s.Next.Feeds

	if why := s.obstacle(); why != "" {
		add("Remove what stopped the run", why, "")
	}
	switch {
	case s.Unfinished() && s.FromJournal:
		add("Run “vobizsync sync” again", s.again(), "")
		paste(again)
	case s.Unfinished() && (s.Command != "plan" || s.Next == nil || again): // sync looks up what plan could not
		add("Run the same command again", s.again(), "")
		paste(again)
	case s.Rows == 0:
		add("Check that the file is whole", "It has a header and no rows.", "")
	case s.Next != nil && !feeds:
		if head, text := s.next(); head != "" {
			add(head, text, "")
			paste(true)
		}
	}
	if n := s.of(reconcile.Invalid) + s.of(reconcile.Failed); n > 0 {
		text := fmt.Sprintf("Correct the file, and feed it in again: %s.", phrase(n, "row has a problem", "rows have problems"))
		file := ""
		if s.hasRejected() {
			text = fmt.Sprintf("%s, and the last column says what. Feed the corrected file in as it is; other rows need not be in it.",
				phrase(n, "row has a problem", "rows have problems"))
			if s.personsOf(reconcile.Unknown)+s.personsOf(reconcile.Skipped) > 0 {
				text += " The rows that are unknown or skipped are in it, too."
			}
			if file = RejectedFile; s.rejectedBook {
				file = RejectedBook
			}
		}
		add("Correct the rejected rows", text, file)
		paste(feeds)
	}
	if n := s.of(reconcile.Differs); n > 0 {
		add("Change differing accounts in the Console", fmt.Sprintf("%s other fields than the file. The API can't change them; filter by “differs” to see which.",
			phrase(n, "account has", "accounts have")), "")
	}
	if s.Dropped > 0 {
		add("Set dropped fields in the Console", fmt.Sprintf("%s without optional fields that the API does not accept.",
			phrase(s.Dropped, s.leavesOut()+" is", s.leavesOut()+"s are")), "")
	}
	if s.Warnings > 0 {
		add("Look at the warnings", phrase(s.Warnings, "row was", "rows were")+" odd, without being wrong.", "")
	}
	if len(steps) == 0 {
		add("Nothing is left to do", "", "")
	}
	return steps
}

// pasted is the command of the next step as the page shows it: "" where it has a flag
// whose value may be secret, such as the address of a notice.
func (s *Summary) pasted() string {
	for _, flag := range []string{"--on-finish", "--token-command"} {
		if strings.Contains(s.Next.Command, flag) {
			return ""
		}
	}
	return s.Next.Command
}

// obstacle says what would stop the next run, too, and what the program advises.
// An interruption is none.
func (s *Summary) obstacle() string {
	full := s.Codes[string(reconcile.QuotaExceeded)] > 0
	if s.Error == "" && s.Hint == "" && !full {
		return ""
	}
	why := sentence(s.Stopped)
	switch {
	case s.FromJournal && full:
		why = "The partner has no room for more accounts."
	case why == "":
		why = sentence(s.Error)
	}
	switch {
	case s.Hint != "":
		why += " " + sentence(s.Hint)
	case full:
		why += " Ask Vobiz to raise the number of accounts of this partner."
	}
	return why
}

// Unfinished reports whether the same command has something left to do.
func (s *Summary) Unfinished() bool {
	return s.of(reconcile.Unknown)+s.of(reconcile.Skipped) > 0 ||
		s.Codes[string(reconcile.Unavailable)] > 0 || s.Stopped != ""
}

func (s *Summary) again() string {
	text := "It resumes where this run ended, and creates no customer twice."
	if s.partial() {
		text += " Rows that are not listed here were not tried yet."
	}
	if n := s.of(reconcile.Skipped); n > 0 {
		text += " " + phrase(n, "row was", "rows were") + " not tried."
	}
	if n := s.of(reconcile.Unknown); n > 0 {
		text += " " + phrase(n, "customer", "customers") + " may or may not have been created, and will be looked up first."
	}
	return text
}

// next is what the command that follows does with the rows that have no problem: those
// that have one can be fed in later.
func (s *Summary) next() (head, text string) {
	switch {
	case s.Command == "validate" && s.Next.First != "":
		return "Check the suggested flags", fmt.Sprintf("If they are right, they settle up to %s.", words.Count(s.Next.Settles, "row"))
	case s.Command == "validate":
		head, text = "Look the customers up", "“vobizsync plan” says which of them have accounts, and what would be created."
	case s.Command == "plan":
		head, text = "Create the missing accounts", "“vobizsync sync” asks first: each customer gets an e-mail, and accounts can't be deleted."
	default:
		return "", ""
	}
	if s.Next.First != "" {
		text = "First " + s.Next.First + ". " + text
	}
	if s.of(reconcile.Invalid) > 0 {
		text += " Rows with problems are left out, and can follow later."
	}
	return head, text
}

// phrase puts a number before the words that go with it.
func phrase(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return words.Number(n) + " " + more
}

// sentence gives words of the program, which have neither, a capital and a full
// stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	if c := s[0]; c >= 'a' && c <= 'z' {
		s = string(c-'a'+'A') + s[1:]
	}
	switch s[len(s)-1] {
	case '.', '!', '?':
		return s
	}
	return s + "."
}
