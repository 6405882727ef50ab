package importer

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// manyDuplicates is a file of rows whose e-mails repeat, in several spellings
// and over many blocks.
func manyDuplicates(rows int) string {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	b.WriteString("\ufeffname,email,phone,password,country\r\n")
	for i := range rows {
		email := fmt.Sprintf("user%d@example.com", r.IntN(rows))
		name := fmt.Sprintf("Row %d", i)
		switch i % 5 {
		case 1:
			email = strings.ToUpper(email)
		case 2:
			email = `"` + email + ` "`
		case 3:
			name = "\"A\nB \"\"C\"\"\""
		case 4:
			email = "  " + email + "\u00a0"
		}
		fmt.Fprintf(&b, "%s,%s,+4930%08d,Secret#1,DE\r\n", name, email, 23000000+i)
		if i%11 == 0 {
			b.WriteString("\r\n")
		}
	}
	return b.String()
}

func openContent(t *testing.T, content string) *File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "c.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path, "c.csv", Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// The table finds what a map of the e-mails finds.
func TestDuplicatesAreThoseOfAMap(t *testing.T) {
	const rows = 20_000
	f := openContent(t, manyDuplicates(rows))
	want, duplicates, n := map[string]int{}, 0, 0
	for e, err := range f.Read(&Tally{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		key := EmailKey(e.Customer.Email)
		line, seen := want[key]
		if !seen {
			want[key] = e.Line
		}
		said := ""
		if seen {
			duplicates++
			said = fmt.Sprintf("already on line %d", line)
		}
		got := ""
		if !e.Valid() {
			got = e.Problems[0].Message
		}
		if got != said || len(e.Problems) > 1 {
			t.Fatalf("row %d (%s): %v, want %q", e.Row, key, e.Problems, said)
		}
	}
	if n != rows || duplicates < rows/5 {
		t.Errorf("%d rows with %d duplicates: the test looks at too little", n, duplicates)
	}
}

func TestRowsWithoutAnEmailAreNotDuplicates(t *testing.T) {
	f := openContent(t, "name,email,phone,password,country\nA,,+493023000001,Secret#1,DE\nB,,+493023000002,Secret#1,DE\nC,c,+493023000003,Secret#1,DE\nD,c,+493023000004,Secret#1,DE\n")
	for e, err := range f.Read(&Tally{}) {
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Problems) != 1 || e.Problems[0].Code == DuplicateEmail {
			t.Errorf("line %d: %v", e.Line, e.Problems)
		}
	}
}
