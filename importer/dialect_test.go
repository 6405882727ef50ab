package importer_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"vobizsync/importer"
)

const umlauts = header + "Jörg Groß,joerg@example.com,+493023125401,Secret#1,DE,Müller\n"

func encode(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEncodings(t *testing.T) {
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	filler := strings.Repeat(good(1)+"\n", 5000)
	tests := []struct {
		name, content, encoding string
		note                    string
	}{
		{"UTF-8", umlauts, "", ""},
		{"UTF-8 with a mark", "\ufeff" + umlauts, "", ""},
		{"UTF-8 with a mark, said", "\ufeff" + umlauts, "UTF-8", ""},
		{"UTF-16 LE with a mark", encode(t, le, "\ufeff"+umlauts), "", "UTF-16 LE"},
		{"UTF-16 BE with a mark", encode(t, be, "\ufeff"+umlauts), "", "UTF-16 BE"},
		{"UTF-16 LE", encode(t, le, umlauts), "", "UTF-16 LE"},
		{"UTF-16 BE", encode(t, be, umlauts), "", "UTF-16 BE"},
		{"UTF-16 BE with a mark, said", encode(t, be, "\ufeff"+umlauts), "utf-16", "UTF-16 BE"},
		{"UTF-16 LE, said", encode(t, le, umlauts), "utf-16le", "UTF-16 LE"},
		{"Windows-1252", encode(t, charmap.Windows1252, umlauts), "", "line 2"},
		{"Windows-1252, said", encode(t, charmap.Windows1252, umlauts), "windows-1252", "windows-1252"},
		{"code page 850, said", encode(t, charmap.CodePage850, umlauts), "IBM850", "IBM850"},
		{"UTF-8, first seen late", header + filler + umlauts[len(header):], "", ""},
		{"Windows-1252, first seen late", encode(t, charmap.Windows1252, header+filler+umlauts[len(header):]), "", "line 5002"},
		{"UTF-8 with a mark, another said", "\ufeff" + umlauts, "windows-1252", "as the mark at its start says"},
		{"UTF-16 LE, a character that ends with a zero byte", encode(t, le, strings.ReplaceAll(header, "company", "company,description")+"一 Ā,b@example.com,+493023125402,Secret#1,DE,가,\n"+strings.TrimSpace(umlauts[len(header):])+",一\n"), "", "UTF-16 LE"},
		{"gzip", zipped(t, umlauts), "", ""},
		{"gzip of Windows-1252", zipped(t, encode(t, charmap.Windows1252, umlauts)), "", "Windows-1252"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, entries, _ := open(t, write(t, tt.content), importer.Options{Encoding: tt.encoding})
			last := entries[len(entries)-1]
			if last.Customer.Name != "Jörg Groß" || last.Customer.Company != "Müller" || !last.Valid() {
				t.Errorf("read %+v, problems %v", last.Customer, last.Problems)
			}
			if got := strings.Join(f.Notes(), "\n"); !strings.Contains(got, tt.note) || (got == "") != (tt.note == "") {
				t.Errorf("notes = %q, want one with %q", got, tt.note)
			}
			if got := strings.Join(f.Cells(&last), "|"); !strings.HasPrefix(got, "Jörg Groß|") {
				t.Errorf("cells = %q", got)
			}
		})
	}
}

