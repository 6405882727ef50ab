package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gocarina/gocsv"

	"vobizsync/internal/secret"
)

// Batch is what a block of the file says.
type Batch struct {
	entries []Entry
	empty   int // rows of nothing but separators and space
}

// Tally counts what was read.
type Tally struct {
	Rows  int // data rows
	Empty int // rows of nothing but separators and space
}

// Check parses the rows of a block, normalizes and checks them. It may be
// called for several blocks at once.
func (f *File) Check(b Block) Batch {
	if b.defect != "" {
		e := Entry{Line: b.line, raw: b.raw}
		e.problem(MalformedRow, "", b.defect)
		return Batch{entries: []Entry{e}}
	}
	var batch Batch
	p := f.newParser(b)
	for {
		e, err := p.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if isBlankRow(e.raw, f.dialect.delimiter) {
			batch.empty++
			continue
		}
		if e.Valid() {
			f.normalize(&e)
		}
		batch.entries = append(batch.entries, e)
	}
	batch.empty += p.blank
	for _, line := range b.swallow {
		for i := range batch.entries {
			if e := &batch.entries[i]; e.Line == line {
				e.note(MalformedRow, "", "a quoted cell goes over several lines, some of which look like rows: if they are, a quote is missing")
			}
		}
	}
	return batch
}

// Entries numbers the rows of the file's batches, which must come in order, and
// finds the e-mails that stand in the file twice. It counts into t.
func (f *File) Entries(batches iter.Seq2[Batch, error], t *Tally) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		first := map[string]int{} // the line of the first row with an e-mail
		for batch, err := range batches {
			if err != nil {
				yield(Entry{}, err)
				return
			}
			t.Empty += batch.empty
			for _, e := range batch.entries {
				t.Rows++
				e.Row = t.Rows
				if e.key != "" {
					if line, ok := first[e.key]; ok {
						e.problem(DuplicateEmail, Email, fmt.Sprintf("stands in line %d already", line))
					} else {
						first[e.key] = e.Line
					}
				}
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// Read returns the rows of the file, one after the other, on one core.
func (f *File) Read(t *Tally) iter.Seq2[Entry, error] {
	return f.Entries(func(yield func(Batch, error) bool) {
		for block, err := range f.Blocks() {
			if err != nil {
				yield(Batch{}, err)
				return
			}
			if !yield(f.Check(block), nil) {
				return
			}
		}
	}, t)
}

// parser reads the rows of one block into customers.
type parser struct {
	file   *File
	block  Block
	csv    *csv.Reader
	rows   *gocsv.Unmarshaller
	schema int64 // bytes of the schema line, which stands before the block's own
	blank  int   // lines with nothing in them, which the csv reader passes over
}

// newParser puts a header of our own before the block, in which each column has
// the name of the field that it fills.
func (f *File) newParser(b Block) *parser {
	p := &parser{file: f, block: b, schema: int64(len(f.schema))}
	p.csv = newCSVReader(io.MultiReader(strings.NewReader(f.schema), bytes.NewReader(b.raw)), f.dialect.delimiter)
	p.csv.ReuseRecord = true
	p.csv.FieldsPerRecord = len(f.header)
	var err error
	if p.rows, err = gocsv.NewUnmarshaller(p.csv, Customer{}); err != nil {
		panic("importer: the schema line can't be read: " + err.Error()) // made by schemaLine, never by the input
	}
	return p
}

// schemaLine is the header that names, for each column, the field that it
// fills, or else something that is no field.
func schemaLine(columns []Column, delim byte) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = string(c.Field)
		if c.Field == "" {
			names[i] = "-"
		}
	}
	return strings.Join(names, string(delim)) + "\n"
}

// next reads a row; a row that can't be parsed is an entry with a problem. The
// only error is io.EOF.
func (p *parser) next() (Entry, error) {
	start := p.csv.InputOffset() - p.schema
	v, err := p.rows.Read()
	if errors.Is(err, io.EOF) {
		p.blank += blankLines(p.block.raw[start:])
		return Entry{}, io.EOF
	}
	raw := p.block.raw[start : p.csv.InputOffset()-p.schema]
	skipped := blankLines(raw)
	p.blank += skipped
	e := Entry{raw: bytes.TrimLeft(raw, "\r\n")}
	if err == nil {
		line, _ := p.csv.FieldPos(0)
		e.Line = p.block.line + line - 2 // our header is line 1
		e.Customer = v.(Customer)
		return e, nil
	}
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		e.Line = p.block.line + pe.StartLine - 2
	}
	if errors.Is(err, csv.ErrFieldCount) {
		p.fit(&e)
	} else {
		e.problem(MalformedRow, "", csvDefect(err))
	}
	return e, nil
}

