package importer

import (
	"bytes"
	"errors"
	"io"
)

// sampleSize is how much of a file is looked at to find out how it is written.
const sampleSize = 64 << 10

// dialect is how a file's text is written.
type dialect struct {
	delimiter byte
	bom       int // bytes of the byte order mark at the start
}

var utf8BOM = []byte("\xef\xbb\xbf")

// sniff finds the dialect from the start of a file.
func sniff(sample []byte) (dialect, error) {
	d := dialect{delimiter: ','}
	if bytes.HasPrefix(sample, utf8BOM) {
		d.bom = len(utf8BOM)
	}
	if bytes.IndexByte(sample, 0) >= 0 {
		return d, errors.New("has NUL bytes in it: it is no text file")
	}
	return d, nil
}

// reader returns the text of the file as UTF-8, without a byte order mark.
func (d dialect) reader(r io.Reader) io.Reader {
	if d.bom > 0 {
		_, _ = io.CopyN(io.Discard, r, int64(d.bom))
	}
	return r
}
