package vobiz

import (
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// What is written for each account has a bound: a create whose auth_id can't be one
// is in doubt, and an item of a list is passed over.
func TestAnEndlessAuthIDIsNone(t *testing.T) {
	long := strings.Repeat("A", 100_000)
	s := &sandbox.Server{
		EditCreated: func(_ sandbox.Account, answer map[string]any) { answer["auth_id"] = long },
		EditItem: func(a sandbox.Account, item map[string]any) {
			if a.Email == "c1@x.example" {
				item["auth_id"] = long
			}
		},
	}
	c := newClient(t, config(s))
	if a, err := c.Create(t.Context(), t.Context(), customer(1), nil); class(err) != "in doubt" || len(a.AuthID) > maxKey || len(err.Error()) > 500 {
		t.Errorf("%s: an auth_id of %d bytes, %v", class(err), len(a.AuthID), err)
	}
	s.Add(sandbox.Account{Email: "c2@x.example"})
	n := 0
	for page, err := range c.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range page.Accounts {
			if n++; a.Email != "c2@x.example" {
				t.Errorf("the list has %s with an auth_id of %d bytes", a.Email, len(a.AuthID))
			}
		}
	}
	if n != 1 {
		t.Errorf("%d accounts, want 1", n)
	}
}

// A list that says that it has 10^12 accounts, or shows the same page for ever, ends
// when a page brings nothing new.
func TestAListThatBringsNothingNewEnds(t *testing.T) {
	for name, s := range map[string]*sandbox.Server{
		"total": {Total: func(int) string { return "1000000000000" }},
		"page":  {Total: func(int) string { return "1000000000000" }, IgnorePage: true},
	} {
		for i := range 250 {
			s.Add(sandbox.Account{Email: customer(i).Email})
		}
		c := newClient(t, config(s))
		seen := map[string]bool{}
		for page, err := range c.All(t.Context()) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, a := range page.Accounts {
				seen[a.AuthID] = true
			}
		}
		want := map[string]int{"total": 250, "page": 100}[name]
		if n := c.Requests()["list"]; len(seen) != want || n > 30 {
			t.Errorf("%s: %d accounts after %d requests, want %d", name, len(seen), n, want)
		}
		if _, found, err := c.Find(t.Context(), "nobody@x.example"); found || err != nil {
			t.Errorf("%s: a search finds %t, %v", name, found, err)
		}
	}
}
