package importer

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"vobizsync/importer/table"
)

// FuzzPlainRows holds that a block's rows read the same, whether the plain ones
// are cut at their delimiters or all go through the CSV reader and gocsv.
func FuzzPlainRows(f *testing.F) {
	for _, rows := range []string{
		"a,b,c,d,e\n", "a,b,c,d,e", "\n\r\na,\"b\",c,\"\",\"x,y\"\r\n\n", "\"a\"\"b\",c,d,e,f\na,b\n1,2,3,4,5,\n", "a,b\"c,d,e,f\n1,2,3,4,5\n",
		"\"a\nb\",c,d,e,f\n1,2,3,4,5", "\"a\"b,c,d,e,f\n", ",,,,\n", "\r\na,b,c,d,e\r", "\"\",\"\",\"\",\"\",\"\"\r\n", "a,b,c,d,e,\n",
	} {
		f.Add([]byte(rows))
	}
	path := filepath.Join(f.TempDir(), "plain.csv")
	if err := os.WriteFile(path, []byte("name,email,other,password,phone,country\n"), 0o600); err != nil {
		f.Fatal(err)
	}
	file, err := Open(path, "plain.csv", Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { file.Close() })
	f.Fuzz(func(t *testing.T, rows []byte) {
		fr := table.NewFramer(&reader{rows}, ',', len(file.Header()))
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
			var quick, close []Entry
			p := file.newPlainReader(&b)
			for e, ok := p.next(); ok; e, ok = p.next() {
				e.odd = false                         // only the plain reader knows it
				e.raw = bytes.TrimLeft(e.raw, "\r\n") // the CSV reader tells where it stopped, not where the row starts
				quick = append(quick, e)
			}
			q := file.newParser(b)
			for e, err := q.next(); err == nil; e, err = q.next() {
				close = append(close, e)
			}
			// A carriage return by itself is a line to nobody, and not worth counting.
			oddCR := bytes.Contains(bytes.ReplaceAll(b.Raw, []byte("\r\n"), nil), []byte{'\r'})
			if !reflect.DeepEqual(quick, close) || p.blank != q.blank && !oddCR {
				t.Fatalf("block %q in line %d:\nquick   %+v and %d blank\nclosely %+v and %d blank", b.Raw, b.Line, quick, p.blank, close, q.blank)
			}
		}
	})
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
