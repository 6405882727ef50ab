package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
	"vobizsync/reports"
)

// editing makes the bench's API say something else about the account of an
// e-mail, wherever it is.
func (b *bench) editing(edits map[string]map[string]any) {
	b.t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		b.server.ServeHTTP(rec, r)
		body := rec.Body.Bytes()
		var document any
		d := json.NewDecoder(strings.NewReader(rec.Body.String()))
		d.UseNumber()
		if d.Decode(&document) == nil {
			editDocument(document, edits)
			body, _ = json.Marshal(document)
		}
		maps.Copy(w.Header(), rec.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(rec.Code)
		_, _ = w.Write(body)
	}))
	b.t.Cleanup(s.Close)
	b.env["VOBIZ_BASE_URL"] = s.URL + sandbox.BasePath
}

func editDocument(v any, edits map[string]map[string]any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			editDocument(item, edits)
		}
	case map[string]any:
		if email, ok := v["email"].(string); ok {
			maps.Copy(v, edits[email])
		}
		for _, item := range v {
			editDocument(item, edits)
		}
	}
}

// accountTable reads a CSV file: the cells of each line by column, under its auth_id.
func accountTable(t *testing.T, text string) (header string, rows map[string]map[string]string) {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows = map[string]map[string]string{}
	for _, rec := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = rec[i]
		}
		rows[row["auth_id"]] = row
	}
	return strings.Join(records[0], ","), rows
}

// Somebody may close accounts by missing.csv: each of its cells is the one that
// export prints of the account.
func TestMissingHasWhatExportPrints(t *testing.T) {
	t.Parallel()
	const listed, others = 3, 230 // accounts in the file, and beside it, on three pages
	b := newBench(t, &sandbox.Server{}, listed+1)
	missing := map[string]bool{}
	for i := 1; i <= listed; i++ {
		b.have(i)
	}
	for i := 100; i < 100+others; i++ {
		missing[b.server.Add(sandbox.Account{
			Name: "=User " + itoa(i), Email: email(i), Phone: phone(i), Country: "DE", Company: "Acme " + itoa(i),
			City: "Berlin", Timezone: "Europe/Berlin", CashCredits: itoa(i) + ".50000",
		})] = true
	}
	b.editing(map[string]map[string]any{
		email(100): {"is_active": false, "kyc_status": "rejected"},
		email(150): {"is_active": nil, "kyc_status": nil, "created_at": nil},
		email(250): {"is_active": false, "cash_credits": -12.5},
		email(1):   {"is_active": false},
	})
	exported := b.run("export", "--rate", "0")
	if exported.code != 0 {
		t.Fatalf("export exits with %d: %s", exported.code, exported.stderr)
	}
	wantHeader, want := accountTable(t, exported.stdout)
	maps.DeleteFunc(want, func(id string, _ map[string]string) bool { return !missing[id] })
	commands := map[string][]string{
		"plan":          {"plan", "--rate", "0", "--out", b.folder(), "--missing", b.file},
		"sync":          {"sync", "--yes", "--rate", "0", "--out", b.folder(), "--missing", b.file},
		"sync, a list":  {"sync", "--yes", "--rate", "0", "--out", b.folder(), "--missing", "--lookup", "list", b.file},
		"no row is new": {"sync", "--yes", "--rate", "0", "--out", b.folder(), "--missing", b.file},
	}
	for _, name := range []string{"plan", "sync", "sync, a list", "no row is new"} {
		if o := b.run(commands[name]...); o.code != 0 {
			t.Fatalf("%s exits with %d: %s", name, o.code, o.stderr)
		}
		text, err := os.ReadFile(filepath.Join(b.folder(), reports.MissingFile))
		if err != nil {
			t.Fatal(err)
		}
		header, got := accountTable(t, string(text))
		if header != wantHeader || len(got) != others || len(want) != others {
			t.Errorf("%s: %d accounts with the columns %s, export has %d of them with %s", name, len(got), header, len(want), wantHeader)
		}
		for id := range missing {
			for column, cell := range want[id] {
				if got[id][column] != cell {
					t.Errorf("%s: %s of %s is %q, export prints %q", name, column, id, got[id][column], cell)
				}
			}
		}
	}
	for column, cell := range map[string]string{"is_active": "false", "kyc_status": "rejected"} {
		if id := idOf(want, email(100)); want[id][column] != cell {
			t.Errorf("export prints %s %q, want %q", column, want[id][column], cell)
		}
	}
	if id := idOf(want, email(150)); want[id]["is_active"] != "" {
		t.Errorf("is_active is guessed: %q", want[id]["is_active"])
	}
}

func idOf(rows map[string]map[string]string, email string) string {
	for id, row := range rows {
		if row["email"] == email {
			return id
		}
	}
	return ""
}

// An account that is not active is a note on its row, however it was found.
func TestAnInactiveAccountIsANoteOnItsRow(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--lookup", "list"}, {"--lookup", "search"}, {"--missing"}} {
		for _, command := range []string{"plan", "sync"} {
			b := newBench(t, &sandbox.Server{}, 3)
			b.have(1)
			b.have(2)
			b.editing(map[string]map[string]any{email(2): {"is_active": false}})
			words := append([]string{command, "--rate", "0", "--out", b.folder(), b.file}, args...)
			if command == "sync" {
				words = append(words, "--yes")
			}
			o := b.run(words...)
			if o.code != 0 || !strings.Contains(o.stdout, "1 row with a warning") {
				t.Errorf("%s %q: exit code %d, %s%s", command, args, o.code, o.stdout, o.stderr)
			}
			for i, r := range b.results() {
				want := ""
				if i == 1 {
					want = "the account is not active: reactivate it in the Console"
				}
				if r["message"] != want {
					t.Errorf("%s %q: row %d says %q, want %q", command, args, i+1, r["message"], want)
				}
			}
		}
	}
}
