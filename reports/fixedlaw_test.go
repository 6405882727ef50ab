package reports_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"vobizsync/importer"
	"vobizsync/reconcile"
	"vobizsync/reports"
)

// The laws of a fixed file, for sources of all kinds: it has the source's columns and
// its rows, in its order; under the same options it says of each row what the source
// says, and of a valid one the same customer; no password, no cell of another column
// and no cell that was valid says anything else; and fixing it again changes nothing.
//
// A row that is wrong as a whole may show another fault in the fixed file.
func TestLawsOfAFixedFile(t *testing.T) {
	n, opened := 60, 0
	if testing.Short() {
		n = 20
	}
	for seed := range n {
		s := newMessySource(t, uint64(seed))
		if f, err := importer.Open(s.path, "source", s.opts); err != nil {
			continue // its encoding is not certain, or its columns are not
		} else if f.Close(); true {
			opened++
		}
		for _, ext := range []string{".csv", ".xlsx"} {
			if !checkFixed(t, s.path, ext, s.opts) {
				text, _ := os.ReadFile(s.path)
				t.Fatalf("seed %d, as %s, options %+v, the source is\n%.3000q", seed, ext, s.opts, text)
			}
		}
	}
	if opened < n*3/4 {
		t.Errorf("only %d of %d sources could be read", opened, n)
	}
}

// fixedFile is a file as it was read, and what fixing it made of it.
type fixedFile struct {
	header  []string
	entries []*importer.Entry
	cells   [][]string
	said    string
	path    string // of the fixed file
}

// fixFile reads a file and fixes it.
func fixFile(t *testing.T, path, out string, opts importer.Options) (r fixedFile, err error) {
	t.Helper()
	f, err := importer.Open(path, filepath.Base(path), opts)
	if err != nil {
		return r, err
	}
	defer f.Close()
	w, err := reports.NewFixedFile(out, f)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Discard()
	r.header, r.path = slices.Clone(f.Header()), out
	var tally importer.Tally
	for e, err := range f.Read(&tally) {
		if err != nil {
			return r, err
		}
		result := reconcile.Check(e)
		w.Add(&result)
		kept := *e
		r.entries, r.cells = append(r.entries, &kept), append(r.cells, slices.Clone(f.Cells(e)))
	}
	if err := w.Commit(); err != nil {
		return r, err
	}
	var said strings.Builder
	w.WriteText(&said)
	r.said = said.String()
	return r, nil
}

// fixedOptions are the options for the fixed file: a text has no sheets.
func fixedOptions(opts importer.Options, ext string) importer.Options {
	if ext == ".csv" {
		opts.Sheet = ""
	}
	return opts
}

func checkFixed(t *testing.T, path, ext string, opts importer.Options) (ok bool) {
	t.Helper()
	dir := t.TempDir()
	source, err := fixFile(t, path, filepath.Join(dir, "once"+ext), opts)
	if err != nil {
		t.Errorf("the source: %v", err)
		return false
	}
	opts = fixedOptions(opts, ext)
	once, err := fixFile(t, source.path, filepath.Join(dir, "twice"+ext), opts)
	if err != nil {
		t.Errorf("the fixed file: %v", err)
		return false
	}
	twice, err := fixFile(t, once.path, filepath.Join(dir, "thrice"+ext), opts)
	if err != nil {
		t.Errorf("the file that was fixed twice: %v", err)
		return false
	}
	return sameRows(t, &source, &once) && sameAgain(t, &source, &once, &twice)
}

