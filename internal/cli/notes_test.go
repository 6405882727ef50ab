package cli_test

import (
	"os"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/normalize"
	"vobizsync/reconcile"
)

// TestDocsHaveEveryNote holds the list of docs/files.md against the codes of the
// program, with their classes.
func TestDocsHaveEveryNote(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/files.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## Notes\n")
	section, _, _ = strings.Cut(section, "\n## ")
	documented := map[string]string{}
	for _, line := range strings.Split(section, "\n") {
		if cells := strings.Split(line, "|"); len(cells) == 5 && strings.Contains(cells[1], "`") {
			documented[strings.Trim(cells[1], " `")] = strings.TrimSpace(cells[2])
		}
	}
	codes := append(normalize.NoteCodes(), reconcile.NoteCodes()...)
	for _, code := range codes {
		want := "doubt"
		if (importer.Problem{Code: code}).Repairs() {
			want = "repaired"
		}
		if got := documented[string(code)]; got != want {
			t.Errorf("docs/files.md has the note %s as %q, it is %q", code, got, want)
		}
		delete(documented, string(code))
	}
	for code := range documented {
		t.Errorf("docs/files.md has the note %s, which the program does not know", code)
	}
}
