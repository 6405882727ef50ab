package reports

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"vobizsync/importer"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// ValueGroup is what the rows have in common that have the same to fix: one value
// of a field that people choose from a list, such as the country.
type ValueGroup struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"` // with the value, as far as it may be shown
	Rows    int    `json:"rows"`
	Line    int    `json:"line"` // of the first of them
	Warning bool   `json:"warning,omitempty"`
}

// valueGroups collects the groups, by the message in lower case: --map takes a value
// in any case.
type valueGroups struct{ byMessage map[string]*ValueGroup }

const (
	mostGroups = 1000 // are held apart
	mostListed = 50   // are in summary.json and on the page
	mostSaid   = 10
)

func (g *valueGroups) add(r *reconcile.Result) {
	if g.byMessage == nil {
		g.byMessage = map[string]*ValueGroup{}
	}
	for _, p := range r.Problems {
		g.count(r, p, false)
	}
	for _, n := range r.Notes {
		g.count(r, n, true)
	}
}

func (g *valueGroups) count(r *reconcile.Result, p importer.Problem, warning bool) {
	if !isFromList(p.Field) {
		return
	}
	key := string(p.Field) + " " + strings.ToLower(p.Message)
	group := g.byMessage[key]
	if group == nil {
		if len(g.byMessage) >= mostGroups {
			return
		}
		group = &ValueGroup{Field: string(p.Field), Code: string(p.Code), Message: p.Message, Line: r.Line, Warning: warning}
		g.byMessage[key] = group
	}
	group.Rows++
}

// isFromList reports whether few values are in a field, each in many rows.
func isFromList(f importer.Field) bool {
	switch f {
	case importer.Country, importer.Timezone, importer.GSTStatus, importer.AccountType:
		return true
	}
	return false
}

// sorted lists the groups, the most frequent first.
func (g *valueGroups) sorted() []ValueGroup {
	var groups []ValueGroup
	for _, group := range g.byMessage {
		groups = append(groups, *group)
	}
	slices.SortFunc(groups, func(a, b ValueGroup) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	return groups[:min(len(groups), mostListed)]
}

// Text is the group in words.
func (g *ValueGroup) Text() string {
	text := words.Count(g.Rows, "row") + ": " + g.Field + ": " + g.Message
	if g.Warning {
		text += " (warning)"
	}
	return words.Printable(text)
}

// writeValues says what is to be fixed once for many rows.
func (s *Summary) writeValues(w io.Writer) {
	for i := range s.Values[:min(len(s.Values), mostSaid)] {
		fmt.Fprintf(w, "  %s\n", s.Values[i].Text())
	}
	switch more := len(s.values.byMessage) - mostSaid; {
	case len(s.values.byMessage) == mostGroups:
		fmt.Fprintf(w, "  and %s or more values\n", words.Number(more))
	case more > 0:
		fmt.Fprintf(w, "  and %s\n", words.Count(more, "more value"))
	}
}