// sameRows compares what a fixed file says with what its source says.
func sameRows(t *testing.T, source, fixed *fixedFile) (ok bool) {
	t.Helper()
	header := source.header
	if len(header) > 0 && strings.EqualFold(header[len(header)-1], importer.ErrorColumn) {
		header = header[:len(header)-1]
	}
	if want := append(slices.Clone(header), importer.ErrorColumn); !slices.Equal(fixed.header, want) {
		t.Errorf("the columns are %q, want %q", fixed.header, want)
		return false
	}
	if len(source.entries) != len(fixed.entries) {
		t.Errorf("%d rows, want %d", len(fixed.entries), len(source.entries))
		return false
	}
	ok = true
	for i, was := range source.entries {
		is := fixed.entries[i]
		switch {
		case was.Valid() != is.Valid():
			t.Errorf("row %d (line %d): %v %v; now %v %v\n%q\n%q", i+1, was.Line, was.Problems, was.Notes, is.Problems, is.Notes, source.cells[i], fixed.cells[i])
			ok = false
		case was.Valid() && was.Customer != is.Customer:
			t.Errorf("row %d is another customer:\n%+v\n%+v\n%q\n%q", i+1, was.Customer, is.Customer, source.cells[i], fixed.cells[i])
			ok = false
		case was.Valid() && was.Customer.Password.Reveal() != is.Customer.Password.Reveal():
			t.Errorf("row %d has another password", i+1)
			ok = false
		case !was.Valid() && !wrongAsAWhole(was) && fields(was) != fields(is):
			t.Errorf("row %d: %v; now %v\n%q\n%q", i+1, was.Problems, is.Problems, source.cells[i], fixed.cells[i])
			ok = false
		}
	}
	return ok
}

// sameAgain compares a fixed file with what fixing makes of it.
func sameAgain(t *testing.T, source, once, twice *fixedFile) (ok bool) {
	t.Helper()
	ok = strings.Contains(once.said, ": 0 cells repaired")
	if !ok {
		t.Errorf("it is fixed again: %s", once.said)
	}
	for i := range once.cells {
		cells := slices.Clone(once.cells[i])
		if last := len(cells) - 1; wrongAsAWhole(source.entries[i]) && last < len(twice.cells[i]) { // its cells show another fault
			cells[last] = twice.cells[i][last]
		}
		if !slices.Equal(cells, twice.cells[i]) {
			t.Errorf("row %d is\n%q, then\n%q", i+1, once.cells[i], twice.cells[i])
			ok = false
		}
	}
	return ok
}

func wrongAsAWhole(e *importer.Entry) bool {
	return slices.ContainsFunc(e.Problems, func(p importer.Problem) bool { return p.Field == "" })
}

func fields(e *importer.Entry) string {
	var all []string
	for _, p := range e.Problems {
		all = append(all, string(p.Field)+" "+string(p.Code))
	}
	return strings.Join(all, ", ")
}

// messySource is a file as people and programs write them, from a seed.
type messySource struct {
	path string
	opts importer.Options
	r    *rand.Rand
}

// columnSets are headers, with what the columns hold, and the options that they need.
var columnSets = []struct {
	header, holds string
	opts          importer.Options
}{
	{"name,email,phone,password,country,zip_code,gstin,remark", "name,email,phone,password,country,zip,gstin,text", importer.Options{}},
	{"First Name,Last Name,E-mail,Mobile,Phone,Country,State,ZIP", "name,name,email,phone?,phone?,country,state,zip", importer.Options{PasswordOptional: true}},
	{"Name,E-mail,Dial Code,Phone,Country,Timezone", "name,email,code,national,country,zone", importer.Options{PasswordOptional: true}},
	{"name,email,phone,password,Land,company,address", "name,email,phone,password,letter,text,text", importer.Options{Map: []string{"Land=country", "country:D=DE", "country:J=IN", "country:-=DE"}}},
	{"name,email,phone,country,city", "name,email,phone,country?,text", importer.Options{PasswordOptional: true, DefaultCountry: "IN"}},
	{"name,email,Mobil,Telefon,password,country,error", "name,email,phone?,phone?,password,country?,text", importer.Options{Map: []string{"phone={Mobil}|{Telefon}"}, DefaultCountry: "DE"}},
	{"Vorname,Nachname,mail,Vorwahl,Nummer,Land,Passwort", "name,name,email,code,national,country,password", importer.Options{Map: []string{"name={Vorname} {Nachname}", "phone=+{Vorwahl} {Nummer}"}}},
	{"Company,email,phone,country,Street,No", "text,email,phone,country,text,number", importer.Options{PasswordOptional: true, Strict: true, Map: []string{"name={Company}", "address={Street} {No}"}}},
	{"name,email,phone,country,state,zip_code,gstin,gst_status", "name,email,phone,country,state,zip,gstin,status", importer.Options{PasswordOptional: true, DropExtensions: true, ExpectCountries: []string{"IN", "DE", "US"}}},
}

