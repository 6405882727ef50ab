package importer_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
	"vobizsync/importer/table"
)

// system is one line of testdata/headers.txt, or of the other files beside it.
type system struct {
	name, persona string
	columns       []headed
	want          string // the kind of the phone that counts, or what the refusal says
}

// headed is a column: its header and what it holds.
type headed struct{ header, holds string }

func readSystems(t *testing.T) (all []system) {
	t.Helper()
	var text []byte
	for _, name := range []string{"headers.txt", "headersmore.txt", "headersodd.txt"} {
		more, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, more...)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, _ := strings.Cut(line, ": ")
		s := system{want: "p"}
		s.name, s.persona, _ = strings.Cut(name, " @")
		if at := strings.LastIndex(rest, " > "); at >= 0 {
			rest, s.want = rest[:at], rest[at+3:]
		}
		for column := range strings.SplitSeq(rest, " | ") {
			at := strings.LastIndexByte(column, ':')
			s.columns = append(s.columns, headed{column[:at], column[at+1:]})
		}
		all = append(all, s)
	}
	if len(all) < 470 {
		t.Fatalf("only %d systems", len(all))
	}
	return all
}

// Made-up people: each kind of cell, for each of three rows.
var people = map[string]map[string][3]string{
	"": {
		"g": {"Anna", "Bernd", "Clara"}, "f": {"Beispiel", "Muster", "Test"}, "m": {"Eva", "", "Lu"},
		"n": {"Anna Beispiel", "Bernd Muster", "Clara Test"}, "x": {"Xaver Fremd", "Yvonne Fremd", "Zoe Fremd"},
		"e": {"anna@example.com", "bernd@example.com", "clara@example.com"}, "e2": {"x@example.org", "y@example.org", "z@example.org"},
		"p": {"+49 30 901820", "+49 30 901830", "+49 30 901840"}, "b": {"+49 1512 3456789", "+49 1512 3456788", "+49 1512 3456787"},
		"w": {"+49 30 901821", "+49 30 901831", "+49 30 901841"}, "w2": {"+49 30 901829", "+49 30 901839", "+49 30 901849"}, "h": {"+49 30 901822", "+49 30 901832", "+49 30 901842"},
		"k": {"+49", "49", "0049"}, "q": {"1512 3456789", "01512 3456788", "1512 3456787"},
		"c": {"DE", "Germany", "DE"}, "c2": {"FR", "FR", "FR"}, "o": {"Acme GmbH", "Foo & Co. KG", "Bar AG"}, "o2": {"Acme", "Foo", "Bar"},
		"a": {"Hauptstr. 1", "Ringweg 2", "Am Tor 3"}, "a2": {"Postfach 1", "Postfach 2", "Postfach 3"}, "t": {"Berlin", "Bonn", "Ulm"}, "t2": {"Paris", "Lyon", "Nice"},
		"s": {"Berlin", "NRW", "BW"}, "z": {"10115", "53111", "89073"}, "z2": {"10115", "53111", "89073"}, "u": {"Europe/Berlin", "", "Europe/Berlin"},
		"v": {"29AAGCB7383J1Z4", "", ""}, "pw": {"Secret#1a", "Secret#2b", "Secret#3c"}, "ph": {"$P$B12345678abcdefghijklmnopqrstu.", "$P$B12345678abcdefghijklmnopqrstu.", ""},
		"on": {"ORD1001", "ORD1002", "ORD1003"}, "c3": {"DEU", "DEU", "DEU"},
		"i": {"117", "118", "119"}, "d": {"2024-01-02", "2024-01-03", "2024-01-04"}, "y": {"yes", "no", "yes"}, "l": {"Work", "Home", "Work"}, "-": {"some text", "more text", ""}, "_": {}, "%": {"18%", "18%", "5%"},
	},
	"IN": {
		"n": {"Asha Sharma", "Ravi Kumar", "Meera Iyer"}, "c": {"India", "IN", "india"}, "q": {"98765 43210", "9876543211", "+91 98765 43212"}, "z": {"560001", "400001", "110001"}, "s": {"Karnataka", "Maharashtra", "Delhi"},
	},
}

func (s *system) cell(holds string, row int) string {
	if cells, ok := people[s.persona][holds]; ok {
		return cells[row]
	}
	return people[""][holds][row]
}

func (s *system) holds(kind string) bool {
	return slices.ContainsFunc(s.columns, func(c headed) bool { return c.holds == kind })
}

