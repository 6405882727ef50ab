package importer

import (
	"errors"
	"io"
	"slices"
	"strings"

	"vobizsync/importer/normalize"
	"vobizsync/importer/table"
)

// Options say how a file is to be read.
type Options struct {
	// DefaultCountry is the ISO 3166-1 alpha-2 code of the country of rows that have
	// none, if their phone is a national one or from there. Empty for none.
	DefaultCountry string
	// ExpectCountries are the codes of the countries that rows may have. Empty for
	// any.
	ExpectCountries []string
	// PasswordOptional accepts rows without a password, which get one later.
	PasswordOptional bool
	// EmailOnly requires no column but the e-mail.
	EmailOnly bool
	// Map says what fills which field, where the headers do not. An entry is
	// COLUMN=FIELD, or FIELD={COLUMN} text {COLUMN}, or FIELD={COLUMN}|{COLUMN}, or
	// FIELD="text", or FIELD:VALUE=VALUE.
	Map []string
	// Sheet is the name of the sheet of a workbook. Empty for the first.
	Sheet string
	// Delimiter is the character between the cells of a text, or its name:
	// comma, semicolon, tab, pipe; or its escape, such as \x01. Empty to detect it.
	Delimiter string
	// Encoding is the name of a text's encoding (WHATWG or IANA). Empty to
	// detect it.
	Encoding string
	// DropExtensions leaves the extensions of phones out; else such a phone is refused.
	DropExtensions bool
	// Strict makes problems of doubts.
	Strict bool
	// NoHash says that nobody asks for the SHA-256 of the file, which takes time.
	NoHash bool
	// Folder is where files without a name are made, for what can't be held in
	// memory. Empty for that of the temporary files.
	Folder string
}

// File is an opened file of customers, whose header has been understood. Its
// rows can be read once.
type File struct {
	*table.File
	opts    Options
	mapping mapping
	columns []Column
	derived []Derived
	notes   []string // on the columns
	early   int      // notes of the table before these
	late    []string // notes on the rows, when all were read
	named   int      // columns up to the last that has a name
	needed  int      // columns up to the last that each row must fill
	manners manners
	fills   fillCounts
	seeds   emailSeeds
	quoter  normalize.Quoter
	ahead   [][]string // the first rows
	spare   spareEntries
}

// InputError is a file that can't be read as a table of customers.
type InputError = table.InputError

// Block is a run of whole records of the file.
type Block = table.Block

// Open opens the file at path and reads its header. The errors are of type
// *InputError, except for those of Options.Folder. The name is what messages call
// the file.
func Open(path, name string, opts Options) (*File, error) {
	return open(name, opts, func(o table.Options) (*table.File, error) { return table.Open(path, name, o) })
}

// OpenReader is Open for standard input, which is read to its end and kept in a
// file without a name.
func OpenReader(r io.Reader, name string, opts Options) (*File, error) {
	return open(name, opts, func(o table.Options) (*table.File, error) { return table.OpenReader(r, name, o) })
}

func open(name string, opts Options, from func(table.Options) (*table.File, error)) (*File, error) {
	f := &File{opts: opts, seeds: newEmailSeeds()}
	var err error
	if f.mapping, err = parseMapping(opts.Map); err != nil {
		return nil, mappingError(name, 0, err)
	}
	f.mapping.passwordOptional = opts.PasswordOptional
	f.File, err = from(table.Options{
		Sheet: opts.Sheet, Delimiter: opts.Delimiter, Encoding: opts.Encoding, NoHash: opts.NoHash, Folder: opts.Folder, Known: f.countKnown, Example: exampleHeader,
	})
	if err != nil {
		return nil, err
	}
	f.early = len(f.File.Notes())
	f.manners.add(manner{quirks: f.HeaderQuirks()}, f.HeaderLine())
	if err := f.takeColumns(); err != nil {
		_ = f.Close()
		return nil, f.Sheets(err)
	}
	return f, nil
}

// countKnown counts the cells that name a field, each field once: words that are
// listed, for a row of customers may have one of them by chance.
func (f *File) countKnown(cells []string) (n int) {
	const fields = int(lastField)
	var seen [fields]bool
	for _, c := range cells {
		if f.mapping.uses(c) {
			n++
			continue
		}
		if c == "" || c[0] >= '0' && c[0] <= '9' || c[0] == '+' || strings.IndexByte(c, '@') >= 0 { // a customer's cell
			continue
		}
		if m := meaningOf(c); m.sure() && m.number < 10 && !(seen[m.concept] && m.number == 0 && m.place == 0) {
			seen[m.concept] = true
			n++
		}
	}
	return n
}

// takeColumns decides what the columns are.
func (f *File) takeColumns() (err error) {
	if err = f.mapping.decide(f.Header()); err != nil {
		return mappingError(f.Name(), f.HeaderLine(), err)
	}
	if f.ahead, err = f.Ahead(aheadRows); err != nil {
		return err
	}
	f.quoter = headerQuoter(f.Header(), f.mapping)
	c, err := chooseColumns(f.Header(), f.mapping, f.ahead)
	if err != nil {
		return mappingError(f.Name(), f.HeaderLine(), err)
	}
	f.columns, f.derived = c.columns, c.derived
	f.countNeeded()
	f.noteUnused()
	if err = f.checkRequired(c); err != nil {
		return err
	}
	err = f.doubtCountries()
	f.ahead = nil // lets the start of the file go
	return err
}

// mappingError is what is wrong with the columns, with the hint of the error.
func mappingError(name string, line int, err error) error {
	e := &InputError{Name: name, Line: line, Problem: err.Error()}
	var hinted interface{ Advice() string }
	if errors.As(err, &hinted) {
		e.Hint = hinted.Advice()
	}
	return e
}

// exampleHeader is shown where a header is missing.
const exampleHeader = "name,email,phone,password,country"

// Columns returns what became of each column of the file, in its order.
func (f *File) Columns() []Column { return f.columns }

// Notes returns what is worth saying once about the file as a whole. They become
// more until the last row was read, at the end of the list.
func (f *File) Notes() []string {
	of := f.File.Notes()
	return slices.Concat(of[:f.early], f.notes, of[f.early:], f.late)
}

// Derived returns the fields that are made from several columns or from none.
func (f *File) Derived() []Derived { return f.derived }

// SheetNames lists the visible sheets of the workbook at a path, none where it is not
// one.
func SheetNames(path string) []string { return table.SheetNames(path) }
