package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"vobizsync/internal/bench/people"
	"vobizsync/internal/sandbox"
)

// ask returns the status and the JSON of an answer.
func ask(t *testing.T, h http.Handler, method, path, body string) (int, map[string]any) {
	t.Helper()
	r := httptest.NewRequest(method, base+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Auth-ID", sandbox.DefaultAuthID)
	r.Header.Set("X-Auth-Token", sandbox.DefaultAuthToken)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	text, _ := io.ReadAll(w.Body)
	var v map[string]any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%s %s: %v\n%s", method, path, err, text)
	}
	return w.Code, v
}

// TestAnswersHaveTheShapeOfTheSimulator compares the names of all fields.
func TestAnswersHaveTheShapeOfTheSimulator(t *testing.T) {
	own, model := &server{accounts: 3, started: time.Now()}, &sandbox.Server{}
	model.Add(sandbox.Account{Email: "ann@example.com", Name: "Ann", Phone: "+919876543210", Country: "IN"})
	const body = `{"name":"Bob","email":"bob@example.com","phone":"+919876543210","password":"secret#123","country":"IN"}`
	for _, c := range []struct{ method, path, body string }{
		{"GET", "/me", ""}, {"GET", "/accounts?page=1&per_page=100", ""}, {"POST", "/accounts", body},
	} {
		code, got := ask(t, own, c.method, c.path, c.body)
		wantCode, want := ask(t, model, c.method, c.path, c.body)
		if code != wantCode || !reflect.DeepEqual(names(got), names(want)) {
			t.Errorf("%s %s: %d %v\nwant %d %v", c.method, c.path, code, names(got), wantCode, names(want))
		}
	}
}

// names lists the fields of an object and of what is in it.
func names(v map[string]any) (all []string) {
	for _, k := range slices.Sorted(maps.Keys(v)) {
		all = append(all, k)
		inner, _ := v[k].(map[string]any)
		if list, ok := v[k].([]any); ok && len(list) > 0 {
			inner, _ = list[0].(map[string]any)
		}
		for _, n := range names(inner) {
			all = append(all, k+"."+n)
		}
	}
	return all
}

func TestPagesHoldEveryAccountOnce(t *testing.T) {
	s := &server{accounts: 250, started: time.Now()}
	next := 0
	for page := 1; page <= 4; page++ {
		_, v := ask(t, s, "GET", fmt.Sprintf("/accounts?page=%d&per_page=100", page), "")
		for _, a := range v["accounts"].([]any) {
			if c := people.At(0, next); a.(map[string]any)["email"] != c.Email {
				t.Errorf("account %d on page %d has another e-mail than customer %d", next, page, next)
			}
			next++
		}
	}
	if next != 250 {
		t.Errorf("%d accounts are listed, want 250", next)
	}
}

func TestSearchFindsJustOne(t *testing.T) {
	s := &server{accounts: 250, started: time.Now()}
	for n, want := range map[int]int{0: 1, 249: 1, 250: 0} {
		c := people.At(0, n)
		if _, v := ask(t, s, "GET", "/accounts?page=1&per_page=100&search="+c.Email, ""); len(v["accounts"].([]any)) != want {
			t.Errorf("the search for customer %d finds %v", n, v)
		}
	}
}
