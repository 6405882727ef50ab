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

// TestPlacesFindWhatAMapFinds holds the table of places against a map of the
// e-mails, with a good hash and with one under which all e-mails collide.
func TestPlacesFindWhatAMapFinds(t *testing.T) {
	tests := []struct {
		name string
		rows int
		hash func(string) uint64
	}{
		{"a good hash", 20_000, nil},
		{"a hash of few values", 2000, func(key string) uint64 { return uint64(len(key)) << placeBits }},
		{"everything collides", 300, func(string) uint64 { return 0 }},
		{"everything collides at the end of the table", 300, func(string) uint64 { return 1<<64 - 1 }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := openContent(t, manyDuplicates(tt.rows))
			places, ok := f.newFirsts().(*placedFirsts)
			if !ok {
				t.Fatal("a plain file is not remembered by places")
			}
			if tt.hash != nil {
				places.hash = tt.hash
			}
			want := mapFirsts{}
			rows, duplicates := 0, 0
			for block, err := range f.Blocks() {
				if err != nil {
					t.Fatal(err)
				}
				batch := f.Check(block)
				places.begin(&batch)
				for i := range batch.entries {
					e := &batch.entries[i]
					rows++
					line, seen := places.see(e)
					wantLine, wantSeen := want.see(e)
					if seen != wantSeen || seen && line != wantLine {
						t.Fatalf("row %d (%s, line %d): duplicate %v of line %d, want %v of line %d", rows, e.key, e.Line, seen, line, wantSeen, wantLine)
					}
					if seen {
						duplicates++
					}
				}
			}
			if rows != tt.rows || duplicates < rows/5 {
				t.Errorf("%d rows with %d duplicates: the test looks at too little", rows, duplicates)
			}
		})
	}
}
