package table

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// exportCSV is the advice for every file that is no text and no .xlsx.
const exportCSV = "open it in the spreadsheet program and save it as .xlsx, or as CSV (UTF-8)"

// kind is what a file is, by its first bytes.
type kind int

const (
	_ kind = iota
	kindText
	kindGzip
	kindZip // .xlsx among others
	kindOLE // .xls, and workbooks with a password
	kindPDF
	kindMarkup // HTML and XML, which some systems call .xls
)

// The magic numbers: RFC 1952 (gzip), APPNOTE.TXT 4.3.7 (zip), [MS-CFB] 2.2.
var magics = []struct {
	prefix string
	kind   kind
}{
	{"\x1f\x8b", kindGzip},
	{"PK\x03\x04", kindZip},
	{"PK\x05\x06", kindZip}, // an archive of nothing
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kindOLE},
	{"%PDF-", kindPDF},
}

func kindOf(sample []byte) kind {
	for _, m := range magics {
		if bytes.HasPrefix(sample, []byte(m.prefix)) {
			return m.kind
		}
	}
	start := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(sample[:min(len(sample), 256)], utf8BOM)))
	for _, tag := range []string{"<?xml", "<!doctype", "<html", "<table", "<meta"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return kindMarkup
		}
	}
	return kindText
}

// encryptedPackage is the stream in which a workbook with a password lies
// ([MS-OFFCRYPTO] 2.3.4.4), as the directory of its container spells it.
const encryptedPackage = "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"

// openKind finds out what the file is, and refuses what is no table.
func (f *File) openKind() error {
	f.in = bufio.NewReaderSize(f.source, aheadSize)
	sample, err := peek(f.in, sampleSize)
	if err != nil {
		return openError(f.name, err)
	}
	switch kindOf(sample) {
	case kindZip:
		return f.openWorkbook()
	case kindOLE:
		if contains(f.in, encryptedPackage) {
			return &InputError{Name: f.name, Problem: "is a workbook with a password", Hint: "remove the password, or " + exportCSV}
		}
		return &InputError{Name: f.name, Problem: "is a workbook in the old .xls format, which is not read", Hint: exportCSV}
	case kindPDF:
		return &InputError{Name: f.name, Problem: "is a PDF", Hint: "export the table itself, as .xlsx or CSV"}
	case kindMarkup:
		return &InputError{Name: f.name, Problem: "is HTML or XML, no table of text", Hint: exportCSV}
	case kindGzip:
		if sample, err = f.unpack(); err != nil {
			return err
		}
	}
	if f.opts.Sheet != "" {
		return &InputError{Name: f.name, Problem: "has no sheets: it is no workbook", Hint: "leave --sheet out"}
	}
	return f.openText(sample)
}

// unpack takes the file out of its gzip, and returns how it starts.
func (f *File) unpack() ([]byte, error) {
	z, err := gzip.NewReader(f.in)
	if err != nil {
		return nil, f.readError(0, err)
	}
	f.in = bufio.NewReaderSize(&boundedReader{r: z, packed: f.source}, aheadSize)
	sample, err := peek(f.in, sampleSize)
	if err != nil {
		return nil, f.readError(0, err)
	}
	if k := kindOf(sample); k != kindText {
		return nil, &InputError{Name: f.name, Problem: "has no text in it, but another packed file", Hint: "unpack it first"}
	}
	if len(sample) == 0 {
		return nil, &InputError{Name: f.name, Problem: "is empty when it is unpacked"}
	}
	return sample, nil
}

// peek returns the next n bytes, or as many as there are, without reading them.
func peek(r *bufio.Reader, n int) ([]byte, error) {
	b, err := r.Peek(n)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return b, err
}

// contains reports whether one of the needles, all of them short, lies in what
// r reads.
func contains(r io.Reader, needles ...string) bool {
	const longest = 64
	buf := make([]byte, 256<<10)
	kept := 0
	for {
		n, err := r.Read(buf[kept:])
		text := buf[:kept+n]
		for _, needle := range needles {
			if bytes.Contains(text, []byte(needle)) {
				return true
			}
		}
		if err != nil {
			return false
		}
		kept = copy(buf, text[max(0, len(text)-longest):])
	}
}

// What gzip may unpack to: text of customers shrinks to a fifth or a tenth of
// its size, a bomb to a thousandth.
const (
	maxRatio      = 200
	freeOfTheRule = 64 << 20
)

// boundedReader ends a gzip bomb: what is read costs no memory, but time.
type boundedReader struct {
	r      io.Reader
	packed *source
	n      int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.n += int64(n); b.n > freeOfTheRule && b.n > maxRatio*b.packed.read {
		return n, fmt.Errorf("it unpacks to more than %d times its size: no table does", maxRatio)
	}
	return n, err
}
