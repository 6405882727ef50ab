package reconcile

import (
	"fmt"
	"reflect"
	"testing"

	"vobizsync/importer"
	"vobizsync/internal/secret"
)

// A full index gives accounts back as they were put in, except for their secrets;
// another one only what rows are compared by, and whether they are active.
func TestTheIndexGivesBackWhatWasPutIn(t *testing.T) {
	for _, full := range []bool{false, true} {
		x := index{full: full}
		var want []Account
		for i, active := range []string{"true", "false", "", "1", "yes", "null"} {
			a := typical(i)
			a.IsActive, a.AuthToken = active, secret.New("token")
			for j, f := range importer.Fields {
				if f != importer.Email {
					a.Set(f, fmt.Sprintf("%s %d %d", f, i, j))
				}
			}
			if i == 2 {
				a.KYCStatus, a.CashCredits, a.CreatedAt = "", "", ""
			}
			if !x.add(&a) || x.add(&a) {
				t.Errorf("account %d is not new once", i)
			}
			a.AuthToken, a.Password = secret.Text{}, secret.Text{}
			if !full {
				a.KYCStatus, a.CashCredits, a.CreatedAt = "", "", ""
			}
			want = append(want, a)
		}
		var got []Account
		x.all(func(a *Account) bool {
			got = append(got, *a)
			return true
		})
		if !reflect.DeepEqual(got, want) {
			t.Errorf("full = %t: all accounts = %+v, want %+v", full, got, want)
		}
		for _, a := range want {
			if found, ok := x.find(importer.EmailKey(a.Email)); !ok || !reflect.DeepEqual(found, a) {
				t.Errorf("full = %t: found %+v (%t), want %+v", full, found, ok, a)
			}
		}
	}
}

// What an account takes in memory: its text, a length of each, and ten bytes.
func TestAnAccountInTheIndexIsSmall(t *testing.T) {
	for _, full := range []bool{false, true} {
		const accounts = 100_000
		x := index{full: full}
		text := 0
		for i := range accounts {
			a := typical(i)
			x.add(&a)
			text += len(a.AuthID) + 1
			for _, f := range packed {
				text += len(a.Get(f)) + 1
			}
			for _, s := range a.more() {
				if full {
					text += len(*s) + 1
				}
			}
		}
		size := 0
		for _, c := range x.chunks {
			size += cap(c)
		}
		if most := text + 10*accounts + chunkSize; size > most {
			t.Errorf("full = %t: %d bytes, want %d at most", full, size, most)
		}
		t.Logf("full = %t: %.1f bytes an account, %.1f of them text", full, float64(size)/accounts, float64(text)/accounts)
	}
}
