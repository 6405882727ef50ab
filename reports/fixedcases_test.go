package reports_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vobizsync/importer"
)

// casesFolder has files that go wrong elsewhere. It lies beside the repository where
// somebody has it.
const casesFolder = "../../shared/cases"

// The laws of a fixed file hold for each of the files that can be read.
func TestLawsOfAFixedFileForCases(t *testing.T) {
	opened := 0
	err := filepath.WalkDir(casesFolder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Base(path) == "headers.csv" {
			return err
		}
		options := []importer.Options{{PasswordOptional: true, DefaultCountry: "IN"}, {PasswordOptional: true, Strict: true}}
		if testing.Short() {
			options = options[:1]
		}
		for _, opts := range options {
			f, err := importer.Open(path, path, opts)
			if err != nil {
				continue
			}
			f.Close()
			opened++
			for _, ext := range []string{".csv", ".xlsx"} {
				if !checkFixed(t, path, ext, opts) {
					t.Errorf("%s, as %s, options %+v", path, ext, opts)
				}
			}
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("there are no cases beside the repository")
	}
	if err != nil || opened == 0 {
		t.Errorf("%d files, %v", opened, err)
	}
}

// casesHold tells what a person takes a column of headers.csv for.
var casesHold = map[string]string{
	"name": "name", "first name": "name", "last name": "name", "email": "email", "phone": "phone?", "phone (mobile)": "phone?", "phone (other)": "phone?",
	"country": "country", "zip_code": "zip", "state": "state", "gstin": "gstin", "company": "text", "address": "text", "city": "text",
}

// They hold, too, for the exports of other systems, with rows of all kinds.
func TestLawsOfAFixedFileForHeaders(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(casesFolder, "headers.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("there are no cases beside the repository")
	}
	records, cerr := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil || cerr != nil {
		t.Fatal(err, cerr)
	}
	headers, holds, names := map[string][]string{}, map[string][]string{}, []string{}
	for _, record := range records[1:] {
		name := record[0]
		if headers[name] == nil {
			names = append(names, name)
		}
		headers[name], holds[name] = append(headers[name], record[1]), append(holds[name], casesHold[record[2]])
	}
	opened := 0
	for i, name := range names {
		s := &messySource{r: rand.New(rand.NewPCG(uint64(i), 9)), opts: importer.Options{PasswordOptional: true, DefaultCountry: "IN"}}
		rows := [][]string{headers[name]}
		for range 20 {
			row := make([]string, len(holds[name]))
			for k, kind := range holds[name] {
				if kind != "" {
					row[k] = s.cell(kind)
				}
			}
			rows = append(rows, row)
		}
		s.writeText(t, rows)
		if f, err := importer.Open(s.path, name, s.opts); err != nil {
			t.Logf("%s: %v", name, err)
			continue
		} else if f.Close(); true {
			opened++
		}
		if !checkFixed(t, s.path, ".csv", s.opts) {
			t.Errorf("%s", name)
		}
	}
	if opened < len(names)*3/4 {
		t.Errorf("only %d of %d could be read", opened, len(names))
	}
}
