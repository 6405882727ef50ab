package importer

import (
	"encoding/binary"
	"errors"

	"vobizsync/internal/secret"
)

// An entry is stored as its row, as it is in the file, and what can't be read
// from that again at once: the fields whose normal form is not the cell, problems
// and notes. It takes some 30 bytes more than the row.
const (
	oddRow       = 1 << iota // its cells could not be read
	namesAccount             //
	remarked                 // it has problems or notes
)

// texts are the fields except for the password, as [Fields] has them.
func (c *Customer) texts() [passwordText]*string {
	return [...]*string{
		&c.Name, &c.Email, &c.Phone, &c.Country, &c.Company, &c.Description, &c.Address,
		&c.City, &c.State, &c.ZipCode, &c.Timezone, &c.GSTIN, &c.GSTStatus, &c.AccountType,
	}
}

// textFields are the fields of these.
var textFields = [passwordText]Field{
	Name, Email, Phone, Country, Company, Description, Address,
	City, State, ZipCode, Timezone, GSTIN, GSTStatus, AccountType,
}

// The numbers of some of the texts. The password has one beside them.
const (
	emailText    = 1
	passwordText = 14
)

// appendEntry stores an entry. The customer is what was read from its row before
// it was checked, and line the one of the entry before it.
func appendEntry(to []byte, e *Entry, before *Customer, line int) []byte {
	flags := byte(0)
	if e.odd {
		flags, before = oddRow, &Customer{}
	}
	if e.NamesAccount {
		flags |= namesAccount
	}
	if len(e.Problems)+len(e.Notes) > 0 {
		flags |= remarked
	}
	to = binary.AppendUvarint(append(to, flags), uint64(e.Line-line))
	to = appendText(to, e.raw)
	count := len(to)
	to = append(to, 0)
	was, is := before.texts(), e.Customer.texts()
	for i := range is {
		if *is[i] != *was[i] {
			to[count]++
			to = appendText(append(to, byte(i)), *is[i])
		}
	}
	if p := e.Customer.Password.Reveal(); p != before.Password.Reveal() {
		to[count]++
		to = appendText(append(to, passwordText), p)
	}
	if flags&remarked != 0 {
		to = appendProblems(appendProblems(to, e.Problems), e.Notes)
	}
	return to
}

func appendProblems(to []byte, problems []Problem) []byte {
	to = binary.AppendUvarint(to, uint64(len(problems)))
	for _, p := range problems {
		for _, text := range []string{string(p.Code), string(p.Field), p.Message, p.Flag.Name, p.Flag.Value} {
			to = appendText(to, text)
		}
	}
	return to
}

func appendText(to []byte, s string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}

// records reads entries that appendEntry has stored. What it hands out stays in
// the stored bytes.
type records struct {
	rowCutter
	text string
	at   int
	line int
	bad  bool
}

var errRecord = errors.New("the rows that were kept are damaged: please report this")

func (f *File) newRecords(raw []byte) *records {
	return &records{rowCutter: f.newRowCutter(), text: string(raw)}
}

func (r *records) number() int {
	var number [binary.MaxVarintLen64]byte
	n, size := binary.Uvarint(number[:copy(number[:], r.text[r.at:])])
	if size <= 0 || n > 1<<40 {
		r.bad, r.at = true, len(r.text)
		return 0
	}
	r.at += size
	return int(n)
}

func (r *records) byte() byte {
	if r.at >= len(r.text) {
		r.bad = true
		return 0
	}
	r.at++
	return r.text[r.at-1]
}

// take returns the place of a text.
func (r *records) take() (from, to int) {
	n := r.number()
	if n > len(r.text)-r.at {
		r.bad, n = true, 0
	}
	r.at += n
	return r.at - n, r.at
}

func (r *records) word() string {
	from, to := r.take()
	return r.text[from:to]
}

// next reads an entry.
func (r *records) next(e *Entry) error {
	flags := r.byte()
	r.line += r.number()
	e.Line, e.odd, e.NamesAccount = r.line, flags&oddRow != 0, flags&namesAccount != 0
	from, to := r.take()
	e.raw = r.text[from:to]
	if !e.odd {
		rec := r.cut.Cut(e.raw)
		r.fill(e, &rec)
		r.bad = r.bad || e.odd
	}
	texts := e.Customer.texts()
	for range r.byte() {
		switch i := int(r.byte()); {
		case i < len(texts):
			*texts[i] = r.word()
		case i == passwordText:
			e.Customer.Password = secret.New(r.word())
		default:
			r.bad = true
		}
	}
	if flags&remarked != 0 {
		e.Problems, e.Notes = r.problems(), r.problems()
	}
	if r.bad {
		return errRecord
	}
	return nil
}

func (r *records) problems() (problems []Problem) {
	for range r.number() {
		if r.bad {
			break
		}
		problems = append(problems, Problem{Code(r.word()), Field(r.word()), r.word(), Flag{r.word(), r.word()}})
	}
	return problems
}
