package importer

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/internal/ownfolder"
)

// keep reads a file into a Reading.
func keep(t *testing.T, f *File) *Reading {
	t.Helper()
	r, err := f.Keep(packed(f))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func packed(f *File) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		for b, err := range f.Blocks() {
			batch := Batch{}
			if err == nil {
				batch = f.Pack(b)
			}
			if !yield(batch, err) {
				return
			}
		}
	}
}

// collect returns the entries, as far as somebody else sees them.
func collect(t *testing.T, entries iter.Seq2[*Entry, error]) (all []Entry) {
	t.Helper()
	for e, err := range entries {
		if err != nil {
			t.Fatal(err)
		}
		seen := *e
		seen.mail, seen.keys, seen.odd = hash128{}, keys{}, false
		all = append(all, seen)
	}
	return all
}

// nasty is a file whose rows have all that a row can have.
func nasty(r *rand.Rand, rows int) string {
	cells := [][]string{
		{"Ann", "", " Ann\u00a0 B ", "\"A\nB, \"\"C\"\"\"", "J\u00f6rg", "Jose\u0301", "\xff", "#REF!", "'=x", "\"a\"b", "\""},
		{"ann%d@example.com", "ANN%d@example.com", "\" ann%d@example.com \"", "x", "", "ann%d@gmial.com"},
		{"030 231254%02d", "+4930231254%02d", "4930231254%02d", "493023125418.0", "12", "9.1E+11", "\"030,23\"", ""},
		{"Secret#1", " Secret#1 ", "short", "", "\u200bSecret#1"},
		{"DE", "germany", "Nowhere", ""},
		{"", "1067", "10115", "10115.0"},
		{"", "acc-1"},
	}
	var b strings.Builder
	b.WriteString("name,email,phone,password,country,zip_code,auth_id,First,Last\n")
	for i := range rows {
		row := make([]string, len(cells))
		for k, kinds := range cells {
			if row[k] = kinds[0]; r.IntN(3) == 0 {
				row[k] = kinds[r.IntN(len(kinds))]
			}
			if strings.Contains(row[k], "%") {
				row[k] = fmt.Sprintf(row[k], r.IntN(rows)%100)
			}
		}
		b.WriteString(strings.Join(row, ",") + []string{",A,B", ",A,B,", ",A,B,C", ",\"A\",\"B\"", ""}[min(r.IntN(40), 4)*r.IntN(2)] + []string{"\n", "\r\n", "\n\n", "\n,,,,,,,,\n"}[max(0, r.IntN(9)-5)])
		if i > 5000 && i%101 == 50 {
			b.WriteString("a\x00b,c@example.com,+493023125401,Secret#1,DE,,,A,B\n")
		}
		if i%97 == 50 {
			b.WriteString("name,email,phone,password,country,zip_code,auth_id,First,Last\n")
		}
	}
	return b.String()
}

// What is kept and read back is what was checked, as often as it is read, in
// memory and on disk.
func TestWhatIsKeptIsWhatWasChecked(t *testing.T) {
	for seed, opts := range []Options{
		{}, {Strict: true, DefaultCountry: "DE"}, {PasswordOptional: true, Map: []string{"company={First} {Last}", `description="x"`, "country:IN=DE", "name:Ann=Bo"}, ExpectCountries: []string{"DE", "FR"}}, {DefaultCountry: "IN"}, {Delimiter: ","},
	} {
		rows := 300
		if testing.Short() && seed == 3 {
			continue // the next one is as long
		}
		if seed >= 3 {
			rows = 40_000 // beyond what is held in memory
		}
		content := nasty(rand.New(rand.NewPCG(uint64(seed), 1)), rows)
		path := filepath.Join(t.TempDir(), "c.csv")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		open := func() *File {
			f, err := Open(path, "c.csv", opts)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { f.Close() })
			return f
		}
		var tally Tally
		want := collect(t, open().Read(&tally))
		opts.Folder = ownfolder.Make(t)
		r := keep(t, open())
		if err := os.Remove(path); err != nil { // it is not needed any more
			t.Fatal(err)
		}
		if r.Tally() != tally || len(want) != tally.Rows || tally.Rows < rows/2 {
			t.Errorf("seed %d: kept %+v, read %+v", seed, r.Tally(), tally)
		}
		if onDisk := r.spool.file != nil; onDisk != (rows > 300) {
			t.Errorf("seed %d: %d bytes on disk: %v", seed, r.spool.size(), onDisk)
		}
		for range 2 {
			got := collect(t, r.Entries())
			if len(got) != len(want) {
				t.Fatalf("seed %d: %d entries, want %d", seed, len(got), len(want))
			}
			for i := range want {
				if !reflect.DeepEqual(got[i], want[i]) {
					t.Fatalf("seed %d, row %d:\ngot  %+v %q\nwant %+v %q", seed, i+1, got[i], got[i].raw, want[i], want[i].raw)
				}
			}
		}
		if names, err := os.ReadDir(opts.Folder); err != nil || len(names) > 0 {
			t.Errorf("seed %d: what is kept has a name: %v %v", seed, names, err)
		}
	}
}

func TestRowsOfAWorkbookAreKept(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range [][]any{
		{"Name", "E-mail", "Phone", "Password", "Country", "ZIP"}, nil,
		{"Ann", "ann@example.com", "+493023125401", "Secret#1", "DE"}, nil, nil,
		{"Bob, \"B\"\nBob", "bob@example.com", "+493023125402", "Secret#1", "DE", "10115"},
		{"Cid", "ann@example.com", "1", "", "DE"},
	} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "c.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	open := func() *File {
		f, err := Open(path, "c.xlsx", Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	f, kept := open(), keep(t, open())
	var tally Tally
	want := collect(t, f.Read(&tally))
	if got := collect(t, kept.Entries()); !reflect.DeepEqual(got, want) || kept.Tally() != tally || tally.Rows != 3 || tally.Empty != 3 {
		t.Errorf("kept %+v, %+v\nread %+v, %+v", kept.Tally(), got, tally, want)
	}
	if got := kept.Cells(&want[1]); want[1].Line != 6 || got[0] != "Bob, \"B\"\nBob" {
		t.Errorf("line %d: %q", want[1].Line, got)
	}
}

func TestAFileIsReadOnce(t *testing.T) {
	f := openContent(t, nasty(rand.New(rand.NewPCG(1, 1)), 10))
	collect(t, f.Read(&Tally{}))
	for _, err := range f.Read(&Tally{}) {
		if err == nil {
			t.Fatal("read again")
		}
		return
	}
	t.Error("an empty file the second time")
}
