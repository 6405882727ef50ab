package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/gocarina/gocsv"

	"vobizsync/importer/table"
)

// FuzzPlainRows checks that the rows of a block are those that encoding/csv and gocsv
// read, where these read all of them.
func FuzzPlainRows(f *testing.F) {
	for _, rows := range []string{
		"a,b,c,d,e\n", "a,b,c,d,e", "\n\r\na,\"b\",c,\"\",\"x,y\"\r\n\n", "\"a\"\"b\",c,d,e,f\na,b\n1,2,3,4,5,\n", "a,b\"c,d,e,f\n1,2,3,4,5\n",
		"\"a\nb\",c,d,e,f\n1,2,3,4,5", "\"a\"b,c,d,e,f\n", ",,,,\n", "\r\na,b,c,d,e\r", "\"\",\"\",\"\",\"\",\"\"\r\n", "a,b,c,d,e,\n",
		"\"a\"\"b\",c,d,e,f,g\n\"x\r\ny\",\"\"\"\",\"\"\"\"\"\",,,\n",
	} {
		f.Add([]byte(rows))
	}
	const header = "name,email,other,password,phone,country\n"
	path := filepath.Join(f.TempDir(), "plain.csv")
	if err := os.WriteFile(path, []byte(header), 0o600); err != nil {
		f.Fatal(err)
	}
	file, err := Open(path, "plain.csv", Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { file.Close() })
	f.Fuzz(func(t *testing.T, rows []byte) {
		if bytes.IndexByte(bytes.ReplaceAll(rows, []byte("\r\n"), nil), '\r') >= 0 {
			return // which ends a line here: a file's text has none
		}
		fr := table.NewFramer(&reader{rows}, file.Cutter())
		for {
			b, err := fr.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if b.Defect != "" {
				continue
			}
			c := csv.NewReader(io.MultiReader(strings.NewReader(header), strings.NewReader(b.Raw)))
			u, err := gocsv.NewUnmarshaller(c, Customer{})
			if err != nil {
				t.Fatal(err)
			}
			r, blank := file.newRowReader(&b), blankLines([]byte(b.Raw))
			for {
				var e Entry
				if _, ok := r.next(&e); !ok {
					break
				}
				want, err := u.Read()
				if errors.Is(err, csv.ErrFieldCount) { // a whole row, if what is missing, or too much, is empty
					if len(e.Problems) == 0 && !strings.HasSuffix(strings.TrimRight(e.raw, "\r\n"), ",") && !strings.HasSuffix(strings.TrimRight(e.raw, "\r\n\" "), ",") {
						t.Fatalf("block %q: %q has other cells than the header, and no problem", b.Raw, e.raw)
					}
					continue
				}
				if err != nil { // encoding/csv does not say where the next row begins
					if len(e.Problems) == 0 && !strings.Contains(b.Raw, `"`) {
						t.Fatalf("block %q: %q is %v to encoding/csv", b.Raw, e.raw, err)
					}
					blank = r.blank
					break
				}
				line, _ := c.FieldPos(0)
				if !e.Valid() || !reflect.DeepEqual(e.Customer, want.(Customer)) || e.Line != b.Line+line-2 {
					t.Fatalf("block %q:\nread %+v in line %d, %v\nwant %+v in line %d", b.Raw, e.Customer, e.Line, e.Problems, want, b.Line+line-2)
				}
			}
			if r.at == len(b.Raw) && blank != r.blank {
				t.Fatalf("block %q: %d blank lines, want %d", b.Raw, r.blank, blank)
			}
		}
	})
}

// blankLines counts the lines between records that have nothing in them.
func blankLines(raw []byte) (n int) {
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord, r.LazyQuotes = -1, true

	for {
		before := r.InputOffset()
		cells, err := r.Read()
		read := raw[before:r.InputOffset()]
		if err != nil {
			return n + bytes.Count(raw[before:], []byte{'\n'})
		}
		own := 1
		for _, c := range cells {
			own += strings.Count(c, "\n")
		}
		if !bytes.HasSuffix(read, []byte{'\n'}) {
			own--
		}
		n += bytes.Count(read, []byte{'\n'}) - own
	}
}

// reader reads bytes once.
type reader struct{ rest []byte }

func (r *reader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