// Two umlauts are all that a detector gets to see of a short text. No pair of
// characters may make it take the text for another encoding: it is read as it is meant,
// or refused with that way of reading it.
func TestTwoUmlautsAreEnough(t *testing.T) {
	for _, a := range "ÄÖÜäöüßéèñç" {
		for _, b := range "ÄÖÜäöüßéèñç" {
			name := "x" + string(a) + "y" + string(b) + "z"
			content := header + name + ",a@example.com,+493023125401,Secret#1,DE,\n"
			path := write(t, encode(t, charmap.Windows1252, content))
			opts := importer.Options{}
			if f, err := importer.Open(path, "customers.csv", opts); err == nil {
				f.Close()
			} else {
				var refused *importer.InputError
				if want := "--encoding windows-1252 reads \"" + name + "\""; !errors.As(err, &refused) || !strings.Contains(refused.Hint, want) {
					t.Errorf("%q: error = %v, hint %q, want %q", name, err, refused.Hint, want)
				}
				opts.Encoding = "windows-1252"
			}
			for path, opts := range map[string]importer.Options{write(t, content): {}, path: opts} {
				_, entries, _ := open(t, path, opts)
				if got := entries[0].Customer.Name; got != name {
					t.Errorf("%q is read as %q", name, got)
				}
			}
		}
	}
}

// A character may lie across the border of what is read at once.
func TestCharactersAcrossTheSeamsOfTheScan(t *testing.T) {
	const seam = 256 << 10
	for shift := range 4 {
		row := strings.Repeat(good(1)+"\n", (seam-len(header)-100)/(len(good(1))+1))
		pad := seam - len(header) - len(row) - 2 - shift
		content := header + row + strings.Repeat("x", pad) + "€€,a@example.com,+493023125401,Secret#1,DE,\n"
		f, entries, _ := open(t, write(t, content), importer.Options{})
		if got := entries[len(entries)-1].Customer.Name; !strings.HasSuffix(got, "x€€") || len(f.Notes()) > 0 {
			t.Errorf("shift %d: the name ends with %q, notes %q", shift, got[len(got)-10:], f.Notes())
		}
	}
}

func TestOneDamagedCharacterDoesNotMakeAnotherEncoding(t *testing.T) {
	content := header + strings.Repeat(umlauts[len(header):], 3) + "Bj\xf6rn,b@example.com,+493023125401,Secret#1,DE,\n"
	f, entries, _ := open(t, write(t, content), importer.Options{})
	if entries[0].Customer.Name != "Jörg Groß" || len(entries[3].Problems) != 1 || entries[3].Problems[0].Code != importer.MalformedRow {
		t.Errorf("%+v, %+v, notes %q", entries[0].Customer, entries[3].Problems, f.Notes())
	}
}

func TestANULByteInARowCostsTheRow(t *testing.T) {
	content := header + strings.Repeat(good(1)+"\n", 2000) + "An\x00n,b@example.com,+493023125401,Secret#1,DE,\n"
	for _, c := range []string{content, encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), content), encode(t, charmap.Windows1252, content+umlauts[len(header):])} {
		_, entries, _ := open(t, write(t, c), importer.Options{})
		hit := entries[2000]
		if len(hit.Problems) != 1 || !strings.Contains(hit.Problems[0].Message, "NUL") {
			t.Errorf("problems = %+v", hit.Problems)
		}
	}
}

// Decoding turns bytes that are not a character of the encoding into U+FFFD: the row
// says so, and is not created with it.
func TestACharacterThatIsNoneCostsTheRow(t *testing.T) {
	_, entries, _ := open(t, write(t, encode(t, charmap.Windows1252, umlauts)), importer.Options{Encoding: "shift_jis"})
	if p := entries[0].Problems; len(p) != 1 || p[0].Code != importer.MalformedRow || !strings.Contains(p[0].Message, "not in shift_jis") {
		t.Errorf("problems = %+v", p)
	}
}

