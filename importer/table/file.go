package table

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Options say how a file is to be read.
type Options struct {
	// Sheet is the name of the sheet of a workbook. Empty for the first.
	Sheet string
	// Delimiter is the character between the cells of a text, or its name:
	// comma, semicolon, tab, pipe. Empty to detect it.
	Delimiter string
	// Encoding is the name of a text's encoding (WHATWG or IANA). Empty to detect
	// it.
	Encoding string
	// Known counts the cells that name a column which is expected: the header is
	// the row, and the delimiter the one, with the most of them.
	Known func(cells []string) int
	// Example is a header, for hints.
	Example string
}

// File is an opened table, whose header was found. Its rows can be read several
// times.
type File struct {
	path       string
	name       string // as the user gave it, for messages
	source     *os.File
	size       int64
	opts       Options
	header     []string
	headerRow  []byte // as it stands in the file
	notes      []string
	gzip       bool
	sheet      *sheet // nil for a text
	dialect    dialect
	clean      bool  // the whole text is valid UTF-8 without NUL
	body       int64 // where the rows start in the decoded text
	line       int   // the line of the first row
	headerLine int
}

// InputError is a file that can't be read as a table of customers: the user's
// to mend, not the program's.
type InputError struct {
	Name    string // the file
	Line    int    // 0 where no line is meant
	Problem string
	Hint    string // what to do, "" where nothing is sure to help
}

func (e *InputError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Problem)
	}
	return e.Name + ": " + e.Problem
}

// Advice returns the hint.
func (e *InputError) Advice() string { return e.Hint }

// BadInput marks the error as one of the input.
func (e *InputError) BadInput() bool { return true }

// Open opens the file at path and finds its header. The errors are of type
// *InputError. The name is what messages call the file.
func Open(path, name string, opts Options) (*File, error) {
	source, err := os.Open(path)
	if err != nil {
		return nil, openError(name, err)
	}
	f := &File{path: path, name: name, source: source, opts: opts}
	if err := f.open(); err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func openError(name string, err error) error {
	e := &InputError{Name: name, Problem: "can't be opened: " + cause(err)}
	if errors.Is(err, fs.ErrNotExist) {
		e.Problem = "no such file"
		e.Hint = "check the name and the folder; - reads standard input"
	}
	return e
}

// cause returns the innermost message of an error, without the operation and
// path that *fs.PathError puts before it.
func cause(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

func (f *File) open() error {
	info, err := f.source.Stat()
	if err != nil {
		return openError(f.name, err)
	}
	if info.IsDir() {
		return &InputError{Name: f.name, Problem: "is a folder", Hint: "name a CSV file in it"}
	}
	if !info.Mode().IsRegular() {
		return &InputError{Name: f.name, Problem: "is no file, and can be read only once", Hint: "give - as FILE, and send it to standard input: it is read once and kept"}
	}
	if info.Size() == 0 {
		return &InputError{Name: f.name, Problem: "is empty", Hint: "the first line must name the columns: " + f.opts.Example}
	}
	f.size = info.Size()
	return f.openKind()
}

// Name returns what messages call the file.
func (f *File) Name() string { return f.name }

// Header returns the file's column names, as they stand there.
func (f *File) Header() []string { return f.header }

// HeaderLine returns the line of the file, or the row of the sheet, where the
// header stands.
func (f *File) HeaderLine() int { return f.headerLine }

// Notes returns what is worth saying once about the file as a whole.
func (f *File) Notes() []string { return f.notes }

// Close closes the file. Entries that were read stay valid.
func (f *File) Close() error {
	err := f.source.Close()
	if f.sheet != nil {
		err = errors.Join(err, f.sheet.book.Close(), f.sheet.kept.close()) // remove their temporary files
	}
	return err
}

// Size returns the size of the file, in bytes.
func (f *File) Size() int64 { return f.size }

// NeedsMark reports whether a copy of rows in UTF-8 needs a byte order mark at
// its start to be read as it is meant, by this program with the same options and
// by the spreadsheet program that the file came from.
func (f *File) NeedsMark() bool {
	return f.sheet != nil || f.dialect.bom > 0 || !f.clean
}

// Delimiter returns what stands between the cells.
func (f *File) Delimiter() byte { return f.dialect.delimiter }

// Placed reports whether a place in the text is a place in the file.
func (f *File) Placed() bool {
	return f.sheet == nil && !f.gzip && f.dialect.charset.encoding == nil && !f.dialect.oddEnds
}

// ReadAt reads the file at a place.
func (f *File) ReadAt(p []byte, place int64) (int, error) { return f.source.ReadAt(p, place) }

// quoted shows a text of the file in a message.
func quoted(s string) string { return fmt.Sprintf("%.40q", s) }

func isAlnum(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
