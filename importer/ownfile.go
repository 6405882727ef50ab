package importer

import (
	"slices"
	"strings"

	"vobizsync/importer/normalize"
)

// Files that this program has written can be fed in again: rejected.csv, and
// what export prints. The columns that they have besides the customers' fields
// are known, and passed over.

// ErrorColumn is the header of the column that rejected.csv adds to the
// source's own.
const ErrorColumn = "error"

// accountColumn is the header of the column that names a row's account. A row
// that has one needs no password: its account exists.
const accountColumn = "auth_id"

var ownColumns = []string{ErrorColumn, accountColumn, "kyc_status", "cash_credits", "is_active", "created_at", "balance", "currency"}

// isOwnColumn reports whether a header is one of this program's own.
func isOwnColumn(header string) bool {
	return slices.Contains(ownColumns, strings.ToLower(header))
}

// noteAccount reads from a row whether it names an account.
func (f *File) noteAccount(e *Entry) {
	at := slices.IndexFunc(f.columns, func(c Column) bool { return strings.EqualFold(c.Header, accountColumn) })
	if at < 0 {
		return
	}
	if cells := f.Cells(e); at < len(cells) {
		id := normalize.Fold(cells[at])
		e.NamesAccount = id != "" && !normalize.IsPlaceholder(id)
	}
}

// unescape takes away the apostrophe that our own files put before a cell which
// a spreadsheet would take for a formula.
func unescape(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte("=+-@", s[1]) >= 0 {
		return s[1:]
	}
	return s
}
