package importer

import (
	"bytes"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"vobizsync/internal/secret"
)

// Batch is what a block of the file says.
type Batch struct {
	place   int64 // of the block in the file
	line    int   // of the block's start
	entries []Entry
	empty   int // rows of nothing but separators and space
	headers int // rows that are the header once more
}

// Tally counts what was read.
type Tally struct {
	Rows  int // data rows
	Empty int // rows of nothing but separators and space
	// Headers counts the rows that are the header once more, as exports have
	// them that were put together. They hold no customer, and are passed over.
	Headers int
}

// Check parses the rows of a block, normalizes and checks them. It may be
// called for several blocks at once.
func (f *File) Check(b Block) Batch {
	if b.defect != "" {
		e := Entry{Line: b.line, raw: b.raw}
		e.problem(MalformedRow, "", b.defect)
		return Batch{place: b.place, line: b.line, entries: []Entry{e}}
	}
	batch := Batch{place: b.place, line: b.line, entries: make([]Entry, 0, bytes.Count(b.raw, []byte{'\n'})+1)}
	p := f.newPlainReader(&b)
	for {
		e, more := p.next()
		if !more {
			break
		}
		if isBlankRow(e.raw, f.dialect.delimiter) {
			batch.empty++
			continue
		}
		if f.isHeader(e.raw) {
			batch.headers++
			continue
		}
		if e.Valid() {
			f.normalize(&e)
		}
		batch.entries = append(batch.entries, e)
	}
	batch.empty += p.blank + b.empty
	for _, line := range b.swallow {
		for i := range batch.entries {
			if e := &batch.entries[i]; e.Line == line {
				e.note(MalformedRow, "", "a quoted cell goes over several lines, some of which look like rows: if they are, a quote is missing")
			}
		}
	}
	if f.opts.Strict {
		for i := range batch.entries {
			e := &batch.entries[i]
			e.Problems, e.Notes = append(e.Problems, e.Notes...), nil
		}
	}
	return batch
}

// Entries numbers the rows of the file's batches, which must come in order, and
// finds the e-mails that stand in the file twice. It counts into t.
func (f *File) Entries(batches iter.Seq2[Batch, error], t *Tally) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		first := f.newFirsts()
		for batch, err := range batches {
			if err != nil {
				yield(nil, err)
				return
			}
			t.Empty += batch.empty
			t.Headers += batch.headers
			first.begin(&batch)
			for i := range batch.entries {
				e := &batch.entries[i]
				t.Rows++
				e.Row = t.Rows
				if e.key != "" {
					if line, seen := first.see(e); seen {
						e.problem(DuplicateEmail, Email, fmt.Sprintf("stands in line %d already", line))
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
func (f *File) Read(t *Tally) iter.Seq2[*Entry, error] {
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
	if !f.clean && f.sheet == nil {
		f.checkText(e)
	}
	for _, field := range Fields {
		if p := c.text(field); p != nil {
			if *p = unescape(Fold(*p)); isErrorValue(*p) {
				e.problem(DamagedNumber, field, errorValueMessage(*p))
				*p = ""
			}
		}
	}
	c.Password = secret.New(strings.TrimFunc(c.Password.Reveal(), isInvisible))
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
			noteTypo(e)
		}
	}
	if !c.Password.IsZero() {
		if why := checkPassword(c.Password.Reveal()); why != "" {
			e.problem(WeakPassword, Password, why)
		}
	}
	normalizePostal(e)
	f.normalizeTax(e)
}

func noteTypo(e *Entry) {
	email := e.Customer.Email
	domain := email[strings.LastIndexByte(email, '@')+1:]
	if meant := meantDomain(domain); meant != "" {
		e.note(InvalidEmail, Email, quote(email)+" is at "+domain+": "+meant+" may be meant")
	}
}

// checkText says of a row of a text that is not all well written whether it is
// the row's fault. Decoding makes U+FFFD of what is no character.
func (f *File) checkText(e *Entry) {
	if !utf8.Valid(e.raw) || f.dialect.charset.encoding != nil && bytes.Contains(e.raw, []byte("\ufffd")) {
		e.problem(MalformedRow, "", "the row is not in "+f.dialect.charset.name)
	}
	if bytes.IndexByte(e.raw, 0) >= 0 {
		e.problem(MalformedRow, "", "the row has a NUL byte in it")
	}
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
	if e.Customer.Password.IsZero() {
		f.noteAccount(e)
	}
	for _, field := range f.required() {
		empty := e.Customer.Get(field) == ""
		if field == Password {
			empty = e.Customer.Password.IsZero()
		}
		if empty && !e.has(field) && !(field == Password && e.NamesAccount) {
			e.problem(Required, field, "must not be empty")
		}
	}
}
