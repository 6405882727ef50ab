package importer

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzRead holds that no file makes the importer panic, that its rows are
// numbered without gaps on lines that only grow, and that what was normalized
// once stays as it is.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"name,email,phone,password,country\nAnn,ann@example.com,+493023125418,Secret#1,DE\n",
		"\ufeffname,email,phone,password,country\r\n\"A\nB\",a@b.co,030 23125418,x,Germany\r\n,,,,\r\n",
		"name,email,phone,password,country\n\"a,b\nc,d,e,f,g\n\"\"\"x\",\n",
		"name,email,phone,password,country\n,,9.1E+11,,\n\"\n\"\"\n",
	} {
		f.Add([]byte(seed))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(dir, "fuzz.csv")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := Open(path, "fuzz.csv", Options{DefaultCountry: "DE"})
		if err != nil {
			return
		}
		defer file.Close()
		var tally Tally
		row, line := 0, 0
		for e, err := range file.Read(&tally) {
			if err != nil {
				t.Fatalf("a text that is all there can't be read: %v", err)
			}
			if row++; e.Row != row {
				t.Fatalf("row %d is numbered %d", row, e.Row)
			}
			if e.Line <= line {
				t.Fatalf("row %d starts in line %d, the one before it in line %d", row, e.Line, line)
			}
			line = e.Line
			if !e.Valid() {
				continue
			}
			again := Entry{Customer: e.Customer}
			file.normalize(&again)
			if again.Customer != e.Customer || !again.Valid() {
				t.Fatalf("normalized twice:\n%+v %v\nonce:\n%+v", again.Customer, again.Problems, e.Customer)
			}
		}
		if tally.Rows != row {
			t.Fatalf("%d rows were counted, %d were read", tally.Rows, row)
		}
	})
}

// FuzzFold holds that folding twice is folding once.
func FuzzFold(f *testing.F) {
	for _, seed := range []string{"  a  b ", "e\u200b\u0301", "می\u200cخواهم", "\u200d\u0301", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
	})
}
