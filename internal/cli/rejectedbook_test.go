package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/internal/sandbox"
)

// workbook writes a workbook of text cells.
func (b *bench) workbook(name string, rows ...[]string) string {
	b.t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			b.t.Fatal(err)
		}
	}
	path := filepath.Join(b.dir, name)
	if err := f.SaveAs(path); err != nil {
		b.t.Fatal(err)
	}
	return path
}

func TestRejectedRowsOfAWorkbookAreAWorkbook(t *testing.T) {
	t.Parallel()
	b := newBench(t, &sandbox.Server{}, 1)
	path := b.workbook("customers.xlsx",
		[]string{"Customer", "E-mail", "Telefon", "Passwort", "Land", "Remark"},
		[]string{"Ann", "ann@example.com", "+493023125418", "Marker#00001", "DE", "first"},
		[]string{"Bob", "bob@", "12", "Marker#00002", "DE", "=1+1"},
		[]string{"Cleo", "cleo@example.com", "+493023125419", "short", "DE", ""},
	)
	args := []string{"--map", "Customer=name", "--out", b.folder()}
	if o := b.run(append([]string{"validate", path}, args...)...); o.code != 3 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	rejected := filepath.Join(b.folder(), "rejected.xlsx")
	f, err := excelize.OpenFile(rejected)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Rejected")
	if err != nil || len(rows) != 3 || strings.Join(rows[0], "|") != "Customer|E-mail|Telefon|Passwort|Land|Remark|error" || rows[1][5] != "=1+1" {
		t.Fatalf("%v: %q", err, rows)
	}
	colour := func(cell string) string {
		id, err := f.GetCellStyle("Rejected", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(style.Fill.Color, "")
	}
	for cell, want := range map[string]bool{"A2": false, "B2": true, "C2": true, "D2": false, "E2": false, "G2": true, "A3": false, "B3": false, "D3": true} {
		if got := colour(cell) != ""; got != want {
			t.Errorf("%s is coloured: %v, want %v", cell, got, want)
		}
	}
	if formula, _ := f.GetCellFormula("Rejected", "F2"); formula != "" {
		t.Errorf("F2 has the formula %q", formula)
	}
	// It opens again as it is, and says the same.
	if o := b.run("validate", rejected, "--map", "Customer=name"); o.code != 3 || !strings.Contains(o.stdout, "2 rows") || !strings.Contains(o.stdout, "invalid       2") {
		t.Errorf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	// Where nothing is rejected any more, none is left; nor is one beside a text.
	fixed := b.workbook("customers.xlsx",
		[]string{"Customer", "E-mail", "Telefon", "Passwort", "Land"},
		[]string{"Ann", "ann@example.com", "+493023125418", "Marker#00001", "DE"})
	if o := b.run(append([]string{"validate", fixed}, args...)...); o.code != 0 {
		t.Fatalf("exit code %d: %s", o.code, o.stderr)
	}
	if _, err := os.Stat(rejected); !os.IsNotExist(err) {
		t.Errorf("nothing is rejected, but rejected.xlsx is there: %v", err)
	}
}