// fit takes a row that has more cells than the header as it is if the cells
// beyond are empty: nothing is lost with them.
func (p *parser) fit(e *Entry) {
	width := len(p.file.header)
	cells := p.file.Cells(e)
	if len(cells) > width && strings.Trim(strings.Join(cells[width:], ""), " ") == "" {
		line := e.Line
		again := p.file.newParser(Block{raw: encodeRow(cells[:width], p.file.dialect.delimiter)})
		if whole, err := again.next(); err == nil && whole.Valid() {
			e.Customer, e.Line = whole.Customer, line
			return
		}
	}
	e.problem(MalformedRow, "", fmt.Sprintf("the row has %s, the header has %d", countCells(len(cells)), width))
}

func countCells(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return strconv.Itoa(n) + " cells"
}

// encodeRow writes cells as a row of CSV.
func encodeRow(cells []string, delim byte) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = rune(delim)
	_ = w.Write(cells) // into memory: it can't fail
	w.Flush()
	return b.Bytes()
}

// blankLines counts the line ends before a row.
func blankLines(raw []byte) (n int) {
	for _, c := range raw {
		switch c {
		case '\n':
			n++
		case '\r':
		default:
			return n
		}
	}
	return n
}

// isBlankRow reports whether a row has separators and space in it, but nothing
// else.
func isBlankRow(raw []byte, delim byte) bool {
	for i := 0; i < len(raw); {
		c := raw[i]
		if c == delim || c == '"' || c <= ' ' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		if c < utf8.RuneSelf || Fold(string(r)) != "" {
			return false
		}
		i += size
	}
	return true
}

// normalize brings every field of a row into its normal form, and notes what
// is wrong with it.
func (f *File) normalize(e *Entry) {
	c := &e.Customer
	if !utf8.Valid(e.raw) {
		e.problem(MalformedRow, "", "the row is not in UTF-8")
	}
	for _, field := range Fields {
		if p := c.text(field); p != nil {
			*p = Fold(*p)
		}
	}
	c.Password = secret.New(strings.TrimSpace(c.Password.Reveal()))
	f.checkFilled(e)

	region := f.opts.DefaultCountry
	if c.Country != "" {
		code, ok := ParseCountry(c.Country)
		if ok {
			region = code
		} else {
			e.problem(InvalidCountry, Country, quote(c.Country)+" is no ISO 3166-1 country")
		}
		c.Country = code
	}
	if c.Phone != "" {
		p := parsePhone(c.Phone, region)
		if p.problem != "" {
			e.problem(p.code, Phone, p.problem)
		}
		for _, n := range p.notes {
			e.note(InvalidPhone, Phone, n)
		}
		c.Phone = p.e164
	}
	if c.Email != "" {
		if why := checkEmail(c.Email); why != "" {
			e.problem(InvalidEmail, Email, quote(c.Email)+" "+why)
		} else {
			e.key = EmailKey(c.Email)
		}
	}
	if !c.Password.IsZero() {
		if why := checkPassword(c.Password.Reveal()); why != "" {
			e.problem(WeakPassword, Password, why)
		}
	}
	f.normalizeTax(e)
}

func (f *File) normalizeTax(e *Entry) {
	c := &e.Customer
	if c.Timezone != "" && !isZone(c.Timezone) {
		e.problem(InvalidTimezone, Timezone, quote(c.Timezone)+" is no IANA time zone such as Asia/Kolkata")
		c.Timezone = ""
	}
	if c.GSTIN != "" {
		c.GSTIN = strings.ToUpper(strings.ReplaceAll(c.GSTIN, " ", ""))
		if why := checkGSTIN(c.GSTIN); why != "" {
			e.problem(InvalidGSTIN, GSTIN, quote(c.GSTIN)+" "+why)
			c.GSTIN = ""
		}
	}
	if c.GSTStatus != "" {
		status := strings.ToLower(c.GSTStatus)
		if status != "active" && status != "inactive" {
			e.problem(InvalidGSTStatus, GSTStatus, quote(c.GSTStatus)+" must be active or inactive")
			status = ""
		}
		c.GSTStatus = status
	}
}

func (f *File) checkFilled(e *Entry) {
	for _, field := range f.required() {
		empty := e.Customer.Get(field) == ""
		if field == Password {
			empty = e.Customer.Password.IsZero()
		}
		if empty {
			e.problem(Required, field, "must not be empty")
		}
	}
}

// Cells returns the cells of a row as they stand in the file, as many as the
// row has.
func (f *File) Cells(e *Entry) []string {
	r := newCSVReader(bytes.NewReader(e.raw), f.dialect.delimiter)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	cells, err := r.Read()
	if err != nil {
		return []string{strings.TrimRight(string(e.raw), "\r\n")}
	}
	return cells
}