func TestDelimiters(t *testing.T) {
	with := func(delim string) string { return strings.ReplaceAll(header+good(1)+"\n", ",", delim) }
	tests := []struct {
		name, content, delimiter string
		want                     byte
	}{
		{"comma", with(","), "", ','},
		{"semicolon", with(";"), "", ';'},
		{"tab", with("\t"), "", '\t'},
		{"pipe", with("|"), "", '|'},
		{"semicolon, commas in the cells", with(";") + "\"Ann, Bob, Cid; Dora\";b@example.com;+493023125401;Secret#1;DE;A, B, C, D, E, F\n", "", ';'},
		{"comma, semicolons in the header", "\"a;b;c;d;e;f;g\"," + with(",")[:len(header)] + "x;y," + good(1) + "\n", "", ','},
		{"said by its name", with(";"), "semicolon", ';'},
		{"said by itself", with("^"), "^", '^'},
		{"sep line", "sep=^\n" + with("^"), "", '^'},
		{"sep line in quotes", "\"sep=|\"\r\n" + with("|"), "", '|'},
		{"sep line, and said", "sep=,\n" + with(";"), ";", ';'},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, entries, _ := open(t, write(t, tt.content), importer.Options{Delimiter: tt.delimiter})
			if f.Delimiter() != tt.want {
				t.Errorf("delimiter = %q, want %q", f.Delimiter(), tt.want)
			}
			if len(entries) == 0 || !entries[0].Valid() || entries[0].Customer.Company != "Acme" {
				t.Errorf("rows = %+v", entries)
			}
			if strings.HasPrefix(tt.name, "sep") && entries[0].Line != 3 {
				t.Errorf("the first row is on line %d, want 3", entries[0].Line)
			}
		})
	}
}

func TestOptionsThatCannotBeFollowed(t *testing.T) {
	for _, tt := range []struct {
		opts          importer.Options
		problem, hint string
	}{
		{importer.Options{Delimiter: "ab"}, `"ab" can't separate cells`, "comma, semicolon"},
		{importer.Options{Delimiter: "x"}, "can't separate", "comma"},
		{importer.Options{Encoding: "klingon"}, `"klingon" is not a known encoding`, "windows-1252"},
		{importer.Options{Encoding: "utf-16be"}, "the required columns", ""},
	} {
		_, err := importer.Open(write(t, header+good(1)), "customers.csv", tt.opts)
		wantRefusal(t, err, tt.problem, tt.hint)
	}
}

func TestAnotherAlphabetIsReadWhenItIsNamed(t *testing.T) {
	content := encode(t, japanese.ShiftJIS, header+"山田太郎,yamada@example.com,+81312345678,Secret#1,JP,株式会社\n")
	_, entries, _ := open(t, write(t, content), importer.Options{Encoding: "shift_jis"})
	if got := entries[0].Customer; got.Name != "山田太郎" || got.Company != "株式会社" || !entries[0].Valid() {
		t.Errorf("read %+v %v", got, entries[0].Problems)
	}
}

// EBCDIC is refused by its name, and read where it is named.
func TestEBCDIC(t *testing.T) {
	for _, content := range []string{header + good(1) + "\n" + good(2), `"Name";"E-Mail";"Telefon";"Kennwort";"Land";"Firma"` + "\n" + strings.ReplaceAll(good(1)+"\n"+good(2), ",", ";")} {
		path := write(t, encode(t, charmap.CodePage037, content))
		_, err := importer.Open(path, "c.csv", importer.Options{})
		wantRefusal(t, err, "c.csv:1: is in EBCDIC", "iconv -f IBM273")
		_, entries, _ := open(t, path, importer.Options{Encoding: "ibm037"})
		if len(entries) != 2 || !entries[1].Valid() {
			t.Errorf("read %+v", entries)
		}
	}
}

// A command that changes bytes is shown only where these are the text's.
func TestLinesThatEndOtherwiseInAnotherEncoding(t *testing.T) {
	content := strings.ReplaceAll(header+good(1)+"\n"+good(2)+"\n", "\n", "\u2028")
	utf16 := encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), content)
	for _, content := range []string{utf16, zipped(t, content)} {
		_, err := importer.Open(write(t, content), "c.csv", importer.Options{})
		wantRefusal(t, err, "U+2028", "line ends of Unix or Windows")
		if e := (&importer.InputError{}); errors.As(err, &e) && strings.Contains(e.Hint, "perl") {
			t.Errorf("hint = %q", e.Hint)
		}
	}
}
