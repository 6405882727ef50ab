package reconcile_test

import (
	"testing"

	"vobizsync/importer"
	"vobizsync/internal/secret"
	"vobizsync/reconcile"
)

func TestTheChecksumSeesEveryDecision(t *testing.T) {
	sum := func(change func(*importer.Entry, *reconcile.Result)) string {
		c := reconcile.NewChecksum()
		for i := range 3 {
			e := entry(i+1, user(i+1))
			r := reconcile.Plan(&e, reconcile.Account{}, false)
			if i == 1 {
				change(&e, &r)
			}
			c.Add(&r)
		}
		return c.Sum()
	}
	same := sum(func(*importer.Entry, *reconcile.Result) {})
	if again := sum(func(*importer.Entry, *reconcile.Result) {}); again != same || len(same) != 16 {
		t.Fatalf("the same plan has the checksums %q and %q", same, again)
	}
	alike := map[string]func(*importer.Entry, *reconcile.Result){
		"another password":          func(e *importer.Entry, _ *reconcile.Result) { e.Customer.Password = secret.New("Other#123") },
		"created by an earlier run": func(_ *importer.Entry, r *reconcile.Result) { r.Status, r.AuthID = reconcile.Created, "MA_1" },
		"e-mail in another case":    func(_ *importer.Entry, r *reconcile.Result) { r.Email = "U2@Example.com" },
	}
	for name, change := range alike {
		if got := sum(change); got != same {
			t.Errorf("%s: the checksum changes", name)
		}
	}
	other := map[string]func(*importer.Entry, *reconcile.Result){
		"another phone":  func(e *importer.Entry, _ *reconcile.Result) { e.Customer.Phone = "+493023125499" },
		"another e-mail": func(_ *importer.Entry, r *reconcile.Result) { r.Email = "u9@example.com" },
		"exists":         func(_ *importer.Entry, r *reconcile.Result) { r.Status, r.AuthID = reconcile.Exists, "MA_1" },
		"differs": func(_ *importer.Entry, r *reconcile.Result) {
			r.Status, r.AuthID, r.Changed = reconcile.Differs, "MA_1", []reconcile.Change{{Field: importer.Name}}
		},
		"differs from a value": func(_ *importer.Entry, r *reconcile.Result) {
			r.Status, r.AuthID, r.Changed = reconcile.Differs, "MA_1", []reconcile.Change{{Field: importer.Name, Before: "Ann"}}
		},
		"differs from another value": func(_ *importer.Entry, r *reconcile.Result) { // the account was changed since
			r.Status, r.AuthID, r.Changed = reconcile.Differs, "MA_1", []reconcile.Change{{Field: importer.Name, Before: "Anna"}}
		},
		"differs, to another value": func(_ *importer.Entry, r *reconcile.Result) {
			r.Status, r.AuthID, r.Changed = reconcile.Differs, "MA_1", []reconcile.Change{{Field: importer.Name, Before: "Ann", After: "Anna"}}
		},
		"invalid": func(_ *importer.Entry, r *reconcile.Result) { r.Status = reconcile.Invalid },
	}
	seen := map[string]string{same: "nothing"}
	for name, change := range other {
		got := sum(change)
		if before, ok := seen[got]; ok {
			t.Errorf("%s has the checksum of: %s", name, before)
		}
		seen[got] = name
	}
}
