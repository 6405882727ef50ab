package table

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// exportCSV is the advice for a table that is neither text nor .xlsx.
const exportCSV = "open it in the spreadsheet program and save it as .xlsx, or as CSV (UTF-8)"

// openKind finds out what the file is, and refuses what is not a table. The content
// decides: names are wrong too often.
func (f *File) openKind() error {
	f.in = bufio.NewReaderSize(f.source, aheadSize)
	sample, err := peek(f.in, sampleSize)
	if err != nil {
		return openError(f.name, err)
	}
	switch {
	case hasMagic(sample, "PK\x03\x04", "PK\x05\x06"): // APPNOTE.TXT 4.3.7; the second is an archive of nothing
		return f.openWorkbook()
	case hasMagic(sample, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"): // [MS-CFB] 2.2
		return f.refuse(compoundKind(f.in))
	case hasMagic(sample, "\x1f\x8b"): // RFC 1952
		if sample, err = f.unpack(); err != nil {
			return err
		}
	}
	if other, found := f.otherKind(sample); found {
		return f.refuse(other)
	}
	if f.opts.Sheet != "" {
		return &InputError{Name: f.name, Problem: "has no sheets: it is not a workbook", Hint: "leave --sheet out"}
	}
	return f.openText(sample)
}

// otherKind is a kind of file that is not a table, or not one that is read.
type otherKind struct {
	problem string // it follows the file's name
	hint    string // what to do
}

func (f *File) refuse(k otherKind) error {
	return &InputError{Name: f.name, Problem: k.problem, Hint: k.hint}
}

// otherKind recognizes what is not a table.
func (f *File) otherKind(sample []byte) (otherKind, bool) {
	if k, found := f.lockKind(sample); found {
		return k, true
	}
	if k, found := binaryKind(sample); found {
		return k, true
	}
	return f.textKind(sample)
}

func hasMagic(sample []byte, magics ...string) bool {
	for _, m := range magics {
		if bytes.HasPrefix(sample, []byte(m)) {
			return true
		}
	}
	return false
}

// unpack takes the file out of its gzip, and returns how it starts.
func (f *File) unpack() ([]byte, error) {
	z, err := gzip.NewReader(f.in)
	if err != nil {
		return nil, f.readError(0, err)
	}
	f.in, f.packed = bufio.NewReaderSize(&boundedReader{r: z, packed: f.source}, aheadSize), true
	sample, err := peek(f.in, sampleSize)
	if err != nil {
		return nil, f.readError(0, err)
	}
	if hasMagic(sample, "PK\x03\x04", "\x1f\x8b", "\xd0\xcf\x11\xe0") {
		return nil, &InputError{Name: f.name, Problem: "contains another packed file, not text", Hint: "unpack it first"}
	}
	if len(sample) == 0 {
		return nil, &InputError{Name: f.name, Problem: "is empty once unpacked"}
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
