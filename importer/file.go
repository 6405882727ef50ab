package importer

import (
	"errors"
	"fmt"
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
	// Map says what fills which field, where the headers do not. An entry is
	// COLUMN=FIELD, or FIELD={COLUMN} text {COLUMN}, or FIELD="text".
	Map []string
	// Sheet is the name of the sheet of a workbook. Empty for the first.
	Sheet string
	// Delimiter is the character between the cells of a text, or its name:
	// comma, semicolon, tab, pipe. Empty to find it out.
	Delimiter string
	// Encoding is the name of a text's encoding (WHATWG or IANA). Empty to find
	// it out.
	Encoding string
	// Strict makes problems of what is else only noted.
	Strict bool
}

// File is an opened file of customers, whose header has been understood. Its
// rows can be read several times.
type File struct {
	path       string
	name       string // as the user gave it, for messages
	source     *os.File
	size       int64
	opts       Options
	mapping    mapping
	header     []string
	headerRow  []byte // as it stands in the file
	columns    []Column
	derived    []Derived
	notes      []string
	gzip       bool
	sheet      *sheet // nil for a text
	dialect    dialect
	clean      bool  // the whole text is valid UTF-8 without NUL
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
		return &InputError{Name: f.name, Problem: "is empty", Hint: "the first line must name the columns: " + exampleHeader}
	}
	f.size = info.Size()
	if f.mapping, err = parseMapping(f.opts.Map); err != nil {
		return f.mappingError(0, err)
	}
	return f.openKind()
}

// mappingError is what is wrong with the columns, with the hint of the error.
func (f *File) mappingError(line int, err error) error {
	e := &InputError{Name: f.name, Line: line, Problem: err.Error()}
	var hinted interface{ Advice() string }
	if errors.As(err, &hinted) {
		e.Hint = hinted.Advice()
	}
	return e
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

// Derived returns the fields that are made from several columns or from none.
func (f *File) Derived() []Derived { return f.derived }

// Close closes the file. Entries that were read stay valid.
func (f *File) Close() error {
	err := f.source.Close()
	if f.sheet != nil {
		err = errors.Join(err, f.sheet.book.Close(), f.sheet.kept.close()) // remove their temporary files
	}
	return err
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
	for _, d := range f.derived {
		have[d.Field] = true
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
	} else if given, family := f.nameParts(); missing[0] == string(Name) && given != "" {
		e.Hint = "make it from two columns: --map " + shellWord("name={"+given+"} {"+family+"}")
	}
	return e
}

// nameParts returns the headers of the columns that hold a name in two parts.
func (f *File) nameParts() (given, family string) {
	for _, c := range f.columns {
		switch letters(c.Header) {
		case "firstname", "givenname", "vorname", "prenom", "billingfirstname":
			given = c.Header
		case "lastname", "familyname", "surname", "nachname", "nomdefamille", "billinglastname":
			family = c.Header
		}
	}
	if given == "" || family == "" {
		return "", ""
	}
	return given, family
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
		if c.Field != "" || c.Header == "" || len(c.Templates) > 0 || isOwnColumn(c.Header) {
			continue
		}
		note := "column " + quote(c.Header) + " is not used"
		if c.Beside != "" {
			note += ": " + f.filledBy(c.Beside)
		} else if c.Near != "" {
			note += "; did you mean " + string(c.Near) + "?"
		}
		f.notes = append(f.notes, note)
	}
}

// filledBy says what fills a field.
func (f *File) filledBy(field Field) string {
	for _, c := range f.columns {
		if c.Field == field {
			return "column " + quote(c.Header) + " fills the field " + string(field)
		}
	}
	return "--map fills the field " + string(field)
}

func shorten(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
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
