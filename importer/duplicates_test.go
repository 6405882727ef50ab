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

// Hashes that share a segment, their places and most of their bits are told
// apart, also around the end of a table.
func TestHashesThatAreNearlyTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, high := range []uint64{0, 1<<64 - 4, 1 << 63} {
		var d duplicates
		want := map[hash128]int{}
		for line := 1; line < 5000; line++ {
			mail := hash128{high + r.Uint64N(4), 1 | r.Uint64N(600)<<1 | r.Uint64N(2)<<63}
			first := want[mail]
			if first == 0 {
				want[mail] = line
			}
			if got := d.see(&Entry{mail: mail, Line: line}); got != first {
				t.Fatalf("%v in line %d: seen in line %d, want %d", mail, line, got, first)
			}
		}
	}
	var d duplicates
	for range 2 {
		if got := d.see(&Entry{Line: 7}); got != 0 {
			t.Errorf("a row without an e-mail was seen in line %d", got)
		}
	}
}
