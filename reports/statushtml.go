package reports

import (
	"bytes"
	_ "embed"
	"html/template"
	"strings"
	"sync"

	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// StatusHTMLFile is the name of the page of status in the folder of a run.
const StatusHTMLFile = "status.html"

var (
	//go:embed status.html.tmpl
	statusSource string

	// The page has the report's style, and no script at all.
	statusTemplate = sync.OnceValue(func() *template.Template {
		return template.Must(template.New(StatusHTMLFile).Funcs(template.FuncMap{
			"style": func() template.CSS { return template.CSS(htmlStyle) },
			"policy": func() string {
				return "default-src 'none'; style-src " + sourceHash(htmlStyle) + "; base-uri 'none'; form-action 'none'"
			},
			"group": words.Number,
		}).Parse(statusSource))
	})
)

// statusRows bounds the rows of each step on the page. The others are in status.csv,
// and the page says so.
const statusRows = 1_000

// statusPage collects the page of status. Memory: statusRows rows of each step.
type statusPage struct {
	summary *Summary
	rows    map[reconcile.Step][]StatusLine
}

// statusGroup is the customers who wait for the same.
type statusGroup struct {
	ID    string // on the page: one word
	Step  string
	Words string
	Count int
	More  int // beyond those in Rows
	Rows  []StatusLine
}

func newStatusPage(s *Summary) *statusPage {
	return &statusPage{summary: s, rows: map[reconcile.Step][]StatusLine{}}
}

func (p *statusPage) add(l *StatusLine) {
	step := reconcile.Step(l.NextStep)
	if len(p.rows[step]) < statusRows {
		p.rows[step] = append(p.rows[step], *l)
	}
}

// groups lists who waits for what, in the order of the steps; who can make calls is
// the last one.
func (p *statusPage) groups() (groups []statusGroup) {
	add := func(step reconcile.Step, name, text string) {
		if n := p.summary.Status.Steps[string(step)]; n > 0 {
			groups = append(groups, statusGroup{strings.ReplaceAll(name, " ", "-"), name, text, n, n - len(p.rows[step]), p.rows[step]})
		}
	}
	for _, step := range reconcile.Steps {
		if step != reconcile.StepNone {
			add(step, string(step), stepWords[step])
		}
	}
	add("", "not known", "see what the command printed")
	add(reconcile.StepNone, "ready", "can make calls")
	return groups
}

func (p *statusPage) write(dir string) error {
	s := p.summary
	facts := []htmlFact{{Name: "Customers of", Text: baseName(s.Input)}, moment("As of", s.Finished)}
	if n := s.total(); n > 0 {
		facts = append(facts, htmlFact{Name: "Requests", Text: words.Number(n)})
	}
	tone := "good"
	if s.Status.Ready < s.Rows {
		tone = "attention"
	}
	var page bytes.Buffer
	if err := statusTemplate().Execute(&page, map[string]any{
		"Verdict": s.statusVerdict(), "Tone": tone, "Facts": facts, "Groups": p.groups(), "Version": s.Version, "Notes": s.StatusNotes,
	}); err != nil {
		return disk.WriteError(StatusHTMLFile, err)
	}
	return disk.WriteFile(dir, StatusHTMLFile, page.Bytes())
}

// statusVerdict says in one sentence who can make calls.
func (s *Summary) statusVerdict() string {
	c := s.Status
	switch {
	case s.Rows == 0:
		return "There is no customer."
	case c.Ready == s.Rows:
		return "All " + words.Count(s.Rows, "customer") + " can make calls."
	}
	return words.Number(c.Ready) + " of " + words.Count(s.Rows, "customer") + " can make calls."
}
