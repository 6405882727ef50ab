package table

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// written says which of the names are written in which encoding.
var written = map[string][]string{
	"windows-1250": {"pl", "cs", "sk", "hu", "hr", "ro", "sl", "sq", "sr-Latn"},
	"windows-1251": {"ru", "uk", "bg", "sr", "mk", "be", "kk"},
	"windows-1252": {"de", "fr", "es", "pt", "sv", "da", "it", "fi", "is", "nl", "ca", "ga"},
	"windows-1253": {"el"},
	"windows-1254": {"tr", "az"},
	"windows-1255": {"he"},
	"windows-1256": {"ar", "fa"},
	"windows-874":  {"th"},
	"iso-8859-2":   {"pl", "cs", "hu"},
	"iso-8859-5":   {"ru"},
	"iso-8859-7":   {"el"},
	"koi8-r":       {"ru"},
	"shift_jis":    {"ja"},
	"gb18030":      {"zh"},
	"big5":         {"zh-Hant"},
	"euc-kr":       {"ko"},
}

// onlyOffered are encodings that are never read unless they are named.
var onlyOffered = map[string][]string{
	"cp437": {"de", "fr"}, "cp850": {"de", "es", "pt"}, "cp852": {"pl", "cs"}, "cp866": {"ru"}, "macintosh": {"de", "fr", "sv", "da", "es", "it"}, "x-mac-cyrillic": {"ru"},
	"koi8-u": {"uk"}, "euc-jp": {"ja"}, "windows-1257": {"lt", "lv", "et"}, "iso-8859-13": {"lt", "lv"},
}

func mustEncode(t *testing.T, name, text string) (raw string, ok bool) {
	t.Helper()
	c, err := namedCharset(name)
	if err != nil {
		t.Fatal(err)
	}
	raw, err = c.encoding.NewEncoder().String(text)
	return raw, err == nil
}

// rowsOf returns files of so many rows, each of one name.
func rowsOf(names []string, rows int) (all []string) {
	for i := range names {
		var b strings.Builder
		b.WriteString("name,email\n")
		for k := range rows {
			b.WriteString(names[(i+k*7)%len(names)] + ",a@example.com\n")
		}
		all = append(all, b.String())
	}
	return all
}

// readText opens a text, and returns what it says in UTF-8.
func readText(t *testing.T, dir, raw, encoding string) (string, *File, error) {
	t.Helper()
	path := filepath.Join(dir, "c.csv")
	if err := os.WriteFile(path, []byte(raw), 0o600); err != nil {
		t.Fatal(err)
	}
	opts := options
	opts.Encoding = encoding
	f, err := Open(path, "c.csv", opts)
	if err != nil {
		return "", nil, err
	}
	t.Cleanup(func() { f.Close() })
	text := []byte(f.headerRow)
	text = append(text, '\n')
	for b, err := range f.Blocks() {
		if err != nil {
			return "", f, err
		}
		text = append(text, b.Raw...)
	}
	return string(text), f, nil
}

// Of short files none is read wrong, and most are read.
func TestFewRowsAreReadRightOrRefused(t *testing.T) {
	for _, tt := range []struct {
		rows  int
		share float64
	}{{1, 0.6}, {2, 0.8}, {5, 0.93}} {
		files, read := 0, 0
		for name, languages := range written {
			for _, language := range languages {
				for _, text := range rowsOf(names[language], tt.rows) {
					raw, ok := mustEncode(t, name, text)
					if !ok {
						continue // a letter that the encoding has not
					}
					files++
					guesses := rank(wordsBeyondASCII([]byte(raw)))
					if !isSure(guesses, samples{[]byte(raw)}.atHome) {
						continue
					}
					read++
					if got, _ := decodeStrict(guesses[0].best().encoding, []byte(strings.NewReplacer("\n", " ").Replace(raw))); got != strings.ReplaceAll(text, "\n", " ") {
						t.Errorf("%s, %q is read wrong, as %s: %q", name, text, guesses[0].best().name, got)
					}
				}
			}
		}
		t.Logf("%d rows: %d of %d files read", tt.rows, read, files)
		if files < 500 || float64(read) < tt.share*float64(files) {
			t.Errorf("of %d files of %d rows, %d are read, want %.0f %%", files, tt.rows, read, 100*tt.share)
		}
	}
}

