package importer

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// Options say how a file is to be read.
type Options struct {
	// DefaultCountry is the ISO 3166-1 alpha-2 code whose numbering plan is
	// used for phones of rows that have no usable country. Empty for none.
	DefaultCountry string
	// PasswordOptional accepts rows without a password, which get one later.
	PasswordOptional bool
}

// File is an opened file of customers, whose header has been understood. Its
// rows can be read several times.
type File struct {
	path       string
	name       string // as the user gave it, for messages
	source     *os.File
	size       int64
	opts       Options
	header     []string
	columns    []Column
	notes      []string
	dialect    dialect
	body       int64 // where the rows start in the decoded text
	line       int   // the line of the first row
	headerLine int
	schema     string
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

// Open opens the file at path and reads its header. The errors are of type
// *InputError. The name is what messages call the file.
func Open(path, name string, opts Options) (*File, error) {
	source, err := os.Open(path)
	if err != nil {
		return nil, openError(name, err)
	}
	f := &File{path: path, name: name, source: source, opts: opts}
	if err := f.open(); err != nil {
		source.Close()
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
	if info.Size() == 0 && info.Mode().IsRegular() {
		return &InputError{Name: f.name, Problem: "is empty", Hint: "the first line must name the columns: " + exampleHeader}
	}
	f.size = info.Size()
	return f.readHeader()
}

// exampleHeader is shown where a header is missing.
const exampleHeader = "name,email,phone,password,country"

// Name returns what messages call the file.
func (f *File) Name() string { return f.name }

// Columns returns what became of each column of the file, in its order.
func (f *File) Columns() []Column { return f.columns }

// Header returns the file's own column names, as they stand there.
func (f *File) Header() []string { return f.header }

// Notes returns what is worth saying once about the file as a whole.
func (f *File) Notes() []string { return f.notes }

// Close closes the file. Entries that were read stay valid.
func (f *File) Close() error { return f.source.Close() }

// text returns the file's text from its start, decoded to UTF-8.
func (f *File) text() io.Reader {
	return f.dialect.reader(io.NewSectionReader(f.source, 0, f.size))
}

// readHeader finds the dialect and the columns.
func (f *File) readHeader() error {
	sample := make([]byte, sampleSize)
	n, err := io.ReadFull(io.NewSectionReader(f.source, 0, f.size), sample)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return openError(f.name, err)
	}
	if f.dialect, err = sniff(sample[:n]); err != nil {
		return &InputError{Name: f.name, Problem: err.Error()}
	}
	fr := newFramer(f.text(), f.dialect.delimiter)
	record, err := fr.header()
	if err != nil {
		return f.headerError(fr, err)
	}
	f.header, f.headerLine, f.body, f.line = record, fr.headerLine, fr.offset(), fr.line
	if f.columns, err = mapColumns(record); err != nil {
		return &InputError{Name: f.name, Line: f.headerLine, Problem: err.Error(), Hint: "rename or remove one of them"}
	}
	f.schema = schemaLine(f.columns, f.dialect.delimiter)
	f.noteUnused()
	return f.checkRequired()
}

func (f *File) headerError(fr *framer, err error) error {
	if errors.Is(err, io.EOF) {
		return &InputError{Name: f.name, Problem: "has no header and no rows", Hint: "the first line must name the columns: " + exampleHeader}
	}
	return &InputError{Name: f.name, Line: fr.line, Problem: "the header can't be read: " + err.Error()}
}

// checkRequired returns an error if a field that every row must have has no
// column.
func (f *File) checkRequired() error {
	have := map[Field]bool{}
	found := make([]string, 0, len(f.columns))
	for _, c := range f.columns {
		have[c.Field] = true
		if c.Header != "" {
			found = append(found, c.Header)
		}
	}
	var missing []string
	for _, field := range f.required() {
		if !have[field] {
			missing = append(missing, string(field))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	noun := "column"
	if len(missing) > 1 {
		noun = "columns"
	}
	what := "found: " + shorten(strings.Join(found, ", "), 200)
	if looksLikeData(found) { // a first row of customers: it may hold a password
		what = "the first line seems to be a customer already"
	}
	e := &InputError{
		Name: f.name, Line: f.headerLine,
		Problem: fmt.Sprintf("the header lacks the required %s %s; %s", noun, joinAnd(missing), what),
		Hint:    "the first line must name the columns, for example: " + exampleHeader,
	}
	if len(missing) == 1 && missing[0] == string(Password) {
		e.Hint = "add the column, or let --generate-passwords make one for each new customer"
	}
	return e
}

// looksLikeData reports whether the cells of a header are those of a customer.
func looksLikeData(cells []string) bool {
	for _, c := range cells {
		if strings.Contains(c, "@") || len(digitsAndPlus(c)) >= 6 {
			return true
		}
	}
	return false
}

func (f *File) required() []Field {
	fields := []Field{Name, Email, Phone, Password, Country}
	if f.opts.PasswordOptional {
		fields = []Field{Name, Email, Phone, Country}
	}
	return fields
}

func (f *File) noteUnused() {
	for _, c := range f.columns {
		if c.Field != "" || c.Header == "" || strings.EqualFold(c.Header, ErrorColumn) {
			continue
		}
		note := "column " + quote(c.Header) + " is not used"
		if c.Near != "" {
			note += "; did you mean " + string(c.Near) + "?"
		}
		f.notes = append(f.notes, note)
	}
}

func shorten(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// Delimiter returns what stands between the cells.
func (f *File) Delimiter() byte { return f.dialect.delimiter }
