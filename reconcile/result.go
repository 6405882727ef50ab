package reconcile

import (
	"fmt"
	"strings"
	"time"

	"vobizsync/importer"
	"vobizsync/internal/secret"
)

// Status says how a row stands.
type Status string

// The statuses of validate, plan and sync. The empty one is a mistake.
const (
	Valid   Status = "valid"   // validate: can be used
	Invalid Status = "invalid" // all: has problems of its own

	Create  Status = "create"  // plan: has no account yet
	Exists  Status = "exists"  // plan, sync: has an account like it
	Differs Status = "differs" // plan, sync: has an account with other fields; the API has no update

	Created Status = "created" // sync: has an account since this run
	Failed  Status = "failed"  // sync: has certainly not been created
	Unknown Status = "unknown" // sync: asked, no answer, and the look-up failed, too
	Skipped Status = "skipped" // sync: not tried, since the run was stopped or the quota ran out
)

// Change is a field that differs.
type Change struct {
	Field  importer.Field
	Before string // as the account has it
	After  string // as the file has it
}

// Result is what is known about a row at the end.
type Result struct {
	Row      int
	Line     int
	Status   Status
	Email    string
	AuthID   string
	Name     string
	Phone    string // E.164, "" where the file's is none
	Country  string // ISO 3166-1 alpha-2
	Changed  []Change
	Dropped  []importer.Field   // optional fields that the API refused, or that have other words than it takes
	Problems []importer.Problem // why the row is not settled well
	Notes    []importer.Problem // what is worth a look

	At time.Time // when a create was settled

	Balance *Balance // of the account, where it was asked for

	// Entry is the row that the result is about; nil where the result was read
	// from rows.log alone.
	Entry *importer.Entry
	// Token is the new account's auth token, where the API gave one.
	Token secret.Text
	// Settled means that an earlier start of the run has settled the row.
	Settled bool

	// lost and firstLost are when the last and the first of the creates were sent
	// whose answers are lost; zero where that is not known.
	lost, firstLost time.Time
	// spelled is the key of the e-mail as the server spells it, "" where it is not known.
	spelled string
	// proof completes the credentials; nil where nothing is to be added to them.
	proof *proof
	// sends counts the sends on record of this start.
	sends int
	// made means that the password was made here; it is on passwordLine of the
	// credentials.
	made         bool
	password     secret.Text
	passwordLine int
	// Removed means that an account of ours was removed: the row is created again.
	Removed bool
	// LookAlike means that the row is to be created, or was, though an account has
	// its phone or its GSTIN under another e-mail.
	LookAlike bool

	// Waits means that --limit leaves the row to the next run: nothing is wrong with it.
	Waits bool

	// ours means that an earlier start of this run created the account.
	ours bool
	// told means that a 201 named the account, not a look-up.
	told bool
}

// newResult starts the result of a row with what the file says.
func newResult(e *importer.Entry, s Status) Result {
	return Result{
		Row: e.Row, Line: e.Line, Status: s,
		Email: e.Customer.Email, Name: e.Shown(importer.Name), Phone: e.Customer.Phone, Country: e.Customer.Country,
		Dropped: e.Dropped(), Problems: e.Problems, Notes: e.Notes, Entry: e,
	}
}

// fail gives the result a status and the reason for it.
func (r *Result) fail(s Status, code importer.Code, message string) {
	r.Status = s
	r.Problems = append(r.Problems[:len(r.Problems):len(r.Problems)], importer.Problem{Code: code, Message: message})
}

// Note adds something that is worth a look, without being wrong.
func (r *Result) Note(code importer.Code, message string) {
	r.note(importer.Problem{Code: code, Message: message})
}

func (r *Result) note(n importer.Problem) { r.Notes = append(r.Notes[:len(r.Notes):len(r.Notes)], n) }

// Skip marks a row as not tried, with the reason.
func (r *Result) Skip(code importer.Code, message string) { r.fail(Skipped, code, message) }

// Wait marks a row as not tried because so many creates are all that was asked for.
func (r *Result) Wait(creates int) {
	r.Waits = true
	r.fail(Skipped, Interrupted, fmt.Sprintf("not tried: --limit %d was reached; the same command creates the next", creates))
}

// adopt makes the account the row's own.
func (r *Result) adopt(s Status, a Account) {
	r.Status, r.AuthID, r.Token = s, a.AuthID, a.AuthToken
}

// compare makes the account the row's own, and compares the two.
func (r *Result) compare(a Account) {
	planned := Plan(r.Entry, a, true)
	r.Changed, r.Notes = planned.Changed, planned.Notes
	r.adopt(planned.Status, a)
}

// Check is what validate says of a row.
func Check(e *importer.Entry) Result {
	status := Valid
	if !e.Valid() {
		status = Invalid
	}
	return newResult(e, status)
}

func millis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Text joins the messages of problems, each with its field, by "; ".
func Text(problems []importer.Problem) string {
	if len(problems) == 1 {
		return textOf(&problems[0])
	}
	words := make([]string, len(problems))
	for i := range problems {
		words[i] = textOf(&problems[i])
	}
	return strings.Join(words, "; ")
}

func textOf(p *importer.Problem) string {
	if p.Field == "" {
		return p.Message
	}
	return string(p.Field) + ": " + p.Message
}