func TestRareEncodingsAreOnlyOffered(t *testing.T) {
	files, first := 0, 0
	for name, languages := range onlyOffered {
		for _, language := range languages {
			for _, text := range rowsOf(names[language], 3) {
				raw, ok := mustEncode(t, name, text)
				if !ok {
					continue
				}
				files++
				guesses := rank(wordsBeyondASCII([]byte(raw)))
				best := guesses[0].best()
				got, _ := best.encoding.NewDecoder().String(raw)
				if got == text {
					first++
				}
				if isSure(guesses, func(guess) bool { return true }) && got != text {
					t.Errorf("%s, %q is read as %s: %q", name, text, best.name, got)
				}
				if _, err := namedCharset(best.name); err != nil {
					t.Errorf("%s is offered, but not taken: %v", best.name, err)
				}
			}
		}
	}
	t.Logf("of %d files, %d are offered first as they are", files, first)
	if first < files*3/4 {
		t.Errorf("of %d files, %d are offered first as they are", files, first)
	}
}

// customers are ordinary rows, with or without letters beyond ASCII.
func customers(names ...string) string {
	var b strings.Builder
	b.WriteString("name,email,phone,country\n")
	for _, n := range names {
		b.WriteString(n + ",a@example.com,+49 30 901820,DE\n")
	}
	return b.String()
}

func TestACharsetIsReadOrRefused(t *testing.T) {
	long := strings.Repeat("Ann,ann@example.com,+49 30 901820,DE\n", 10_000)
	many := customers("Hans Müller", "Jürgen Köhler", "René François", "Björn Sjöberg", "José Muñoz", "Größe & Söhne", "Hélène Lefèvre", "Begoña Peña", "Søren Åkesson", "Ann O’Brien")
	tests := []struct {
		name, charset, text string
		problem, hint, note string
	}{
		{"Western names of all kinds", "windows-1252", many, "", "", "Windows-1252 (\"Hans Müller\")"},
		{"two umlauts", "windows-1252", customers("Hans Müller", "Jörg Schäfer"), "", "", "Windows-1252"},
		{"what people write", "windows-1252", many + "Café “L’Étoile” – 5½°, 100 € …,a@example.com,1,FR\n", "", "", "Windows-1252"},
		{"capitals", "windows-1252", strings.ToUpper(customers("Hans Müller", "Jörg Schäfer", "Günter Löffler")), "", "", "Windows-1252"},
		{"one word", "windows-1252", customers("Zoë"), "its encoding is not certain", "--encoding windows-1252 reads \"Zoë\"", ""},
		{"a sign alone", "windows-1252", customers("£ 100"), "its encoding is not certain", "--encoding windows-1252", ""},
		{"Russian", "windows-1251", customers("Иван Петров"), "", "", "Windows-1251 (\"Иван Петров\")"},
		{"a number sign", "windows-1251", customers("Аптека № 5", "Петров"), "", "", "Windows-1251"},
		{"Japanese, half of whose bytes are others' letters", "shift_jis", customers("山田太郎", "佐藤花子"), "", "", "Shift_JIS"},
		{"DOS", "cp850", customers("Hans Müller", "Jörg Schäfer"), "its encoding is not certain", "if names look right with it: --encoding cp850 reads \"Hans Müller\" and \"Jörg Schäfer\"", ""},
		{"Mac", "macintosh", customers("Hans Müller", "Jörg Schäfer"), "its encoding is not certain", "--encoding macintosh reads \"Hans Müller\" and \"Jörg Schäfer\"", ""},
		{"escapes", "iso-2022-jp", customers("山田太郎"), "c.csv:2: has the escape sequences of ISO-2022", "--encoding iso-2022-jp", ""},
		{"a later line is not of it", "windows-1252", many + long + "René \x81ngstr\x8dm,a@example.com,1,SE\n", "c.csv:10012: this line is not in Windows-1252", "--encoding windows-1252", ""},
		{"a later line tells another", "windows-1250", customers("Hans Müller", "Jörg Schäfer") + long + "Łukasz Świątek,a@example.com,1,PL\n", "c.csv:10004: may be in Windows-1250 from here on", "--encoding windows-1250 reads \"Łukasz\"", ""},
		{"a later line of the same", "windows-1252", many + long + "François Lefèvre,a@example.com,1,FR\n", "", "", "Windows-1252"},
		{"bytes that are not characters", "windows-1252", many + "\x81\x8d\x8f,a@example.com,1,FR\n", "c.csv:12: is not UTF-8, and as Windows-1252, its most likely encoding", "--encoding windows-1252", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := tt.text
			if utf8.ValidString(raw) {
				raw, _ = mustEncode(t, tt.charset, tt.text)
			} else { // with bytes of its own
				raw = latin1(raw)
			}
			text, f, err := readText(t, t.TempDir(), raw, "")
			if tt.problem == "" {
				if err != nil {
					t.Fatalf("error = %v", err)
				}
				if text != tt.text {
					t.Error("read wrong")
				}
				if notes := strings.Join(f.Notes(), "\n"); !strings.Contains(notes, tt.note) {
					t.Errorf("notes = %q, want %q", notes, tt.note)
				}
				return
			}
			var refused *InputError
			if !errors.As(err, &refused) || !strings.Contains(refused.Error(), tt.problem) || !strings.Contains(refused.Hint, tt.hint) {
				t.Fatalf("error = %v, hint %q", err, refused.Hint)
			}
		})
	}
}

