package reconcile

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
	"vobizsync/reconcile/ledger"
)

func TestARowToCreateThatLooksLikeAnAccount(t *testing.T) {
	x := Existing{}
	for i, c := range []importer.Customer{
		{Email: "old@example.com", Phone: "98-7654 3210"}, // no calling code: another number
		{Email: "a@example.com", Phone: "+91 98765-43210", GSTIN: "27aapfu0939f1zv"},
		{Email: "b@example.com", Phone: "919876543210"},
		{Email: "none@example.com"},
	} {
		x.index.add(&Account{AuthID: fmt.Sprintf("MA_%d", i), Customer: c})
	}
	x.alike.read(&x.index, mostAlike)
	for _, tt := range []struct {
		email, phone, gstin string
		problem             bool
		want                string
	}{
		{"new@example.com", "+919876543210", "", false, "phone: the account MA_1 has this phone under another e-mail"},
		{"new@example.com", "+919876543210", "27AAPFU0939F1ZV", false, "phone: the account MA_1 has this phone under another e-mail; gstin: the account MA_1 has this GSTIN under another e-mail"},
		{"new@example.com", "+919876543211", "27AAPFU0939F1ZV", false, "gstin: the account MA_1 has this GSTIN under another e-mail"},
		{"new@example.com", "+919876543211", "", false, ""},
		{"new@example.com", "", "", false, ""},
		{"B@example.com", "+919876543210", "27AAPFU0939F1ZV", false, ""}, // has an account
		{"new@example.com", "+919876543210", "", true, ""},               // is not created
	} {
		e := &importer.Entry{Customer: importer.Customer{Name: "N", Email: tt.email, Phone: tt.phone, GSTIN: tt.gstin, Country: "IN"}}
		if tt.problem {
			e.Problems = []importer.Problem{{Code: importer.WeakPassword}}
		}
		r := x.plan(e)
		if got := Text(r.Notes); got != tt.want || r.LookAlike != (tt.want != "") {
			t.Errorf("%+v: %q, look-alike %v, want %q", tt, got, r.LookAlike, tt.want)
		}
	}
	var few alike
	few.read(&x.index, 1)
	r := Result{Status: Create, Entry: &importer.Entry{Customer: importer.Customer{Phone: "+919876543210"}}}
	if few.note(&r); r.LookAlike {
		t.Error("an account beyond the bound was held")
	}
}

// Strict makes a problem of the doubt, unless the row may have been sent already.
func TestStrictRefusesARowThatLooksLikeAnAccount(t *testing.T) {
	x := Existing{Strict: true}
	x.index.add(&Account{AuthID: "MA_1", Customer: importer.Customer{Email: "a@example.com", Phone: "+919876543210"}})
	x.alike.read(&x.index, mostAlike)
	const sent = "sent@example.com"
	l, err := ledger.InMemory(ledger.Run{ID: "start"})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Send(ledger.Send{EmailKey: sent})(); err != nil {
		t.Fatal(err)
	}
	j := &Journal{ledger: l}
	for _, tt := range []struct {
		email, phone string
		status       Status
		problems     string
		notes        string
	}{
		{"new@example.com", "+919876543210", Invalid, "phone: the account MA_1 has this phone under another e-mail", "zip_code: a zero"},
		{"new@example.com", "+919876543211", Create, "", "zip_code: a zero"},
		{sent, "+919876543210", Create, "", "zip_code: a zero; phone: the account MA_1 has this phone under another e-mail"},
	} {
		e := &importer.Entry{
			Customer: importer.Customer{Name: "N", Email: tt.email, Phone: tt.phone, Country: "IN"},
			Notes:    []importer.Problem{{Code: normalize.ZeroRestored, Field: importer.ZipCode, Message: "a zero"}},
		}
		rows := func(context.Context) iter.Seq2[*importer.Entry, error] {
			return func(yield func(*importer.Entry, error) bool) { yield(e, nil) }
		}
		for r, err := range x.Plan(t.Context(), rows, j) {
			if err != nil {
				t.Fatal(err)
			}
			if r.Status != tt.status || Text(r.Problems) != tt.problems || Text(r.Notes) != tt.notes || r.LookAlike != (tt.email == sent) {
				t.Errorf("%+v: %s, problems %q, notes %q, look-alike %v", tt, r.Status, Text(r.Problems), Text(r.Notes), r.LookAlike)
			}
		}
		if len(e.Problems) > 0 || len(e.Notes) != 1 {
			t.Errorf("%+v: the entry has become %v, %v", tt, e.Problems, e.Notes)
		}
	}
}

func BenchmarkAlike(b *testing.B) {
	const accounts = 100_000
	x := index{}
	for i := range accounts {
		a := typical(i)
		x.add(&a)
	}
	for b.Loop() {
		before := heap()
		var found alike
		found.read(&x, mostAlike)
		b.ReportMetric(float64(heap()-before)/accounts, "B/account")
		runtime.KeepAlive(&found)
	}
}
