package cli_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"vobizsync/internal/sandbox"
)

// The passwords that are in the wrong columns, and parts of them that may not be
// shown either.
var (
	plantedPasswords = []string{"Sup3r!secret9", "Summer2024", "hunter22"}
	plantedParts     = []string{"Sup3r", "ecret9", "Summer2024", "hunter22"}
)

// plantedHeader are the columns of the planted files: those that messages quote,
// some that they do not, and one that is not used.
var plantedHeader = []string{"name", "email", "phone", "password", "country", "company", "address", "zip_code", "timezone", "gstin", "gst_status", "remark"}

const passwordColumn = 3

// plantedRow is a row in which nothing is wrong.
func plantedRow(n int) []string {
	return []string{"Jörg " + string(rune('A'+n%26)), email(n), phone(n), "Other#" + itoa(1000+n), "DE", "Müller", "Weg 1", "10115", "Europe/Berlin", "27AAPFU0939F1ZV", "active", "none"}
}

// plantedRows has each password in each column, in rows whose cells are shifted,
// and in rows that are too short and too long.
func plantedRows() (rows [][]string) {
	row := func(change func(cells []string) []string) { rows = append(rows, change(plantedRow(len(rows)+1))) }
	for _, p := range plantedPasswords {
		for c := range plantedHeader {
			row(func(cells []string) []string { cells[c], cells[passwordColumn] = p, p; return cells })
			if c != passwordColumn {
				row(func(cells []string) []string { cells[c], cells[passwordColumn] = p, "DE"; return cells })
				row(func(cells []string) []string { cells[c] = p + " " + p; cells[passwordColumn] = p; return cells })
			}
			if c > 0 { // what is in the column of the names is the customer's name
				row(func(cells []string) []string { cells[c] = p; return cells })
			}
		}
		for by := 1; by < len(plantedHeader); by++ {
			row(func(cells []string) []string {
				cells[passwordColumn] = p
				return slices.Concat(cells[by:], cells[:by])
			})
			row(func(cells []string) []string { cells[passwordColumn] = p; return cells[:by] })
			row(func(cells []string) []string { cells[passwordColumn] = p; return cells[by:] })
			row(func(cells []string) []string { cells[passwordColumn] = p; return append(cells, cells[:by]...) })
		}
	}
	return rows
}

// plantedTails are lines whose quotes are wrong, the first ones a row that holds
// another in the cell of its name, and nothing is wrong with it.
func plantedTails() (text string) {
	for i, p := range plantedPasswords {
		inner, outer := plantedRow(900), strings.Join(plantedRow(990 + i)[1:], ",")
		inner[passwordColumn] = p
		text += "\"Ann\n" + strings.Join(inner, ",") + "\nLtd\"," + outer + "\n"
	}
	for _, p := range plantedPasswords {
		text += "Ann,ann" + p[:1] + "@example.com,+493023999999,\"" + p + ",DE,,,,,,,\n" +
			"Bob,bob@example.com,+493023999998," + p + "\"x,DE,,,,,,,\n" +
			"\"Cid\" " + p + ",cid@example.com,+493023999997,x,DE,,,,,,,\n" +
			"\"Dan,dan@example.com,+493023999996," + p + ",DE,,,,,,,\n"
	}
	return text + "\"Eve," + plantedPasswords[0] + ",eve"
}

