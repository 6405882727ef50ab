package cli_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/internal/sandbox"
)

// No cell of a file that this program writes is a formula, whatever the server has in
// its fields, whichever separator a spreadsheet program takes it apart with.
func TestNoFileHasAFormula(t *testing.T) {
	t.Parallel()
	const formula = `=HYPERLINK("https://evil.example";"x")`
	server := &sandbox.Server{}
	b := newBench(t, server, 3)
	b.withoutPasswords()
	server.EditItem = func(_ sandbox.Account, item map[string]any) {
		for _, name := range []string{"name", "company", "city", "cash_credits", "currency", "kyc_status"} {
			item[name] = formula
		}
		item["description"], item["state"] = "x;"+formula, "x\t"+formula
	}
	b.have(1)
	server.Add(sandbox.Account{Name: "X", Email: "+1-ann@example.com"})
	b.edit(func(s string) string {
		return strings.Replace(s, email(2), "+1-bob@example.com", 1) + formula + ",\"" + strings.ReplaceAll(formula, `"`, `""`) + "\"," + formula + ",," + formula + "\n"
	})
	o := b.sync("--generate-passwords", "--with-tokens", "--balances", "--missing")
	if o.code != 3 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	texts := map[string]string{"export": b.run("export", "--balances").stdout}
	for _, name := range []string{"result.csv", "missing.csv", "credentials.csv"} { // rejected.csv has the source's own words
		text, err := os.ReadFile(filepath.Join(b.folder(), name))
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
	}
	for name, text := range texts {
		for _, comma := range []rune{',', ';', '\t'} {
			r := csv.NewReader(strings.NewReader(text))
			r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
			records, err := r.ReadAll()
			if err != nil || len(records) < 2 {
				t.Fatalf("%s: %d rows, %v", name, len(records), err)
			}
			for _, cells := range records {
				for _, cell := range cells {
					if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "+1-") {
						t.Errorf("%s, separated by %q: %q is a formula", name, comma, cell)
					}
				}
			}
		}
	}
	// A guarded e-mail keeps its password: nothing is made or written a second time.
	if o := b.sync("--generate-passwords", "--with-tokens"); o.code != 3 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	again, err := os.ReadFile(filepath.Join(b.folder(), "credentials.csv"))
	if err != nil || string(again) != texts["credentials.csv"] || !strings.Contains(string(again), "\n'+1-bob@example.com,") {
		t.Errorf("credentials.csv was\n%s\nand is\n%s%v", texts["credentials.csv"], again, err)
	}
}
