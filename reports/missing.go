package reports

import "vobizsync/reconcile"

// MissingFile is the name of the list of accounts that are not in the file.
const MissingFile = "missing.csv"

// missingFile writes missing.csv.
type missingFile struct {
	*Accounts
	err error // of what it has taken
}

func createMissing(dir string, format *Format) (*missingFile, error) {
	accounts, err := newAccounts(dir, MissingFile, format)
	return &missingFile{Accounts: accounts}, err
}

// add does nothing: the accounts are those that no result is about.
func (w *missingFile) add(*reconcile.Result) error { return nil }

func (w *missingFile) take(a *reconcile.Account) {
	if w.err == nil {
		w.err = w.Add(a, nil)
	}
}

func (w *missingFile) commit(*Summary) error {
	if w.err != nil {
		return w.err
	}
	return w.Commit()
}
