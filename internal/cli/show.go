package cli

import (
	"fmt"

	"vobizsync/internal/words"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// shownCreates is how many creates plan lists unless --all is given.
const shownCreates = 20

// shown lists what a plan would do: the first creates, and every difference.
type shown struct {
	app     *app
	name    string // of the file
	all     bool
	creates int
}

func (s *shown) add(r *reconcile.Result) {
	if s.app.json {
		return
	}
	switch r.Status {
	case reconcile.Create:
		if s.creates++; s.all || s.creates <= shownCreates {
			s.line(r, "create: "+customer(r))
		}
	case reconcile.Differs:
		for _, d := range reports.Drifts(r) {
			s.line(r, "differs: "+d.Text())
		}
	}
}

func (s *shown) line(r *reconcile.Result, text string) {
	fmt.Fprintf(s.app.Stdout, "%s:%d: %s\n", words.Printable(s.name), r.Line, words.Printable(text))
}

// rest says how many creates are not listed.
func (s *shown) rest() {
	if more := s.creates - shownCreates; more > 0 && !s.all && !s.app.json {
		fmt.Fprintf(s.app.Stdout, "%s: %s: --all lists them\n", words.Printable(s.name), words.Count(more, "more create"))
	}
}

// customer is a customer as it would be created, on one line.
func customer(r *reconcile.Result) string {
	return fmt.Sprintf("%s <%s> %s %s", r.Name, r.Email, r.Phone, r.Country)
}
