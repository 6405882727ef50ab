package reconcile_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"vobizsync/importer"
	"vobizsync/reconcile"
)

// customer is what a row of the file says.
var customer = importer.Customer{
	Name: "Ann Smith", Email: "ann@example.com", Phone: "+493023125418", Country: "DE",
	Company: "Acme", Timezone: "Europe/Berlin", GSTIN: "27AAPFU0939F1ZV",
}

func entry(row int, c importer.Customer) importer.Entry {
	return importer.Entry{Row: row, Line: row + 1, Customer: c}
}

func TestPlan(t *testing.T) {
	account := func(change func(*importer.Customer)) reconcile.Account {
		c := customer
		change(&c)
		return reconcile.Account{AuthID: "MA_1", Customer: c}
	}
	tests := []struct {
		name    string
		account reconcile.Account
		found   bool
		status  reconcile.Status
		changed []string
	}{
		{"no account", reconcile.Account{}, false, reconcile.Create, nil},
		{"the same", account(func(*importer.Customer) {}), true, reconcile.Exists, nil},
		{"e-mail in another case", account(func(c *importer.Customer) { c.Email = "ANN@example.com" }), true, reconcile.Exists, nil},
		{"other space in the name", account(func(c *importer.Customer) { c.Name = " Ann  Smith" }), true, reconcile.Exists, nil},
		{"phone with punctuation", account(func(c *importer.Customer) { c.Phone = "+49 30 23125418" }), true, reconcile.Exists, nil},
		{"phone without a plus", account(func(c *importer.Customer) { c.Phone = "493023125418" }), true, reconcile.Exists, nil},
		{"country not told", account(func(c *importer.Customer) { c.Country = "" }), true, reconcile.Exists, nil},
		{"fields that the row leaves empty", account(func(c *importer.Customer) { c.City = "Berlin"; c.Description = "old" }), true, reconcile.Exists, nil},
		{"another name", account(func(c *importer.Customer) { c.Name = "Ann Smyth" }), true, reconcile.Differs, []string{"name: Ann Smyth -> Ann Smith"}},
		{"name in another case", account(func(c *importer.Customer) { c.Name = "ann smith" }), true, reconcile.Differs, []string{"name: ann smith -> Ann Smith"}},
		{"another phone", account(func(c *importer.Customer) { c.Phone = "+4930231254" }), true, reconcile.Differs, []string{"phone: +4930231254 -> +493023125418"}},
		{"no company yet", account(func(c *importer.Customer) { c.Company = "" }), true, reconcile.Differs, []string{"company:  -> Acme"}},
		{"another country", account(func(c *importer.Customer) { c.Country = "AT" }), true, reconcile.Differs, []string{"country: AT -> DE"}},
		{"two optional fields", account(func(c *importer.Customer) { c.Timezone = "UTC"; c.GSTIN = "x" }), true, reconcile.Differs,
			[]string{"timezone: UTC -> Europe/Berlin", "gstin: x -> 27AAPFU0939F1ZV"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := entry(1, customer)
			r := reconcile.Plan(&e, tt.account, tt.found)
			var changed []string
			for _, c := range r.Changed {
				changed = append(changed, fmt.Sprintf("%s: %s -> %s", c.Field, c.Before, c.After))
			}
			if r.Status != tt.status || !slices.Equal(changed, tt.changed) || tt.found && r.AuthID != "MA_1" {
				t.Errorf("Plan = %s %q %q, want %s %q", r.Status, r.AuthID, changed, tt.status, tt.changed)
			}
		})
	}
}

func TestAnInvalidRowIsInvalidWhateverExists(t *testing.T) {
	e := entry(1, customer)
	e.Problems = []importer.Problem{{Code: importer.InvalidPhone}}
	if r := reconcile.Plan(&e, reconcile.Account{AuthID: "MA_1", Customer: customer}, true); r.Status != reconcile.Invalid || r.AuthID != "" {
		t.Errorf("Plan = %s %q, want invalid without an auth_id", r.Status, r.AuthID)
	}
}

func TestARowThatNamesAnAccountIsNeverCreated(t *testing.T) {
	e := entry(1, customer)
	e.NamesAccount = true
	if r := reconcile.Plan(&e, reconcile.Account{}, false); r.Status != reconcile.Invalid || r.Problems[0].Code != importer.Required {
		t.Errorf("without an account: %s %v, want invalid because there is no password", r.Status, r.Problems)
	}
	if r := reconcile.Plan(&e, reconcile.Account{AuthID: "MA_1", Customer: customer}, true); r.Status != reconcile.Exists {
		t.Errorf("with its account: %s, want exists", r.Status)
	}
}

// An account that is not active is worth a look, and no other is: what the API
// does not say is not guessed.
func TestAnInactiveAccountIsANote(t *testing.T) {
	other := customer
	other.Name = "Ann Smyth"
	for active, noted := range map[string]bool{"false": true, "true": false, "": false, "0": true, "1": false, "maybe": false} {
		for status, c := range map[reconcile.Status]importer.Customer{reconcile.Exists: customer, reconcile.Differs: other} {
			e := entry(1, customer)
			e.Notes = []importer.Problem{{Message: "the leading 0 was dropped"}}
			r := reconcile.Plan(&e, reconcile.Account{AuthID: "MA_1", IsActive: active, Customer: c}, true)
			want := "the leading 0 was dropped"
			if noted {
				want += "; the account is not active: reactivate it in the Console"
			}
			if got := reconcile.Text(r.Notes); got != want || r.Status != status || len(e.Notes) != 1 {
				t.Errorf("is_active %q: %s with the notes %q, want %s and %q", active, r.Status, got, status, want)
			}
		}
	}
}

// Nor does it matter that the account shows only after its create was refused.
func TestAnInactiveAccountThatShowsLateIsANote(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fake{}
		f.onCreate = func(email string, _ int) (bool, error) {
			if email != user(2).Email {
				return true, nil
			}
			f.add(user(2))
			f.accounts[len(f.accounts)-1].IsActive, f.accounts[len(f.accounts)-1].CreatedAt = "false", "2020-01-01T00:00:00Z"
			return false, errTaken
		}
		results, _ := apply(t, f, 3)
		if r := results[1]; r.Status != reconcile.Exists || reconcile.Text(r.Notes) != "the account is not active: reactivate it in the Console" {
			t.Errorf("%s with the notes %q", r.Status, reconcile.Text(r.Notes))
		}
		if r := results[0]; r.Status != reconcile.Created || len(r.Notes) > 0 {
			t.Errorf("%s with the notes %q", r.Status, reconcile.Text(r.Notes))
		}
	})
}
