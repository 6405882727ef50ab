package importer

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vobizsync/importer/table"

	"golang.org/x/text/encoding/charmap"
)

// bareQuotes is the file with quotes in unquoted cells, which RFC 4180 does not
// allow: its row is refused, with that reason. (The package expects another
// telephone of it than the file has.)
const bareQuotes = "location_coordinates.csv"

// TestCSVSpectrum reads the files of csv-spectrum, whose columns are not those
// of customers, up to the cells of their rows.
func TestCSVSpectrum(t *testing.T) {
	paths, err := filepath.Glob("testdata/csv-spectrum/*.csv")
	if err != nil || len(paths) != 12 {
		t.Fatalf("%d files, %v; want 12", len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			header, rows, problems := readTable(t, path)
			if filepath.Base(path) == bareQuotes {
				if len(problems) != 1 || !strings.Contains(problems[0].Message, "inside an unquoted cell") {
					t.Errorf("problems = %+v", problems)
				}
				return
			}
			if len(problems) > 0 {
				t.Errorf("problems = %+v", problems)
			}
			want := expected(t, strings.TrimSuffix(path, ".csv")+".json")
			if len(rows) != len(want) {
				t.Fatalf("%d rows, want %d", len(rows), len(want))
			}
			for i, row := range rows {
				got := map[string]string{}
				for j, cell := range row {
					got[header[j]] = cell
				}
				for name, value := range want[i] {
					// A line end within quotes is read as \n: encoding/csv has it so.
					if value = strings.ReplaceAll(value, "\r\n", "\n"); got[name] != value || len(got) != len(want[i]) {
						t.Errorf("row %d: %s = %q, want %q", i+1, name, got[name], value)
					}
				}
			}
		})
	}
}

// readTable returns the cells of a file, whatever its columns.
func readTable(t *testing.T, path string) (header []string, rows [][]string, problems []Problem) {
	t.Helper()
	known := func([]string) int { return 0 }
	opened, err := table.Open(path, path, table.Options{Known: known})
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	f := &File{File: opened, columns: make([]Column, len(opened.Header()))}
	for block, err := range f.Blocks() {
		if err != nil {
			t.Fatal(err)
		}
		r := f.newRowReader(&block)
		for {
			var e Entry
			if _, ok := r.next(&e); !ok {
				break
			}
			problems = append(problems, e.Problems...)
			rows = append(rows, slices.Clone(f.Cells(&e)))
		}
	}
	return f.Header(), rows, problems
}

// expected reads a list of objects; one of the files has a single object, and
// is in Windows-1252.
func expected(t *testing.T, path string) (rows []map[string]string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err == nil && !utf8.Valid(content) {
		content, err = charmap.Windows1252.NewDecoder().Bytes(content)
	}
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(strings.TrimSpace(string(content)), "{") {
		content = []byte("[" + string(content) + "]")
	}
	if err := json.Unmarshal(content, &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}
