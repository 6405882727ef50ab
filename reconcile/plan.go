package reconcile

import (
	"strings"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
)

// Plan decides what is to be done about a row: nothing when it is invalid or
// when its customer has an account, else to create one. It is pure.
func Plan(e *importer.Entry, existing Account, found bool) Result {
	if !e.Valid() {
		return newResult(e, Invalid)
	}
	if !found && e.NamesAccount {
		r := newResult(e, Invalid)
		r.fail(Invalid, importer.Required, "password: must not be empty: the row names an account, but no account has its e-mail")
		return r
	}
	if !found {
		return newResult(e, Create)
	}
	r := newResult(e, Exists)
	r.AuthID = existing.AuthID
	if r.Changed = differences(&e.Customer, &existing.Customer); len(r.Changed) > 0 {
		r.Status = Differs
		for i := range r.Changed {
			r.Changed[i].After = e.Shown(r.Changed[i].Field)
		}
	}
	if existing.Inactive() {
		r.Note(AccountInactive, inactive)
	}
	return r
}

// inactive is a note: the customer has an account that nobody can call with.
const inactive = "the account is not active: reactivate it in the Console"

// differences compares the fields that the row fills in with the account's. The
// e-mail is what the two have in common, and the password can't be read back.
func differences(want, have *importer.Customer) (changed []Change) {
	for _, f := range importer.Fields {
		w, h := want.Get(f), have.Get(f)
		if w == "" || f == importer.Email || sameValue(f, w, h) {
			continue
		}
		if f == importer.Country && h == "" {
			continue // an older account may not tell
		}
		changed = append(changed, Change{Field: f, Before: h, After: w})
	}
	return changed
}

// sameValue compares two values of a field without regard to what the API may
// have normalized otherwise than this tool: white space, and the punctuation of
// a phone.
func sameValue(f importer.Field, want, have string) bool {
	if want == have {
		return true
	}
	have = normalize.Fold(have)
	switch f {
	case importer.Phone:
		return strings.TrimPrefix(want, "+") == digits(have)
	case importer.Country, importer.GSTIN, importer.GSTStatus, importer.AccountType:
		return strings.EqualFold(want, have)
	}
	return want == have
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