// latin1 writes the letters of a text that is not UTF-8 as single bytes.
func latin1(s string) string {
	var b []byte
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError {
			r = rune(s[0])
		}
		if enc, ok := charmap.Windows1252.EncodeRune(r); ok && size > 1 {
			r = rune(enc)
		}
		b, s = append(b, byte(r)), s[size:]
	}
	return string(b)
}

// What is quoted of a file is only what can't be a password.
func TestARefusalQuotesNoPasswords(t *testing.T) {
	raw, _ := mustEncode(t, "cp850", "name,email,password\nMüller,a@example.com,Geöffnet#1\nKöhler,b@example.com,grünlich22\n")
	_, _, err := readText(t, t.TempDir(), raw, "")
	var refused *InputError
	if !errors.As(err, &refused) || !strings.Contains(refused.Hint, "Müller") {
		t.Fatalf("error = %v", err)
	}
	for _, secret := range []string{"ffnet", "nlich"} {
		if strings.Contains(refused.Error()+refused.Hint, secret) {
			t.Errorf("the hint quotes a password: %s", refused.Hint)
		}
	}
}

// A country of the language makes a lead enough that is not without.
func TestAtHome(t *testing.T) {
	raw, _ := mustEncode(t, "windows-1252", "name,country\nZoë,NL\n")
	g := guess{candidates: candidates[:1], language: "nl"}
	for text, want := range map[string]bool{
		raw: true, strings.Replace(raw, "NL", "Nederland", 1): true, strings.Replace(raw, "NL", "Netherlands", 1): true,
		strings.Replace(raw, "NL", "DE", 1): false, strings.Replace(raw, "NL", "", 1): false, strings.Replace(raw, "NL", "nl", 1): false,
		raw + "J\xfcrg,CH\n": false, raw + "John,US\n": true,
	} {
		if got := (samples{[]byte(text)}).atHome(g); got != want {
			t.Errorf("atHome of %q = %v", text, got)
		}
	}
}

func BenchmarkRank(b *testing.B) {
	raw, err := charmap.Windows1251.NewEncoder().String(strings.Join(names["ru"], "\n"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rank(wordsBeyondASCII([]byte(raw)))
	}
}

// Two letters of an older encoding may be one of UTF-8 in form; the word is of two
// scripts then. What is UTF-8 stays so.
func TestUTF8ByChance(t *testing.T) {
	const polish = "name,email\nGRACJAN PÓŁTORAK,a@example.com\n"
	raw, _ := mustEncode(t, "windows-1250", polish)
	if _, _, err := readText(t, t.TempDir(), raw, ""); err == nil || !strings.Contains(err.(*InputError).Hint, `--encoding windows-1250 reads "GRACJAN PÓŁTORAK"`) {
		t.Errorf("error %v", err)
	}
	raw, _ = mustEncode(t, "windows-1250", polish+"Żaneta Święcka,b@example.com\nPaweł Wąsik,c@example.com\n")
	if got, _, err := readText(t, t.TempDir(), raw, ""); err != nil || !strings.Contains(got, "PÓŁTORAK") {
		t.Errorf("read %q, %v", got, err)
	}
	for _, utf8 := range []string{"Jörg", "Mаria", "Иvan", "GÃ¼nter", "John 😀", "Ann™", "Zoë", "ÓŁ", "Пётр"} {
		if got, _, err := readText(t, t.TempDir(), "name,email\n"+utf8+",a@example.com\n", ""); err != nil || !strings.Contains(got, utf8) {
			t.Errorf("%s: read %q, %v", utf8, got, err)
		}
	}
}

// One word that could be Chinese, beside Latin ones, is not enough.
func TestAWordBesideLatinOnesIsNotTakenForChinese(t *testing.T) {
	const text = "Name;E-Mail;Land\nTeodozja Źdźbło;a@example.com;Polska\n"
	raw, _ := mustEncode(t, "iso-8859-2", text)
	if got, _, err := readText(t, t.TempDir(), raw, ""); err == nil && got != text {
		t.Errorf("read %q", got)
	} else if err != nil && !strings.Contains(err.(*InputError).Hint, "Teodozja Źdźbło") {
		t.Errorf("error %v: %s", err, err.(*InputError).Hint)
	}
}
