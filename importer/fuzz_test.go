package importer

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	utf16 "golang.org/x/text/encoding/unicode"

	"vobizsync/importer/normalize"
	"vobizsync/importer/table"
)

// FuzzRead checks that no file makes the importer panic, that its rows are
// numbered without gaps on lines that only grow, and that what was normalized
// once stays as it is.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"name,email,phone,password,country\nAnn,ann@example.com,+493023125418,Secret#1,DE\n",
		"\ufeffname,email,phone,password,country\r\n\"A\nB\",a@b.co,030 23125418,x,Germany\r\n,,,,\r\n",
		"name,email,phone,password,country\n\"a,b\nc,d,e,f,g\n\"\"\"x\",\n",
		"name,email,phone,password,country\n,,9.1E+11,,\n\"\n\"\"\n",
		"sep=;\nname;email;phone;password;country\rAnn;ann@gmial.com;493023125418.0;x;DE\r",
		"Title\n\nFull Name\tE-mail\tTelephone\tpassword\tLand\tPLZ\nJ\xf6rg\t#N/A\t#REF!\tx\tDE\t1067\n",
		"\xff\xfen\x00a\x00m\x00e\x00,\x00e\x00m\x00a\x00i\x00l\x00\n\x00",
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
			file.normalize(&again, &fillCounts{})
			if again.Customer != e.Customer || !again.Valid() {
				t.Fatalf("normalized twice:\n%+v %v\nonce:\n%+v", again.Customer, again.Problems, e.Customer)
			}
		}
		if tally.Rows != row {
			t.Fatalf("%d rows were counted, %d were read", tally.Rows, row)
		}
	})
}

// FuzzDialect checks that a table says the same, whatever its delimiter, its
// encoding and its line ends.
func FuzzDialect(f *testing.F) {
	for _, seed := range []string{"Ann", "Jörg; Groß", "a,b\tc|d", "\"", "x\ny", "€uro", "日本"} {
		f.Add(seed, "Acme, Ltd.")
	}
	f.Add("Aaa", "#")          // a sign that stands for no company
	f.Add("000ʥ00ʥ\u05a5", "") // two scripts, and the bytes of 圣 and 芝 in GB 18030
	f.Add("000ʥ00ʥƥ", "")      // letters of no one language
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, name, company string) {
		name, company = normalize.Fold(name), normalize.Fold(company)
		if name == "" || !isReadAsItIs(name) || !isReadAsItIs(company) || strings.ContainsRune(name+company, '\uFFFD') {
			return
		}
		if read, _ := normalize.Name(name); read != name { // a word of it means no name
			return
		}
		mark := ""
		if isOfNoLanguage(name + company) {
			mark = "\ufeff" // else a few letters may be of another encoding, and UTF-8 by chance
		}
		header := []string{"name", "email", "phone", "password", "country", "company"}
		row := []string{name, "ann@example.com", "+493023125418", "Secret#1", "DE", company}
		for _, delim := range []byte(",;\t|") {
			text := string(table.EncodeRow(header, delim)) + string(table.EncodeRow(row, delim))
			spellings := map[string]string{
				"LF": mark + text, "CRLF": mark + strings.ReplaceAll(text, "\n", "\r\n"), "CR": mark + strings.ReplaceAll(text, "\n", "\r"),
			}
			for _, order := range []utf16.Endianness{utf16.LittleEndian, utf16.BigEndian} {
				encoded, err := utf16.UTF16(order, utf16.IgnoreBOM).NewEncoder().String("\ufeff" + text)
				if err != nil {
					t.Fatal(err)
				}
				spellings[fmt.Sprintf("UTF-16 %v", order)] = encoded
			}
			for how, content := range spellings {
				path := filepath.Join(dir, "dialect.csv")
				if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
				file, err := Open(path, "dialect.csv", Options{})
				if err != nil {
					t.Fatalf("%s, %q: %v", how, delim, err)
				}
				var tally Tally
				for e, err := range file.Read(&tally) {
					if err != nil || e.Customer.Name != name || e.Customer.Company != company || !e.Valid() {
						t.Errorf("%s, %q: read %q, %q %v %v; want %q, %q", how, delim, e.Customer.Name, e.Customer.Company, e.Problems, err, name, company)
					}
				}
				if tally.Rows != 1 {
					t.Errorf("%s, %q: %d rows", how, delim, tally.Rows)
				}
				file.Close()
			}
		}
	})
}

// isReadAsItIs reports whether a folded cell is its own value: not a placeholder, which
// counts as empty, an error value, or a formula, and without the apostrophe before one.
func isReadAsItIs(cell string) bool {
	_, formula := normalize.FormulaText(cell)
	return !formula && !normalize.IsPlaceholder(cell) && !normalize.IsErrorValue(cell) && unescape(cell) == cell
}

// isOfNoLanguage reports whether a text has letters of more than one script, or Latin ones
// beyond those of Europe, and none of more than two bytes in UTF-8.
func isOfNoLanguage(s string) bool {
	const lastOfEurope = 'ſ' // of the block Latin Extended-A
	scripts := map[string]bool{}
	for _, r := range s {
		if r >= 0x800 {
			return false
		}
		if r > lastOfEurope && unicode.Is(unicode.Latin, r) {
			scripts["Latin beyond Europe"] = true
		}
		for name, table := range unicode.Scripts {
			if name != "Common" && unicode.Is(table, r) {
				scripts[name] = true
			}
		}
	}
	return len(scripts) > 1
}

// FuzzMapping checks that no --map makes the importer panic, that a field is
// filled once, and that what is refused comes with a reason of one line.
func FuzzMapping(f *testing.F) {
	for _, seed := range []string{"Kunde=name", "name={First} {Last}", `country="IN"`, "a=b=c", "name={", "=", "name=\"\n"} {
		f.Add(seed, "phone={Kunde}", "Kunde,First,Last")
	}
	f.Fuzz(func(t *testing.T, one, two, header string) {
		m, err := parseMapping([]string{one, two})
		var columns []Column
		var derived []Derived
		if err == nil {
			var c *choice
			if c, err = chooseColumns(strings.Split(header, ","), m, nil); err == nil {
				columns, derived = c.columns, c.derived
			}
		}
		if err != nil {
			if why := err.Error(); why == "" || strings.ContainsAny(why, "\n\r") {
				t.Fatalf("%q, %q: the reason is %q", one, two, why)
			}
			return
		}
		filled := map[Field]int{}
		for _, c := range columns {
			filled[c.Field]++
		}
		for _, d := range derived {
			filled[d.Field]++
		}
		for field, n := range filled {
			if n > 1 && field != "" {
				t.Fatalf("%q, %q, %q: %s is filled %d times", one, two, header, field, n)
			}
		}
	})
}