// write writes the system's file. Extra columns are at its end.
func (s *system) write(t *testing.T, extra ...headed) string {
	t.Helper()
	columns := append(slices.Clone(s.columns), extra...)
	lines := make([][]string, 4)
	for _, c := range columns {
		lines[0] = append(lines[0], c.header)
		for row := range 3 {
			lines[row+1] = append(lines[row+1], s.cell(c.holds, row))
		}
	}
	var b strings.Builder
	for _, line := range lines {
		b.Write(table.EncodeRow(line, ','))
	}
	return write(t, b.String())
}

func (s *system) options() importer.Options {
	opts := importer.Options{PasswordOptional: true}
	if !s.holds("c") && !strings.HasPrefix(s.want, "refused") {
		opts.DefaultCountry = "DE"
		if s.persona != "" {
			opts.DefaultCountry = s.persona
		}
	}
	return opts
}

// Files of these systems open at once, and no customer gets another's name, e-mail
// address, phone or country; or they are refused.
func TestFilesOfKnownSystemsOpen(t *testing.T) {
	for _, s := range readSystems(t) {
		t.Run(s.name, func(t *testing.T) {
			path, opts := s.write(t), s.options()
			want, refused := strings.CutPrefix(s.want, "refused")
			if refused {
				_, err := importer.Open(path, "customers.csv", opts)
				var e *importer.ColumnsError
				if !errors.As(err, &e) {
					t.Fatalf("not refused: %v", err)
				}
				for _, entry := range strings.SplitAfter(strings.TrimSpace(want), " ") {
					if !strings.Contains(strings.Join(e.Flags, " "), strings.TrimSpace(entry)) {
						t.Errorf("flags = %q, want %q", e.Flags, want)
					}
				}
				s.paste(t, path, opts, e.Flags)
				return
			}
			f, entries, _ := open(t, path, opts)
			if len(entries) != 3 {
				t.Fatalf("%d rows", len(entries))
			}
			for i := range entries {
				s.judge(t, &entries[i], i, want)
			}
			if t.Failed() {
				for _, m := range f.Mapping() {
					t.Logf("%s from %s", m.Field, m.From)
				}
			}
		})
	}
}

func (s *system) judge(t *testing.T, e *importer.Entry, row int, phone string) {
	t.Helper()
	name := s.cell("n", row)
	if s.holds("m") {
		name = strings.Join(strings.Fields(s.cell("g", row)+" "+s.cell("m", row)+" "+s.cell("f", row)), " ")
	}
	number := s.cell(phone, row)
	want := map[importer.Field]string{importer.Name: name, importer.Email: s.cell("e", row), importer.Country: "DE"}
	if s.persona != "" {
		want[importer.Country] = s.persona
	}
	optional := map[importer.Field]string{importer.Company: "o", importer.Address: "a", importer.City: "t", importer.State: "s", importer.ZipCode: "z"}
	for field, holds := range optional {
		if got := e.Customer.Get(field); s.holds(holds) && got != s.cell(holds, row) || got != "" && !s.holds(holds) && !s.holds(holds+"2") && !s.holds("-") {
			t.Errorf("row %d: %s = %q, want %q", row+1, field, got, s.cell(holds, row))
		}
	}
	for field, text := range want {
		if got := e.Customer.Get(field); got != text {
			t.Errorf("row %d: %s = %q, want %q", row+1, field, got, text)
		}
	}
	digits := strings.NewReplacer(" ", "", "+49", "", "+91", "").Replace(number)
	if got := e.Customer.Phone; !strings.HasSuffix(got, strings.TrimPrefix(digits, "0")) || got == "" {
		t.Errorf("row %d: phone = %q, want %q", row+1, got, number)
	}
	if !e.Valid() {
		t.Errorf("row %d: %v", row+1, e.Problems)
	}
}

// paste opens a file that was refused once more, with the flags that the refusal ends
// in.
func (s *system) paste(t *testing.T, path string, opts importer.Options, flags []string) {
	t.Helper()
	for i := 0; i < len(flags); i++ {
		switch flags[i] {
		case "--map":
			opts.Map = append(opts.Map, flags[i+1])
			i++
		case "--default-country":
			opts.DefaultCountry = "DE"
			i++
		}
	}
	if len(flags) > 0 {
		open(t, path, opts)
	}
}