var messyCells = map[string][]string{
	"name": {"Ann Smith", "  Bob   Jones ", "Z\u00fcrn\u00a0Li", "Jo\u0308rg", "'=Cleo", "\"Dan\"", "", "NULL", "Eve\u200b", "M\u00c3\u00bcller", "-", "Fay Null", "Gus & Co.", "+Hal", "O'Neil", "=\"Ida\"", "two\nlines", "R&amp;D"},
	"email": {
		"ann%d@example.com", " bob%d@example.com ", "mailto:cleo%d@example.com", "<dan%d@example.com>", "Eve%d@Example.COM", "fay%d@gmial.com", "gus%d@", "", "hal@example.com",
		"ida%d@example.com; other@example.com", "jo%d@müller.example", "'kim%d@example.com", "Lea <lea%d@example.com>", "\"moe%d@example.com\"",
	},
	"phone": {
		"030 2312%04d", "+49 30 2312%04d", "4930 2312%04d", "98450 1%04d", "+91 98450 1%04d", "0091-98450-1%04d", "'+9198450 1%04d", "12", "", "(212) 736-%04d", "+1 212-736-%04d",
		"9.1984512E+11", "=\"+4930231254%02d\"", "tel:+493023125%03d", "+49 30 2312%04d ext. 5", "N/A", "91984501%04d.0", "0", "+49 30 23125418 / 23125%03d", "＋49302312%04d",
	},
	"national": {"98450 1%04d", "030 2312%04d", "", "+91 98450 1%04d", "984501%04d", "0091 98450 1%04d", "-", "(030) 2312%04d", "98450-1%04d", "'98450 1%04d"},
	"code":     {"91", "+91", "0091", "49", "IN (+91)", "", "x", "+49 "},
	"password": {"Marker#%05d", " Marker#%05d", "=1+%05d#abc", "'Marker#%05d", "short", "", "Marker %05d#", "=\"Marker#%05d\"", "******", "Mark\"er#%05d", "Mark,er;#%05d"},
	"country":  {"DE", "de", " Germany ", "India", "IN", "Deutschland", "US", "U.S.A.", "", "Atlantis", "\"IN\"", "Inda", "+91", "भारत", "N/A", "NA"},
	"letter":   {"D", "J", " d ", "DE", "-", "X", "India", ""},
	"zip":      {"1067", "01067", "560001", "560001.0", "110 001", "", "10115", "N/A", "5.6E5", " 94105 ", "'01067"},
	"state":    {"Karnataka", "KA", " TN ", "Bavaria", "", "IN-KA", "NA", "Kar-\nnataka", "-"},
	"gstin":    {"29AAGCB7383J1Z4", "29aagcb7383j1z4", "GSTIN: 29AAGCB7383J1Z4", "29AAGCB7383J1Z5", "URP", "", "none", "29 AAGCB 7383J 1Z4", "x"},
	"status":   {"Active", "INACTIVE", "", "yes", "-", "active"},
	"zone":     {"Asia/Kolkata", "asia/kolkata", "IST", "", "Europe/Berlin ", "CET", "Mars/Base"},
	"number":   {"1", "12 a", "", "=1", "-5", " 7 "},
	"text": {
		"Acme, Ltd.", "  spaces  here ", "", "NULL", "=1+1", "a;b|c\td", "line one\nline two", "\"quoted\"", "\\", "say \"hi\" \\", "+49", "@x", "-", "'-5", "caf\u00e9", "_x0041_",
		" =cmd", "0123", "=\"0123\"", "x\r\ny", "the row has it", "12 rows",
	},
}

