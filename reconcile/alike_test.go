package reconcile

import (
	"fmt"
	"runtime"
	"testing"

	"vobizsync/importer"
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