func encodeCSV(t *testing.T, delim rune, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = delim
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// plantedKinds writes rows as every kind of file.
var plantedKinds = []struct {
	name  string
	write func(t *testing.T, rows [][]string, tail string) []byte
}{
	{"comma.csv", func(t *testing.T, rows [][]string, tail string) []byte {
		return []byte(encodeCSV(t, ',', rows) + tail)
	}},
	{"semicolon.csv", func(t *testing.T, rows [][]string, tail string) []byte {
		return []byte(encodeCSV(t, ';', rows) + strings.ReplaceAll(tail, ",", ";"))
	}},
	{"windows-1252.csv", func(t *testing.T, rows [][]string, tail string) []byte {
		b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(encodeCSV(t, '\t', rows) + strings.ReplaceAll(tail, ",", "\t")))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}},
	{"utf-16.csv", func(t *testing.T, rows [][]string, tail string) []byte {
		return utf16Text(t, unicode.LittleEndian, unicode.UseBOM, encodeCSV(t, '\t', rows)+strings.ReplaceAll(tail, ",", "\t"))
	}},
	{"utf-16 without a mark.csv", func(t *testing.T, rows [][]string, tail string) []byte {
		return utf16Text(t, unicode.BigEndian, unicode.IgnoreBOM, encodeCSV(t, ';', rows)+strings.ReplaceAll(tail, ",", ";"))
	}},
	{"packed.csv.gz", func(t *testing.T, rows [][]string, tail string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write([]byte(encodeCSV(t, '|', rows) + strings.ReplaceAll(tail, ",", "|"))); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}},
	{"book.xlsx", func(t *testing.T, rows [][]string, _ string) []byte {
		book := excelize.NewFile()
		defer book.Close()
		for i, cells := range rows {
			if err := book.SetSheetRow("Sheet1", "A"+itoa(i+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := book.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}},
}

func utf16Text(t *testing.T, order unicode.Endianness, mark unicode.BOMPolicy, text string) []byte {
	t.Helper()
	b, err := unicode.UTF16(order, mark).NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// plantedBench is a bench whose temporary files are in its folder, too.
func plantedBench(t *testing.T, name string, content []byte) *bench {
	t.Helper()
	b := newBench(t, &sandbox.Server{}, 0)
	b.settle = quick
	b.file = filepath.Join(b.dir, name)
	temp := filepath.Join(b.dir, "temp")
	if err := os.MkdirAll(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", temp)
	if err := os.WriteFile(b.file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

// holdPlanted searches what was said, and every file in the bench's folder, for the
// planted passwords. It returns how many files it has searched.
func (b *bench) holdPlanted(said map[string]string) (files int) {
	b.t.Helper()
	search := func(name, text string) {
		for _, part := range plantedParts {
			wide := strings.Join(strings.Split(part, ""), "\x00") // as a copy of a file in UTF-16 has it
			for _, form := range []string{part, wide} {
				if i := strings.Index(text, form); i >= 0 {
					b.t.Errorf("%s has %s in it: …%s…", name, part, text[max(0, i-120):min(len(text), i+60)])
				}
			}
		}
	}
	for name, text := range said {
		search(name, text)
	}
	err := filepath.WalkDir(b.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == b.file || path == filepath.Join(b.dir, "customers.csv") ||
			strings.HasPrefix(d.Name(), "rejected.") || d.Name() == "credentials.csv" { // which have them by design
			return err
		}
		text, err := os.ReadFile(path)
		search(strings.TrimPrefix(path, b.dir), string(text))
		files++
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return files
}

// plantedCommands run what reads a file, and write into folders of the bench.
func (b *bench) plantedCommands() (said map[string]string, codes []int) {
	out := func(name string) string { return filepath.Join(b.dir, "out", name) }
	said = map[string]string{}
	for _, args := range [][]string{
		{"validate"},
		{"validate", "--json", "--out", out("validate")},
		{"validate", "--strict", "--out", out("strict")},
		{"validate", "--generate-passwords", "--verbose", "--log-format", "json", "--metrics", out("validate.prom")},
		{"plan", "--rate", "0", "--missing", "--out", out("plan"), "--metrics", out("plan.prom"), "--verbose"},
		{"plan", "--rate", "0", "--json", "--log-format", "json", "--out", out("plan-json")},
		{"sync", "--yes", "--rate", "0", "--out", out("real"), "--json", "--verbose"},
		{"sync", "--yes", "--rate", "0", "--fresh", "--out", out("real"), "--verbose"},
		{"sync", "--yes", "--sandbox", "--rate", "0", "--limit", "5", "--generate-passwords", "--out", out("sandbox"), "--metrics", out("sandbox.prom"), "--log-format", "json"},
		{"sync", "--yes", "--sandbox", "--rate", "0", "--limit", "5", "--out", out("stdin"), "-"},
		{"report", out("sandbox")},
	} {
		if last := args[len(args)-1]; last == "-" {
			content, err := os.ReadFile(b.file)
			if err != nil {
				b.t.Fatal(err)
			}
			b.stdin = bytes.NewReader(content)
		} else if args[0] != "report" {
			args = append(args, b.file)
		}
		o := b.run(args...)
		said[strings.Join(args, " ")] = o.stdout + o.stderr
		codes = append(codes, o.code)
	}
	return said, codes
}

func TestPasswordsInTheWrongColumnsAreNotShown(t *testing.T) {
	rows := plantedRows()
	for _, kind := range sample(plantedKinds, 2) {
		t.Run(kind.name, func(t *testing.T) {
			b := plantedBench(t, kind.name, kind.write(t, append([][]string{plantedHeader}, rows...), plantedTails()))
			said, codes := b.plantedCommands()
			for i, code := range codes {
				if code != 3 {
					t.Errorf("the exit code of command %d is %d, want 3", i+1, code)
				}
			}
			if n := b.holdPlanted(said); n < 15 {
				t.Errorf("only %d files were searched", n)
			}
			if len(b.server.Accounts()) == 0 {
				t.Error("no account was created: nothing was tested of those that are")
			}
			for _, want := range []string{
				"country: (10 characters, not shown) is not a country", "phone: (8 characters, not shown) has letters in it",
				"email: (13 characters, not shown) has no @", "(13 characters, not shown) is not an IANA time zone",
				"gstin: (8 characters, not shown) is not a GSTIN: left out", "(10 characters, not shown) is neither active nor inactive: left out",
			} {
				if !strings.Contains(said["validate "+b.file], want) {
					t.Errorf("validate does not say %q", want)
				}
			}
		})
	}
}

// A header may be a first row of data, or have a password in it.
func TestPasswordsInHeadersAreNotShown(t *testing.T) {
	for k, kind := range sample(plantedKinds, 1) {
		t.Run(kind.name, func(t *testing.T) {
			for i, p := range sample(plantedPasswords, 1) {
				if k >= 1 && i != k%len(plantedPasswords) && !full() {
					continue // the kinds of file differ in how the same cells are read
				}
				headers := [][]string{
					{"Ann", "ann@example.com", "+493023125418", p, "DE"}, {"Ann", p, "Germany"}, {p}, {p, p, p},
					append(slices.Clone(plantedHeader), p), append(slices.Clone(plantedHeader), p, p),
				}
				for c := range plantedHeader {
					header := slices.Clone(plantedHeader)
					header[c] = p
					headers = append(headers, header)
				}
				for _, header := range headers {
					b := plantedBench(t, kind.name, kind.write(t, [][]string{header, plantedRow(1)[:min(len(header), len(plantedHeader))]}, ""))
					said := map[string]string{}
					for _, args := range [][]string{
						{"validate", "--out", filepath.Join(b.dir, "out")},
						{"validate", "--json", "--log-format", "json", "--verbose"},
						{"validate", "--map", "Nobody=name"},
						{"validate", "--map", "name={Nobody}"},
						{"sync", "--sandbox", "--yes", "--rate", "0", "--verbose", "--out", filepath.Join(b.dir, "run")},
					} {
						o := b.run(append(args, b.file)...)
						said[strings.Join(args, " ")] = o.stdout + o.stderr
					}
					b.holdPlanted(said)
				}
			}
		})
	}
}