func newMessySource(t *testing.T, seed uint64) *messySource {
	s := &messySource{r: rand.New(rand.NewPCG(seed, 7))}
	set := columnSets[s.r.IntN(len(columnSets))]
	s.opts = set.opts
	rows := [][]string{strings.Split(set.header, ",")}
	holds := strings.Split(set.holds, ",")
	for range 3 + s.r.IntN(25) {
		row := make([]string, len(holds))
		for i, kind := range holds {
			row[i] = s.cell(kind)
		}
		rows = append(rows, row)
	}
	if s.r.IntN(5) < 2 {
		s.writeBook(t, rows)
	} else {
		s.writeText(t, rows)
	}
	return s
}

// cell is mostly a good one, which comes first in the list of its kind.
func (s *messySource) cell(kind string) string {
	kind, rare := strings.CutSuffix(kind, "?")
	if rare && s.r.IntN(2) == 0 {
		return ""
	}
	cells := messyCells[kind]
	cell := cells[0]
	if s.r.IntN(2) == 0 {
		cell = cells[s.r.IntN(len(cells))]
	}
	if strings.Contains(cell, "%") {
		cell = fmt.Sprintf(cell, s.r.IntN(90)+10)
	}
	return cell
}

func (s *messySource) writeBook(t *testing.T, rows [][]string) {
	f := excelize.NewFile()
	defer f.Close()
	sheet := "Sheet1"
	if s.r.IntN(2) == 0 {
		sheet, s.opts.Sheet = "Kunden & Co", "Kunden & Co"
		if _, err := f.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", "A1", &[]string{"a note", "another"}); err != nil {
			t.Fatal(err)
		}
	}
	for i, row := range rows {
		for k, cell := range row {
			at, _ := excelize.CoordinatesToCellName(k+1, i+1)
			var err error
			switch n := strings.TrimLeft(cell, "0123456789"); {
			case i > 0 && cell != "" && n == "" && cell[0] != '0' && len(cell) < 15 && s.r.IntN(2) == 0:
				var number int
				if _, err = fmt.Sscan(cell, &number); err == nil {
					err = f.SetCellInt(sheet, at, int64(number))
				}
			case i > 0 && s.r.IntN(40) == 0 && rows[0][k] == "remark":
				err = f.SetCellValue(sheet, at, 46148.5) // a date's number
			default:
				err = f.SetCellStr(sheet, at, cell)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	s.path = filepath.Join(t.TempDir(), "source.xlsx")
	if err := f.SaveAs(s.path); err != nil {
		t.Fatal(err)
	}
}

func (s *messySource) writeText(t *testing.T, rows [][]string) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = []rune(",;\t|")[s.r.IntN(4)]
	w.UseCRLF = s.r.IntN(4) == 0
	for i, row := range rows {
		if i > 0 && s.r.IntN(20) == 0 {
			switch s.r.IntN(5) {
			case 0:
				_ = w.Write(rows[0]) // into memory: none of these fails
			case 1:
				_ = w.Write(make([]string, len(row)))
			case 2:
				row = row[:1+s.r.IntN(len(row))]
			case 3:
				row = append(slices.Clone(row), "", s.cell("text"))
			case 4:
				row = append(slices.Clone(row), "", "")
			}
		}
		_ = w.Write(row)
	}
	w.Flush()
	if s.r.IntN(6) == 0 {
		b.WriteString("(12 rows affected)\n")
	}
	text := b.Bytes()
	switch n := s.r.IntN(8); {
	case n == 0:
		text = append([]byte("\ufeff"), text...)
	case n == 1:
		text, s.opts.Encoding = latin1(text), "windows-1252"
	case len(rows) < 12: // a fault in few rows says too much of a column
	case n == 2:
		text = bytes.Replace(text, []byte("example"), []byte("ex\xffample"), 1)
	case n == 3:
		text = bytes.Replace(text, []byte("A"), []byte("A\x00"), 1)
	}
	s.path = filepath.Join(t.TempDir(), "source.csv")
	if err := os.WriteFile(s.path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// latin1 writes what it can in Latin-1.
func latin1(text []byte) []byte {
	var out []byte
	for _, r := range string(text) {
		if r < 0x80 || r >= 0xa0 && r < 0x100 {
			out = append(out, byte(r))
		} else {
			out = append(out, '?')
		}
	}
	return out
}
