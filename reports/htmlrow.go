package reports

import (
	"bytes"
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

// set makes it the row of a result, in the room that its lists have.
func (row *htmlRow) set(r *reconcile.Result) {
	*row = htmlRow{
		Row: r.Row, Line: r.Line, Status: r.Status, Email: r.Email, Name: r.Name,
		Phone: r.Phone, Country: r.Country, AuthID: r.AuthID, Changed: r.Changed,
		Codes: row.Codes[:0], Messages: row.Messages[:0], Dropped: row.Dropped[:0], Notes: row.Notes[:0], Repairs: row.Repairs[:0],
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
}

func problemText(p importer.Problem) string { return reconcile.Text([]importer.Problem{p}) }

// EmailHead is the part of the e-mail after which a narrow cell may break it.
func (row *htmlRow) EmailHead() string { return row.Email[:strings.LastIndexByte(row.Email, '@')+1] }

// EmailTail is the rest.
func (row *htmlRow) EmailTail() string { return row.Email[len(row.EmailHead()):] }

// DroppedText lists the fields that the API does not take.
func (row *htmlRow) DroppedText() string { return strings.Join(row.Dropped, ", ") }

// appendJSON appends the row as an array without the empty members at its end: names
// would be half of the page. The encoder writes <, > and & as \u003c, \u003e and
// \u0026, so no text in it can end the script element that it is in.
func (row *htmlRow) appendJSON(b []byte) []byte {
	b = strconv.AppendInt(append(b, '['), int64(row.Row), 10)
	b = strconv.AppendInt(append(b, ','), int64(row.Line), 10)
	for _, text := range [...]string{string(row.Status), row.Email, row.Name, row.Phone, row.Country, row.AuthID} {
		b = appendText(append(b, ','), text)
	}
	b = appendTexts(b, row.Codes)
	b = appendTexts(b, row.Messages)
	b = appendChanges(b, row.Changed)
	b = appendTexts(b, row.Dropped)
	b = appendTexts(b, row.Notes)
	b = appendTexts(b, row.Repairs)
	for bytes.HasSuffix(b, []byte(emptyList)) { // all else ends with a quote or a bracket
		b = b[:len(b)-len(emptyList)]
	}
	return append(b, ']')
}

const emptyList = ",0" // shorter than []

// appendTexts appends a list of texts behind a comma.
func appendTexts(b []byte, texts []string) []byte {
	if len(texts) == 0 {
		return append(b, emptyList...)
	}
	for i, text := range texts {
		b = appendText(append(b, listMark(i)...), text)
	}
	return append(b, ']')
}

// appendChanges appends a list of changes behind a comma: each is a list of the field,
// its text before, and after.
func appendChanges(b []byte, changes []reconcile.Change) []byte {
	if len(changes) == 0 {
		return append(b, emptyList...)
	}
	for i, c := range changes {
		b = appendText(append(append(b, listMark(i)...), '['), string(c.Field))
		b = appendText(append(b, ','), c.Before)
		b = append(appendText(append(b, ','), c.After), ']')
	}
	return append(b, ']')
}

// listMark is what comes before the i-th item of a list.
func listMark(i int) string {
	if i == 0 {
		return ",["
	}
	return ","
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
