package importer_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vobizsync/importer"
)

func zipped(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPollution reads the files in testdata/pollution: one small file of each
// kind that the benchmarks of CSV readers know (Pollock: Hameed, Naumann and
// others, VLDB 2023).
func TestPollution(t *testing.T) {
	const dir = "testdata/pollution"
	tests := []struct {
		file string
		want []string
		note string
	}{
		{"line-ends-LF", []string{"1@2"}, ""},
		{"line-ends-CR", []string{"1@2", "2@3"}, ""},
		{"line-ends-CR-one-LF-at-the-end", []string{"1@2", "2@3"}, ""},
		{"line-ends-CR-LF-in-a-cell", []string{"1@2", "2@4"}, ""},
		{"line-ends-CRCRLF", []string{"1@2", "2@3"}, ""},
		{"line-ends-CRLF", []string{"1@2", "2@3"}, ""},
		{"line-ends-mixed", []string{"1@2", "2@3"}, ""},
		{"no-final-line-end", []string{"1@2"}, ""},
		{"preamble", []string{"1@5"}, "header is line 4"},
		{"preamble-with-delimiters", []string{"1@4"}, "header is line 3"},
		{"preamble-with-an-open-quote", []string{"1@3"}, "header is line 2"},
		{"preamble-with-one-known-word", []string{"1@3"}, "header is line 2"},
		{"repeated-header", []string{"1@2", "2@4"}, ""},
		{"repeated-header-with-a-mark", []string{"1@2", "2@4"}, ""},
		{"missing-cell", []string{"1@2", "2@3"}, "the row on line 2 ends before the last column"},
		{"extra-cell", []string{"1@2 malformed_row", "2@3"}, ""},
		{"extra-delimiter-at-each-lines-end", []string{"1@2"}, ""},
		{"all-cells-quoted", []string{"1@2"}, ""},
		{"quotes-escaped-by-a-backslash", []string{"1@2", "2@3"}, "first on line 2"},
		{"quote-not-closed", []string{"1@2 malformed_row", "2@3"}, ""},
		{"quote-not-closed-in-each-row", []string{"1@2 malformed_row", "2@3 malformed_row", "3@4 malformed_row", "4@5 malformed_row"}, ""},
		{"space-after-the-delimiter", []string{"1@2"}, ""},
		{"empty-lines-and-lines-of-delimiters", []string{"1@4"}, ""},
		{"header-only", nil, ""},
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != len(tests) {
		t.Fatalf("%d files, %d of them are read here (%v)", len(files), len(tests), err)
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			f, entries, tally := open(t, filepath.Join(dir, tt.file+".csv"), importer.Options{})
			if got := summary(entries); !slices.Equal(got, tt.want) {
				t.Errorf("rows = %q, want %q", got, tt.want)
			}
			if got := strings.Join(f.Notes(), "\n"); !strings.Contains(got, tt.note) {
				t.Errorf("notes = %q, want %q", got, tt.note)
			}
			if want := strings.Contains(tt.file, "repeated"); (tally.Headers == 1) != want {
				t.Errorf("%d repeated headers", tally.Headers)
			}
		})
	}
}

func TestPollutionThatIsRefused(t *testing.T) {
	tests := []struct{ name, content, problem, hint string }{
		{"apostrophes for quotes", "'name','email','phone','password','country'\n'Ann','a@example.com'\n", "apostrophes", `"`},
		{"no header", good(1) + "\n" + good(2) + "\n", "seems to be a customer", "name the columns"},
		{"NUL", "name,\x00\n", "NUL", ""},
		{"gzip of gzip", zipped(t, zipped(t, header)), "another packed file", "unpack"},
		{"gzip, cut off", zipped(t, header+strings.Repeat(good(1)+"\n", 100))[:60], "unexpected EOF", "cut short"},
		{"gzip bomb", zipped(t, header+strings.Repeat("x", 70<<20)), "unpacks to more than", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := importer.Open(write(t, tt.content), "customers.csv", importer.Options{})
			if err == nil {
				defer f.Close()
				for _, err = range f.Read(&importer.Tally{}) {
				}
			}
			wantRefusal(t, err, tt.problem, tt.hint)
		})
	}
}
