package importer

import (
	"slices"
	"strings"

	"vobizsync/importer/normalize"
)

// Problem is one thing that is wrong with a row, or worth a look.
type Problem struct {
	Code    Code
	Field   Field // empty where the row as a whole is meant
	Message string
	// Flag would settle the problem, if it is right; the zero value where none would.
	Flag Flag
}

// Flag is a flag of the program with its value, "" for one that takes none.
type Flag struct{ Name, Value string }

// Repairs reports whether a note is on a cell that was read otherwise than it
// stands, without a doubt and without a loss.
func (p Problem) Repairs() bool { return p.Code.Class() == normalize.Repaired }

// IsRepeat reports whether another row, or an account, has the same e-mail, phone, GSTIN
// or company.
func (p Problem) IsRepeat() bool {
	return slices.Contains([]Code{DuplicateEmail, normalize.SamePhone, normalize.SameGSTIN, normalize.SameCompany}, p.Code)
}

// Code is the stable name of a kind of problem; programs may rely on it.
type Code = normalize.Code

// The codes that a file's own content can earn.
const (
	Required         Code = "required"
	MalformedRow     Code = "malformed_row"
	DuplicateEmail   Code = "duplicate_email"
	InvalidEmail          = normalize.InvalidEmail
	InvalidPhone          = normalize.InvalidPhone
	DamagedNumber         = normalize.DamagedNumber
	WeakPassword          = normalize.WeakPassword
	InvalidCountry        = normalize.InvalidCountry
	InvalidTimezone       = normalize.InvalidTimezone
	InvalidGSTIN          = normalize.InvalidGSTIN
	InvalidGSTStatus      = normalize.InvalidGSTStatus
)

// Entry is one data row of the file.
type Entry struct {
	Row      int // counts data rows, from 1
	Line     int // the line of the file, or the row of the sheet, where it starts; from 1
	Customer Customer
	Problems []Problem // why the row can't be used; none means that it can
	Notes    []Problem // what was repaired or looks odd, without being wrong: their codes are those of normalize.NoteCodes

	// NamesAccount means that the row has no password, but an auth_id: it is
	// about an account that exists.
	NamesAccount bool

	raw  string  // the row as it is in the file
	mail hash128 // of the key of its e-mail, zero where the row has no usable one
	keys keys    // of what else may tell that two rows are one customer
	odd  bool    // its row has no cells that could be read
}

// Valid reports whether the row can be used.
func (e *Entry) Valid() bool { return len(e.Problems) == 0 }

// EmailUsable reports whether the row has an e-mail that can be looked up, whatever
// else is wrong with it.
func (e *Entry) EmailUsable() bool {
	return e.Customer.Email != "" && !slices.ContainsFunc(e.Problems, func(p Problem) bool {
		return p.Field == Email && p.Code != DuplicateEmail
	})
}

func (e *Entry) problem(code Code, f Field, message string) {
	e.Problems = append(e.Problems, Problem{Code: code, Field: f, Message: message})
}

// settled names the flag that would settle the problem that was added last.
func (e *Entry) settled(by Flag) { e.Problems[len(e.Problems)-1].Flag = by }

func (e *Entry) note(code Code, f Field, message string) {
	e.Notes = append(e.Notes, Problem{Code: code, Field: f, Message: message})
}

// leftOut are the codes of fields in other words, where those are problems.
var leftOut = map[Field]Code{Timezone: InvalidTimezone, GSTIN: InvalidGSTIN, GSTStatus: InvalidGSTStatus}

// refuseDoubts makes problems of the doubts, in the same words and with the same
// codes, except for those of fields that were left out.
func (e *Entry) refuseDoubts() {
	var repaired []Problem
	for _, n := range e.Notes {
		if n.Repairs() {
			repaired = append(repaired, n)
			continue
		}
		if n.Code == normalize.LeftOut {
			n.Code = leftOut[n.Field]
		}
		e.Problems = append(e.Problems, n)
	}
	e.Notes = repaired
}

// Dropped lists the best-effort fields that were left out.
func (e *Entry) Dropped() (fields []Field) {
	for _, n := range e.Notes {
		if n.Code == normalize.LeftOut {
			fields = append(fields, n.Field)
		}
	}
	return fields
}

// has reports whether a field has a problem already.
func (e *Entry) has(f Field) bool {
	for _, p := range e.Problems {
		if p.Field == f {
			return true
		}
	}
	return false
}

// EmailKey returns what two spellings of one e-mail address have in common:
// trimmed, in NFC and in lower case. The API holds e-mail addresses apart
// without regard to case.
func EmailKey(email string) string {
	for i := range len(email) {
		if c := email[i]; c <= ' ' || c >= 'A' && c <= 'Z' || c > '~' {
			return strings.ToLower(normalize.Fold(email))
		}
	}
	return email
}
