package reports

import (
	"io"

	"vobizsync/importer"
	"vobizsync/internal/disk"
	"vobizsync/internal/words"
	"vobizsync/reconcile"
)

// AccountField is one column of an account.
type AccountField struct{ Name, Value string }

// AccountFields returns what is known of an account, without secrets, in the
// order of the export's columns. The balance may be nil.
func AccountFields(a *reconcile.Account, b *reconcile.Balance) []AccountField {
	var fields []AccountField
	for _, f := range importer.Fields {
		fields = append(fields, AccountField{string(f), a.Get(f)}) // the password has no text
	}
	fields = append(fields,
		AccountField{"auth_id", a.AuthID}, AccountField{"kyc_status", a.KYCStatus}, AccountField{"cash_credits", a.CashCredits},
		AccountField{"is_active", a.IsActive}, AccountField{"created_at", a.CreatedAt})
	if b != nil {
		fields = append(fields, AccountField{"balance", b.Amount}, AccountField{"currency", b.Currency})
	}
	return fields
}

// Accounts writes accounts as CSV: the columns that sync reads, then what only
// the API knows.
type Accounts struct {
	csv      *rows
	file     *disk.File // nil for a stream
	balances bool
	header   bool // has been written
}

// newAccounts starts a file of accounts in a folder.
func newAccounts(dir, name string, format *Format) (*Accounts, error) {
	f, err := disk.Create(dir, name)
	if err != nil {
		return nil, err
	}
	return &Accounts{csv: format.table(f), file: f}, nil
}

// NewAccountStream writes accounts to a stream.
func NewAccountStream(w io.Writer, balances bool) *Accounts {
	return &Accounts{csv: newRows(w, ','), balances: balances}
}

// Add takes the next account. The balance may be nil.
func (w *Accounts) Add(a *reconcile.Account, b *reconcile.Balance) error {
	if err := w.writeHeader(); err != nil {
		return err
	}
	var cells []string
	for _, f := range AccountFields(a, b) {
		if f.Name == string(importer.Phone) {
			cells = append(cells, phoneCell(f.Value))
			continue
		}
		cells = append(cells, words.Cell(f.Value))
	}
	return w.named(w.csv.Write(cells))
}

// named says which file an error is about.
func (w *Accounts) named(err error) error {
	if err == nil || w.file == nil {
		return err
	}
	return disk.WriteError(w.file.Path(), err)
}

func (w *Accounts) writeHeader() error {
	if w.header {
		return nil
	}
	w.header = true
	var b *reconcile.Balance
	if w.balances {
		b = &reconcile.Balance{}
	}
	var names []string
	for _, f := range AccountFields(&reconcile.Account{}, b) {
		names = append(names, f.Name)
	}
	return w.named(w.csv.Write(names))
}

// Commit writes what is left, and gives a file its name.
func (w *Accounts) Commit() error {
	if err := w.writeHeader(); err != nil {
		return err
	}
	w.csv.Flush()
	if err := w.csv.Error(); err != nil || w.file == nil {
		return w.named(err)
	}
	return w.file.Commit()
}

// Discard leaves no file behind that has not got its name.
func (w *Accounts) Discard() {
	if w.file != nil {
		w.file.Discard()
	}
}
