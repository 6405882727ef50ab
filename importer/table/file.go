package table

import (
	"bufio"
	"fmt"
	"io"
)

// Options say how a file is to be read.
type Options struct {
	// Sheet is the name of the sheet of a workbook. Empty for the first.
	Sheet string
	// Delimiter is the character between the cells of a text, its escape (\x01) or
	// its name: comma, semicolon, tab, pipe. Empty to detect it.
	Delimiter string
	// Encoding is the name of a text's encoding (WHATWG or IANA). Empty to detect
	// it.
	Encoding string
	// Known counts the cells that name a column which is expected: the header is
	// the row, and the delimiter the one, with the most of them.
	Known func(cells []string) int
	// NoHash says that nobody asks for the SHA-256 of the file.
	NoHash bool
	// Example is a header, for hints.
	Example string
	// Folder is where files without a name are made. Empty for that of the
	// temporary files.
	Folder string
}

// File is an opened table, whose header was found. Its rows can be read once.
type File struct {
	name         string // as the user gave it, for messages
	opts         Options
	source       *source
	in           *bufio.Reader // the unpacked bytes
	packed       bool          // the file is gzipped
	size         int64
	sum          string // the SHA-256 of the file, "" before all of it was read, and where it is not wanted
	header       []string
	headerRow    string // as it is in the file
	headerQuirks Quirk
	padded       bool // rows have their last cells though they are empty
	escapes      bool // a backslash escapes a quote
	notes        []string
	sheet        *sheet // nil for a text
	dialect      dialect
	utf8         *utf8Text // nil for a text of which it is known that it is not UTF-8
	ahead        string    // of the text, from the first row on; part of rest
	whole        bool      // ahead is all of it
	rest         io.Reader // the text from the first row on
	read         bool      // Blocks was called
	line         int       // the line of the first row
	headerLine   int
}

// IsWorkbook reports whether the table is a sheet of a workbook.
func (f *File) IsWorkbook() bool { return f.sheet != nil }

// SheetName returns the name of the sheet that is read, "" for a text.
func (f *File) SheetName() string {
	if f.sheet == nil {
		return ""
	}
	return f.sheet.Name
}

// Open opens the file at path and finds its header. The errors are of type
// *InputError, except for those of the folder. The name is what messages call the
// file.
func Open(path, name string, opts Options) (*File, error) {
	s, err := openPath(path, name, &opts)
	if err != nil {
		return nil, err
	}
	return openSource(&File{name: name, opts: opts, source: s, size: s.before.Size()})
}

// OpenReader is Open for standard input, which is kept in a file without a name
// before anything else.
func OpenReader(r io.Reader, name string, opts Options) (*File, error) {
	f := &File{name: name, opts: opts, source: &source{name: name, from: r, hash: opts.newHash()}}
	if err := f.keep(f.source); err != nil {
		return nil, err
	}
	if f.size == 0 {
		_ = f.Close()
		return nil, emptyError(name, opts.Example)
	}
	return openSource(f)
}

func openSource(f *File) (*File, error) {
	if err := f.openKind(); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// keep copies what is left of the source into a file without a name, which is
// the source from then on.
func (f *File) keep(r io.Reader) error {
	kept, sum, err := f.source.keep(r, f.opts.Folder)
	if err != nil {
		return err
	}
	f.size, f.sum = f.source.read, sum
	_ = f.source.close() // it was read only
	f.source = &source{name: f.name, from: kept, file: kept}
	return nil
}

// Name returns what messages call the file.
func (f *File) Name() string { return f.name }

// Header returns the file's column names, as they are there.
func (f *File) Header() []string { return f.header }

// HeaderLine returns the line of the file, or the row of the sheet, where the
// header stands.
func (f *File) HeaderLine() int { return f.headerLine }

// Notes returns what is worth saying once about the file as a whole.
func (f *File) Notes() []string { return f.notes }

// Close closes the file. Entries that were read stay valid.
func (f *File) Close() error {
	return f.source.close()
}

// Size returns the size of the file, in bytes.
func (f *File) Size() int64 { return f.size }

// Kept returns how many bytes of the file are kept as long as it is open: the texts
// that the cells of a workbook share.
func (f *File) Kept() int64 {
	if f.sheet == nil {
		return 0
	}
	return f.sheet.book.texts.size()
}

// SHA256 returns the hash of the file, in hex, "" before it was read to its end, and
// where it is not wanted.
func (f *File) SHA256() string { return f.sum }

// NeedsMark reports whether a copy of rows in UTF-8 needs a byte order mark at
// its start to be read as it is meant, by this program with the same options and
// by the spreadsheet program that the file came from. It can become true until
// the last row was read.
func (f *File) NeedsMark() bool {
	return f.sheet != nil || f.dialect.bom > 0 || f.utf8 == nil || !f.utf8.clean()
}

// HasMark reports whether the text begins with a byte order mark.
func (f *File) HasMark() bool { return f.dialect.bom > 0 }

// Delimiter returns what is between the cells.
func (f *File) Delimiter() byte { return f.dialect.delimiter }

// quoted shows a text of the file in a message.
func quoted(s string) string { return fmt.Sprintf("%.40q", s) }

func isAlnum(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
