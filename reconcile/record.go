package reconcile

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"

	"vobizsync/importer"
)

// recordVersion is the version of the records in rows.log. A change that another
// program would misread needs a new one; testdata/rows-v1.json holds records of
// version 1, and a test reads them.
const recordVersion = 1

// record is what rows.log keeps of a row. It is a type of its own, so that
// changing [Result] does not change what is on disk. It has no field for a
// password or a token.
type record struct {
	Version int            `json:"v"`
	Intent  bool           `json:"intent,omitempty"` // a POST may have been sent, its outcome is not known
	Line    int            `json:"line,omitempty"`
	Status  Status         `json:"status,omitempty"`
	Email   string         `json:"email,omitempty"`
	AuthID  string         `json:"auth_id,omitempty"`
	Name    string         `json:"name,omitempty"`
	Phone   string         `json:"phone,omitempty"`
	Country string         `json:"country,omitempty"`
	Changed []recordChange `json:"changed,omitempty"`
	Dropped []string       `json:"dropped,omitempty"`
	Removed bool           `json:"removed,omitempty"`
	Alike   bool           `json:"alike,omitempty"`
	Problem []recordReason `json:"problems,omitempty"`
	Notes   []recordReason `json:"notes,omitempty"`
	At      int64          `json:"at,omitempty"`    // when a create was settled, or sent without an answer, in ms since 1970
	First   int64          `json:"first,omitempty"` // when the first of several such creates was sent
}

type recordChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

type recordReason struct {
	Code    string `json:"code"`
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
}

// newRecord is the stored form of a result.
func newRecord(r *Result) record {
	rec := record{
		Version: recordVersion, Intent: r.Status == Unknown,
		Line: r.Line, Status: r.Status, Email: r.Email, AuthID: r.AuthID,
		Name: r.Name, Phone: r.Phone, Country: r.Country,
		Removed: r.Removed, Alike: r.LookAlike, Problem: newReasons(r.Problems), Notes: newReasons(r.Notes),
	}
	for _, c := range r.Changed {
		rec.Changed = append(rec.Changed, recordChange{string(c.Field), c.Before, c.After})
	}
	for _, f := range r.Dropped {
		rec.Dropped = append(rec.Dropped, string(f))
	}
	if at := cmp.Or(r.lost, r.At); !at.IsZero() {
		rec.At = at.UnixMilli()
	}
	if !r.firstLost.IsZero() {
		rec.First = r.firstLost.UnixMilli()
	}
	return rec
}

func newReasons(problems []importer.Problem) (reasons []recordReason) {
	for _, p := range problems {
		reasons = append(reasons, recordReason{string(p.Code), string(p.Field), p.Message})
	}
	return reasons
}

// result is the row's result as the record tells it.
func (rec *record) result(row int) Result {
	r := Result{
		Row: row, Line: rec.Line, Status: rec.Status, Email: rec.Email, AuthID: rec.AuthID,
		Name: rec.Name, Phone: rec.Phone, Country: rec.Country,
		Removed: rec.Removed, LookAlike: rec.Alike, Problems: problemsOf(rec.Problem), Notes: problemsOf(rec.Notes),
	}
	if !rec.Intent {
		r.At = millis(rec.At)
	}
	for _, c := range rec.Changed {
		r.Changed = append(r.Changed, Change{importer.Field(c.Field), c.Before, c.After})
	}
	for _, f := range rec.Dropped {
		r.Dropped = append(r.Dropped, importer.Field(f))
	}
	if rec.Intent && r.Status == "" { // the run was cut off in the middle of this row
		r.fail(Unknown, InDoubtCode, "the run was cut off before the answer came; run sync again to find out")
	}
	return r
}

func problemsOf(reasons []recordReason) (problems []importer.Problem) {
	for _, p := range reasons {
		problems = append(problems, importer.Problem{Code: importer.Code(p.Code), Field: importer.Field(p.Field), Message: p.Message})
	}
	return problems
}

// settled reports whether a later start of the run can take the record as
// it is: nothing is open, and asking again would not change it.
func (rec *record) settled() bool {
	switch rec.Status {
	case Created, Exists, Differs, Invalid:
		return true
	case Failed:
		for _, p := range rec.Problem {
			if transient(importer.Code(p.Code)) {
				return false
			}
		}
		return true
	}
	return false
}

// askAgain reports whether a failed row may fare better the next time.
func (r *Result) askAgain() bool {
	for _, p := range r.Problems {
		if transient(p.Code) {
			return true
		}
	}
	return false
}

func transient(c importer.Code) bool { return c == Unavailable || c == Forbidden }

func decodeRecord(b []byte) (record, error) {
	var rec record
	if err := json.Unmarshal(b, &rec); err != nil {
		return rec, fmt.Errorf("a record of rows.log can't be read: %w", err)
	}
	if rec.Version != recordVersion {
		return rec, fmt.Errorf("rows.log has records of version %s, this program writes version %d",
			strconv.Itoa(rec.Version), recordVersion)
	}
	return rec, nil
}
