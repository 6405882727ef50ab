package table

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
)

// charset is how the characters of a file are written.
type charset struct {
	name     string
	encoding encoding.Encoding // nil for UTF-8
}

var (
	utf8BOM = []byte("\xef\xbb\xbf")

	charsetUTF8    = charset{name: "UTF-8"}
	charsetUTF16LE = charset{"UTF-16 LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	charsetUTF16BE = charset{"UTF-16 BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	charset1252    = charset{"Windows-1252", charmap.Windows1252}
)

// boms are the byte order marks (The Unicode Standard, section 23.8).
var boms = []struct {
	mark    string
	charset charset
}{
	{string(utf8BOM), charsetUTF8},
	{"\xff\xfe", charsetUTF16LE},
	{"\xfe\xff", charsetUTF16BE},
}

// namedCharset returns the charset that the user names, by the names of the
// WHATWG Encoding Standard or of IANA.
func namedCharset(name string) (charset, error) {
	switch strings.ToLower(strings.ReplaceAll(name, "_", "-")) {
	case "utf-8", "utf8", "utf-8-sig":
		return charsetUTF8, nil
	case "utf-16le", "utf-16-le":
		return charsetUTF16LE, nil
	case "utf-16be", "utf-16-be":
		return charsetUTF16BE, nil
	case "utf-16", "utf16":
		return charset{name: utf16Either}, nil
	case "cp1252", "ansi":
		return charset1252, nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		e, err = ianaindex.IANA.Encoding(name)
	}
	if err != nil || e == nil || e == encoding.Replacement {
		return charset{}, fmt.Errorf("%s is not a known encoding", quoted(name))
	}
	return charset{name, e}, nil
}

// utf16Either is UTF-16 whose byte order the file itself tells.
const utf16Either = "UTF-16"

// findCharset decides how the file is written: as the user says, else as its
// byte order mark says, else UTF-8 or Windows-1252, as the text itself tells.
func (f *File) findCharset(sample []byte) error {
	d := &f.dialect
	d.charset = charsetUTF8
	marked := false
	for _, b := range boms {
		if bytes.HasPrefix(sample, []byte(b.mark)) {
			d.charset, d.bom, marked = b.charset, len(b.mark), true
			break
		}
	}
	if f.opts.Encoding != "" {
		named, err := namedCharset(f.opts.Encoding)
		if err != nil {
			return &InputError{Name: f.name, Problem: "--encoding: " + err.Error(), Hint: "for example: utf-8, utf-16le, windows-1252, iso-8859-2, shift_jis"}
		}
		return f.useCharset(named, sample, marked)
	}
	if !marked {
		if guess, ok := unmarkedUTF16(sample); ok {
			d.charset = guess
		}
	}
	if d.charset.encoding != nil {
		return nil
	}
	if !marked && f.isEBCDIC(sample) {
		return &InputError{
			Name: f.name, Line: 1, Problem: "is in EBCDIC, the encoding of IBM's mainframes and midrange systems",
			Hint: "if it is that of the USA, paste the command; another has to be converted first, for example: iconv -f IBM273 -t UTF-8", Flags: []string{"--encoding", "ibm037"},
		}
	}
	f.utf8 = &utf8Text{file: f, settled: marked}
	return nil
}

// isEBCDIC reports whether a text names columns in EBCDIC: its letters are the same in
// all code pages.
func (f *File) isEBCDIC(sample []byte) bool {
	if len(sample) == 0 || sample[0] < 0x81 && sample[0] != 0x7f || bytes.IndexByte(sample, '\n') >= 0 { // 0x7f is "
		return false
	}
	text, err := charmap.CodePage037.NewDecoder().Bytes(sample[:min(len(sample), 1<<10)])
	return err == nil && f.opts.Known(strings.FieldsFunc(string(text), func(r rune) bool { return !strings.ContainsRune(" -_", r) && (r >= utf8.RuneSelf || !isAlnum(byte(r))) })) > 1
}

// useCharset takes the charset that the user named. A byte order mark knows
// better (WHATWG Encoding Standard, 6, "BOM sniff"): the file may have been made
// since, as rejected.csv is.
func (f *File) useCharset(named charset, sample []byte, marked bool) error {
	d := &f.dialect
	if marked && named.name != utf16Either && named.name != d.charset.name {
		f.notes = append(f.notes, "is read as "+d.charset.name+", as the mark at its start says, and not as "+named.name)
		named = d.charset
	}
	if named.name == utf16Either {
		named = charsetUTF16LE
		if marked && d.charset.encoding != nil {
			named = d.charset
		} else if guess, ok := unmarkedUTF16(sample); ok {
			named = guess
		}
	}
	d.charset = named
	if named.encoding != nil {
		return nil
	}
	f.utf8 = &utf8Text{file: f, settled: true}
	return nil
}

// unmarkedUTF16 recognizes UTF-16 without a byte order mark: the characters of
// ASCII, of which a table has many, have a zero on one side.
func unmarkedUTF16(sample []byte) (charset, bool) {
	var zeros [2]int
	for i, c := range sample {
		if c == 0 {
			zeros[i&1]++
		}
	}
	pairs := len(sample) / 2
	const rare = 20 // a few characters of other scripts have the zero on the other side
	switch {
	case zeros[0] <= zeros[1]/rare && zeros[1] > pairs/3:
		return charsetUTF16LE, true
	case zeros[1] <= zeros[0]/rare && zeros[0] > pairs/3:
		return charsetUTF16BE, true
	}
	return charset{}, false
}
