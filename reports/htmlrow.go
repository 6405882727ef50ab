package reports

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// htmlRow is a row of the page's table. The script draws the same markup from
// the JSON as the template "row" does from this; a test compares the two.
type htmlRow struct {
	Row, Line int
	Status    reconcile.Status
	Email     string
	Name      string
	Phone     string
	Country   string
	AuthID    string
	Codes     []string // of the problems, in their order
	Messages  []string // of the problems, each with its field
	Changed   []reconcile.Change
	Dropped   []string
	Notes     []string // doubts
	Repairs   []string
}

func newHTMLRow(r *reconcile.Result) *htmlRow {
	row := &htmlRow{
		Row: r.Row, Line: r.Line, Status: r.Status, Email: r.Email, Name: r.Name,
		Phone: r.Phone, Country: r.Country, AuthID: r.AuthID, Changed: r.Changed,
	}
	for _, p := range r.Problems {
		row.Codes = append(row.Codes, string(p.Code))
		row.Messages = append(row.Messages, problemText(p))
	}
	for _, f := range r.Dropped {
		row.Dropped = append(row.Dropped, string(f))
	}
	for _, n := range r.Notes {
		text := problemText(n) + " (" + string(n.Code) + ")"
		if n.Repairs() {
			row.Repairs = append(row.Repairs, text)
		} else {
			row.Notes = append(row.Notes, text)
		}
	}
	return row
}

func problemText(p importer.Problem) string { return reconcile.Text([]importer.Problem{p}) }

// EmailHead is the part of the e-mail after which a narrow cell may break it.
func (r *htmlRow) EmailHead() string { return r.Email[:strings.LastIndexByte(r.Email, '@')+1] }

// EmailTail is the rest.
func (r *htmlRow) EmailTail() string { return r.Email[len(r.EmailHead()):] }

// DroppedText lists the fields that the API does not take.
func (r *htmlRow) DroppedText() string { return strings.Join(r.Dropped, ", ") }

// appendJSON appends the row as an array without the empty members at its end: names
// would be half of the page. The encoder writes <, > and & as \u003c, \u003e and
// \u0026, so no text in it can end the script element that it is in.
func (r *htmlRow) appendJSON(b []byte) []byte {
	changed := make([][3]string, len(r.Changed))
	for i, c := range r.Changed {
		changed[i] = [3]string{string(c.Field), c.Before, c.After}
	}
	b = strconv.AppendInt(append(b, '['), int64(r.Row), 10)
	b = strconv.AppendInt(append(b, ','), int64(r.Line), 10)
	for _, text := range []string{string(r.Status), r.Email, r.Name, r.Phone, r.Country, r.AuthID} {
		b = appendText(append(b, ','), text)
	}
	lists := []struct {
		value any
		size  int
	}{
		{r.Codes, len(r.Codes)}, {r.Messages, len(r.Messages)}, {changed, len(r.Changed)},
		{r.Dropped, len(r.Dropped)}, {r.Notes, len(r.Notes)}, {r.Repairs, len(r.Repairs)},
	}
	used := len(lists)
	for used > 0 && lists[used-1].size == 0 {
		used--
	}
	for _, l := range lists[:used] {
		if l.size == 0 {
			b = append(b, ",0"...) // shorter than []
			continue
		}
		b = append(append(b, ','), encodeJSON(l.value)...)
	}
	return append(b, ']')
}

// appendText appends a text as the encoder writes it, plain ones without its help.
func appendText(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || strings.IndexByte(`"\<>&`, c) >= 0 {
			return append(b, encodeJSON(text)...)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}

func encodeJSON(value any) []byte {
	b, err := json.Marshal(value)
	if err != nil {
		panic("reports: a row has a type that JSON does not know: " + err.Error())
	}
	return b
}

// problemGroup is what the rows with one code have in common.
type problemGroup struct {
	Code    string
	Count   int    // problems
	Rows    int    // rows that have them
	Line    int    // of the example
	Example string // the first message
}

// problemGroups counts problems by code.
type problemGroups struct{ byCode map[string]*problemGroup }

func (g *problemGroups) add(r *reconcile.Result) {
	if g.byCode == nil {
		g.byCode = map[string]*problemGroup{}
	}
	for i, p := range r.Problems {
		group := g.byCode[string(p.Code)]
		if group == nil {
			group = &problemGroup{Code: string(p.Code), Line: r.Line, Example: problemText(p)}
			g.byCode[string(p.Code)] = group
		}
		group.Count++
		if !slices.ContainsFunc(r.Problems[:i], func(earlier importer.Problem) bool { return earlier.Code == p.Code }) {
			group.Rows++
		}
	}
}

// sorted lists the groups, the most frequent first.
func (g *problemGroups) sorted() []*problemGroup {
	groups := make([]*problemGroup, 0, len(g.byCode))
	for _, group := range g.byCode {
		groups = append(groups, group)
	}
	slices.SortFunc(groups, func(a, b *problemGroup) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Code, b.Code)
	})
	return groups
}
